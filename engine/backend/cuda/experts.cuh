// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace engine::cuda {

/// What route() chose in one MoE layer, in device memory: that of token t from at(t) on.
struct Choice {
    const std::uint16_t* experts = nullptr;  // [T, stride]
    const float* weights = nullptr;          // the same
    int stride = 0, top_k = 0;

    constexpr std::int64_t at(int token) const { return std::int64_t(token) * stride; }
    Choice from(int token) const { return {experts + at(token), weights + at(token), stride, top_k}; }
};

}  // namespace engine::cuda
