// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/cpu_backend.h"

#include <algorithm>

namespace engine::cpu {
namespace {

/// A matrix of its own made of some rows of another, so that results are written from index 0.
RowBlock rebased_rows(const Weight& w, int first, int rows)
{
    return {w.type, w.row(first), std::int64_t(w.row_bytes()), 0, rows, w.cols, w.block_scales, first};
}

/// From position p on: rows of R+dr floats.
const float* latents_of(const AttentionShape& s, const LatentRows& cache, int p)
{
    return reinterpret_cast<const float*>(cache.data.get()) + std::size_t(p) * std::size_t(s.latent_dim());
}

/// The keys of one head: rows of kv_b [H*(dn+dv), R], or of the transposed k_b [H*R, dn].
RowBlock key_rows(const AttentionShape& s, const LatentExpansion& up, int head)
{
    if (up.k_b) return rebased_rows(up.k_b, head * s.kv_lora_rank, s.kv_lora_rank);
    return rebased_rows(up.kv_b, head * (s.qk_nope_head_dim + s.v_head_dim), s.qk_nope_head_dim);
}

/// The values of one head, behind its keys in kv_b or in a v_b [H*dv, R] of their own.
RowBlock value_rows(const AttentionShape& s, const LatentExpansion& up, int head)
{
    if (up.v_b) return rebased_rows(up.v_b, head * s.v_head_dim, s.v_head_dim);
    const int first = head * (s.qk_nope_head_dim + s.v_head_dim) + s.qk_nope_head_dim;
    return rebased_rows(up.kv_b, first, s.v_head_dim);
}

const Weight& keys_of(const LatentExpansion& up) { return up.k_b ? up.k_b : up.kv_b; }
const Weight& values_of(const LatentExpansion& up) { return up.v_b ? up.v_b : up.kv_b; }

/// Room for one head's keys as floats; combine() takes no blocks.
std::size_t float_keys_size(const AttentionShape& s, const LatentExpansion& up)
{
    return in_blocks(keys_of(up).type) ? std::size_t(s.kv_lora_rank) * std::size_t(s.qk_nope_head_dim) : 0;
}

constexpr int kTogether = 4;  // heads, or queries, that share one walk over the cached rows

}  // namespace

/// y[n] = sum of factors[n][r] * row r; `floats` has room for the rows.
void CpuBackend::combine_rows(const RowBlock& w, float* floats, const float* const* factors, float* const* y,
                              int outputs) const
{
    if (!in_blocks(w.type)) return kernels_.combine(w, factors, y, outputs);
    kernels_.blocks->dequantize(w, floats);
    kernels_.combine(rows_of(floats, w.cols, w.end - w.begin, w.cols), factors, y, outputs);
}

/// y = w x for one vector inside a parallel region.
void CpuBackend::multiply_vector(const RowBlock& w, const float* x, Int8Row rounded, float* y) const
{
    if (in_blocks(w.type)) kernels_.blocks->quantize(x, 0, w.cols, rounded);
    multiply(w, {&x, &rounded}, &y, 1);
}

// Specification 2.3: q_nope . (Wk c) = (Wk^T q_nope) . c, so one latent row serves all heads as key and value.
void CpuBackend::attend_absorbed(const AttentionShape& s, const LatentExpansion& up, const Tensor& q,
                                 const Batch& batch, const LatentRows& cache, Tensor& out)
{
    const int first_position = batch.first_position, tokens = batch.tokens;
    const int rank = s.kv_lora_rank, latent_dim = s.latent_dim();
    const int group = std::clamp(tokens * s.heads / pool_.size(), 1, kTogether);
    const int groups = (s.heads + group - 1) / group;
    const int stride = 2 * latent_dim + first_position + tokens;
    const std::size_t rows_size = std::size_t(group) * std::size_t(stride);
    reserve_scratch(rows_size + (up.k_b ? 0 : float_keys_size(s, up)));
    rounded_heads_.resize(pool_.size(), std::max(rank, s.qk_nope_head_dim));
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
            const RowBlock keys = key_rows(s, up, first_head + i);
            if (up.k_b)
                multiply_vector(keys, q_nope[i], rounded_heads_[thread], query[i]);
            else
                combine_rows(keys, scratch(thread) + rows_size, &q_nope[i], &query[i], 1);
            std::copy_n(q_nope[i] + s.qk_nope_head_dim, s.qk_rope_head_dim, query[i] + rank);
        }
        kernels_.matmul(rows_of(latents_of(s, cache, 0), latent_dim, visible, latent_dim), query, scores, heads);
        for (int i = 0; i < heads; ++i) kernels_.softmax(scores[i], visible, s.scale);
        kernels_.combine(rows_of(latents_of(s, cache, 0), latent_dim, visible, rank), scores, mixed, heads);
        for (int i = 0; i < heads; ++i) {
            float* head_out = out.row(t) + (first_head + i) * s.v_head_dim;
            multiply_vector(value_rows(s, up, first_head + i), mixed[i], rounded_heads_[thread], head_out);
        }
    });
}

// The form of the paper's training: expands keys and values of one head at a time, shared by all queries of the
// chunk. Pays when more queries share an expansion than specification 2.3 says.
void CpuBackend::attend_decompressed(const AttentionShape& s, const LatentExpansion& up, const Tensor& q,
                                     const Batch& batch, const LatentRows& cache, Tensor& out)
{
    const int first_position = batch.first_position, tokens = batch.tokens;
    const int positions = first_position + tokens;
    const int dn = s.qk_nope_head_dim, dq = s.qk_head_dim(), dv = s.v_head_dim;
    const int expanded = dn + dv;
    inputs_.resize(std::size_t(positions));
    for (int p = 0; p < positions; ++p) inputs_[std::size_t(p)] = latents_of(s, cache, p);

    const Inputs latents = prepare_inputs(positions, s.kv_lora_rank, in_blocks(values_of(up).type));

    // Per thread: [ k_nope | v ] of every position, whole keys, scores of some queries, one head's weights; row
    // pointers to the keys and to the values of every position.
    const std::size_t rows = std::size_t(positions), rows_size = rows * std::size_t(expanded + dq + kTogether);
    reserve_scratch(rows_size + (up.k_b ? float_keys_size(s, up) : 0));
    expanded_rows_.resize(2 * std::size_t(pool_.size()) * rows);
    pool_.run(s.heads, [&](int head, int thread) {
        float* keys_values = scratch(thread);
        float* keys = keys_values + rows * std::size_t(expanded);
        float** new_keys = expanded_rows_.data() + 2 * std::size_t(thread) * rows;
        float** new_values = new_keys + rows;
        for (int p = 0; p < positions; ++p) {
            new_keys[p] = keys_values + std::int64_t(p) * expanded;
            new_values[p] = new_keys[p] + dn;
        }
        if (up.k_b)
            combine_rows(key_rows(s, up, head), scratch(thread) + rows_size, latents.rows, new_keys, positions);
        else
            multiply(key_rows(s, up, head), latents, new_keys, positions);
        multiply(value_rows(s, up, head), latents, new_values, positions);
        for (int p = 0; p < positions; ++p) {
            float* key = keys + std::int64_t(p) * dq;
            std::copy_n(new_keys[p], dn, key);
            std::copy_n(latents_of(s, cache, p) + s.kv_lora_rank, s.qk_rope_head_dim, key + dn);
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
