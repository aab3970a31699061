// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backend/backend.h"

#include <algorithm>
#include <cmath>
#include <vector>

/// Latent attention in double precision, and what an answer that uses half precision may be off by.
///
/// Half precision rounds a number by at most kHalf of its size. Where the kernels round: queries (absorbed ones after
/// the product with the keys' weights), weights, keys, values and the softmax's weights before they are multiplied. All
/// sums are floats, off by at most kFloat of the terms' sizes for each term. A score that is off by d turns a weight a
/// into at most a * exp(d) before all are divided by their sum, so an output moves by no more than
/// exp(D) * sum a * (exp(d) - 1) * |value - output| with D the largest d. That is the bound of one output. Roundings
/// that know nothing of each other have a variance of at most kHalf^2 / 3 of the size's square, and by the
/// Cauchy-Schwarz inequality an output's variance is at most that of the scores times that of the values around it.
/// All outputs together are held to that, which is some ten times stricter.
namespace attention_reference {

using engine::AttentionShape;

constexpr double kHalf = 0x1p-11, kFloat = 0x1p-24, kVariance = kHalf * kHalf / 3;

struct Answer {
    double value = 0, bound = 0, variance = 0;
};

enum class Form { Absorbed, Decompressed };

/// Weights as numbers: [H, dn, R] and [H, dv, R].
struct HeadWeights {
    std::vector<double> keys, values;
};

/// Products of some rows with the latents of all positions, the sum of their terms' sizes, and of their squares.
struct Products {
    std::vector<double> value, size, square;  // [rows, positions]

    Products(const double* rows, int n, int rank, const std::vector<double>& latents, int latent_dim)
    {
        const std::size_t positions = latents.size() / std::size_t(latent_dim), count = std::size_t(n) * positions;
        value.resize(count), size.resize(count), square.resize(count);
        for (std::size_t i = 0; i < count; ++i) {
            const double* row = rows + i / positions * std::size_t(rank);
            const double* latent = latents.data() + i % positions * std::size_t(latent_dim);
            for (int r = 0; r < rank; ++r) {
                const double term = row[r] * latent[r];
                value[i] += term, size[i] += std::abs(term), square[i] += term * term;
            }
        }
    }
};

class Reference {
public:
    Reference(const AttentionShape& shape, const HeadWeights& weights, std::vector<double> latents)
        : s_(shape), weights_(weights), latents_(std::move(latents)),
          positions_(int(latents_.size()) / s_.latent_dim()),
          keys_(weights.keys.data(), s_.heads * s_.qk_nope_head_dim, s_.kv_lora_rank, latents_, s_.latent_dim()),
          values_(weights.values.data(), s_.heads * s_.v_head_dim, s_.kv_lora_rank, latents_, s_.latent_dim())
    {
    }

    void set_scale(float scale) { s_.scale = scale; }

    /// Of one head's query with positions [0, visible), before scaling.
    std::vector<double> products(const float* q, int head, int visible) const
    {
        std::vector<double> products(std::size_t(visible), 0.0);
        for (int p = 0; p < visible; ++p) {
            double& sum = products[std::size_t(p)];
            for (int i = 0; i < s_.qk_nope_head_dim; ++i) sum += q[i] * keys_.value[key(head, i, p)];
            for (int j = 0; j < s_.qk_rope_head_dim; ++j)
                sum += q[s_.qk_nope_head_dim + j] * latent(p, s_.kv_lora_rank + j);
        }
        return products;
    }

    /// Of one token, all heads [H*dv]; q [H*(dn+dr)].
    std::vector<Answer> attend(const float* q, int visible, Form form) const
    {
        std::vector<Answer> answers;
        for (int head = 0; head < s_.heads; ++head)
            attend_head(q + head * s_.qk_head_dim(), head, visible, form, answers);
        return answers;
    }

private:
    /// How far the scores of positions may be off, at most and by their variance.
    struct ScoreErrors {
        std::vector<double> most, variance;
    };

    std::size_t key(int head, int i, int p) const
    {
        return (std::size_t(head) * std::size_t(s_.qk_nope_head_dim) + std::size_t(i)) * std::size_t(positions_) +
               std::size_t(p);
    }
    double latent(int p, int column) const
    {
        return latents_[std::size_t(p) * std::size_t(s_.latent_dim()) + std::size_t(column)];
    }
    double float_error() const { return (s_.latent_dim() + s_.qk_head_dim() + positions_ + 200) * kFloat; }

    void attend_head(const float* q, int head, int visible, Form form, std::vector<Answer>& answers) const
    {
        std::vector<double> a = products(q, head, visible);
        for (double& score : a) score *= s_.scale;
        const ScoreErrors errors = form == Form::Absorbed ? absorbed(q, head, a) : decompressed(q, head, a);
        softmax(a);
        const double growth = std::exp(*std::max_element(errors.most.begin(), errors.most.end()));
        double variance = 0;
        for (int p = 0; p < visible; ++p) variance += a[std::size_t(p)] * errors.variance[std::size_t(p)];
        for (int i = 0; i < s_.v_head_dim; ++i) {
            const std::size_t row = (std::size_t(head) * std::size_t(s_.v_head_dim) + std::size_t(i)) *
                                    std::size_t(positions_);
            Answer answer;
            for (int p = 0; p < visible; ++p) answer.value += a[std::size_t(p)] * values_.value[row + std::size_t(p)];
            double spread = 0, floats = 0;
            for (std::size_t p = 0; p < std::size_t(visible); ++p) {
                const double v = values_.value[row + p], size = values_.size[row + p];
                const double off = std::abs(v - answer.value);
                answer.bound += growth * (a[p] * std::expm1(errors.most[p]) + 0x1p-25) * off;
                spread += a[p] * off * off;
                floats += a[p] * size;
                if (form == Form::Absorbed) continue;
                answer.bound += growth * (a[p] * kHalf * (std::abs(v) + size) + 0x1p-25);
                answer.variance += kVariance * a[p] * (v * v + values_.square[row + p]);
            }
            answer.bound += growth * float_error() * floats;
            answer.variance += variance * spread + floats * floats * 0x1p-44;
            answers.push_back(answer);
        }
    }

    ScoreErrors absorbed(const float* q, int head, const std::vector<double>& scores) const
    {
        const int dn = s_.qk_nope_head_dim, rank = s_.kv_lora_rank;
        std::vector<double> query(std::size_t(s_.latent_dim()), 0.0), size = query;
        for (int i = 0; i < dn; ++i)
            for (int r = 0; r < rank; ++r) {
                const double term = q[i] * weights_.keys[std::size_t((head * dn + i) * rank + r)];
                query[std::size_t(r)] += term, size[std::size_t(r)] += std::abs(term);
            }
        for (int j = 0; j < s_.qk_rope_head_dim; ++j)
            query[std::size_t(rank + j)] = q[dn + j], size[std::size_t(rank + j)] = std::abs(q[dn + j]);
        return score_errors(scores, [&](int p, double& most, double& square) {
            for (std::size_t r = 0; r < query.size(); ++r) {
                const double c = std::abs(latent(p, int(r)));
                most += (kHalf * std::abs(query[r]) + float_error() * size[r]) * c;
                square += query[r] * query[r] * c * c;
            }
        });
    }

    ScoreErrors decompressed(const float* q, int head, const std::vector<double>& scores) const
    {
        const int dn = s_.qk_nope_head_dim;
        return score_errors(scores, [&](int p, double& most, double& square) {
            for (int i = 0; i < dn; ++i) {
                const double k = keys_.value[key(head, i, p)], size = keys_.size[key(head, i, p)];
                most += std::abs(q[i]) * (2 * kHalf * std::abs(k) + (kHalf + float_error()) * size);
                square += double(q[i]) * q[i] * (2 * k * k + keys_.square[key(head, i, p)]);
            }
            for (int j = 0; j < s_.qk_rope_head_dim; ++j) {
                const double term = std::abs(q[dn + j] * latent(p, s_.kv_lora_rank + j));
                most += (kHalf + float_error()) * term;
                square += term * term;
            }
        });
    }

    /// sizes(p, most, square): of the product of position p before scaling, how far off at most, and the squares of
    /// what is rounded. The softmax's weights are rounded besides.
    template <class Sizes>
    ScoreErrors score_errors(const std::vector<double>& scores, const Sizes& sizes) const
    {
        ScoreErrors errors;
        for (int p = 0; p < int(scores.size()); ++p) {
            double most = 0, square = 0;
            sizes(p, most, square);
            errors.most.push_back(most * s_.scale + kHalf + 64 * kFloat * (1 + std::abs(scores[std::size_t(p)])));
            errors.variance.push_back(kVariance * (square * s_.scale * s_.scale + 1));
        }
        return errors;
    }

    static void softmax(std::vector<double>& scores)
    {
        const double largest = *std::max_element(scores.begin(), scores.end());
        double sum = 0;
        for (double& score : scores) sum += score = std::exp(score - largest);
        for (double& score : scores) score /= sum;
    }

    AttentionShape s_;
    HeadWeights weights_;
    std::vector<double> latents_;  // [positions, R+dr] as the cache has them
    int positions_;
    Products keys_, values_;
};

}  // namespace attention_reference
