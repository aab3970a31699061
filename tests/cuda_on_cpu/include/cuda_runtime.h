// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// In place of CUDA's header of this name: what the kernels and the backend of engine/backend/cuda use of CUDA, for a
// C++ compiler. See README.md.
#include "cuda_on_cpu/arithmetic.h"
#include "cuda_on_cpu/atomics.h"
#include "cuda_on_cpu/block.h"
#include "cuda_on_cpu/language.h"
#include "cuda_on_cpu/launch.h"
#include "cuda_on_cpu/runtime.h"
#include "cuda_on_cpu/warp.h"
