// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/experiment.h"
#include "app/cli/input.h"
#include "app/cli/output.h"
#include "app/cli/recording.h"

#include <fmt/format.h>

#include <memory>
#include <optional>

namespace app {

namespace {

struct GenerateOptions : ModelOptions {
    std::string raw_text, question, chat, trace;
    engine::Sampling sampling;
    engine::RouterOverride router;
    bool json = false, thinking = false, resume = false, again = false;
    std::vector<engine::TokenId> reply_start;
};

engine::Request request_of(const GenerateOptions& options)
{
    engine::Request request;
    request.raw_text = options.raw_text;
    if (!options.question.empty()) request.chat = {{engine::Role::User, options.question, {}}};
    if (!options.chat.empty()) request.chat = read_chat(options.chat);
    request.sampling = options.sampling;
    request.router = options.router;
    request.thinking = options.thinking;
    request.reply_start = options.reply_start;
    request.trace = options.json || !options.trace.empty();
    return request;
}

/// Values of one MoE layer of a [M, N] array, as one row for each layer.
template <class T>
Json rows(const std::vector<T>& values, std::size_t layers)
{
    auto rows = Json::array();
    const auto width = layers == 0 ? 0 : values.size() / layers;
    for (std::size_t layer = 0; layer < layers; ++layer) {
        const auto begin = values.begin() + std::ptrdiff_t(layer * width);
        rows.push_back(std::vector<T>(begin, begin + std::ptrdiff_t(width)));
    }
    return rows;
}

Json json_of(const engine::TokenEvent& token, const engine::ModelCard& card, const engine::RouterOverride& router)
{
    const auto layers = card.moe_layers.size();
    Json json{{"position", token.position},
              {"id", token.id},
              {"text", token.text},
              {"special", token.special},
              {"time_us", token.time_us},
              {"moe_layers", card.moe_layers},
              {"experts", rows(token.routing.experts, layers)},
              {"weights", rows(token.routing.weights, layers)},
              {"scores", rows(token.routing.scores, layers)},
              {"latent_norm", token.latent_norm}};
    if (auto experiment = experiment_json(router); !experiment.is_null()) json["router_override"] = experiment;
    return json;
}

void print_token(const engine::TokenEvent& token, const engine::ModelCard& card, const GenerateOptions& options)
{
    if (token.phase == engine::Phase::Prefill) return;
    print(options.json ? dump(json_of(token, card, options.router)) + "\n" : token.text);
    flush_output();
}

const char* text_of(engine::StopReason reason)
{
    switch (reason) {
    case engine::StopReason::EndOfText: return "end of the reply";
    case engine::StopReason::MaxTokens: return "as many tokens as asked for";
    case engine::StopReason::ContextFull: return "the context is full";
    case engine::StopReason::Cancelled: return "stopped";
    case engine::StopReason::Failed: return "failed";
    }
    return "";
}

void generate(const GenerateOptions& options)
{
    const auto engine = open_engine(options);
    engine::Session session(engine);
    auto request = request_of(options);
    std::optional<Recording> recording;
    if (!options.trace.empty()) {
        using Place = Recording::Place;
        const auto place = options.again ? Place::Beside : options.resume ? Place::Behind : Place::NewDocument;
        recording.emplace(options.trace, engine->card(), request, place);
        request.reply = recording->reply();
    }
    const auto finished = session.generate(request, [&](engine::Event& event) {
        if (recording) recording->put(event);
        if (const auto* token = std::get_if<engine::TokenEvent>(&event)) {
            print_token(*token, engine->card(), options);
        }
    });
    if (recording) recording->finish(finished);
    if (!options.json) print("\n");
    flush_output();
    fmt::print(stderr, "{} tokens, {:.1f} tokens/s, first after {:.1f} ms: {}\n", finished.tokens,
               finished.tokens_per_second, finished.first_token_ms, text_of(finished.reason));
}

void add_sampling(CLI::App& command, engine::Sampling& sampling)
{
    command.add_option("-n", sampling.max_tokens, "Tokens to generate; 0: until the reply or the context ends")
        ->check(CLI::NonNegativeNumber);
    command.add_option("--temp", sampling.temperature, "Temperature; 0: always the most probable token")
        ->check(CLI::Range(0.0f, 100.0f))
        ->capture_default_str();
    command.add_option("--top-k", sampling.top_k, "Keep the k most probable tokens; 0: off")
        ->check(CLI::NonNegativeNumber);
    command.add_option("--top-p", sampling.top_p, "Keep the most probable tokens that sum to p; 1: off")
        ->check(CLI::Range(0.0f, 1.0f))
        ->capture_default_str();
    command.add_option("--min-p", sampling.min_p, "Keep tokens at least p times as probable as the best; 0: off")
        ->check(CLI::Range(0.0f, 1.0f));
    command.add_option("--seed", sampling.seed, "The same seed gives the same reply");
}

}  // namespace

void add_generate(CLI::App& program)
{
    auto* command = program.add_subcommand("generate", "Stream a reply");
    const auto options = std::make_shared<GenerateOptions>();
    add_model(*command, *options);
    auto* input = command->add_option_group("input")->require_option(1);
    input->add_option("-p,--prompt", options->raw_text, "Go on after this text, as it is");
    auto* question = input->add_option("--ask", options->question, "Answer this question, in the model's chat format");
    input->add_option("--chat", options->chat, R"(JSON file: [{"role": "...", "content": "..."}, ...])");
    auto* again = input->add_flag("--again", options->again, "Answer the last question of the session document anew");
    command->add_flag("--thinking", options->thinking, "Let the model think first, where its format knows that");
    command->add_option_function<std::string>(
        "--reply-start", [options](const std::string& text) { options->reply_start = parse_ids(text); },
        "Token ids the reply begins with; it goes on from there");
    add_sampling(*command, options->sampling);
    add_experiment(*command, options->router);
    auto* trace = command->add_option("--trace", options->trace, "Session document to write (*.expertscope)");
    again->needs(trace);
    command->add_flag("--continue", options->resume, "Ask behind the last message of the session document")
        ->needs(trace)
        ->needs(question);
    command->add_flag("--json", options->json, "Print one line per token with its routing");
    command->callback([options] { generate(*options); });
}

}  // namespace app
