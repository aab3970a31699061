// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/doctor/plain_backend.h"

#include <algorithm>
#include <cmath>

namespace engine::doctor {
namespace {

double* row_of(const LatentRows& cache, const AttentionShape& s, int position)
{
    return reinterpret_cast<double*>(cache.data.get()) + std::size_t(position) * std::size_t(s.latent_dim());
}

/// Turns the dr/2 pairs of one head by the angles of a position.
template <class Number>
void rotate(const RotaryTable& rotary, int position, Number* x)
{
    const int pairs = rotary.cos.cols();
    for (int i = 0; i < pairs; ++i) {
        Number& first = x[rotary.interleaved ? 2 * i : i];
        Number& second = x[rotary.interleaved ? 2 * i + 1 : i + pairs];
        const double cos = rotary.cos.row(position)[i], sin = rotary.sin.row(position)[i];
        const double a = first, b = second;
        first = Number(a * cos - b * sin);
        second = Number(a * sin + b * cos);
    }
}

/// What expands latents into keys and values of one head, as numbers.
class Expansion {
public:
    Expansion(const AttentionShape& s, const LatentExpansion& up)
        : s_(s), whole_(up.k_b ? std::vector<float>() : numbers_of(up.kv_b)),
          keys_(up.k_b ? numbers_of(up.k_b) : std::vector<float>()),
          values_(up.v_b ? numbers_of(up.v_b) : std::vector<float>())
    {
    }

    /// Element `d` of the key that belongs to element `r` of the latent.
    double key(int head, int d, int r) const
    {
        const int dn = s_.qk_nope_head_dim, rank = s_.kv_lora_rank;
        if (!keys_.empty()) return keys_[std::size_t(head * rank + r) * std::size_t(dn) + std::size_t(d)];
        return whole_[std::size_t(head * (dn + s_.v_head_dim) + d) * std::size_t(rank) + std::size_t(r)];
    }
    double value(int head, int d, int r) const
    {
        const int dn = s_.qk_nope_head_dim, dv = s_.v_head_dim;
        const int row = values_.empty() ? head * (dn + dv) + dn + d : head * dv + d;
        return (values_.empty() ? whole_ : values_)[std::size_t(row) * std::size_t(s_.kv_lora_rank) + std::size_t(r)];
    }

private:
    const AttentionShape& s_;
    std::vector<float> whole_, keys_, values_;
};

/// The probabilities of positions [0, visible) for a query brought into the latent's space. [visible]
std::vector<double> attention(const AttentionShape& s, const std::vector<double>& query, const LatentRows& cache,
                              int visible)
{
    std::vector<double> scores(static_cast<std::size_t>(visible));
    for (int p = 0; p < visible; ++p) {
        double score = 0;
        for (int i = 0; i < s.latent_dim(); ++i) score += query[std::size_t(i)] * row_of(cache, s, p)[i];
        scores[std::size_t(p)] = score * double(s.scale);
    }
    const double highest = *std::max_element(scores.begin(), scores.end());
    double sum = 0;
    for (double& score : scores) sum += score = std::exp(score - highest);
    for (double& score : scores) score /= sum;
    return scores;
}

void attend(const AttentionShape& s, const LatentExpansion& up, const Tensor& q, const Batch& batch,
            const LatentRows& cache, Tensor& out)
{
    const Expansion expansion(s, up);
    const int rank = s.kv_lora_rank;
    for (int t = 0; t < batch.tokens; ++t)
        for (int head = 0; head < s.heads; ++head) {
            const float* own = q.row(t) + head * s.qk_head_dim();
            std::vector<double> query(static_cast<std::size_t>(s.latent_dim()));
            for (int d = 0; d < s.qk_nope_head_dim; ++d)
                for (int r = 0; r < rank; ++r) query[std::size_t(r)] += double(own[d]) * expansion.key(head, d, r);
            std::copy_n(own + s.qk_nope_head_dim, s.qk_rope_head_dim, query.begin() + rank);

            const auto weights = attention(s, query, cache, batch.first_position + t + 1);
            std::vector<double> mixed(static_cast<std::size_t>(rank));
            for (std::size_t p = 0; p < weights.size(); ++p)
                for (int r = 0; r < rank; ++r) mixed[std::size_t(r)] += weights[p] * row_of(cache, s, int(p))[r];
            for (int d = 0; d < s.v_head_dim; ++d) {
                double sum = 0;
                for (int r = 0; r < rank; ++r) sum += expansion.value(head, d, r) * mixed[std::size_t(r)];
                out.row(t)[head * s.v_head_dim + d] = float(sum);
            }
        }
}

}  // namespace

LatentRows PlainBackend::allocate_latents(const AttentionShape& shape, int capacity)
{
    const std::size_t count = std::size_t(capacity) * std::size_t(shape.latent_dim());
    auto* numbers = new double[count]();
    return {{reinterpret_cast<std::byte*>(numbers), [](std::byte* p) { delete[] reinterpret_cast<double*>(p); }},
            capacity};
}

void PlainBackend::append_latent(const AttentionShape& s, const RotaryTable& rotary, const Tensor& norm_weight,
                                 const Tensor& ckv, const Batch& batch, int layer, LatentRows& cache, Tensor& q,
                                 RoutingSlab& slab)
{
    constexpr double kEps = 1e-6;  // whatever rms_norm_eps says (specification, trap 9)
    const int rank = s.kv_lora_rank;
    for (int t = 0; t < batch.tokens; ++t) {
        const int position = batch.first_position + t;
        double* latent = row_of(cache, s, position);
        std::copy_n(ckv.row(t), s.latent_dim(), latent);
        double squares = 0, norm = 0;
        for (int r = 0; r < rank; ++r) squares += latent[r] * latent[r];
        for (int r = 0; r < rank; ++r) {
            latent[r] *= double(norm_weight.data()[r]) / std::sqrt(squares / rank + kEps);
            norm += latent[r] * latent[r];
        }
        rotate(rotary, position, latent + rank);
        for (int head = 0; head < s.heads; ++head)
            rotate(rotary, position, q.row(t) + head * s.qk_head_dim() + s.qk_nope_head_dim);
        slab.latent_norm[std::size_t(batch.row + t) * std::size_t(slab.model_layers) + std::size_t(layer)] =
            float(std::sqrt(norm));
    }
}

void PlainBackend::attend_absorbed(const AttentionShape& shape, const LatentExpansion& up, const Tensor& q,
                                   const Batch& batch, const LatentRows& cache, Tensor& out)
{
    attend(shape, up, q, batch, cache, out);
}

void PlainBackend::attend_decompressed(const AttentionShape& shape, const LatentExpansion& up, const Tensor& q,
                                       const Batch& batch, const LatentRows& cache, Tensor& out)
{
    attend(shape, up, q, batch, cache, out);
}

}  // namespace engine::doctor
