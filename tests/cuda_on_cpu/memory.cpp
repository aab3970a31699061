// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "block_state.h"
#include "device_memory.h"
#include "runtime_state.h"

#include <cstdlib>
#include <cstring>

namespace cuda_on_cpu {

const Allocation* allocation_of(const void* address, std::size_t bytes, std::size_t* left)
{
    const auto at = reinterpret_cast<std::uintptr_t>(address);
    const auto& all = runtime().allocations;
    auto behind = all.upper_bound(at);
    if (behind == all.begin()) return nullptr;
    const auto& [start, allocation] = *--behind;
    if (at - start >= allocation.size && !(bytes == 0 && at - start == allocation.size)) return nullptr;
    if (left) *left = allocation.size - (at - start);
    return &allocation;
}

namespace {

std::size_t total() { return setting("EXPERTSCOPE_CUDA_ON_CPU_MEMORY", std::size_t(8) << 30); }

cudaError_t allocate(Runtime& r, void** memory, std::size_t bytes, Memory kind)
{
    if (const cudaError_t refused = refuse_while_capturing(); refused != cudaSuccess) return refused;
    *memory = nullptr;
    if (bytes == 0) return kind == Memory::Device ? cudaSuccess : cudaErrorInvalidValue;
    if (kind == Memory::Device && (bytes > total() || r.used > total() - bytes)) return cudaErrorMemoryAllocation;
    if (kind == Memory::Device) {
        *memory = take_device_memory(bytes);
    } else if (posix_memalign(memory, 256, bytes) == 0) {
        std::memset(*memory, kRubbish, bytes);
    }
    if (!*memory) return cudaErrorMemoryAllocation;
    r.allocations[reinterpret_cast<std::uintptr_t>(*memory)] = {bytes, kind, true};
    if (kind == Memory::Device) r.used += bytes;
    return cudaSuccess;
}

cudaError_t release(Runtime& r, void* memory, Memory kind, bool ours)
{
    if (const cudaError_t refused = refuse_while_capturing(); refused != cudaSuccess) return refused;
    if (!memory) return cudaSuccess;
    const auto at = r.allocations.find(reinterpret_cast<std::uintptr_t>(memory));
    if (at == r.allocations.end() || at->second.kind != kind || at->second.ours != ours) return cudaErrorInvalidValue;
    const cudaError_t result = flush();
    if (kind == Memory::Device) r.used -= at->second.size;
    r.allocations.erase(at);
    if (ours && kind == Memory::Device) give_device_memory_back(memory);
    if (ours && kind == Memory::Pinned) std::free(memory);
    return result;
}

/// Whether an end of a copy is what its kind says, and inside an allocation.
bool fits(const void* address, std::size_t bytes, bool on_device)
{
    std::size_t left = 0;
    const Allocation* allocation = allocation_of(address, bytes, &left);
    if (allocation && left < bytes) return false;
    const bool is_on_device = allocation && allocation->kind == Memory::Device;
    return is_on_device == on_device || (on_device && allocation);  // pinned memory is the device's too
}

bool fits(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind)
{
    if (bytes == 0) return true;
    if (!to || !from) return false;
    if (kind == cudaMemcpyDefault) {
        std::size_t left_to = bytes, left_from = bytes;
        allocation_of(to, bytes, &left_to);
        allocation_of(from, bytes, &left_from);
        return left_to >= bytes && left_from >= bytes;
    }
    return fits(to, bytes, kind == cudaMemcpyHostToDevice || kind == cudaMemcpyDeviceToDevice) &&
           fits(from, bytes, kind == cudaMemcpyDeviceToHost || kind == cudaMemcpyDeviceToDevice);
}

bool pageable(const void* address, std::size_t bytes) { return allocation_of(address, bytes) == nullptr; }

struct Rectangle {
    std::byte* to;
    std::size_t to_pitch;
    const std::byte* from;
    std::size_t from_pitch, width, height;

    std::size_t bytes_to() const { return height ? (height - 1) * to_pitch + width : 0; }
    std::size_t bytes_from() const { return height ? (height - 1) * from_pitch + width : 0; }
    cudaError_t copy() const
    {
        for (std::size_t row = 0; row < height; ++row)
            std::memmove(to + row * to_pitch, from + row * from_pitch, width);
        return cudaSuccess;
    }
};

/// As CUDA does: pageable memory is read before the call returns, and written before it returns.
cudaError_t copy_later(cudaStream_t stream, Rectangle what)
{
    const bool captured = stream && stream->captures;
    if (!captured && setting("EXPERTSCOPE_CUDA_ON_CPU_DEFER", 0) && pageable(what.from, what.bytes_from())) {
        auto kept = std::make_shared<std::vector<std::byte>>(what.from, what.from + what.bytes_from());
        what.from = kept->data();
        return perform(stream, [what, kept] { return what.copy(); });
    }
    const bool at_once = !captured && pageable(what.to, what.bytes_to());
    const cudaError_t result = perform(stream, [what] { return what.copy(); });
    return result == cudaSuccess && at_once ? flush() : result;
}

}  // namespace
}  // namespace cuda_on_cpu

using namespace cuda_on_cpu;

cudaError_t cudaMalloc(void** memory, std::size_t bytes)
{
    return api([&](Runtime& r) { return allocate(r, memory, bytes, Memory::Device); });
}
cudaError_t cudaFree(void* memory)
{
    return api([&](Runtime& r) { return release(r, memory, Memory::Device, true); });
}
cudaError_t cudaHostAlloc(void** memory, std::size_t bytes, unsigned)
{
    return api([&](Runtime& r) { return allocate(r, memory, bytes, Memory::Pinned); });
}
cudaError_t cudaMallocHost(void** memory, std::size_t bytes) { return cudaHostAlloc(memory, bytes, 0u); }
cudaError_t cudaFreeHost(void* memory)
{
    return api([&](Runtime& r) { return release(r, memory, Memory::Pinned, true); });
}

cudaError_t cudaHostRegister(void* memory, std::size_t bytes, unsigned)
{
    return api([&](Runtime& r) {
        if (const cudaError_t refused = refuse_while_capturing(); refused != cudaSuccess) return refused;
        if (!memory || bytes == 0 || allocation_of(memory, bytes)) return cudaErrorInvalidValue;
        r.allocations[reinterpret_cast<std::uintptr_t>(memory)] = {bytes, Memory::Pinned, false};
        return cudaSuccess;
    });
}
cudaError_t cudaHostUnregister(void* memory)
{
    return api([&](Runtime& r) { return release(r, memory, Memory::Pinned, false); });
}
cudaError_t cudaHostGetDevicePointer(void** device, void* host, unsigned)
{
    return api([&](Runtime&) {
        const Allocation* allocation = allocation_of(host, 1);
        if (!allocation || allocation->kind != Memory::Pinned) return cudaErrorInvalidValue;
        *device = host;
        return cudaSuccess;
    });
}
cudaError_t cudaMemGetInfo(std::size_t* available, std::size_t* all)
{
    return api([&](Runtime& r) {
        *all = total();
        *available = *all > r.used ? *all - r.used : 0;
        return cudaSuccess;
    });
}

cudaError_t cudaMemcpy(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind)
{
    return api([&](Runtime&) {
        if (const cudaError_t refused = refuse_while_capturing(); refused != cudaSuccess) return refused;
        if (!fits(to, from, bytes, kind)) return cudaErrorInvalidValue;
        const cudaError_t result = flush();
        const DeviceAccess access;
        if (result == cudaSuccess && bytes) std::memmove(to, from, bytes);
        return result;
    });
}

cudaError_t cudaMemcpy2DAsync(void* to, std::size_t to_pitch, const void* from, std::size_t from_pitch,
                              std::size_t width, std::size_t height, cudaMemcpyKind kind, cudaStream_t stream)
{
    return api([&](Runtime&) {
        if (!valid_stream(stream)) return cudaErrorInvalidResourceHandle;
        if (width == 0 || height == 0) return cudaSuccess;
        if (to_pitch < width || from_pitch < width) return cudaErrorInvalidValue;
        const Rectangle what{static_cast<std::byte*>(to), to_pitch, static_cast<const std::byte*>(from), from_pitch,
                             width, height};
        const bool to_device = kind == cudaMemcpyHostToDevice || kind == cudaMemcpyDeviceToDevice;
        const bool from_device = kind == cudaMemcpyDeviceToHost || kind == cudaMemcpyDeviceToDevice;
        if (kind != cudaMemcpyDefault &&
            (!fits(to, what.bytes_to(), to_device) || !fits(from, what.bytes_from(), from_device)))
            return cudaErrorInvalidValue;
        return copy_later(stream, what);
    });
}
cudaError_t cudaMemcpyAsync(void* to, const void* from, std::size_t bytes, cudaMemcpyKind kind, cudaStream_t stream)
{
    return api([&](Runtime&) {
        if (!valid_stream(stream)) return cudaErrorInvalidResourceHandle;
        if (!fits(to, from, bytes, kind)) return cudaErrorInvalidValue;
        if (bytes == 0) return cudaSuccess;
        return copy_later(stream, {static_cast<std::byte*>(to), bytes, static_cast<const std::byte*>(from), bytes,
                                   bytes, 1});
    });
}

cudaError_t cudaMemsetAsync(void* memory, int value, std::size_t bytes, cudaStream_t stream)
{
    return api([&](Runtime&) {
        if (!valid_stream(stream)) return cudaErrorInvalidResourceHandle;
        if (bytes == 0) return cudaSuccess;
        if (!fits(memory, bytes, true)) return cudaErrorInvalidValue;
        return perform(stream, [=] { return std::memset(memory, value, bytes), cudaSuccess; });
    });
}
cudaError_t cudaMemset(void* memory, int value, std::size_t bytes)
{
    return cudaMemsetAsync(memory, value, bytes, nullptr);
}
