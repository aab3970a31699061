// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/export.h"

#include "app/cli/experiment.h"
#include "app/cli/table_file.h"
#include "engine/router_override.h"

#include <algorithm>
#include <optional>

namespace app {

namespace {

using engine::ModelCard;
using engine::RouterOverride;
using engine::TokenEvent;

template <class T>
Json cell(const std::optional<T>& value)
{
    return value ? Json(*value) : Json();
}

/// The model a token of a reply came from: documents name their models, tokens only have its shape.
const ModelCard* card_of(const TokenEvent& token, const RouterOverride& router, const engine::Document& document)
{
    const auto fits = [&](const ModelCard& card) {
        const auto layers = card.moe_layers.size();
        return token.latent_norm.size() == std::size_t(card.num_hidden_layers) &&
               token.routing.experts.size() == layers * std::size_t(experts_per_token(router, card)) &&
               token.routing.weights.size() == token.routing.experts.size() &&
               token.routing.scores.size() == layers * std::size_t(card.n_routed_experts) &&
               std::ranges::all_of(token.routing.experts, [&](int expert) { return expert < card.n_routed_experts; });
    };
    for (const auto& origin : document.provenance) {
        if (fits(origin.card)) return &origin.card;
    }
    return nullptr;
}

class TokenTables {
public:
    explicit TokenTables(const std::filesystem::path& folder)
        : tokens_(folder, "tokens",
                  {"reply", "position", "id", "phase", "special", "text", "time_us", "attention_ms", "router_ms",
                   "experts_ms", "head_ms", "sampling_ms"}),
          routing_(folder, "routing", {"reply", "position", "layer", "rank", "expert", "weight", "score"}),
          cache_(folder, "cache",
                 {"reply", "position", "layer", "latent_norm", "cache_bytes", "full_attention_bytes"})
    {
    }

    void add(const TokenEvent& token, const RouterOverride& router, const engine::Document& document)
    {
        const auto& times = token.times;
        tokens_.add({token.reply, token.position, token.id,
                     token.phase == engine::Phase::Prefill ? "prefill" : "decode", token.special, token.piece,
                     token.time_us, times.attention, times.router, times.experts, times.head, times.sampling});
        if (const auto* card = card_of(token, router, document)) {
            add_routing(token, *card);
            add_cache(token, *card);
        }
    }

    void close()
    {
        tokens_.close();
        routing_.close();
        cache_.close();
    }

private:
    void add_routing(const TokenEvent& token, const ModelCard& card)
    {
        const auto chosen = token.routing.experts.size() / std::max<std::size_t>(1, card.moe_layers.size());
        for (std::size_t i = 0; i < token.routing.experts.size(); ++i) {
            const auto layer = i / chosen;
            const auto expert = token.routing.experts[i];
            const auto score = token.routing.scores[layer * std::size_t(card.n_routed_experts) + expert];
            routing_.add({token.reply, token.position, card.moe_layers[layer], i % chosen, expert,
                          token.routing.weights[i], score});
        }
    }

    /// Bytes of the whole context up to and with this token, all layers.
    void add_cache(const TokenEvent& token, const ModelCard& card)
    {
        const std::int64_t positions = std::int64_t(token.position) + 1;
        for (std::size_t layer = 0; layer < token.latent_norm.size(); ++layer) {
            cache_.add({token.reply, token.position, layer, token.latent_norm[layer],
                        positions * card.cache_bytes_per_token, positions * card.mha_cache_bytes_per_token});
        }
    }

    TableFile tokens_, routing_, cache_;
};

/// How each reply was made: enough, with the model, to make it again.
void export_replies(const engine::Store& store, const std::filesystem::path& folder)
{
    TableFile table(folder, "replies",
                    {"reply", "base", "prompt_tokens", "reused_tokens", "given_tokens", "temperature", "top_k",
                     "top_p", "min_p", "repetition_penalty", "seed", "max_tokens", "router_override", "observing_ms"});
    for (const auto& stored : store.read().messages) {
        if (stored.message.role != engine::Role::Assistant) continue;
        const auto& started = stored.started;
        const auto& sampling = started.sampling;
        const auto experiment = experiment_json(started.router);
        const float observing = stored.finished.observing_ms;
        table.add({stored.id, started.base, started.prompt_tokens, started.reused_tokens, started.given_tokens,
                   sampling.temperature, sampling.top_k, sampling.top_p, sampling.min_p,
                   sampling.repetition_penalty, sampling.seed, sampling.max_tokens,
                   experiment.is_null() ? Json() : Json(dump(experiment)),
                   observing > 0 ? Json(observing) : Json()});
    }
    table.close();
}

void export_tokens(const engine::Store& store, const std::filesystem::path& folder)
{
    TokenTables tables(folder);
    const auto document = store.read();
    for (const auto& stored : document.messages) {
        if (stored.message.role != engine::Role::Assistant) continue;
        const auto& router = stored.started.router;
        store.replay(stored.id, [&](engine::Event& event) {
            if (const auto* token = std::get_if<TokenEvent>(&event)) tables.add(*token, router, document);
        });
    }
    tables.close();
}

void export_device(const engine::Store& store, const std::filesystem::path& folder)
{
    TableFile table(folder, "device",
                    {"time_us", "cpu_percent", "process_cpu_percent", "memory_used", "memory_total", "process_memory",
                     "gpu", "gpu_utilization", "gpu_memory_used", "gpu_memory_total", "gpu_power_mw",
                     "gpu_temperature_c", "gpu_sm_clock_mhz", "gpu_memory_clock_mhz"});
    for (const auto& sample : store.device()) {
        const std::vector<Json> machine = {sample.time_us, cell(sample.cpu_percent), cell(sample.process_cpu_percent),
                                           cell(sample.memory_used), cell(sample.memory_total),
                                           cell(sample.process_memory)};
        const auto gpus = std::max<std::size_t>(sample.gpus.size(), 1);  // a machine without a GPU has one row too
        for (std::size_t i = 0; i < gpus; ++i) {
            const auto gpu = i < sample.gpus.size() ? sample.gpus[i] : engine::GpuSample{};
            auto row = machine;
            for (auto&& value : {gpu.name.empty() ? Json() : Json(gpu.name), cell(gpu.utilization),
                                 cell(gpu.memory_used), cell(gpu.memory_total), cell(gpu.power_mw),
                                 cell(gpu.temperature_c), cell(gpu.sm_clock_mhz), cell(gpu.memory_clock_mhz)}) {
                row.push_back(value);
            }
            table.add(row);
        }
    }
    table.close();
}

}  // namespace

void export_tables(const engine::Store& store, const std::filesystem::path& folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        throw engine::Error({"EXPORT-IO", "the folder could not be made", engine::printable(folder.string(), 200),
                             error.message(), "", "Choose another folder."});
    }
    export_replies(store, folder);
    export_tokens(store, folder);
    export_device(store, folder);
}

}  // namespace app
