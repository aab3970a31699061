// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/architecture.h"

#include "ui/models/labels.h"

namespace ui {

int ArchitectureModel::denseLayers() const
{
    return card() ? card()->num_hidden_layers - int(card()->moe_layers.size()) : 0;
}

void ArchitectureModel::update()
{
    shares_.clear();
    facts_.clear();
    if (!card()) return;
    collectShares(*card());
    collectFacts(*card());
}

void ArchitectureModel::collectShares(const engine::ModelCard& c)
{
    const auto add = [this](const QString& name, std::int64_t used, std::int64_t all, const QString& text) {
        shares_.push_back({name, double(used), double(all), text});
    };
    add(tr("parameters a token uses"), c.active_parameters, c.total_parameters,
        tr("%1 of %2").arg(groupedText(c.active_parameters), groupedText(c.total_parameters)));
    if (c.n_routed_experts > 0)
        add(tr("routed experts a token is sent to"), c.num_experts_per_tok, c.n_routed_experts,
            tr("%1 of %2 in every layer").arg(c.num_experts_per_tok).arg(c.n_routed_experts));
    add(tr("cache, beside multi-head attention"), c.cache_bytes_per_token,
        c.mha_cache_bytes_per_token,
        tr("%1 instead of %2").arg(bytesText(c.cache_bytes_per_token), bytesText(c.mha_cache_bytes_per_token)));
}

void ArchitectureModel::collectFacts(const engine::ModelCard& c)
{
    facts_.push_back({tr("Model"), visibleText(c.name), QStringLiteral("model_type: ") + visibleText(c.model_type)});
    facts_.push_back({tr("Parameters"), groupedText(c.total_parameters), {}});
    facts_.push_back({tr("Active parameters"), groupedText(c.active_parameters), {}});
    facts_.push_back({tr("Weights"), bytesText(c.weight_bytes), {}});
    facts_.push_back({tr("Vocabulary"), groupedText(c.vocab_size), QStringLiteral("vocab_size")});
    facts_.push_back({tr("Width"), groupedText(c.hidden_size), QStringLiteral("hidden_size")});
    facts_.push_back({tr("Layers"), QString::number(c.num_hidden_layers), QStringLiteral("num_hidden_layers")});
    facts_.push_back({tr("Dense layers"), QString::number(denseLayers()), QStringLiteral("first_k_dense_replace")});
    facts_.push_back({tr("Context"), tr("%1 positions, trained for %2").arg(groupedText(c.context),
                                                                         groupedText(c.max_position_embeddings)),
                      QStringLiteral("max_position_embeddings")});
    addAttention(c);
    addExperts(c);
}

void ArchitectureModel::addAttention(const engine::ModelCard& c)
{
    facts_.push_back({tr("Attention heads"), QString::number(c.num_attention_heads),
                      QStringLiteral("num_attention_heads")});
    facts_.push_back({tr("Query of a head"), QStringLiteral("%1 + %2").arg(c.qk_nope_head_dim).arg(c.qk_rope_head_dim),
                      QStringLiteral("qk_nope_head_dim + qk_rope_head_dim")});
    facts_.push_back({tr("Value of a head"), QString::number(c.v_head_dim), QStringLiteral("v_head_dim")});
    facts_.push_back({tr("Compressed queries"), c.q_lora_rank ? QString::number(c.q_lora_rank) : tr("no"),
                      QStringLiteral("q_lora_rank")});
    facts_.push_back({tr("Latent of a token and layer"),
                      QStringLiteral("%1 + %2").arg(c.kv_lora_rank).arg(c.qk_rope_head_dim),
                      QStringLiteral("kv_lora_rank + qk_rope_head_dim")});
    facts_.push_back({tr("Cache per token"), bytesText(c.cache_bytes_per_token), {}});
}

void ArchitectureModel::addExperts(const engine::ModelCard& c)
{
    if (c.moe_layers.empty()) return;
    facts_.push_back({tr("Routed experts"), QString::number(c.n_routed_experts), QStringLiteral("n_routed_experts")});
    facts_.push_back({tr("Experts per token"), QString::number(c.num_experts_per_tok),
                      QStringLiteral("num_experts_per_tok")});
    facts_.push_back({tr("Shared experts"), QString::number(c.n_shared_experts), QStringLiteral("n_shared_experts")});
    facts_.push_back({tr("Width of an expert"), groupedText(c.moe_intermediate_size),
                      QStringLiteral("moe_intermediate_size")});
    facts_.push_back({tr("Groups"), c.n_group > 1 ? tr("%1, of which %2 are kept").arg(c.n_group).arg(c.topk_group)
                                                  : tr("none"),
                      QStringLiteral("n_group, topk_group")});
    facts_.push_back({tr("Router"), visibleText(c.scoring_func) + QStringLiteral(", ") + visibleText(c.topk_method),
                      QStringLiteral("scoring_func, topk_method")});
}

Sentence ArchitectureModel::title() const
{
    Sentence title{tr("Architecture"), {}, {}, {}};
    if (card()) title.before = visibleText(card()->name);
    return title;
}

QString ArchitectureModel::summary() const
{
    if (const QString reason = emptyReason(); !reason.isEmpty()) return reason;
    const engine::ModelCard& c = *card();
    const double active = c.total_parameters ? double(c.active_parameters) / double(c.total_parameters) : 0;
    return tr("%1 layers, %2 of them with %3 routed experts; a token uses %4 of the parameters and leaves %5 in the "
              "cache.")
        .arg(c.num_hidden_layers).arg(c.moe_layers.size()).arg(c.n_routed_experts)
        .arg(percentText(active), bytesText(c.cache_bytes_per_token));
}

QString ArchitectureModel::explanation() const
{
    return tr("A token enters as a row of the embedding table and passes all layers. In each, multi-head latent "
              "attention reads the cache, of which every token keeps only a short latent and a rotary key; then either "
              "one dense network or a few experts, chosen by the router, work on it. The head turns what comes out "
              "into a score for every word of the vocabulary. All sizes are those of the model's own configuration.");
}

QString ArchitectureModel::emptyReason() const
{
    return card() ? QString() : tr("No model is loaded and no recording is open.");
}

QStringList ArchitectureModel::headers() const
{
    return {tr("Part"), tr("Size"), tr("In config.json")};
}

QVariant ArchitectureModel::cell(int row, int column) const
{
    if (row < 0 || row >= rowCount()) return {};
    const Fact& fact = facts_[size_t(row)];
    return column == 0 ? fact.part : column == 1 ? fact.value : fact.keys;
}

}  // namespace ui
