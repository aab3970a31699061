// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <malloc.h>
#include <atomic>
#include <cstdlib>
#include <new>

/// What `operator new` has handed out to this program: it replaces the one of the library, so one source file of a
/// program may include this. Memory of C libraries and over-aligned memory is not counted.
class PeakMemory {
public:
    PeakMemory() : start_(now) { peak = start_; }

    /// The most that was in use at once since this was made, beyond what was in use then. One at a time.
    std::size_t bytes() const { return peak - start_; }

    /// What checking a foreign header of so many bytes may cost.
    static constexpr std::size_t allowed(std::size_t header) { return 2 * header + (std::size_t(16) << 20); }

    static void* take(std::size_t size)
    {
        void* memory = take_or_null(size);
        return memory ? memory : throw std::bad_alloc();
    }
    static void* take_or_null(std::size_t size) noexcept
    {
        void* memory = std::malloc(size ? size : 1);
        if (!memory) return nullptr;
        const std::size_t used = now += ::malloc_usable_size(memory);
        for (std::size_t before = peak; used > before && !peak.compare_exchange_weak(before, used);) {
        }
        return memory;
    }
    static void give_back(void* memory) noexcept
    {
        if (memory) now -= ::malloc_usable_size(memory);
        std::free(memory);
    }

private:
    static inline std::atomic<std::size_t> now{0}, peak{0};
    std::size_t start_;
};

// All forms but those for over-aligned types, since a sanitizer brings each of them.
void* operator new(std::size_t size)
{
    return PeakMemory::take(size);
}
void* operator new[](std::size_t size)
{
    return PeakMemory::take(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept
{
    return PeakMemory::take_or_null(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept
{
    return PeakMemory::take_or_null(size);
}
void operator delete(void* memory) noexcept
{
    PeakMemory::give_back(memory);
}
void operator delete[](void* memory) noexcept
{
    PeakMemory::give_back(memory);
}
void operator delete(void* memory, std::size_t) noexcept
{
    PeakMemory::give_back(memory);
}
void operator delete[](void* memory, std::size_t) noexcept
{
    PeakMemory::give_back(memory);
}
