// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/output.h"

#include <fmt/core.h>

#include <cstdio>
#include <memory>

namespace app {

namespace {

struct PromptOptions : ModelOptions {
    std::string chat;
    std::string thinking = "off";
    bool ids = false;
};

void print_prompt(const PromptOptions& options)
{
    const auto text = engine::open_text(options.model);
    const auto chat = read_chat(options.chat);
    const bool thinking = options.thinking == "on";
    const auto problem = text->prompt_versions(chat, thinking).problem;
    if (problem)
        fmt::print(stderr, "{} The built-in prompt of {} stands in for it.\n", sentence(*problem),
                   text->template_family());
    if (options.ids) {
        print(json_array(text->prompt_ids(chat, thinking)) + "\n");
    } else {
        print(text->prompt(chat, thinking));
    }
}

}  // namespace

void add_prompt(CLI::App& program)
{
    auto* command = program.add_subcommand("prompt", "Print the exact prompt that a chat becomes");
    const auto options = std::make_shared<PromptOptions>();
    add_model(*command, *options);
    command->add_option("--chat", options->chat, R"(JSON file: [{"role": "...", "content": "..."}, ...])")->required();
    command->add_option("--thinking", options->thinking, "Let the model think first")
        ->check(CLI::IsMember({"on", "off"}))
        ->capture_default_str();
    command->add_flag("--ids", options->ids, "Print token ids as a JSON array instead of text");
    command->callback([options] { print_prompt(*options); });
}

}  // namespace app
