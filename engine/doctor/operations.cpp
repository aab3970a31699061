// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
// The inputs that need no model: small ones, odd ones, and every weight type.
#include "engine/doctor/operations.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace engine::doctor {
namespace {

int block_of(WeightType type) { return format_of(type).elements; }

/// A number of columns near `wanted` that the type's blocks fill.
int fitting(WeightType type, int wanted) { return (wanted + block_of(type) - 1) / block_of(type) * block_of(type); }

WeightType type_at(std::size_t i) { return WeightType(i % block_formats.size()); }

/// Around the edges of warps, of tiles, and of what is one batch of products.
std::vector<int> batch_sizes(const Examiner& e)
{
    return e.brief ? std::vector{1, 3, 17} : std::vector{1, 2, 5, 15, 16, 17, 70};
}

/// `halves`: keys and values expand by matrices of their own.
AttentionInput attention_input(Examiner& e, WeightType type, AttentionShape s, bool halves)
{
    s.scale = float(1 / std::sqrt(double(s.qk_head_dim())));
    AttentionInput in;
    in.shape = s;
    if (halves) {
        in.up.k_b = e.weight(type, s.heads * s.kv_lora_rank, s.qk_nope_head_dim);
        in.up.v_b = e.weight(type, s.heads * s.v_head_dim, s.kv_lora_rank);
    } else {
        in.up.kv_b = e.weight(type, s.heads * (s.qk_nope_head_dim + s.v_head_dim), s.kv_lora_rank);
    }
    in.norm_weight = e.random.normals(1, s.kv_lora_rank, 0.1);
    for (float& weight : in.norm_weight) weight += 1;
    return in;
}

RouterInput any_router(Examiner& e, int experts, int top_k, int hidden, int tokens)
{
    RouterInput in;
    in.router.gate = e.weight(WeightType::F32, experts, hidden);
    in.router.top_k = top_k;
    in.router.norm_topk_prob = true;
    in.router.scale_normalised = false;
    in.rule = "softmax";
    in.tokens = tokens;
    return in;
}

/// The rule of selection and what experiments make of it, for one number of experts in groups of some.
std::vector<RouterInput> rules_for(Examiner& e, int experts, int top_k, int groups)
{
    RouterInput softmax = any_router(e, experts, top_k, 64, 1), limited = softmax, noaux = softmax;
    softmax.router.norm_topk_prob = false;
    softmax.router.routed_scaling_factor = 1.5f;
    limited.router.method = TopkMethod::GroupLimitedGreedy;
    noaux.router.method = TopkMethod::NoauxTc;
    noaux.router.scoring = Scoring::Sigmoid;
    noaux.router.scale_normalised = true;
    noaux.router.routed_scaling_factor = 2.5f;
    noaux.bias = e.random.normals(1, experts, 0.3);
    for (RouterInput* in : {&limited, &noaux}) {
        in->router.n_group = groups;
        in->router.topk_group = std::max(1, groups / 2);
    }
    softmax.rule = "softmax, not normalised";
    limited.rule = fmt::format("softmax, {} of {} groups", limited.router.topk_group, groups);
    noaux.rule = fmt::format("sigmoid and bias, {} of {} groups", noaux.router.topk_group, groups);
    return {softmax, limited, noaux};
}

/// The same with experts muted, boosted and forced.
RouterInput under_experiment(RouterInput in)
{
    const int n = in.router.gate.rows;
    constexpr float kMuted = -std::numeric_limits<float>::infinity();
    in.router.boosts = {{std::uint16_t(n - 1), kMuted}, {0, 0.25f}, {0, 0.25f}, {std::uint16_t(n / 2), -0.125f}};
    in.router.forced = {1};
    in.rule += ", one muted, two boosted, one forced";
    return in;
}

/// Rows of the gate that are equal score alike: the lower index comes first.
RouterInput with_ties(Examiner& e)
{
    RouterInput in = any_router(e, 16, 4, 48, 3);
    auto* bytes = const_cast<std::byte*>(in.router.gate.data);
    const std::size_t row = in.router.gate.row_bytes();
    for (std::size_t r = 1; r < 16; ++r)
        if (r % 4 != 0) std::copy_n(bytes + r / 4 * 4 * row, row, bytes + r * row);
    in.rule = "softmax, equal scores";
    return in;
}

}  // namespace

void product_checks(Examiner& e)
{
    e.announce("embed, look_up");
    for (std::size_t i = 0; i < block_formats.size(); ++i) {
        const WeightType type = type_at(i);
        check_rows(e, e.weight(type, 37, fitting(type, 48)));
        if (!e.brief) check_rows(e, e.weight(type, 150, fitting(type, 700)));
    }
    e.announce("residual_norm");
    for (const int n : e.brief ? std::vector{20, 256} : std::vector{20, 24, 48, 256, 2048, 7168})
        for (const int tokens : batch_sizes(e)) {
            const auto weight = e.random.normals(1, n);
            check_norm(e, weight, tokens, true, false);
            check_norm(e, weight, tokens, false, tokens % 2 == 0);
        }
    e.announce("linear");
    for (std::size_t i = 0; i < block_formats.size(); ++i)
        for (const int tokens : batch_sizes(e)) {
            const WeightType type = type_at(i);
            check_linear(e, {e.weight(type, 20, fitting(type, 48))}, 0, tokens, false);
            const Weight odd = e.weight(type, 133, fitting(type, 270));
            check_linear(e, {odd}, 0, tokens, true);
            check_linear(e, {odd}, 3, tokens, false);
            if (e.brief) continue;
            const int cols = fitting(WeightType::Q4_K, 2048);
            check_linear(e, {e.weight(type, 64, cols), e.weight(type_at(i + 5), 1, cols)}, 0, tokens, true);
        }
    e.announce("mlp");
    for (std::size_t i = 0; i < block_formats.size(); ++i)
        for (const int tokens : batch_sizes(e)) {
            const WeightType type = type_at(i);
            check_mlp(e, e.random_mlp(type, fitting(type, 48), fitting(type, 20)), tokens);
            if (!e.brief) check_mlp(e, e.random_mlp(type, fitting(type, 160), fitting(type, 400)), tokens);
        }
}

void attention_checks(Examiner& e)
{
    e.announce("attention");
    const AttentionShape tiny{4, 24, 12, 8, 12}, real{16, 512, 128, 64, 128};
    std::vector<AttentionInput> inputs{attention_input(e, WeightType::BF16, tiny, false),
                                       attention_input(e, WeightType::F32, tiny, true)};
    if (!e.brief) {
        inputs.push_back(attention_input(e, WeightType::BF16, real, false));
        inputs.push_back(attention_input(e, WeightType::Q8_0, real, true));
    }
    for (AttentionInput& in : inputs)
        for (const int first : {0, 1, 31, 32, 33, 500})
            for (const int tokens : batch_sizes(e)) {
                if (e.brief && first > 1 && tokens > 1) continue;
                in.interleaved = first % 2 == 0;
                in.first_position = first;
                in.tokens = tokens;
                check_attention(e, in);
            }
    for (std::size_t i = 0; i < block_formats.size(); ++i) {
        const WeightType type = type_at(i);
        AttentionInput whole = attention_input(e, type, {3, fitting(type, 40), 16, 8, 20}, false);
        AttentionInput halves = attention_input(e, type, {3, fitting(type, 40), fitting(type, 16), 8, 20}, true);
        constexpr int kWidestKeys = 128;  // of a head in a matrix of its own: no model has keys of 256 numbers
        for (AttentionInput* in : {&whole, &halves})
            for (const int tokens : {1, 17}) {
                if (in == &halves && fitting(type, 16) > kWidestKeys) continue;
                in->first_position = 20;
                in->tokens = tokens;
                check_attention(e, *in);
            }
    }
}

void routing_checks(Examiner& e)
{
    e.announce("route");
    struct Size {
        int experts, top_k, groups;
    };
    auto sizes = std::vector<Size>{{8, 2, 2}, {16, 4, 4}, {64, 6, 1}, {256, 8, 8}};
    if (!e.brief) sizes.insert(sizes.end(), {{8, 8, 1}, {160, 6, 8}, {256, 256, 1}, {384, 8, 1}});
    for (const Size& size : sizes)
        for (RouterInput& in : rules_for(e, size.experts, size.top_k, size.groups))
            for (const int tokens : batch_sizes(e)) {
                in.tokens = tokens;
                check_route(e, in);
                if (size.top_k < size.experts) check_route(e, under_experiment(in));
            }
    check_route(e, with_ties(e));
    for (std::size_t i = 0; i < block_formats.size(); ++i)
        for (const int tokens : {1, 17}) {
            RouterInput in = any_router(e, 24, 3, 64, tokens);
            in.router.gate = e.weight(type_at(i), 24, fitting(type_at(i), 64));
            check_route(e, in);
        }
}

void expert_checks(Examiner& e)
{
    e.announce("experts");
    for (std::size_t i = 0; i < block_formats.size(); ++i) {
        const WeightType type = type_at(i);
        const int hidden = fitting(type, 48), width = fitting(type, 20);
        std::vector<Mlp>& routed = e.random_experts(type, 12, hidden, width);
        const Mlp shared = e.random_mlp(type, hidden, 2 * width);
        for (const int tokens : batch_sizes(e)) {
            RouterInput in = any_router(e, 12, 3, hidden, tokens);
            check_experts(e, in, routed, tokens % 2 == 1 ? shared : Mlp());
            if (tokens > 3 && e.brief) continue;
            check_experts(e, in, routed, shared, true);
            in.router.top_k = tokens == 1 ? 1 : 12;
            check_experts(e, in, routed, Mlp());
        }
    }
}

OperationsReport examine_operations(Backend& examined, Backend& reference, const ModelFiles* model, bool brief,
                                    const DoctorProgress& progress, std::stop_token stop)
{
    Examiner e(examined, reference, brief, progress, std::move(stop));
    product_checks(e);
    attention_checks(e);
    routing_checks(e);
    expert_checks(e);
    drawing_checks(e);
    pass_checks(e);
    if (model) model_checks(e, *model);
    return e.take_report();
}

}  // namespace engine::doctor
