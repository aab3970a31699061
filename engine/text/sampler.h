// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/error.h"
#include "engine/sampling.h"
#include "engine/trace.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace engine {

/// A drawn token with the strongest candidates of the plain softmax, the drawn one among them.
/// Candidate::text is left empty: the sampler knows no vocabulary.
struct Draw {
    TokenId id = 0;
    std::vector<Candidate> candidates;  ///< descending `before`
};

/// LOGITS-NONFINITE: the logit of `id` is not a number.
Error nonfinite_logit(TokenId id, float logit);

/// Turns logits into a token. The order is: repetition penalty (over the last 64 tokens of the context),
/// temperature, top-k, top-p, min-p, each on what the one before left. The same seed gives the same tokens on
/// every platform. One thread at a time; after the first call nothing is allocated but the candidates.
class Sampler {
public:
    /// `barred`: ids that must never be drawn (padding rows of the embedding, holes of the vocabulary).
    explicit Sampler(const Sampling& sampling, std::vector<TokenId> barred = {});

    /// logits [V]. Throws LOGITS-NONFINITE with the first such id, before anything is drawn. `given`: taken in place of
    /// what is drawn, whatever its probability; what is drawn later is as if it had been drawn itself.
    Draw draw(std::span<const float> logits, std::span<const TokenId> context, std::optional<TokenId> given = {});

private:
    void penalise(std::span<const TokenId> context);
    TokenId greedy() const;
    TokenId sample();
    void filter();
    TokenId weakest_allowed();
    void gather_strong(std::size_t count, std::uint64_t mass);
    float weight(TokenId id) const { return weights_[static_cast<std::size_t>(id)]; }

    Sampling sampling_;
    std::vector<TokenId> barred_;
    std::uint64_t random_state_;
    std::vector<float>
        weights_;  // [V] logits after penalty, then e^((x - max) / temperature), 0: filtered out
    std::vector<TokenId> strong_;  // candidates of top-k and top-p
    std::uint64_t mass_ = 0;       // of the weights that passed the filters
};

}  // namespace engine
