// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recording.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace recording {

namespace {

/// A number in [0, 1) that depends on all its arguments: a multiplicative hash, the same everywhere.
double mixed(std::uint64_t a, std::uint64_t b, std::uint64_t c, std::uint64_t d)
{
    std::uint64_t h = a * 0x9e3779b97f4a7c15ull + b * 0xbf58476d1ce4e5b9ull + c * 0x94d049bb133111ebull + d;
    h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9ull;
    h = (h ^ (h >> 27)) * 0x94d049bb133111ebull;
    return double(h >> 11) / double(1ull << 53);
}

std::shared_ptr<engine::ModelCard> cardOf(int layers, int dense, int experts, int chosen)
{
    auto card = std::make_shared<engine::ModelCard>();
    card->name = "test model";
    card->num_hidden_layers = layers;
    card->num_attention_heads = 8;
    card->kv_lora_rank = 64;
    card->qk_rope_head_dim = 16;
    card->qk_nope_head_dim = 32;
    card->v_head_dim = 32;
    card->n_routed_experts = experts;
    card->n_shared_experts = 1;
    card->num_experts_per_tok = chosen;
    card->context = 2048;
    for (int layer = dense; layer < layers; ++layer) card->moe_layers.push_back(layer);
    card->cache_bytes_per_token = layers * (64 + 16) * 2;
    card->mha_cache_bytes_per_token = layers * 8 * (32 + 16 + 32) * 2;
    for (int i = 0; i < int(card->moe_layers.size()) * experts; ++i) {
        card->e_score_correction_bias.push_back(float(0.1 * (mixed(7, 7, 7, std::uint64_t(i)) - 0.5)));
    }
    return card;
}

/// Scores by chance, the best K with bias, gate weights that sum up to 1.
void route(const engine::ModelCard& card, engine::TokenEvent& event)
{
    const int experts = card.n_routed_experts, chosen = card.num_experts_per_tok;
    for (size_t m = 0; m < card.moe_layers.size(); ++m) {
        std::vector<float> scores(static_cast<size_t>(experts));
        for (int e = 0; e < experts; ++e) {
            const double x = mixed(std::uint64_t(event.reply), std::uint64_t(event.position), m, std::uint64_t(e));
            scores[size_t(e)] = float(0.05 + 0.75 * std::pow(x, 4));
        }
        std::vector<int> order(scores.size());
        std::iota(order.begin(), order.end(), 0);
        const auto selection = [&](int e) {
            return scores[size_t(e)] + card.e_score_correction_bias[m * size_t(experts) + size_t(e)];
        };
        std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return selection(a) > selection(b); });
        float sum = 0;
        for (int k = 0; k < chosen; ++k) sum += scores[size_t(order[size_t(k)])];
        for (int k = 0; k < chosen; ++k) {
            event.routing.experts.push_back(std::uint16_t(order[size_t(k)]));
            event.routing.weights.push_back(scores[size_t(order[size_t(k)])] / sum);
        }
        event.routing.scores.insert(event.routing.scores.end(), scores.begin(), scores.end());
    }
}

}  // namespace

std::shared_ptr<engine::ModelCard> smallCard() { return cardOf(3, 1, 4, 2); }
std::shared_ptr<engine::ModelCard> workshopCard() { return cardOf(8, 1, 32, 4); }
std::shared_ptr<engine::ModelCard> largeCard() { return cardOf(61, 3, 256, 8); }

engine::TokenEvent token(const engine::ModelCard& card, engine::ReplyId reply, int position, const std::string& piece)
{
    engine::TokenEvent event;
    event.reply = reply;
    event.position = position;
    event.id = 100 + position;
    event.piece = event.text = piece;
    event.time_us = std::int64_t(position) * 4700 + std::int64_t(900 * mixed(1, 2, 3, std::uint64_t(position)));
    route(card, event);
    for (int layer = 0; layer < card.num_hidden_layers; ++layer) {
        const double x = mixed(5, std::uint64_t(position), std::uint64_t(layer), 5);
        event.latent_norm.push_back(float(4 + 4 * x));
    }
    event.times = {1.5f, 0.25f, 2.0f, 0.5f, 0.125f};
    return event;
}

ui::TraceBatch events(const engine::ModelCard& card, const Reply& reply)
{
    ui::TraceBatch batch;
    engine::ReplyStarted started;
    started.reply = reply.reply;
    started.base = reply.base;
    started.reused_tokens = reply.reused;
    started.prompt_tokens = reply.reused + int(reply.prompt.size());
    started.sampling.seed = 7;
    batch.events.emplace_back(started);
    int position = reply.reused;
    for (const std::string& piece : reply.prompt) {
        batch.events.emplace_back(token(card, reply.reply, position++, piece));
    }
    for (const std::string& piece : reply.answer) {
        engine::TokenEvent event = token(card, reply.reply, position++, piece);
        event.phase = engine::Phase::Decode;
        event.candidates = {{event.id, piece, 0.625f, 0.75f}, {1, " ones", 0.25f, 0.25f}, {2, "\n", 0.125f, 0}};
        batch.events.emplace_back(std::move(event));
    }
    engine::ReplyFinished finished;
    finished.reply = reply.reply;
    finished.tokens = int(reply.answer.size());
    batch.events.emplace_back(finished);
    return batch;
}

int tableLines(const QString& csv)
{
    return int(csv.count(u'\n') - csv.count(QLatin1String("\r\n# "))) - (csv.startsWith(u'#') ? 1 : 0);
}

std::vector<std::string> pieces(int count)
{
    static const std::vector<std::string> words = {" A", " router", " is", " a", " small", " layer", " that", " looks",
        " at", " each", " token", " and", " gives", " every", " expert", " a", " score", ".", " Only", " the", " four",
        " best", " experts", " run", ",", " so", " the", " model", " stays", " large"};
    std::vector<std::string> result;
    for (int i = 0; i < count; ++i) result.push_back(words[size_t(i) % words.size()]);
    return result;
}

}  // namespace recording
