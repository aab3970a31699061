// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/cublas.h"

#include "engine/backend/cuda/device.cuh"

#include <cublas_v2.h>
#include <dlfcn.h>

#include <type_traits>

namespace engine::cuda {
namespace {

/// What we call of it. Nothing is linked: the program also starts where there is no cuBLAS.
struct Functions {
    cublasStatus_t (*create)(cublasHandle_t*) = nullptr;
    cublasStatus_t (*destroy)(cublasHandle_t) = nullptr;
    cublasStatus_t (*set_stream)(cublasHandle_t, cudaStream_t) = nullptr;
    cublasStatus_t (*set_workspace)(cublasHandle_t, void*, std::size_t) = nullptr;
    cublasStatus_t (*multiply)(cublasHandle_t, cublasOperation_t, cublasOperation_t, int m, int n, int k,
                               const void* alpha, const void* a, cudaDataType, int lda, const void* b, cudaDataType,
                               int ldb, const void* beta, void* c, cudaDataType, int ldc, cublasComputeType_t,
                               cublasGemmAlgo_t) = nullptr;

    bool find(void* library)
    {
        const auto found = [library](auto& function, const char* name) {
            function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(dlsym(library, name));
            return function != nullptr;
        };
        return found(create, "cublasCreate_v2") && found(destroy, "cublasDestroy_v2") &&
               found(set_stream, "cublasSetStream_v2") && found(set_workspace, "cublasSetWorkspace_v2") &&
               found(multiply, "cublasGemmEx");
    }
};

class Cublas final : public MatrixLibrary {
public:
    Cublas(const Functions& functions, cublasHandle_t handle) : functions_(functions), handle_(handle) {}
    ~Cublas() override { functions_.destroy(handle_); }

    bool use_workspace(std::byte* workspace, std::size_t bytes) override
    {
        return functions_.set_workspace(handle_, workspace, bytes) == CUBLAS_STATUS_SUCCESS;
    }

    /// Its matrices have their columns one behind the other: ours are its transposed ones.
    void multiply(const std::byte* w, int rows, int cols, const std::uint16_t* x, int x_stride, int tokens, float* y,
                  int y_stride) override
    {
        const float one = 1, zero = 0;
        const cublasStatus_t status = functions_.multiply(
            handle_, CUBLAS_OP_T, CUBLAS_OP_N, rows, tokens, cols, &one, w, CUDA_R_16BF, cols, x, CUDA_R_16BF, x_stride,
            &zero, y, CUDA_R_32F, y_stride, CUBLAS_COMPUTE_32F, CUBLAS_GEMM_DEFAULT);
        if (status == CUBLAS_STATUS_SUCCESS) return;
        lost("multiplying matrices", "cuBLAS status " + std::to_string(int(status)));
    }

private:
    Functions functions_;
    cublasHandle_t handle_;
};

}  // namespace

std::unique_ptr<MatrixLibrary> open_cublas(cudaStream_t stream, std::string& why_not)
{
    void* library = nullptr;  // never closed: it leaves things behind that are called when the program ends
    for (const char* name : {"libcublas.so.13", "libcublas.so.12", "libcublas.so"})
        if (!library) library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    Functions functions;
    cublasHandle_t handle = nullptr;
    if (!library)
        why_not = "no cuBLAS";
    else if (!functions.find(library))
        why_not = "an unknown cuBLAS";
    else if (functions.create(&handle) != CUBLAS_STATUS_SUCCESS)
        why_not = "cuBLAS does not start";
    if (!handle) return nullptr;

    auto cublas = std::make_unique<Cublas>(functions, handle);
    if (functions.set_stream(handle, stream) == CUBLAS_STATUS_SUCCESS) return cublas;
    why_not = "cuBLAS does not start";
    return nullptr;
}

}  // namespace engine::cuda
