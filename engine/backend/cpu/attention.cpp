// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/cpu_backend.h"
#include "engine/backend/cpu/row_math.h"

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

void multiply(const Kernels& kernels, const RowBlock& rows, const float* x, float* y)
{
    kernels.matmul(rows, &x, &y, 1);
}

void scale_and_softmax(float* scores, int n, float scale)
{
    for (int i = 0; i < n; ++i) scores[i] *= scale;
    softmax_row(scores, n);
}

}  // namespace

// Specification 2.3: q_nope . (Wk c) = (Wk^T q_nope) . c, so one latent row serves all heads as key and value.
void CpuBackend::attend_absorbed(const AttentionShape& s, const Weight& kv_b, const Tensor& q, int first_position,
                                 int tokens, LatentRows cache, Tensor& out)
{
    const int rank = s.kv_lora_rank, latent_dim = s.latent_dim();
    reserve_scratch(std::size_t(2 * latent_dim + first_position + tokens));
    pool_.run(tokens * s.heads, [&](int task, int thread) {
        const int t = task / s.heads, head = task % s.heads;
        const int visible = first_position + t + 1;
        const float* q_head = q.row(t) + head * s.qk_head_dim();
        float* query = scratch(thread);          // [ Wk^T q_nope (R) | q_pe (dr) ]
        float* mixed = query + latent_dim;       // sum of attention * c (R)
        float* scores = mixed + latent_dim;      // [visible]

        kernels_.combine(key_rows(s, kv_b, head), q_head, query);
        std::copy_n(q_head + s.qk_nope_head_dim, s.qk_rope_head_dim, query + rank);
        multiply(kernels_, rows_of(cache.rows->data(), latent_dim, visible, latent_dim), query, scores);
        scale_and_softmax(scores, visible, s.scale);
        kernels_.combine(rows_of(cache.rows->data(), latent_dim, visible, rank), scores, mixed);
        multiply(kernels_, value_rows(s, kv_b, head), mixed, out.row(t) + head * s.v_head_dim);
    });
}

// The form of the paper's training: expands keys and values of one head at a time, shared by all queries of the
// chunk. Pays when more queries share an expansion than specification 2.3 says.
void CpuBackend::attend_decompressed(const AttentionShape& s, const Weight& kv_b, const Tensor& q,
                                     int first_position, int tokens, LatentRows cache, Tensor& out)
{
    const int positions = first_position + tokens;
    const int dn = s.qk_nope_head_dim, dq = s.qk_head_dim(), dv = s.v_head_dim;
    const int expanded = dn + dv;
    inputs_.resize(std::size_t(positions));
    for (int p = 0; p < positions; ++p) inputs_[std::size_t(p)] = cache.rows->row(p);

    // Per thread: [ k_nope | v ] of every position, whole keys, one row of scores, and row pointers into the first.
    const std::size_t rows = std::size_t(positions);
    reserve_scratch(rows * std::size_t(expanded + dq + 1));
    expanded_rows_.resize(std::size_t(pool_.size()) * rows);
    pool_.run(s.heads, [&](int head, int thread) {
        float* keys_values = scratch(thread);
        float* keys = keys_values + rows * std::size_t(expanded);
        float* scores = keys + rows * std::size_t(dq);
        float** targets = expanded_rows_.data() + std::size_t(thread) * rows;
        for (int p = 0; p < positions; ++p) targets[p] = keys_values + std::int64_t(p) * expanded;
        kernels_.matmul(rebased_rows(kv_b, head * expanded, expanded), inputs_.data(), targets, positions);
        for (int p = 0; p < positions; ++p) {
            float* key = keys + std::int64_t(p) * dq;
            std::copy_n(keys_values + std::int64_t(p) * expanded, dn, key);
            std::copy_n(cache.rows->row(p) + s.kv_lora_rank, s.qk_rope_head_dim, key + dn);
        }
        for (int t = 0; t < tokens; ++t) {
            const int visible = first_position + t + 1;
            multiply(kernels_, rows_of(keys, dq, visible, dq), q.row(t) + head * dq, scores);
            scale_and_softmax(scores, visible, s.scale);
            kernels_.combine(rows_of(keys_values + dn, expanded, visible, dv), scores, out.row(t) + head * dv);
        }
    });
}

}  // namespace engine::cpu
