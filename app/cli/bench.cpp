// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/input.h"
#include "app/cli/output.h"
#include "engine/bandwidth.h"
#include "engine/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace app {

namespace {

struct BenchOptions : ModelOptions {
    int prompt = 512, tokens = 64, depth = 0, repetitions = 5;
    bool json = false;
};

/// A number of every repetition, mostly tokens per second.
struct Rates {
    std::vector<double> values;

    double quantile(double q) const
    {
        auto sorted = values;
        std::sort(sorted.begin(), sorted.end());
        return sorted[std::size_t(q * double(sorted.size() - 1) + 0.5)];
    }
    double median() const { return quantile(0.5); }
    double least() const { return quantile(0); }
    double most() const { return quantile(1); }
};

struct Results {
    Rates prefill, decode, decode_untraced;
    Rates observing;             ///< ms per token of the traced decodes, timed by the session itself
    double bytes_per_token = 0;  ///< read by one decode step: active weights and the latent cache
    double bandwidth = 0;        ///< of this machine's memory, bytes per second

    /// Share of decode speed that capturing the trace costs; runs with and without it alternate.
    double trace_cost() const { return 1 - decode.median() / decode_untraced.median(); }
    double bandwidth_share() const { return decode.median() * bytes_per_token / bandwidth; }
};

/// Runs one Session over token ids that mean nothing: speed does not depend on them.
class Bench {
public:
    Bench(std::shared_ptr<const engine::Engine> engine, const BenchOptions& options)
        : options_(options), engine_(std::move(engine)), session_(engine_)
    {
    }

    Results run()
    {
        Results results;
        Results unused;
        decode(unused, true);  // pages the weights in
        for (int i = 0; i < options_.repetitions; ++i) {
            if (options_.prompt > 0) results.prefill.values.push_back(prefill());
            const bool traced_first = i % 2 == 0;
            decode(results, traced_first);
            decode(results, !traced_first);
        }
        results.bytes_per_token = bytes_per_token();
        results.bandwidth = engine::bandwidth_of(engine_->card(), options_.load.threads);
        return results;
    }

private:
    double prefill()
    {
        forward(options_.depth, 1, true);
        return forward(options_.depth + options_.prompt, 1, true).prefill_tokens_per_second;
    }

    void decode(Results& results, bool traced)
    {
        int events = 0;
        const auto finished = forward(std::max(options_.depth, 1), options_.tokens, traced, &events);
        (traced ? results.decode : results.decode_untraced).values.push_back(finished.tokens_per_second);
        if (traced) results.observing.values.push_back(double(finished.observing_ms) / events);
    }

    /// Generates after `length` prompt tokens; those that are in the latent cache already are not forwarded again.
    engine::ReplyFinished forward(int length, int tokens, bool traced, int* events = nullptr)
    {
        if (length == 0) return {};
        constexpr std::int64_t step = 7919;
        engine::Request request;
        for (std::int64_t i = 0; i < length; ++i) {
            request.ids.push_back(engine::TokenId((i + 1) * step % engine_->card().vocab_size));
        }
        request.sampling.temperature = 0;
        request.sampling.max_tokens = tokens;
        request.trace = traced;
        request.ignore_end = true;
        return session_.generate(request, [events](engine::Event& event) {
            if (events && std::holds_alternative<engine::TokenEvent>(event)) ++*events;
        });
    }

    double bytes_per_token() const
    {
        const auto& card = engine_->card();
        const double weights =
            double(card.weight_bytes) * double(card.active_parameters) / double(card.total_parameters);
        const double positions = std::max(options_.depth, 1) + options_.tokens / 2.0;
        return weights + positions * double(card.cache_bytes_per_token);
    }

    const BenchOptions& options_;
    std::shared_ptr<const engine::Engine> engine_;
    engine::Session session_;
};

Json json_of(const Rates& rates)
{
    return {{"median", rates.median()}, {"min", rates.least()}, {"max", rates.most()}, {"values", rates.values}};
}

void print_json(const Results& results, const BenchOptions& options, const engine::ModelCard& card)
{
    Json json = {{"model", card.name},
                 {"hash", card.hash},
                 {"backend", card.backend},
                 {"backend_detail", card.backend_detail},
                 {"prompt", options.prompt},
                 {"tokens", options.tokens},
                 {"depth", options.depth}};
    if (options.prompt > 0) json["prefill_tokens_per_second"] = json_of(results.prefill);
    json["decode_tokens_per_second"] = json_of(results.decode);
    json["decode_untraced_tokens_per_second"] = json_of(results.decode_untraced);
    json["observing_ms_per_token"] = json_of(results.observing);
    json["trace_cost"] = results.trace_cost();
    json["bytes_per_token"] = results.bytes_per_token;
    json["bandwidth_bytes_per_second"] = results.bandwidth;
    json["bandwidth_share"] = results.bandwidth_share();
    print(dump(json) + "\n");
}

void print_rates(std::string_view name, int tokens, int depth, const Rates& rates)
{
    print(fmt::format("{:<16}{:>6} tokens at depth {:<6}{:>10.1f} tokens/s   ({:.1f} to {:.1f})\n", name, tokens, depth,
                      rates.median(), rates.least(), rates.most()));
}

void print_table(const Results& results, const BenchOptions& options, const engine::ModelCard& card)
{
    print(fmt::format("{} on {}: {}; median of {} (least to most)\n", engine::printable(card.name), card.backend,
                      card.backend_detail, options.repetitions));
    if (options.prompt > 0) print_rates("prefill", options.prompt, options.depth, results.prefill);
    print_rates("decode", options.tokens, options.depth, results.decode);
    print_rates("  without trace", options.tokens, options.depth, results.decode_untraced);
    print(fmt::format("tracing costs   {:.1f} % of decode speed\n", results.trace_cost() * 100));
    print(fmt::format("bytes per token {} (active weights and latent cache)\n", bytes_text(results.bytes_per_token)));
    print(fmt::format("memory          reads {}/s here; decode uses {:.0f} % of that{}\n",
                      bytes_text(results.bandwidth), results.bandwidth_share() * 100,
                      results.bandwidth_share() > 1 ? ": the weights stay in the processor's caches" : ""));
}

void bench(const BenchOptions& options)
{
    const auto engine = open_engine(options);
    const auto results = Bench(engine, options).run();
    (options.json ? print_json : print_table)(results, options, engine->card());
}

}  // namespace

void add_bench(CLI::App& program)
{
    auto* command = program.add_subcommand("bench", "Measure prefill and decode speed");
    const auto options = std::make_shared<BenchOptions>();
    add_model(*command, *options);
    const auto add = [command](const char* name, int& value, const char* help, int least) {
        command->add_option(name, value, help)->check(CLI::Range(least, 1 << 24))->capture_default_str();
    };
    add("-p", options->prompt, "Prompt tokens to prefill; 0: no prefill", 0);
    add("-n", options->tokens, "Tokens to decode", 2);
    add("-d", options->depth, "Tokens in the latent cache before either", 0);
    add("-r", options->repetitions, "Repetitions", 1);
    command->add_flag("--json", options->json, "Print a JSON object");
    command->callback([options] { bench(*options); });
}

}  // namespace app
