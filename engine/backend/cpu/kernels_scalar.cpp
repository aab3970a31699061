// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/kernels_impl.h"

namespace engine::cpu {
namespace {

struct Scalar {
    using Reg = float;
    static constexpr int kWidth = 1, kRows = 2, kTokens = 4, kRowsAlone = 4, kSpan = 4;

    static Reg zero() { return 0; }
    static Reg broadcast(float value) { return value; }
    template <class E>
    static Reg load(E, const std::byte* p) { return E::scalar(p); }
    static Reg fma(Reg a, Reg b, Reg c) { return a * b + c; }
    static Reg add(Reg a, Reg b) { return a + b; }
    static Reg mul(Reg a, Reg b) { return a * b; }
    static Reg div(Reg a, Reg b) { return a / b; }
    static Reg max(Reg a, Reg b) { return a > b ? a : b; }
    static Reg min(Reg a, Reg b) { return a < b ? a : b; }
    static Reg round(Reg a) { return __builtin_nearbyintf(a); }
    static Reg scale_by_power(Reg a, Reg n) { return __builtin_ldexpf(a, int(n)); }
    static float sum(Reg value) { return value; }
    static void store(float* p, Reg value) { *p = value; }
};

}  // namespace

extern const BlockKernels kScalarBlockKernels;
extern const Kernels kScalarKernels;
const Kernels kScalarKernels = {"scalar", matmul<Scalar>, combine<Scalar>, softmax<Scalar>, swiglu<Scalar>,
                                &kScalarBlockKernels};

}  // namespace engine::cpu
