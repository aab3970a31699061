// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "fiber.h"

#include <sys/mman.h>

#include <cstdint>
#include <new>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#endif

// The registers that a call keeps (System V, x86-64). Threads mostly wait in one place, so that the processor predicts
// where it returns to.

asm(R"(
.text
.p2align 4
.globl cuda_on_cpu_switch_stack
.hidden cuda_on_cpu_switch_stack
.type cuda_on_cpu_switch_stack, @function
cuda_on_cpu_switch_stack:
    pushq %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    movq %rsp, (%rdi)
    movq %rsi, %rsp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret
.size cuda_on_cpu_switch_stack, . - cuda_on_cpu_switch_stack
)");

namespace cuda_on_cpu {
namespace {

constexpr std::size_t kPage = 4096;
#if defined(__SANITIZE_ADDRESS__) || !defined(__OPTIMIZE__)
constexpr std::size_t kStack = 256 * 1024;
#else
constexpr std::size_t kStack = 64 * 1024;
#endif

}  // namespace

Stacks::Stacks()
{
    const std::size_t all = kCount * (kStack + kPage);
    void* memory = mmap(nullptr, all, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    memory_ = static_cast<std::byte*>(memory);
    for (int i = 0; i < kCount; ++i) mprotect(bottom(i) - kPage, kPage, PROT_NONE);  // a deep stack ends here
    reset();
}

Stacks::~Stacks() { munmap(memory_, kCount * (kStack + kPage)); }

void Stacks::reset()
{
    n_free_ = 0;
    for (int i = kCount - 1; i >= 0; --i) free_[n_free_++] = i;
#if defined(__SANITIZE_ADDRESS__)
    for (int i = 0; i < kCount; ++i) __asan_unpoison_memory_region(bottom(i), kStack);
#endif
}

std::byte* Stacks::bottom(int stack) const { return memory_ + std::size_t(stack) * (kStack + kPage) + kPage; }
std::size_t Stacks::size() const { return kStack; }

void* Stacks::start_on(int stack, void (*entry)()) const
{
    // Stacks begin at different places of a page, or all would share a few lines of the cache.
    const std::size_t offset = std::size_t(stack) * 320 % kPage / 64 * 64;
    auto** top = reinterpret_cast<void**>(bottom(stack) + kStack - offset);
    *--top = nullptr;  // nothing to return to; aligned as after a call
    *--top = reinterpret_cast<void*>(entry);
    for (int registers = 0; registers < 6; ++registers) *--top = nullptr;
    return top;
}

}  // namespace cuda_on_cpu
