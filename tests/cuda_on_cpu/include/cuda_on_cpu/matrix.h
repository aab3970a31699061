// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Instructions for matrices of 16-bit numbers.
#include "cuda_on_cpu/block.h"

namespace cuda_on_cpu {

/// c += a b, the registers of a thread as in PTX's mma.m16n8k16.
void multiply(Collective kind, float (&c)[4], const std::uint32_t (&a)[4], const std::uint32_t (&b)[2]);
/// PTX's ldmatrix.x4.
void load_matrices(Collective kind, std::uint32_t (&r)[4], const void* row);

inline void require_alignment(const void* address, const char* what)
{
    if (reinterpret_cast<std::uintptr_t>(address) % 16 != 0) fail(cudaError(716), what);
}

}  // namespace cuda_on_cpu
