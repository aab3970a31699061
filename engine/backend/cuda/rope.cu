// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/cuda_backend.h"
#include "engine/backend/cuda/intrinsics.cuh"
#include "engine/backend/cuda/latent.cuh"

namespace engine::cuda {
namespace {

constexpr int kThreads = 256;
constexpr float kEps = 1e-6f;  // the norms inside MLA ignore rms_norm_eps (specification, trap 9)

struct Rotation {
    const float *cos, *sin;  // [positions, pairs]
    int pairs;
    bool interleaved;

    __device__ int first(int pair) const { return interleaved ? 2 * pair : pair; }
    __device__ int second(int pair) const { return interleaved ? 2 * pair + 1 : pair + pairs; }
    __device__ float2 turned(const float* x, int pair, int position) const
    {
        const std::size_t angle = std::size_t(position) * pairs + pair;
        const float a = x[first(pair)], b = x[second(pair)];
        return {a * cos[angle] - b * sin[angle], a * sin[angle] + b * cos[angle]};
    }
};

struct Append {
    const Step* step;
    Rotation rotation;
    const float* norm_weight;  // [R]
    const float* ckv;          // [T, R+dr]
    float* q;                  // [T, H*(dn+dr)]
    std::uint16_t* cache;      // [capacity, stride]
    float* norms;              // the slab's column of this layer, in host memory; null: nobody reads it
    int norm_stride;
    int heads, head_dim, rope_dim, rank, stride;
};

/// One token's row of the cache.
__device__ void append_row(const Append& a, int token, float* scratch)
{
    const int position = a.step->first_position + token, latent_dim = a.rank + a.rope_dim;
    const float* ckv = a.ckv + std::size_t(token) * latent_dim;
    std::uint16_t* row = a.cache + std::size_t(position) * a.stride;

    float squares = 0;
    for (int i = threadIdx.x; i < a.rank; i += kThreads) squares += ckv[i] * ckv[i];
    const float factor = 1.0f / sqrtf(block_sum(squares, scratch) / float(a.rank) + kEps);
    squares = 0;
    for (int i = threadIdx.x; i < a.rank; i += kThreads) {
        const float latent = a.norm_weight[i] * (ckv[i] * factor);
        squares += latent * latent;
        row[i] = float_to_half(within_half(latent));
    }
    for (int i = threadIdx.x; i < a.rotation.pairs; i += kThreads) {
        const float2 pair = a.rotation.turned(ckv + a.rank, i, position);
        row[a.rank + a.rotation.first(i)] = float_to_half(within_half(pair.x));
        row[a.rank + a.rotation.second(i)] = float_to_half(within_half(pair.y));
    }
    for (int i = latent_dim + threadIdx.x; i < a.stride; i += kThreads) row[i] = 0;
    if (!a.norms) return;
    __syncthreads();
    squares = block_sum(squares, scratch);
    if (threadIdx.x == 0) a.norms[std::size_t(a.step->row + token) * a.norm_stride] = sqrtf(squares);
}

/// Grid [T, 1 + blocks for all pairs of q]: the first block of a token writes its row of the cache.
__global__ void append_and_rotate(Append a)
{
    __shared__ float scratch[33];
    const int token = blockIdx.x;
    if (blockIdx.y == 0) return append_row(a, token, scratch);
    const int index = (blockIdx.y - 1) * kThreads + threadIdx.x;
    const int head = index / a.rotation.pairs, pair = index % a.rotation.pairs;
    if (head >= a.heads) return;
    float* q_pe = a.q + (std::size_t(token) * a.heads + head + 1) * a.head_dim - a.rope_dim;
    const float2 turned = a.rotation.turned(q_pe, pair, a.step->first_position + token);
    q_pe[a.rotation.first(pair)] = turned.x;
    q_pe[a.rotation.second(pair)] = turned.y;
}

}  // namespace

void CudaBackend::append_latent(const AttentionShape& shape, const RotaryTable& rotary, const Tensor& norm_weight,
                                const Tensor& ckv, const Batch& batch, int layer, LatentRows& cache, Tensor& q,
                                RoutingSlab& slab)
{
    const int pairs = rotary.cos.cols();
    const Append append{step_,
                        {rotary.cos.data(), rotary.sin.data(), pairs, rotary.interleaved},
                        norm_weight.data(),
                        ckv.data(),
                        q.data(),
                        reinterpret_cast<std::uint16_t*>(cache.data.get()),
                        slab.captured ? slab.latent_norm.data() + layer : nullptr,
                        slab.model_layers,
                        shape.heads,
                        shape.qk_head_dim(),
                        shape.qk_rope_head_dim,
                        shape.kv_lora_rank,
                        latent_stride(shape)};
    const int blocks = 1 + (shape.heads * pairs + kThreads - 1) / kThreads;
    start(append_and_rotate, dim3(unsigned(batch.tokens), unsigned(blocks)), kThreads, 0, append);
}

}  // namespace engine::cuda
