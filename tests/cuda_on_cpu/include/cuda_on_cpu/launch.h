// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Kernel launches.
#include "cuda_on_cpu/runtime.h"

#include <cstring>
#include <functional>
#include <memory>
#include <tuple>
#include <typeinfo>
#include <utility>
#include <vector>

struct cudaLaunchAttribute {
    int id;
};
struct cudaLaunchConfig_t {
    dim3 gridDim, blockDim;
    std::size_t dynamicSmemBytes = 0;
    cudaStream_t stream = nullptr;
    cudaLaunchAttribute* attrs = nullptr;
    unsigned numAttrs = 0;
};

namespace cuda_on_cpu {

/// A kernel with its arguments: `call` runs one thread.
struct Launch {
    const void* kernel;
    const char* type;  // of the kernel, as the compiler names it
    dim3 grid, threads;
    std::size_t shared_bytes;
    void (*call)(void* arguments);
    std::shared_ptr<void> arguments;  // the kernel, and what it is given
    /// Words of the arguments that may be pointers, those inside structures too.
    void (*list_words)(void* arguments, std::vector<std::uintptr_t>& words);
};

template <class T>
void list_words(T argument, std::vector<std::uintptr_t>& words)
{
    if constexpr (alignof(T) >= sizeof(std::uintptr_t)) {
        // There may be a pointer left of something else. Of a copy: g++ 12 clears more than padding in arrays.
        __builtin_clear_padding(&argument);
        const std::size_t first = words.size();
        words.resize(first + sizeof argument / sizeof(std::uintptr_t));
        std::memcpy(words.data() + first, &argument, (words.size() - first) * sizeof(std::uintptr_t));
    }
}

cudaError_t launch(cudaStream_t stream, Launch&& launch);
cudaError_t allow_shared_memory(const void* kernel, int bytes);

}  // namespace cuda_on_cpu

template <class... Parameters, class... Args>
cudaError_t cudaLaunchKernelEx(const cudaLaunchConfig_t* config, void (*kernel)(Parameters...), Args&&... args)
{
    using Arguments = std::pair<void (*)(Parameters...), std::tuple<Parameters...>>;
    const auto call = [](void* arguments) {
        const auto& [function, values] = *static_cast<const Arguments*>(arguments);
        std::apply(function, values);
    };
    const auto list_words = [](void* arguments, std::vector<std::uintptr_t>& words) {
        const auto list = [&](const auto&... values) { (cuda_on_cpu::list_words(values, words), ...); };
        std::apply(list, static_cast<Arguments*>(arguments)->second);
    };
    return cuda_on_cpu::launch(
        config->stream,
        {reinterpret_cast<const void*>(kernel), typeid(kernel).name(), config->gridDim, config->blockDim,
         config->dynamicSmemBytes, call,
         std::make_shared<Arguments>(kernel, std::tuple<Parameters...>(std::forward<Args>(args)...)),
         list_words});
}

struct cudaFuncAttributes {
    int maxThreadsPerBlock = 1024;
};
template <class... Parameters>
cudaError_t cudaFuncGetAttributes(cudaFuncAttributes* attributes, void (*)(Parameters...))
{
    *attributes = {};
    return cudaSuccess;
}

template <class... Parameters>
cudaError_t cudaFuncSetAttribute(void (*kernel)(Parameters...), cudaFuncAttribute attribute, int value)
{
    if (attribute != cudaFuncAttributeMaxDynamicSharedMemorySize) return cudaSuccess;
    return cuda_on_cpu::allow_shared_memory(reinterpret_cast<const void*>(kernel), value);
}
inline cudaError_t cudaFuncSetAttribute(const void* kernel, cudaFuncAttribute attribute, int value)
{
    if (attribute != cudaFuncAttributeMaxDynamicSharedMemorySize) return cudaSuccess;
    return cuda_on_cpu::allow_shared_memory(kernel, value);
}
