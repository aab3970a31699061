// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/experiment.h"
#include "app/cli/export.h"
#include "app/cli/output.h"

#include <fmt/format.h>

#include <memory>

namespace app {

namespace {

const char* text_of(engine::Role role)
{
    switch (role) {
    case engine::Role::System: return "system";
    case engine::Role::User: return "user";
    case engine::Role::Assistant: return "assistant";
    }
    return "";
}

void print_message(const engine::StoredMessage& stored)
{
    constexpr std::size_t shown = 60;  // bytes of the text
    print(fmt::format("  {:>4} after {:<4} {:<10} {}\n", stored.id, stored.parent, text_of(stored.message.role),
                      engine::printable(stored.message.content, shown)));
    if (stored.message.role != engine::Role::Assistant) return;
    print(fmt::format("{:24}{} tokens, {:.1f} tokens/s, {} dropped events{}\n", "", stored.finished.tokens,
                      stored.finished.tokens_per_second, stored.finished.dropped_events,
                      stored.complete ? "" : ", not complete"));
    if (stored.finished.observing_ms > 0)
        print(fmt::format("{:24}capturing took {:.2f} ms\n", "", stored.finished.observing_ms));
    if (stored.started.given_tokens > 0)
        print(fmt::format("{:24}given to begin with: {} tokens\n", "", stored.started.given_tokens));
    if (const auto experiment = options_text(stored.started.router); !experiment.empty())
        print(fmt::format("{:24}router with {}\n", "", experiment));
}

void summarise(const std::string& file)
{
    const auto store = engine::Store::open_foreign(file);
    const auto document = store.read();
    print(fmt::format("title       {}\n", engine::printable(document.title)));
    for (const auto& origin : document.provenance) {
        print(fmt::format("model       {} ({}), hash {}, on {} {}, written by version {}\n",
                          engine::printable(origin.card.name), engine::printable(origin.card.model_type),
                          engine::printable(origin.card.hash), engine::printable(origin.card.backend),
                          engine::printable(origin.card.backend_detail), engine::printable(origin.program_version)));
        print(fmt::format("captured    {}\n", engine::printable(origin.capture, 200)));
    }
    print(fmt::format("tokens      {}\n", store.token_count()));
    print(fmt::format("device      {} samples\n", store.device().size()));
    print(fmt::format("messages    {}\n", document.messages.size()));
    for (const auto& message : document.messages) print_message(message);
}

}  // namespace

void add_trace(CLI::App& program)
{
    auto* trace = program.add_subcommand("trace", "Look into a session document")->require_subcommand(1);

    const auto file = std::make_shared<std::string>();
    auto* summary = trace->add_subcommand("summary", "Print what a session document holds");
    summary->add_option("FILE", *file, "Session document (*.expertscope)")->required();
    summary->callback([file] { summarise(*file); });

    const auto folder = std::make_shared<std::string>();
    auto* tables = trace->add_subcommand("export", "Write tokens, routing, cache and device as CSV and JSON");
    tables->add_option("FILE", *file, "Session document (*.expertscope)")->required();
    tables->add_option("--to", *folder, "Folder to write into; files of the same names are replaced")->required();
    tables->callback([file, folder] { export_tables(engine::Store::open_foreign(*file), *folder); });
}

}  // namespace app
