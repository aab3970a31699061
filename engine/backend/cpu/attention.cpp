// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/cpu_backend.h"

#include <algorithm>

namespace engine::cpu {
namespace {

/// A matrix of its own made of some rows of another, so that results are written from index 0.
RowBlock rebased_rows(const Weight& w, int first, int rows)
{
    return {w.type, w.row(first), std::int64_t(w.row_bytes()), 0, rows, w.cols};
}

/// Rows of kv_b [H*(dn+dv), R] that belong to one head: first dn rows make keys, the next dv rows make values.
RowBlock key_rows(const AttentionShape& s, const Weight& kv_b, int head)
{
    const int first = head * (s.qk_nope_head_dim + s.v_head_dim);
    return rebased_rows(kv_b, first, s.qk_nope_head_dim);
}

RowBlock value_rows(const AttentionShape& s, const Weight& kv_b, int head)
{
    const int first = head * (s.qk_nope_head_dim + s.v_head_dim) + s.qk_nope_head_dim;
    return rebased_rows(kv_b, first, s.v_head_dim);
}

constexpr int kTogether = 4;  // heads, or queries, that share one walk over the cached rows

}  // namespace

// Specification 2.3: q_nope . (Wk c) = (Wk^T q_nope) . c, so one latent row serves all heads as key and value.
void CpuBackend::attend_absorbed(const AttentionShape& s, const LatentExpansion& up, const Tensor& q,
                                 int first_position, int tokens, LatentRows cache, Tensor& out)
{
    const int rank = s.kv_lora_rank, latent_dim = s.latent_dim();
    const int group = std::clamp(tokens * s.heads / pool_.size(), 1, kTogether);
    const int groups = (s.heads + group - 1) / group;
    const int stride = 2 * latent_dim + first_position + tokens;
    reserve_scratch(std::size_t(group) * std::size_t(stride));
    pool_.run(tokens * groups, [&](int task, int thread) {
        const int t = task / groups, first_head = task % groups * group;
        const int heads = std::min(group, s.heads - first_head);
        const int visible = first_position + t + 1;
        const float* q_nope[kTogether];
        float* query[kTogether];   // [ Wk^T q_nope (R) | q_pe (dr) ]
        float* mixed[kTogether];   // sum of attention * c (R)
        float* scores[kTogether];  // [visible]
        for (int i = 0; i < heads; ++i) {
            q_nope[i] = q.row(t) + (first_head + i) * s.qk_head_dim();
            query[i] = scratch(thread) + i * stride;
            mixed[i] = query[i] + latent_dim;
            scores[i] = mixed[i] + latent_dim;
            kernels_.combine(key_rows(s, up.kv_b, first_head + i), &q_nope[i], &query[i], 1);
            std::copy_n(q_nope[i] + s.qk_nope_head_dim, s.qk_rope_head_dim, query[i] + rank);
        }
        kernels_.matmul(rows_of(cache.rows->data(), latent_dim, visible, latent_dim), query, scores, heads);
        for (int i = 0; i < heads; ++i) kernels_.softmax(scores[i], visible, s.scale);
        kernels_.combine(rows_of(cache.rows->data(), latent_dim, visible, rank), scores, mixed, heads);
        for (int i = 0; i < heads; ++i) {
            float* head_out = out.row(t) + (first_head + i) * s.v_head_dim;
            kernels_.matmul(value_rows(s, up.kv_b, first_head + i), &mixed[i], &head_out, 1);
        }
    });
}

// The form of the paper's training: expands keys and values of one head at a time, shared by all queries of the
// chunk. Pays when more queries share an expansion than specification 2.3 says.
void CpuBackend::attend_decompressed(const AttentionShape& s, const LatentExpansion& up, const Tensor& q,
                                     int first_position, int tokens, LatentRows cache, Tensor& out)
{
    const int positions = first_position + tokens;
    const int dn = s.qk_nope_head_dim, dq = s.qk_head_dim(), dv = s.v_head_dim;
    const int expanded = dn + dv;
    inputs_.resize(std::size_t(positions));
    for (int p = 0; p < positions; ++p) inputs_[std::size_t(p)] = cache.rows->row(p);

    // Per thread: [ k_nope | v ] of every position, whole keys, scores of some queries, row pointers into the first.
    const std::size_t rows = std::size_t(positions);
    reserve_scratch(rows * std::size_t(expanded + dq + kTogether));
    expanded_rows_.resize(std::size_t(pool_.size()) * rows);
    pool_.run(s.heads, [&](int head, int thread) {
        float* keys_values = scratch(thread);
        float* keys = keys_values + rows * std::size_t(expanded);
        float** targets = expanded_rows_.data() + std::size_t(thread) * rows;
        for (int p = 0; p < positions; ++p) targets[p] = keys_values + std::int64_t(p) * expanded;
        kernels_.matmul(rebased_rows(up.kv_b, head * expanded, expanded), inputs_.data(), targets, positions);
        for (int p = 0; p < positions; ++p) {
            float* key = keys + std::int64_t(p) * dq;
            std::copy_n(targets[p], dn, key);
            std::copy_n(cache.rows->row(p) + s.kv_lora_rank, s.qk_rope_head_dim, key + dn);
        }
        for (int t = 0; t < tokens; t += kTogether) {
            const int queries = std::min(kTogether, tokens - t);
            const int visible = first_position + t + queries;  // of the last query; earlier ones see fewer
            const float* query[kTogether];
            float* scores[kTogether];
            float* head_out[kTogether];
            for (int i = 0; i < queries; ++i) {
                query[i] = q.row(t + i) + head * dq;
                scores[i] = keys + rows * std::size_t(dq + i);
                head_out[i] = out.row(t + i) + head * dv;
            }
            kernels_.matmul(rows_of(keys, dq, visible, dq), query, scores, queries);
            for (int i = 0; i < queries; ++i) {
                const int unseen = queries - 1 - i;
                kernels_.softmax(scores[i], visible - unseen, s.scale);
                std::fill_n(scores[i] + visible - unseen, unseen, 0.0f);
            }
            kernels_.combine(rows_of(keys_values + dn, expanded, visible, dv), scores, head_out, queries);
        }
    });
}

}  // namespace engine::cpu
