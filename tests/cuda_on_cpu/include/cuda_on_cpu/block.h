// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One block at a time: its threads are fibers of the launching thread (block.cpp).
#include "cuda_on_cpu/language.h"

// Of the running thread; set whenever fibers are switched.
extern uint3 threadIdx, blockIdx;
extern dim3 blockDim, gridDim;
constexpr int warpSize = 32;

enum cudaError : int;

namespace cuda_on_cpu {

extern int running_lane;  // of the running thread in its warp

/// Calls of which the threads of a warp wait for each other.
enum class Collective : std::uint8_t {
    SyncWarp, Shuffle, ShuffleUp, ShuffleDown, ShuffleXor, Ballot, Any, All, MmaHalf, MmaBf16, LoadMatrices,
    LoadMatricesTransposed, WarpSum, WarpMax
};

/// What the last thread to arrive does for all of `mask`: operands[lane] is what each thread gave, on its own stack.
using Complete = void (*)(void* const operands[32], unsigned mask);

/// Waits until every thread named in `mask` has come to the same collective, and returns when its result is there.
void meet(Collective kind, unsigned mask, void* operands, Complete complete);

/// Ends the launch, which returns `error`, after a message that names the running thread.
[[noreturn]] void fail(cudaError error, const char* message);

/// The launch's dynamic shared memory, 16-byte aligned, and exactly as much as was asked for.
void* dynamic_shared_memory();

/// 16 bytes to be copied by copies_wait, or now: both may happen on a device.
void begin_copy(void* to, const void* from, bool valid);
void close_copies();
void finish_copies(int all_but);

}  // namespace cuda_on_cpu

void __syncthreads();
