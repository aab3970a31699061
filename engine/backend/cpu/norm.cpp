// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/cpu_backend.h"
#include "engine/backend/cpu/row_math.h"

namespace engine::cpu {

void CpuBackend::residual_norm(Tensor& x, const Tensor* update, int tokens, const Tensor& weight, float eps,
                               Tensor& y)
{
    for (int t = 0; t < tokens; ++t) {
        float* row = x.row(t);
        for (int i = 0; update && i < weight.cols(); ++i) row[i] += update->row(t)[i];
        normalise_row(row, weight.data(), weight.cols(), eps, y.row(t));
    }
}

}  // namespace engine::cpu
