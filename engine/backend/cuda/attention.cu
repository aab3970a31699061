// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/absorb.cuh"
#include "engine/backend/cuda/cuda_backend.h"
#include "engine/backend/cuda/head_values.cuh"

#include <algorithm>

namespace engine::cuda {
namespace {

constexpr int kTogether = 16;  // tokens of a launch: bounds the scratch memory

constexpr int pieces(int n, int of) { return (n + of - 1) / of; }
constexpr int up_to_16(int n) { return pieces(n, 16) * 16; }

/// Blocks that share the positions of one token and one group of heads, so that every multiprocessor has one: what more
/// would leave to be merged costs more than they save. The same at every position, for a recorded launch does for all.
int count_splits(int processors, int groups, int capacity)
{
    return std::clamp(processors / groups, 1, pieces(std::max(capacity, 1), kRowTile));
}

unsigned n(int count) { return unsigned(count); }

}  // namespace

void CudaBackend::attend_absorbed(const AttentionShape& shape, const LatentExpansion& up, const Tensor& q,
                                  const Batch& batch, const LatentRows& cache, Tensor& out)
{
    check_shape(shape);
    for (int first = 0; first < batch.tokens; first += kTogether)
        attend_some(shape, up, q, first, std::min(kTogether, batch.tokens - first), cache, out);
    const Rows rows = rows_of(out);
    if (rows.rounded.values && shape.v_head_dim % kGroup != 0) round(out, 0, batch.tokens);
}

/// Tokens [first, first + tokens) of the batch.
void CudaBackend::attend_some(const AttentionShape& s, const LatentExpansion& up, const Tensor& q, int first,
                              int tokens, const LatentRows& cache, Tensor& out)
{
    LatentAttention a{};
    a.step = step_;
    a.cache = reinterpret_cast<const std::uint16_t*>(cache.data.get());
    a.first_token = first;
    a.stride = latent_stride(s);
    a.columns = up_to_16(s.latent_dim());
    a.rank = up_to_16(s.kv_lora_rank);
    const int groups = filled_heads(s.heads) / kHeadTile;
    a.splits = count_splits(processors_, groups * tokens, cache.capacity);

    const std::size_t rows = std::size_t(tokens) * std::size_t(filled_heads(s.heads)), splits = std::size_t(a.splits);
    auto* queries = reserve<std::uint16_t>(absorbed_, rows * std::size_t(a.columns));
    a.queries = reinterpret_cast<const uint4*>(queries);
    a.mixed = reserve<float>(mixed_, rows * splits * std::size_t(a.rank));
    a.sums = reserve<float2>(softmax_sums_, rows * splits);

    absorb(s, up, q.row(first), tokens, queries);
    const bool two = capability_ >= 80 || latent_attention::shared_bytes(a.columns, 2) <= kSmallestShared;
    const std::size_t shared = latent_attention::shared_bytes(a.columns, two ? 2 : 1);
    const auto kernel = two ? attend_latents<2> : attend_latents<1>;
    allow_shared(kernel, shared);
    start(kernel, dim3(n(a.splits), n(groups), n(tokens)), latent_attention::kThreads, shared, a);
    expand_mixed(s, up, a, tokens, out);
}

void CudaBackend::absorb(const AttentionShape& s, const LatentExpansion& up, const float* q, int tokens,
                         std::uint16_t* queries)
{
    constexpr float kLog2E = 1.44269504f;
    const Weight& keys = up.k_b ? up.k_b : up.kv_b;
    const Absorb a{matrix_of(keys), up.k_b ? s.kv_lora_rank : s.qk_nope_head_dim + s.v_head_dim,
                   q,               queries,
                   tokens,          s.heads,
                   s.qk_nope_head_dim, s.qk_rope_head_dim,
                   s.kv_lora_rank,  up_to_16(s.latent_dim()),
                   s.scale * kLog2E};
    const dim3 grid(n(pieces(s.kv_lora_rank, kAbsorbColumns)), n(filled_heads(s.heads)),
                    n(pieces(tokens, kAbsorbTokens)));
    const std::size_t shared = sizeof(float) * kAbsorbTokens * std::size_t(parts_of(s.qk_nope_head_dim)) * kPart;
    for_type(keys.type, [&]<WeightType type>() {
        if (!up.k_b) return start(absorb_queries<type, false>, grid, kAbsorbThreads, shared, a);
        if constexpr (fits_a_head(type)) start(absorb_queries<type, true>, grid, kAbsorbThreads, shared, a);
    });
}

void CudaBackend::expand_mixed(const AttentionShape& s, const LatentExpansion& up, const LatentAttention& attended,
                               int tokens, Tensor& out)
{
    const Weight& values = up.v_b ? up.v_b : up.kv_b;
    const dim3 grid(n(pieces(s.kv_lora_rank, kValueColumns)), n(s.heads), n(pieces(tokens, kValueTokens)));
    HeadValues a{};
    a.values = matrix_of(values);
    a.rows_of_head = up.v_b ? s.v_head_dim : s.qk_nope_head_dim + s.v_head_dim;
    a.first_row = up.v_b ? 0 : s.qk_nope_head_dim;
    a.step = step_;
    a.mixed = attended.mixed;
    a.sums = attended.sums;
    const std::size_t heads = std::size_t(grid.y) * grid.z;
    a.parts = reserve<float>(value_parts_, heads * grid.x * kValueTokens * std::size_t(s.v_head_dim));
    a.finished = reserve_counters(heads_finished_, heads);
    a.out = rows_of(out);
    a.first_token = attended.first_token;
    a.tokens = tokens;
    a.heads = s.heads;
    a.rank = s.kv_lora_rank;
    a.padded_rank = attended.rank;
    a.value_dim = s.v_head_dim;
    a.splits = attended.splits;
    const std::size_t shared = sizeof(float) * 2 * kValueTokens * std::size_t(parts_of(s.v_head_dim)) * kPart;
    for_type(values.type,
             [&]<WeightType type>() { start(expand_values<type>, grid, kValueThreads, shared, a); });
}

/// Counters that are zero between launches.
unsigned int* CudaBackend::reserve_counters(Buffer& buffer, std::size_t count)
{
    const std::size_t bytes = count * sizeof(unsigned int);
    if (bytes > buffer.size) {
        reserve(buffer, bytes);
        check_cuda(cudaMemsetAsync(buffer.data, 0, buffer.size, stream_), "clearing counters");
    }
    return reinterpret_cast<unsigned int*>(buffer.data);
}

}  // namespace engine::cuda
