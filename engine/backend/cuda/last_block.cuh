// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cuda_runtime.h>

namespace engine::cuda {

/// Whether this block comes here last of the `blocks` that share `done`, which is 0 before and after: what all of them
/// wrote can be read then. Called by all threads; `last` is in shared memory, theirs alone.
__device__ inline bool finishes_last(unsigned* done, unsigned blocks, bool& last)
{
    __threadfence();
    __syncthreads();
    if (threadIdx.x == 0) last = atomicInc(done, blocks - 1) == blocks - 1;
    __syncthreads();
    if (last) __threadfence();
    return last;
}

}  // namespace engine::cuda
