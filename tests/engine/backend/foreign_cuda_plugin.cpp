// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
// The CUDA part of another build: its table says so, and nothing behind that may be touched.
#include "engine/backend/cuda_plugin.h"

namespace {

const std::uint64_t only_the_number = engine::cuda_plugin_abi() + 1;

}  // namespace

extern "C" __attribute__((visibility("default"))) const void* expertscope_cuda_plugin()
{
    return &only_the_number;
}
