// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/kernels.h"

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace engine::cpu {

extern const Kernels kScalarKernels;
#if defined(__x86_64__)
extern const Kernels kAvx2Kernels;
extern const Kernels kAvx512Kernels;
extern const BlockKernels kVnniBlockKernels;

namespace {

/// Not every compiler knows this one by name.
bool has_f16c()
{
    unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
    return __get_cpuid(1, &eax, &ebx, &ecx, &edx) != 0 && (ecx & bit_F16C) != 0;
}

}  // namespace
#endif

const Kernels* kernels_for(Isa isa)
{
#if defined(__x86_64__)
    if (isa == Isa::Avx512Vnni) {
        static const Kernels vnni = [] {
            Kernels kernels = kAvx512Kernels;
            kernels.name = "AVX-512 VNNI";
            kernels.blocks = &kVnniBlockKernels;
            return kernels;
        }();
        const bool usable = kernels_for(Isa::Avx512) && __builtin_cpu_supports("avx512bw") &&
                            __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni");
        return usable ? &vnni : nullptr;
    }
    if (isa == Isa::Avx512) return __builtin_cpu_supports("avx512f") ? &kAvx512Kernels : nullptr;
    if (isa == Isa::Avx2) {
        const bool usable = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && has_f16c();
        return usable ? &kAvx2Kernels : nullptr;
    }
#endif
    return isa == Isa::Scalar ? &kScalarKernels : nullptr;
}

const Kernels& best_kernels()
{
    for (const Isa isa : {Isa::Avx512Vnni, Isa::Avx512, Isa::Avx2})
        if (const Kernels* kernels = kernels_for(isa)) return *kernels;
    return kScalarKernels;
}

}  // namespace engine::cpu
