// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/kernels.h"

#if defined(__x86_64__)
#include <cpuid.h>
#if defined(__linux__)
#include <sys/syscall.h>
#include <unistd.h>
#endif
#endif

namespace engine::cpu {

extern const Kernels kScalarKernels;
#if defined(__x86_64__)
extern const Kernels kAvx2Kernels;
extern const Kernels kAvx512Kernels;
extern const BlockKernels kVnniBlockKernels;
extern const TileKernels kAmxTileKernels;

namespace {

/// Not every compiler knows these by name.
bool has_f16c()
{
    unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
    return __get_cpuid(1, &eax, &ebx, &ecx, &edx) != 0 && (ecx & bit_F16C) != 0;
}

bool has_amx_bf16()
{
    constexpr unsigned kAvx512Bf16 = 1u << 5, kAmxBf16 = 1u << 22, kAmxTile = 1u << 24;
    unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
    if (__get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) == 0 || !(edx & kAmxBf16) || !(edx & kAmxTile)) return false;
    return __get_cpuid_count(7, 1, &eax, &ebx, &ecx, &edx) != 0 && (eax & kAvx512Bf16) != 0;
}

/// Linux lends the tile registers to a process that asks; its later threads have them too.
bool tile_registers_granted()
{
#if defined(__linux__)
    constexpr long kRequestPermission = 0x1023, kTileData = 18;  // ARCH_REQ_XCOMP_PERM
    static const bool granted = syscall(SYS_arch_prctl, kRequestPermission, kTileData) == 0;
    return granted;
#else
    return false;
#endif
}

}  // namespace
#endif

const Kernels* kernels_for(Isa isa)
{
#if defined(__x86_64__)
    if (isa == Isa::Amx) {
        const Kernels* vnni = kernels_for(Isa::Avx512Vnni);
        if (!vnni || !has_amx_bf16() || !tile_registers_granted()) return nullptr;
        static const Kernels amx = [vnni] {
            Kernels kernels = *vnni;
            kernels.name = "AVX-512 VNNI, AMX";
            kernels.tiles = &kAmxTileKernels;
            return kernels;
        }();
        return &amx;
    }
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
    for (const Isa isa : {Isa::Amx, Isa::Avx512Vnni, Isa::Avx512, Isa::Avx2})
        if (const Kernels* kernels = kernels_for(isa)) return *kernels;
    return kScalarKernels;
}

}  // namespace engine::cpu
