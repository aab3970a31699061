// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
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

/// Rotates dr/2 interleaved pairs by the angles of one position. cos, sin [dr/2].
inline void rotate_row(float* x, const float* cos, const float* sin, int dr)
{
    for (int i = 0; i < dr / 2; ++i) {
        const float a = x[2 * i], b = x[2 * i + 1];
        x[2 * i] = a * cos[i] - b * sin[i];
        x[2 * i + 1] = a * sin[i] + b * cos[i];
    }
}

inline void softmax_row(float* x, int n)
{
    const float highest = *std::max_element(x, x + n);
    float sum = 0;
    for (int i = 0; i < n; ++i) sum += x[i] = std::exp(x[i] - highest);
    for (int i = 0; i < n; ++i) x[i] /= sum;
}

inline float silu(float t) { return t / (1.0f + std::exp(-t)); }
inline float sigmoid(float t) { return 1.0f / (1.0f + std::exp(-t)); }

}  // namespace engine::cpu
