// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "device_memory.h"

#include "block_state.h"
#include "runtime_state.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <map>

namespace cuda_on_cpu {
namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kFilled = std::size_t(256) << 20;  // more is left as it is: zeros

struct Mapping {
    std::byte* start;
    std::size_t size;  // without the page behind it, which nobody can touch
};

std::map<void*, Mapping>& mappings()
{
    static auto* const all = new std::map<void*, Mapping>;
    return *all;
}

int accesses = 0;  // that live

constexpr std::size_t kMostProtected = std::size_t(64) << 20;  // what is larger takes too long, again and again

void protect(const Mapping& mapping)
{
    if (!unified() && mapping.size <= kMostProtected)
        mprotect(mapping.start, mapping.size, accesses ? PROT_READ | PROT_WRITE : PROT_NONE);
}

}  // namespace

#if defined(__SANITIZE_ADDRESS__)

void* take_device_memory(std::size_t bytes)
{
    void* memory = nullptr;
    if (posix_memalign(&memory, 256, bytes) != 0) return nullptr;
    std::memset(memory, kRubbish, std::min(bytes, kFilled));
    return memory;
}
void give_device_memory_back(void* memory) { std::free(memory); }

#else

void* take_device_memory(std::size_t bytes)
{
    const std::size_t size = (bytes + kPage - 1) / kPage * kPage;
    if (size < bytes) return nullptr;
    void* start = mmap(nullptr, size + kPage, PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (start == MAP_FAILED) return nullptr;
    const Mapping mapping{static_cast<std::byte*>(start), size};
    mprotect(mapping.start + size, kPage, PROT_NONE);
    std::memset(start, kRubbish, std::min(size, kFilled));
    std::byte* memory = mapping.start + (size - bytes) / 256 * 256;  // as close to that page as can be
    mappings()[memory] = mapping;
    protect(mapping);
    return memory;
}

void give_device_memory_back(void* memory)
{
    const auto at = mappings().find(memory);
    munmap(at->second.start, at->second.size + kPage);
    mappings().erase(at);
}

#endif

DeviceAccess::DeviceAccess()
{
    if (accesses++ == 0)
        for (const auto& [memory, mapping] : mappings()) protect(mapping);
}

DeviceAccess::~DeviceAccess()
{
    if (--accesses == 0)
        for (const auto& [memory, mapping] : mappings()) protect(mapping);
}

}  // namespace cuda_on_cpu
