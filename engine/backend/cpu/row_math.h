// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/backend.h"

#include <cmath>

namespace engine::cpu {

/// y = weight . x / sqrt(mean(x^2) + eps) over n numbers; y may be x.
inline void normalise_row(const float* x, const float* weight, int n, float eps, float* y)
{
    float squares = 0;
    for (int i = 0; i < n; ++i) squares += x[i] * x[i];
    const float factor = 1.0f / std::sqrt(squares / float(n) + eps);
    for (int i = 0; i < n; ++i) y[i] = weight[i] * (x[i] * factor);
}

/// Rotates the dr/2 pairs of one head by the angles of one position.
inline void rotate_row(const RotaryTable& rotary, int position, float* x)
{
    const float* cos = rotary.cos.row(position);
    const float* sin = rotary.sin.row(position);
    const int pairs = rotary.cos.cols();
    const int next_pair = rotary.interleaved ? 2 : 1, other = rotary.interleaved ? 1 : pairs;
    for (int i = 0; i < pairs; ++i) {
        float& a = x[i * next_pair];
        float& b = x[i * next_pair + other];
        const float rotated = a * cos[i] - b * sin[i];
        b = a * sin[i] + b * cos[i];
        a = rotated;
    }
}

inline float sigmoid(float t) { return 1.0f / (1.0f + std::exp(-t)); }

}  // namespace engine::cpu
