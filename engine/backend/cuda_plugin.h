// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/backend.h"
#include "engine/backend/card_speed.h"
#include "engine/cuda_devices.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace engine {

/// What the plug-in exports, behind one C function. It is made by the same compiler for the same build of the program,
/// so that C++ types may pass; `abi` comes first and is looked at first.
struct CudaPlugin {
    std::uint64_t abi;
    CudaDevices (*look)();  // throws nothing
    /// Starts CUDA on the device, which takes some hundred MiB there. Throws DEVICE-LOST.
    std::uint64_t (*free_memory)(int device);
    Backend* (*make)(int device, std::size_t memory);  // throws MEMORY, DEVICE-LOST
    /// Reads at most so many bytes of the device's memory. Throws MEMORY, DEVICE-LOST.
    CardSpeed (*measure)(int device, std::size_t most_bytes);
};
using CudaPluginFunction = const CudaPlugin*();
constexpr const char* kCudaPluginFunction = "expertscope_cuda_plugin";

/// Whether a plug-in and this program mean the same by the interface. The number is raised by hand when functions or
/// their meaning change; sizes tell what was forgotten.
constexpr std::uint64_t cuda_plugin_abi()
{
    std::uint64_t abi = 1;
    for (const std::size_t size :
         {sizeof(CudaPlugin), sizeof(CudaDevice), sizeof(CudaDevices), sizeof(CardSpeed), sizeof(Weight),
          sizeof(Tensor), sizeof(Mlp), sizeof(AttentionShape), sizeof(LatentExpansion), sizeof(RotaryTable),
          sizeof(Batch),
          sizeof(LatentRows), sizeof(Router), sizeof(RoutingSlab), sizeof(ExpertSet), sizeof(StageLaps),
          sizeof(DrawRule), sizeof(Drawn)})
        abi = abi * 1099511628211u + size;
    return abi;
}

/// Opens a plug-in for the rest of the program's life; null, and `reason` says why in a few words, when it cannot be
/// used. Throws nothing.
const CudaPlugin* open_cuda_plugin(const std::filesystem::path& file, std::string& reason);

/// What cuda_devices() does for a program with this environment variable (null: it has none): looks for the plug-in in
/// the file of that name, or where the program's own lies if the machine has an NVIDIA driver. Throws nothing.
CudaDevices find_cuda_devices(const char* chosen, const CudaPlugin*& plugin);

/// Of one of cuda_devices(), as CudaPlugin. Throws DEVICE-LOST.
std::uint64_t cuda_free_memory(int device);
/// On one of cuda_devices(), with so many bytes reserved for everything allocated later. Throws MEMORY, DEVICE-LOST.
std::unique_ptr<Backend> make_cuda_backend(int device, std::size_t memory);
/// As CudaPlugin.
CardSpeed measure_cuda(int device, std::size_t most_bytes);

}  // namespace engine
