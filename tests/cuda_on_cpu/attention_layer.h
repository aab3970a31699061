// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backend/cuda/cuda_backend.h"
#include "engine/backend/cuda/latent.cuh"
#include "tests/cuda_on_cpu/attention_reference.h"
#include "tests/engine/backend/random_weight.h"

#include <memory>
#include <random>

namespace attention_layer {

using namespace engine;
using attention_reference::Form;
using attention_reference::HeadWeights;
using attention_reference::Reference;
using random_weight::RandomWeight;

constexpr std::size_t kMemory = 64 << 20;

inline std::vector<float> normal_numbers(int count, std::mt19937& random)
{
    std::normal_distribution<float> normal;
    std::vector<float> x(static_cast<std::size_t>(count));
    for (float& value : x) value = normal(random);
    return x;
}

inline double number_of_half(std::uint16_t bits) { return cuda::half_to_float(bits); }

/// A layer's attention on the device, over a cache that append_latent has filled.
class Layer {
public:
    Layer(AttentionShape shape, WeightType type, bool halves, int positions)
        : s(shape), backend(0, kMemory), random_(7), halves_(halves)
    {
        const int expanded = s.qk_nope_head_dim + s.v_head_dim;
        if (halves) {
            weights_.emplace_back(type, s.heads * s.kv_lora_rank, s.qk_nope_head_dim, random_);
            weights_.emplace_back(type, s.heads * s.v_head_dim, s.kv_lora_rank, random_);
            up = {{}, adopted(0), adopted(1)};
        } else {
            weights_.emplace_back(type, s.heads * expanded, s.kv_lora_rank, random_);
            up = {adopted(0), {}, {}};
        }
        make_rotary(positions);
        norm_weight = uploaded(1, std::vector<float>(std::size_t(s.kv_lora_rank), 1.0f));
        cache = backend.allocate_latents(s, positions);
        slab.model_layers = 1;
        slab.latent_norm.resize(std::size_t(positions));
        append(0, normal_numbers(positions * s.latent_dim(), random_));
        reference = std::make_unique<Reference>(s, head_weights(), latents());
        set_scale();
    }

    Tensor uploaded(int rows, const std::vector<float>& numbers)
    {
        Tensor tensor = backend.allocate(rows, int(numbers.size()) / rows);
        backend.copy_from_host(numbers.data(), 0, rows, tensor);
        return tensor;
    }
    std::vector<float> downloaded(const Tensor& tensor)
    {
        std::vector<float> numbers(std::size_t(tensor.rows()) * std::size_t(tensor.cols()));
        backend.copy_to_host(tensor, 0, tensor.rows(), numbers.data());
        return numbers;
    }
    std::vector<float> numbers(int count) { return normal_numbers(count, random_); }
    std::vector<float> queries(int tokens) { return numbers(tokens * s.heads * s.qk_head_dim()); }

    /// What a form makes of some queries, whose first is that of a position.
    std::vector<float> attend(Form form, const std::vector<float>& q, int first)
    {
        const int tokens = int(q.size()) / (s.heads * s.qk_head_dim());
        const std::vector<std::int32_t> ids(std::size_t(tokens), 1);
        const Batch batch{ids, first, tokens, 0};
        const Tensor queries = uploaded(tokens, q);
        out = backend.allocate(tokens, s.heads * s.v_head_dim);
        backend.begin(batch);
        if (form == Form::Absorbed) backend.attend_absorbed(s, up, queries, batch, cache, out);
        else backend.attend_decompressed(s, up, queries, batch, cache, out);
        return downloaded(out);
    }

    /// As the cache has them.
    std::vector<double> latents()
    {
        const int stride = cuda::latent_stride(s);
        std::vector<std::uint16_t> halves(std::size_t(cache.capacity * stride));
        cudaMemcpy(halves.data(), cache.data.get(), halves.size() * 2, cudaMemcpyDeviceToHost);
        std::vector<double> numbers;
        for (int p = 0; p < cache.capacity; ++p)
            for (int i = 0; i < s.latent_dim(); ++i)
                numbers.push_back(number_of_half(halves[std::size_t(p * stride + i)]));
        return numbers;
    }

    /// What becomes of the queries; none given: those of zeros.
    std::vector<float> append(int first, const std::vector<float>& ckv, std::vector<float> q = {})
    {
        const int tokens = int(ckv.size()) / s.latent_dim();
        q.resize(std::size_t(tokens * s.heads * s.qk_head_dim()));
        const std::vector<std::int32_t> ids(std::size_t(tokens), 1);
        const Batch batch{ids, first, tokens, 0};
        const Tensor latents = uploaded(tokens, ckv);
        Tensor queries = uploaded(tokens, q);
        backend.begin(batch);
        backend.append_latent(s, rotary, norm_weight, latents, batch, 0, cache, queries, slab);
        return downloaded(queries);
    }

    AttentionShape s;
    cuda::CudaBackend backend;
    LatentExpansion up;
    RotaryTable rotary;
    Tensor norm_weight, out;
    LatentRows cache;
    RoutingSlab slab{backend.host_memory()};
    std::unique_ptr<Reference> reference;

private:
    Weight adopted(std::size_t i) { return backend.adopt(weights_[i].weight(), {}); }

    void make_rotary(int positions)
    {
        const int pairs = s.qk_rope_head_dim / 2;
        std::vector<float> cos, sin;
        for (int p = 0; p < positions; ++p)
            for (int i = 0; i < pairs; ++i) {
                const double angle = p * std::pow(10000.0, -double(i) / pairs);
                cos.push_back(float(std::cos(angle))), sin.push_back(float(std::sin(angle)));
            }
        rotary.cos = uploaded(positions, cos);
        rotary.sin = uploaded(positions, sin);
    }

    HeadWeights head_weights() const
    {
        HeadWeights weights;
        const int rank = s.kv_lora_rank, dn = s.qk_nope_head_dim, dv = s.v_head_dim;
        const std::vector<float>& keys = weights_.front().values;
        for (int h = 0; h < s.heads; ++h)
            for (int i = 0; i < dn; ++i)
                for (int r = 0; r < rank; ++r)
                    weights.keys.push_back(keys[std::size_t(halves_ ? (h * rank + r) * dn + i
                                                                    : (h * (dn + dv) + i) * rank + r)]);
        const std::vector<float>& values = weights_.back().values;
        for (int h = 0; h < s.heads; ++h)
            for (int i = 0; i < dv * rank; ++i)
                weights.values.push_back(values[std::size_t(halves_ ? h * dv * rank + i
                                                                    : (h * (dn + dv) + dn) * rank + i)]);
        return weights;
    }

    /// Scores that make a softmax of some positions, neither of all nor of one.
    void set_scale()
    {
        const std::vector<float> q = queries(1);
        double squares = 0;
        for (int h = 0; h < s.heads; ++h)
            for (const double product : reference->products(q.data() + h * s.qk_head_dim(), h, cache.capacity))
                squares += product * product;
        s.scale = float(2.5 / std::sqrt(squares / (s.heads * cache.capacity)));
        reference->set_scale(s.scale);
    }

    std::mt19937 random_;
    bool halves_;
    std::vector<RandomWeight> weights_;
};

}  // namespace attention_layer
