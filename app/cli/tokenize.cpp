// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/output.h"

#include <fmt/format.h>

#include <memory>
#include <sstream>

namespace app {

namespace {

struct TokenizeOptions : ModelOptions {
    std::string text, file, jsonl;
    bool special = false;
};

void print_lines(const engine::Text& text, const TokenizeOptions& options)
{
    std::istringstream lines(read_file(options.jsonl));
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
        const auto where = fmt::format("{}, line {}", engine::printable(options.jsonl, 200), number);
        print(json_array(text.tokenize(text_of_line(line, where), options.special)) + "\n");
    }
}

void tokenize(const TokenizeOptions& options)
{
    const auto text = engine::open_text(options.model);
    if (!options.jsonl.empty()) {
        print_lines(*text, options);
    } else {
        const auto input = options.file.empty() ? options.text : read_file(options.file);
        print(json_array(text->tokenize(input, options.special)) + "\n");
    }
}

}  // namespace

void add_tokenize(CLI::App& program)
{
    auto* command = program.add_subcommand("tokenize", "Print a text's token ids as a JSON array");
    const auto options = std::make_shared<TokenizeOptions>();
    add_model(*command, *options);
    command->add_flag("--special", options->special, "Recognise control tokens (default: everything is plain text)");
    auto* input = command->add_option_group("input")->require_option(1);
    input->add_option("TEXT", options->text, "The text itself");
    input->add_option("--file", options->file, "A file that holds the text");
    input->add_option("--jsonl", options->jsonl, R"(One {"text": "..."} a line; prints one array a line)");
    command->callback([options] { tokenize(*options); });
}

void add_detokenize(CLI::App& program)
{
    struct Options : ModelOptions {
        std::vector<engine::TokenId> ids;
    };
    auto* command = program.add_subcommand("detokenize", "Print the exact bytes of token ids");
    const auto options = std::make_shared<Options>();
    add_model(*command, *options);
    command->add_option_function<std::string>(
               "IDS", [options](const std::string& text) { options->ids = parse_ids(text); }, "1,2,3 or [1,2,3]")
        ->required();
    command->callback([options] { print(engine::open_text(options->model)->detokenize(options->ids)); });
}

}  // namespace app
