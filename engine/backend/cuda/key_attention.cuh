// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/latent.cuh"

#include <limits>

// Attention of many queries over expanded keys and values, which come in ranges of positions: what is summed up so far
// stays in the output from one range to the next.
namespace engine::cuda {

struct KeyAttention {
    const float* q;  // [T, H*(dn+dr)]
    float* out;      // [T, H*dv]; before the last range that a query sees not yet divided by its sum
    float2* state;   // [T, H] x: the largest score; y: sum of exp2(score - x); null when there is only one range
    const std::uint16_t *keys, *values;  // [H, room, key_pitch], [H, room, value_pitch]
    int first_position, tokens, heads, head_dim, value_dim;
    int first_key, n_keys, room;  // the range
    int key_pitch, value_pitch;   // multiples of 16
    float scale;                  // of scores, whose exponential is to the base 2
};

namespace key_attention {

constexpr int kThreads = 128, kQueries = 64;  // sixteen for each warp

constexpr std::size_t shared_bytes(int key_pitch, int value_pitch, int key_rows)
{
    return sizeof(std::uint16_t) * (std::size_t(kQueries + key_rows) * std::size_t(key_pitch + 8) +
                                    std::size_t(key_rows) * std::size_t(value_pitch + 8));
}

/// Rows [first, first + n) of which those below `end` exist, 8 numbers further apart in shared memory.
__device__ inline void load_rows(const std::uint16_t* from, int pitch, int first, int n, int end, std::uint16_t* to)
{
    const int warp = threadIdx.x / 32, lane = threadIdx.x % 32;
    for (int r = warp; r < n; r += kThreads / 32)
        for (int c = lane * 8; c < pitch; c += 32 * 8) {
            const bool valid = first + r < end;
            copy_16(to + r * (pitch + 8) + c, from + (valid ? std::size_t(first + r) * pitch + c : 0), valid);
        }
    copies_commit();
}

__device__ inline void load_queries(const KeyAttention& a, int first, int head, std::uint16_t* to)
{
    const int warp = threadIdx.x / 32, lane = threadIdx.x % 32, pitch = a.key_pitch + 8;
    for (int r = warp; r < kQueries; r += kThreads / 32) {
        const float* q = a.q + (std::size_t(first + r) * a.heads + head) * a.head_dim;
        for (int c = lane; c < a.key_pitch; c += 32) {
            const bool any = first + r < a.tokens && c < a.head_dim;
            to[r * pitch + c] = float_to_half(any ? within_half(q[c] * a.scale) : 0.0f);
        }
    }
}

/// What a warp knows of its sixteen queries: a lane has rows lane / 4 and that plus 8, of each two columns in eight.
template <int value_tiles>
struct State {
    float out[value_tiles][2][4] = {};
    float largest[2] = {-std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity()};
    float sum[2] = {};  // of the lane's columns
};

/// Scores of a warp's queries with some keys.
template <int key_rows>
__device__ void score(const std::uint16_t* queries, const std::uint16_t* keys, int key_pitch,
                      float (&scores)[key_rows / 8][4])
{
    const int warp = threadIdx.x / 32, lane = threadIdx.x % 32, pitch = key_pitch + 8;
    const std::uint16_t* query = queries + (warp * 16 + lane % 16) * pitch + lane / 16 * 8;
    const std::uint16_t* key = keys + (lane / 16 * 8 + lane % 8) * pitch + lane / 8 % 2 * 8;
    for (int c = 0; c < key_pitch; c += 16) {
        std::uint32_t q[4];
        load_matrices(q, query + c);
#pragma unroll
        for (int n = 0; n < key_rows / 16; ++n) {
            std::uint32_t k[4];
            load_matrices(k, key + n * 16 * pitch + c);
            mma_half(scores[2 * n], q, {k[0], k[1]});
            mma_half(scores[2 * n + 1], q, {k[2], k[3]});
        }
    }
}

/// Makes scores weights, as pairs for the matrix unit, against the largest score so far; what was summed up before
/// shrinks accordingly. Keys behind `positions[row]` are not seen.
template <int key_rows, int value_tiles>
__device__ void soften(float (&scores)[key_rows / 8][4], int first_key, const int (&positions)[2],
                       State<value_tiles>& state, std::uint32_t (&weights)[key_rows / 16][4])
{
    const int column = first_key + threadIdx.x % 4 * 2;
    float factor[2];
#pragma unroll
    for (int row = 0; row < 2; ++row) {
        float largest = state.largest[row];
#pragma unroll
        for (int n = 0; n < key_rows / 8; ++n)
            for (int j = 0; j < 2; ++j) {
                float& s = scores[n][row * 2 + j];
                if (column + n * 8 + j > positions[row]) s = -std::numeric_limits<float>::infinity();
                largest = fmaxf(largest, s);
            }
        for (int step = 1; step < 4; step *= 2) largest = fmaxf(largest, __shfl_xor_sync(~0u, largest, step));
        factor[row] = exp2f(state.largest[row] - largest);
        state.largest[row] = largest;
        state.sum[row] *= factor[row];
#pragma unroll
        for (int n = 0; n < key_rows / 8; ++n) {
            const std::uint32_t pair =
                pack_half(exp2f(scores[n][row * 2] - largest), exp2f(scores[n][row * 2 + 1] - largest));
            weights[n / 2][row + n % 2 * 2] = pair;
            state.sum[row] += half_to_float(std::uint16_t(pair)) + half_to_float(std::uint16_t(pair >> 16));
        }
    }
#pragma unroll
    for (int i = 0; i < value_tiles; ++i)
        for (int n = 0; n < 2; ++n)
            for (int j = 0; j < 4; ++j) state.out[i][n][j] *= factor[j / 2];
}

template <int key_rows, int value_tiles>
__device__ void mix(const std::uint32_t (&weights)[key_rows / 16][4], const std::uint16_t* values, int value_pitch,
                    State<value_tiles>& state)
{
    const int lane = threadIdx.x % 32, pitch = value_pitch + 8;
    const std::uint16_t* value = values + lane % 16 * pitch + lane / 16 * 8;
#pragma unroll
    for (int i = 0; i < value_tiles; ++i) {
        if (i * 16 >= value_pitch) break;
#pragma unroll
        for (int k = 0; k < key_rows / 16; ++k) {
            std::uint32_t v[4];
            load_matrices_transposed(v, value + k * 16 * pitch + i * 16);
            mma_half(state.out[i][0], weights[k], {v[0], v[1]});
            mma_half(state.out[i][1], weights[k], {v[2], v[3]});
        }
    }
}

/// Calls action(place in `out`, number of the state, row of two) for everything that a lane has of existing queries.
template <int value_tiles, class Action>
__device__ void for_outputs(const KeyAttention& a, int first, int head, State<value_tiles>& state, const Action& action)
{
    const int lane = threadIdx.x % 32;
#pragma unroll
    for (int row = 0; row < 2; ++row) {
        const int token = first + threadIdx.x / 32 * 16 + row * 8 + lane / 4;
        if (token >= a.tokens) continue;
        float* out = a.out + (std::size_t(token) * a.heads + head) * a.value_dim + lane % 4 * 2;
#pragma unroll
        for (int i = 0; i < value_tiles; ++i)
            for (int n = 0; n < 2; ++n)
                for (int j = 0; j < 2; ++j)
                    if (i * 16 + n * 8 + lane % 4 * 2 + j < a.value_dim)
                        action(out[i * 16 + n * 8 + j], state.out[i][n][row * 2 + j], row);
    }
}

/// What earlier ranges gave.
template <int value_tiles>
__device__ void resume(const KeyAttention& a, int first, int head, State<value_tiles>& state)
{
    for_outputs(a, first, head, state, [](float& out, float& number, int) { number = out; });
#pragma unroll
    for (int row = 0; row < 2; ++row) {
        const int lane = threadIdx.x % 32, token = first + threadIdx.x / 32 * 16 + row * 8 + lane / 4;
        if (token >= a.tokens) continue;
        const float2 before = a.state[std::size_t(token) * a.heads + head];
        state.largest[row] = before.x;
        if (lane % 4 == 0) state.sum[row] = before.y;
    }
}

template <int value_tiles>
__device__ void finish(const KeyAttention& a, int first, int head, bool done, State<value_tiles>& state)
{
    for (float& sum : state.sum)
        for (int step = 1; step < 4; step *= 2) sum += __shfl_xor_sync(~0u, sum, step);
    for_outputs(a, first, head, state, [&](float& out, float& number, int row) {
        out = done ? number / state.sum[row] : number;
    });
    if (done) return;
#pragma unroll
    for (int row = 0; row < 2; ++row) {
        const int lane = threadIdx.x % 32, token = first + threadIdx.x / 32 * 16 + row * 8 + lane / 4;
        if (lane % 4 == 0 && token < a.tokens)
            a.state[std::size_t(token) * a.heads + head] = {state.largest[row], state.sum[row]};
    }
}

}  // namespace key_attention

/// Grid [64 queries each, the latest first as they see most, heads]. Values up to 16 * value_tiles.
template <int key_rows, int value_tiles>
__global__ void __launch_bounds__(key_attention::kThreads) attend_keys(KeyAttention a)
{
    using namespace key_attention;
    const int head = blockIdx.y, first = int(gridDim.x - 1 - blockIdx.x) * kQueries;
    const int seen = a.first_position + min(first + kQueries, a.tokens);  // positions, by the last query
    const int end = min(seen - a.first_key, a.n_keys);                    // of the range
    if (end <= 0) return;

    auto* const queries = dynamic_shared<std::uint16_t>();
    std::uint16_t* const keys = queries + kQueries * (a.key_pitch + 8);
    std::uint16_t* const values = keys + key_rows * (a.key_pitch + 8);
    const std::uint16_t* const head_keys = a.keys + std::size_t(head) * a.room * a.key_pitch;
    const std::uint16_t* const head_values = a.values + std::size_t(head) * a.room * a.value_pitch;
    load_rows(head_keys, a.key_pitch, 0, key_rows, end, keys);
    load_queries(a, first, head, queries);
    State<value_tiles> state;
    if (a.first_key > 0) resume(a, first, head, state);

    const int row = first + threadIdx.x / 32 * 16 + threadIdx.x % 32 / 4;
    const int positions[2] = {a.first_position + row - a.first_key, a.first_position + row + 8 - a.first_key};
    for (int key = 0; key < end; key += key_rows) {
        load_rows(head_values, a.value_pitch, key, key_rows, end, values);
        copies_wait<1>();
        __syncthreads();
        float scores[key_rows / 8][4] = {};
        score<key_rows>(queries, keys, a.key_pitch, scores);
        __syncthreads();
        load_rows(head_keys, a.key_pitch, key + key_rows, key_rows, end, keys);
        std::uint32_t weights[key_rows / 16][4];
        soften<key_rows>(scores, key, positions, state, weights);
        copies_wait<1>();
        __syncthreads();
        mix<key_rows>(weights, values, a.value_pitch, state);
        __syncthreads();
    }
    copies_wait<0>();
    finish(a, first, head, seen <= a.first_key + a.n_keys, state);
}

}  // namespace engine::cuda
