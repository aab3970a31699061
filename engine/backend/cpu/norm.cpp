// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/cpu_backend.h"
#include "engine/backend/cpu/row_math.h"

namespace engine::cpu {

void CpuBackend::rms_norm(const Tensor& x, int tokens, const Tensor& weight, float eps, Tensor& y)
{
    for (int t = 0; t < tokens; ++t) normalise_row(x.row(t), weight.data(), weight.cols(), eps, y.row(t));
}

void CpuBackend::add(Tensor& x, const Tensor& y, int tokens)
{
    float* into = x.data();
    const float* from = y.data();
    const std::size_t count = std::size_t(tokens) * std::size_t(x.cols());
    for (std::size_t i = 0; i < count; ++i) into[i] += from[i];
}

}  // namespace engine::cpu
