// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace engine {

/// How a reply was sampled; enough, with the model's hash, to produce it again.
struct Sampling {
    float temperature = 0.7f;  ///< 0: greedy
    int top_k = 0;             ///< 0: off
    float top_p = 0.95f;       ///< 1: off
    float min_p = 0;           ///< 0: off
    float repetition_penalty = 1;  ///< 1: off; over the last 64 tokens
    std::uint64_t seed = 0;
    int max_tokens = 0;  ///< 0: until the context is full
};

constexpr int kCandidates = 10;      ///< shown of one draw
constexpr int kPenaltyWindow = 64;   ///< tokens that repetition_penalty looks back

/// What a backend needs to draw the tokens of one reply itself. Copied by start_drawing.
struct DrawRule {
    Sampling sampling;
    std::span<const std::int32_t> barred;   ///< ids never drawn: padding rows of the embedding
    std::span<const std::int32_t> context;  ///< the prompt; its end is looked back at
    std::span<const std::int32_t> given;    ///< the reply's first tokens, whatever is drawn
};

/// How one token was drawn, as a backend writes it into host memory: Draw without texts.
struct Drawn {
    struct One {
        std::int32_t id;
        float before, after;
    };
    std::int32_t id;
    std::int32_t nonfinite;  ///< the first id whose logit is not a number; -1: all are. Then nothing was drawn
    float nonfinite_logit;
    std::int32_t count;      ///< of candidates
    std::array<One, kCandidates> candidates;
};

}  // namespace engine
