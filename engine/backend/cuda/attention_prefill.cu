// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/cuda_backend.h"
#include "engine/backend/cuda/expand_latents.cuh"
#include "engine/backend/cuda/half_weights.cuh"
#include "engine/backend/cuda/key_attention.cuh"

#include <algorithm>

namespace engine::cuda {
namespace {

constexpr int pieces(int n, int of) { return (n + of - 1) / of; }
constexpr int up_to(int n, int multiple) { return pieces(n, multiple) * multiple; }

/// Positions whose keys and values are there at a time: few, for they are read again from the device's cache and take
/// memory, but so many that what queries carry from one range to the next is little beside them.
int range_of(const AttentionShape& s, const ExpandLatents& e, int tokens, int capacity)
{
    constexpr std::size_t kLeast = 4u << 20, kMost = 128u << 20;  // bytes
    constexpr int kUnit = expand_latents::kPositions;
    const std::size_t carried = 2 * sizeof(float) * std::size_t(tokens) * std::size_t(s.heads * s.v_head_dim);
    const std::size_t position = sizeof(std::uint16_t) * std::size_t(s.heads * (e.key_pitch + e.value_pitch));
    const auto most = int(std::clamp(16 * carried, kLeast, kMost) / position);
    return std::clamp(most / kUnit * kUnit, kUnit, up_to(std::max(capacity, 1), kUnit));
}

}  // namespace

// The form of the paper's training: keys and values are expanded once for all queries.
void CudaBackend::attend_decompressed(const AttentionShape& s, const LatentExpansion& up, const Tensor& q,
                                      const Batch& batch, const LatentRows& cache, Tensor& out)
{
    check_shape(s);
    const int positions = batch.first_position + batch.tokens;
    ExpandLatents e{};
    e.cache = reinterpret_cast<const std::uint16_t*>(cache.data.get());
    e.stride = latent_stride(s);
    e.rank = up_to(s.kv_lora_rank, 16);
    e.true_rank = s.kv_lora_rank;
    e.nope = s.qk_nope_head_dim;
    e.rope = s.qk_rope_head_dim;
    e.value_dim = s.v_head_dim;
    e.key_pitch = up_to(s.qk_head_dim(), 16);
    e.value_pitch = up_to(s.v_head_dim, 16);
    e.room = range_of(s, e, batch.tokens, cache.capacity);
    const std::size_t rows = std::size_t(s.heads) * std::size_t(e.room);
    e.keys = reserve<std::uint16_t>(expanded_keys_, rows * std::size_t(e.key_pitch));
    e.values = reserve<std::uint16_t>(expanded_values_, rows * std::size_t(e.value_pitch));
    e.key_weights = weights_as_half(up.k_b ? up.k_b : up.kv_b, s, true, bool(up.k_b), half_keys_);
    e.value_weights = weights_as_half(up.v_b ? up.v_b : up.kv_b, s, false, bool(up.v_b), half_values_);
    float2* const state = reserve<float2>(softmax_state_, std::size_t(batch.tokens) * std::size_t(s.heads));

    for (int first = 0; first < positions; first += e.room) {
        e.first_position = first;
        e.positions = std::min(e.room, positions - first);
        const int tiles = expand_latents::output_tiles(e.nope) + expand_latents::output_tiles(e.value_dim);
        const dim3 grid(unsigned(pieces(e.positions, expand_latents::kPositions)), unsigned(tiles), unsigned(s.heads));
        allow_shared(expand_keys_and_values, expand_latents::kShared);
        start(expand_keys_and_values, grid, expand_latents::kThreads, expand_latents::kShared, e);
        constexpr float kLog2E = 1.44269504f;
        attend_range({q.data(), out.data(), state, e.keys, e.values, batch.first_position, batch.tokens, s.heads,
                      s.qk_head_dim(), s.v_head_dim, first, e.positions, e.room, e.key_pitch, e.value_pitch,
                      s.scale * kLog2E});
    }
    round(out, 0, batch.tokens);
}

/// A head's keys (from kv_b, or from a transposed k_b of their own) or values for the matrix units.
const std::uint16_t* CudaBackend::weights_as_half(const Weight& w, const AttentionShape& s, bool keys, bool own,
                                                  Buffer& buffer)
{
    HalfWeights a{};
    a.weights = matrix_of(w);
    a.rows = keys ? s.qk_nope_head_dim : s.v_head_dim;
    a.rows_of_head = s.qk_nope_head_dim + s.v_head_dim;
    if (own) a.rows_of_head = keys ? s.kv_lora_rank : s.v_head_dim;
    a.first_row = keys || own ? 0 : s.qk_nope_head_dim;
    a.heads = s.heads;
    a.rank = s.kv_lora_rank;
    a.pitch = up_to(a.rank, 16);
    a.out = reserve<std::uint16_t>(buffer, std::size_t(a.heads) * std::size_t(a.rows) * std::size_t(a.pitch));
    const int tiles = a.heads * pieces(a.rows, kWarp) * pieces(a.rank, kPart);
    const dim3 grid(unsigned(pieces(tiles, kConvertThreads / kWarp)));
    for_type(w.type, [&]<WeightType type>() {
        if (!keys || !own) return start(convert_weights<type, false>, grid, kConvertThreads, 0, a);
        if constexpr (fits_a_head(type)) start(convert_weights<type, true>, grid, kConvertThreads, 0, a);
    });
    return a.out;
}

void CudaBackend::attend_range(const KeyAttention& a)
{
    const std::size_t most = capability_ >= 80 ? kLargestShared : kSmallestShared;
    const dim3 grid(unsigned(pieces(a.tokens, key_attention::kQueries)), unsigned(a.heads));
    const auto begin = [&](auto kernel, int key_rows) {
        const std::size_t shared = key_attention::shared_bytes(a.key_pitch, a.value_pitch, key_rows);
        if (shared > most) return false;
        allow_shared(kernel, shared);
        start(kernel, grid, key_attention::kThreads, shared, a);
        return true;
    };
    if (a.value_pitch <= 128) {
        begin(attend_keys<64, 8>, 64) || begin(attend_keys<32, 8>, 32) || begin(attend_keys<16, 8>, 16);
    } else {
        begin(attend_keys<32, 16>, 32) || begin(attend_keys<16, 16>, 16);
    }
}

}  // namespace engine::cuda
