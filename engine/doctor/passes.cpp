// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/doctor/operations.h"
#include "engine/error.h"

#include <fmt/format.h>

#include <cmath>
#include <cstring>

namespace engine::doctor {
namespace {

constexpr int kPasses = 6, kRows = kTraceRows;

/// One decoder layer with a router, embedding and head, random and small.
struct SmallModel {
    SmallModel(Examiner& e, WeightType type, int hidden_size) : hidden(hidden_size)
    {
        shape = {hidden / 16, hidden, 16, 8, 16, 0.2f};
        embedding = e.weight(type, vocabulary, hidden);
        q_proj = e.weight(type, shape.heads * shape.qk_head_dim(), hidden);
        kv_a_proj = e.weight(type, shape.latent_dim(), hidden);
        up.kv_b = e.weight(type, shape.heads * 32, hidden);
        o_proj = e.weight(type, hidden, shape.heads * shape.v_head_dim);
        gate = e.weight(WeightType::F32, n_experts, hidden);
        for (int i = 0; i < n_experts; ++i) experts.push_back(e.random_mlp(type, hidden, hidden));
        head = e.weight(type, vocabulary, hidden);
    }

    static constexpr int vocabulary = 90, n_experts = 8, top_k = 3;
    int hidden;
    AttentionShape shape;
    Weight embedding, q_proj, kv_a_proj, o_proj, gate, head;
    LatentExpansion up;
    std::vector<Mlp> experts;
};

/// What passes left behind, to be compared to the bit.
struct Trail {
    std::vector<float> logits;                      // [kPasses, V]
    std::vector<std::uint16_t> chosen;              // [kPasses, K]
    std::vector<float> weights, scores, norms;
    std::vector<std::int32_t> drawn;                // of a backend that draws: the tokens
};

/// A conversation of one token after the other on the examined backend, which draws them itself if it can.
class Conversation {
public:
    Conversation(Side& side, const SmallModel& model, bool captured)
        : side_(side), model_(model), cache_(side.backend.allocate_latents(model.shape, kPasses + 1)),
          ones_(side.tensor(1, model.hidden, std::vector<float>(std::size_t(model.hidden), 1))),
          x_(side.tensor(1, model.hidden)), normed_(side.tensor(1, model.hidden)),
          update_(side.tensor(1, model.hidden)),
          q_(side.tensor(1, model.shape.heads * model.shape.qk_head_dim())),
          ckv_(side.tensor(1, model.shape.latent_dim())),
          attended_(side.tensor(1, model.shape.heads * model.shape.v_head_dim)),
          logits_(side.tensor(1, SmallModel::vocabulary)), slab_(side.backend.host_memory()),
          drawn_(kTraceRows, side.backend.host_memory())
    {
        std::vector<float> cos, sin;
        for (int i = 0; i < (kPasses + 1) * model.shape.qk_rope_head_dim / 2; ++i) {
            cos.push_back(std::cos(float(i)));
            sin.push_back(std::sin(float(i)));
        }
        const int pairs = model.shape.qk_rope_head_dim / 2;
        rotary_ = {side.tensor(kPasses + 1, pairs, cos), side.tensor(kPasses + 1, pairs, sin), true};
        slab_.layers = slab_.model_layers = 1;
        slab_.top_k = SmallModel::top_k;
        slab_.n_experts = SmallModel::n_experts;
        slab_.captured = captured;
        slab_.resize(kRows);
        router_.gate = side.adopt(model.gate);
        router_.top_k = SmallModel::top_k;
    }

    /// Token by token; `recorded`: all but the first through one recording.
    void run(const std::vector<std::int32_t>& ids, bool recorded, Trail& trail)
    {
        const bool draws = side_.backend.draws();
        std::unique_ptr<Backend::Recording> recording;
        for (int i = 0; i < kPasses; ++i) {
            const bool given = i == 0 || !draws;
            batch_ = {std::span(ids).subspan(std::size_t(i), given ? 1 : 0), i, 1, (i + kRows - 1) % kRows};
            if (i > 0 && recorded && !recording) recording = side_.backend.record([&] { pass(draws); });
            side_.backend.begin(batch_);
            if (i == 0) {
                pass(false);
                if (draws) start_drawing();
            } else {
                recording ? side_.backend.run(*recording) : pass(draws);
            }
            side_.finish();
            note(i, trail);
        }
    }

private:
    void start_drawing()
    {
        Sampling greedy;
        greedy.temperature = 0;
        side_.backend.start_drawing({greedy, {}, {}, {}});
        side_.backend.draw(logits_, 0, drawn_.data());
    }

    void pass(bool draws)
    {
        Backend& b = side_.backend;
        b.embed(side_.adopt(model_.embedding), batch_, x_);
        b.residual_norm(x_, nullptr, 1, ones_, 1e-6f, normed_);
        b.linear({{side_.adopt(model_.q_proj), q_}, {side_.adopt(model_.kv_a_proj), ckv_}}, normed_, 0, 1);
        b.append_latent(model_.shape, rotary_, ones_, ckv_, batch_, 0, cache_, q_, slab_);
        b.attend_absorbed(model_.shape, side_.adopt(model_.up), q_, batch_, cache_, attended_);
        b.linear({{side_.adopt(model_.o_proj), update_}}, attended_, 0, 1);
        b.residual_norm(x_, &update_, 1, ones_, 1e-6f, normed_);
        b.route(router_, normed_, batch_, 0, slab_);
        b.experts({side_.adopt(model_.experts), {}}, normed_, batch_, 0, slab_, update_);
        b.residual_norm(x_, &update_, 1, ones_, 1e-6f, normed_);
        b.linear({{side_.adopt(model_.head), logits_}}, normed_, 0, 1);
        if (draws) b.draw(logits_, 0, drawn_.data());
    }

    void note(int nth, Trail& trail)
    {
        if (side_.backend.draws()) trail.drawn.push_back(drawn_[std::size_t(nth % kTraceRows)].id);
        const auto logits = side_.numbers(logits_, 1);
        trail.logits.insert(trail.logits.end(), logits.begin(), logits.end());
        if (!slab_.captured) return;
        const auto append = [&](auto& to, const auto& from, std::size_t first, int count) {
            to.insert(to.end(), from.begin() + std::ptrdiff_t(first), from.begin() + std::ptrdiff_t(first) + count);
        };
        append(trail.chosen, slab_.experts, slab_.chosen(batch_.row, 0), slab_.top_k);
        append(trail.weights, slab_.weights, slab_.chosen(batch_.row, 0), slab_.top_k);
        append(trail.scores, slab_.scores, slab_.scored(batch_.row, 0), slab_.n_experts);
        append(trail.norms, slab_.latent_norm, std::size_t(batch_.row), 1);
    }

    Side& side_;
    const SmallModel& model_;
    LatentRows cache_;
    Tensor ones_, x_, normed_, update_, q_, ckv_, attended_, logits_;
    RotaryTable rotary_;
    RoutingSlab slab_;
    Router router_;
    std::pmr::vector<Drawn> drawn_;
    Batch batch_;
};

bool records(Side& side)
{
    const Tensor ones = side.tensor(1, 8, std::vector<float>(8, 1));
    Tensor x = side.tensor(1, 8), y = side.tensor(1, 8);
    try {
        return side.backend.record([&] { side.backend.residual_norm(x, nullptr, 1, ones, 1e-6f, y); }) != nullptr;
    } catch (const Error&) {
        return true;  // or it should: the checks say so
    }
}

bool same_bits(const auto& a, const auto& b)
{
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(a[0])) == 0;
}

/// Differences are none at all, or a problem.
Comparison compare_trails(const Trail& got, const Trail& expected, bool captured)
{
    Comparison differences((Share()));
    for (std::size_t i = 0; i < got.logits.size() && i < expected.logits.size(); ++i)
        differences.add(got.logits[i], double(expected.logits[i]), std::abs(double(expected.logits[i])));
    differences.require(same_bits(got.logits, expected.logits), "The logits are not equal to the bit.");
    differences.require(got.drawn == expected.drawn, "Other tokens are drawn.");
    if (!captured) return differences;
    differences.require(got.chosen == expected.chosen, "Other experts are captured.");
    differences.require(same_bits(got.weights, expected.weights) && same_bits(got.scores, expected.scores),
                        "The captured weights or scores are not equal to the bit.");
    differences.require(same_bits(got.norms, expected.norms), "The captured norms are not equal to the bit.");
    return differences;
}

}  // namespace

void pass_checks(Examiner& e)
{
    e.announce("recorded and unwatched passes");
    const std::vector<std::int32_t> ids{0, 89, 7, 7, 31, 64};
    const bool recording = records(e.examined);
    if (!recording) e.leave_out(e.examined.backend.name() + " does not record passes.");
    std::vector<std::unique_ptr<const SmallModel>> models;  // all until the end: a side knows weights by their address
    for (const WeightType type : {WeightType::BF16, WeightType::Q8_0, WeightType::Q4_K}) {
        models.push_back(std::make_unique<const SmallModel>(e, type, type == WeightType::Q4_K ? 256 : 64));
        const SmallModel& model = *models.back();
        const auto input = fmt::format("{} passes of one token, {}", kPasses, format_of(type).name);
        Trail direct;
        e.check("pass again", input, [&] {
            Trail again;
            Conversation(e.examined, model, true).run(ids, false, direct);
            Conversation(e.examined, model, true).run(ids, false, again);
            return compare_trails(again, direct, true);
        });
        e.check("pass without capture", input, [&] {
            Trail unwatched;
            Conversation(e.examined, model, false).run(ids, false, unwatched);
            return compare_trails(unwatched, direct, false);
        });
        if (!recording) continue;
        e.check("recorded pass", input, [&] {
            Trail recorded;
            Conversation(e.examined, model, true).run(ids, true, recorded);
            return compare_trails(recorded, direct, true);
        });
    }
}

}  // namespace engine::doctor
