// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cuda_runtime.h>

#include <utility>
#include <vector>

/// Device memory with what a test puts there.
template <class T>
struct Array {
    explicit Array(const std::vector<T>& values) : size(values.size())
    {
        cudaMalloc(&data, size * sizeof(T));
        cudaMemcpy(data, values.data(), size * sizeof(T), cudaMemcpyHostToDevice);
    }
    explicit Array(std::size_t n) : size(n) { cudaMalloc(&data, n * sizeof(T)); }
    ~Array() { cudaFree(data); }
    Array(const Array&) = delete;
    Array& operator=(const Array&) = delete;
    std::vector<T> values() const
    {
        std::vector<T> all(size);
        cudaMemcpy(all.data(), data, size * sizeof(T), cudaMemcpyDeviceToHost);
        return all;
    }

    T* data = nullptr;
    std::size_t size;
};

template <class... Parameters, class... Args>
cudaError_t start(cudaStream_t stream, void (*kernel)(Parameters...), unsigned blocks, unsigned threads,
                  std::size_t shared, Args&&... args)
{
    cudaLaunchConfig_t config{};
    config.gridDim = dim3(blocks);
    config.blockDim = dim3(threads);
    config.dynamicSmemBytes = shared;
    config.stream = stream;
    return cudaLaunchKernelEx(&config, kernel, Parameters(std::forward<Args>(args))...);
}
