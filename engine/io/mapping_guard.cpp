// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/io/mapping_guard.h"

#include "engine/error.h"

#include <fmt/format.h>

#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <mutex>

namespace engine {
namespace {

constexpr std::size_t kMaxRanges = 4096;  // files of all models that are open at a time
constexpr int kLengthBits = 28;           // in units: a file of less than 1 TiB
constexpr std::uint64_t kUnit = 4096;     // divides every page size
constexpr std::uint64_t kLengthMask = (std::uint64_t(1) << kLengthBits) - 1;

/// A guarded range in one word, so that the signal handler never sees half of a change: first unit, then length.
std::uint64_t packed(const void* begin, std::size_t size)
{
    const std::uint64_t first = reinterpret_cast<std::uintptr_t>(begin) / kUnit;
    return first << kLengthBits | (size + kUnit - 1) / kUnit;
}

struct Slot {
    std::atomic<std::uint64_t> range;  // 0: free
    std::atomic<bool> lost;
};
static_assert(std::atomic<std::uint64_t>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

std::array<Slot, kMaxRanges> slots;
struct sigaction previous;  // set before the handler is

/// Async-signal-safe. The range of a fault is one in use, so its slot does not change meanwhile. All of it is given
/// up at once: a cut file has lost everything behind its end, and a range of single pages would meet the kernel's
/// limit on mappings.
bool give_up_range(const void* address)
{
    const std::uint64_t unit = reinterpret_cast<std::uintptr_t>(address) / kUnit;
    for (Slot& slot : slots) {
        const std::uint64_t range = slot.range.load(std::memory_order_acquire);
        const std::uint64_t first = range >> kLengthBits, count = range & kLengthMask;
        if (unit < first || unit - first >= count) continue;
        slot.lost.store(true, std::memory_order_release);
        constexpr int flags = MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
        // Not mmap(): a wrapper of it, such as a sanitizer's, need not bear being called in a signal handler.
        return ::syscall(SYS_mmap, first * kUnit, count * kUnit, PROT_READ, flags, -1, 0) == long(first * kUnit);
    }
    return false;
}

void pass_on(int signal, siginfo_t* info, void* context)
{
    if (previous.sa_flags & SA_SIGINFO) return previous.sa_sigaction(signal, info, context);
    if (previous.sa_handler != SIG_DFL && previous.sa_handler != SIG_IGN) return previous.sa_handler(signal);
    ::signal(signal, SIG_DFL);
    ::raise(signal);
}

void on_bus_error(int signal, siginfo_t* info, void* context)
{
    const int error = errno;
    const bool is_fault = info->si_code > 0;  // not sent by kill()
    if (!is_fault || !give_up_range(info->si_addr)) pass_on(signal, info, context);
    errno = error;
}

void install_handler()
{
    struct sigaction action {};
    action.sa_sigaction = on_bus_error;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    ::sigemptyset(&action.sa_mask);
    ::sigaction(SIGBUS, nullptr, &previous);
    ::sigaction(SIGBUS, &action, nullptr);
}

std::size_t claim_slot(std::uint64_t range)
{
    for (std::size_t i = 0; i < slots.size(); ++i) {
        std::uint64_t free = 0;
        if (slots[i].range.compare_exchange_strong(free, range)) return i;
    }
    throw Error({"FILE-COUNT", "Too many model files are open", "", "", fmt::format("at most {}", kMaxRanges),
                 "Close a model, or use one in fewer files."});
}

}  // namespace

MappingGuard::MappingGuard(const void* begin, std::size_t size)
{
    static std::once_flag installed;
    std::call_once(installed, install_handler);
    if (size / kUnit >= kLengthMask)
        throw Error({"FILE-SIZE", "The file is too large to be mapped", "", fmt::format("{} bytes", size),
                     fmt::format("less than {} bytes", kLengthMask * kUnit), "Split it."});
    slot_ = claim_slot(packed(begin, size));
}

MappingGuard::~MappingGuard()
{
    slots[slot_].lost.store(false, std::memory_order_relaxed);
    slots[slot_].range.store(0, std::memory_order_release);
}

bool MappingGuard::lost() const
{
    return slots[slot_].lost.load(std::memory_order_acquire);
}

}  // namespace engine
