// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Stacks that take turns on one thread of the operating system.
#include <cstddef>

namespace cuda_on_cpu {

/// Stacks for the threads of one block, kept for the next one.
class Stacks {
public:
    static constexpr int kCount = 1024;  // most threads of a block

    Stacks();
    ~Stacks();
    Stacks(const Stacks&) = delete;
    Stacks& operator=(const Stacks&) = delete;

    int take() { return free_[--n_free_]; }
    void give_back(int stack) { free_[n_free_++] = stack; }
    /// All are free again, whatever still runs on them.
    void reset();

    std::byte* bottom(int stack) const;
    std::size_t size() const;
    /// What switch_stack() takes to call `entry` (which never returns) on this stack.
    void* start_on(int stack, void (*entry)()) const;

private:
    std::byte* memory_ = nullptr;
    int free_[kCount];
    int n_free_ = 0;
};

/// Leaves the running stack, which goes on when its *saved is switched to, and goes on with `next`.
extern "C" void cuda_on_cpu_switch_stack(void** saved, void* next);

}  // namespace cuda_on_cpu
