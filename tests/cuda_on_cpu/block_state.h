// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The running block. There is one: launches wait for each other (runtime.cpp holds a lock).
#include "cuda_on_cpu/block.h"
#include "fiber.h"

#include <bit>
#include <cstdlib>
#include <memory>
#include <vector>

namespace cuda_on_cpu {

constexpr int kRubbish = 0xCB;  // in memory nobody has written yet

/// Copies of one thread that have not happened.
struct Copies {
    struct Copy {
        void* to;
        const void* from;  // null: zeros
        int group;
    };
    std::vector<Copy> pending;
    int groups = 0;  // closed so far

    void clear() { pending.clear(), groups = 0; }
};

struct Thread {
    void* saved = nullptr;  // where its stack goes on; null before it started
    int stack = 0;
    uint3 index{};
    Copies copies;
};

/// Threads that meet in a collective.
struct Group {
    unsigned mask, arrived;
    Collective kind;
};

/// 32 threads. They take turns in an order that differs from block to block: turns, not lanes, are bits of `runnable`.
struct Warp {
    Thread threads[32];
    void* operands[32];
    Group groups[32];
    int n_groups = 0;
    unsigned existing = 0, alive = 0, at_barrier = 0;  // lanes
    unsigned runnable = 0;                             // turns
    unsigned factor = 1, inverse = 1, offset = 0;

    int lane_of_turn(int turn) const { return int((factor * unsigned(turn) + offset) & 31u); }
    int turn_of_lane(int lane) const { return int((inverse * (unsigned(lane) - offset)) & 31u); }
    void reset(unsigned lanes, std::uint32_t random);
    void make_runnable(unsigned lanes)
    {
        if (lanes == ~0u) runnable = ~0u;
        for (; lanes && runnable != ~0u; lanes &= lanes - 1) runnable |= 1u << turn_of_lane(std::countr_zero(lanes));
    }
    /// The lanes' group with this mask, new when there was none.
    Group& group(unsigned mask, Collective kind)
    {
        for (int i = 0; i < n_groups; ++i)
            if (groups[i].mask == mask) return groups[i];
        return groups[n_groups++] = {mask, 0, kind};
    }
};

class Block {
public:
    using Call = void (*)(void* arguments);

    /// Before the blocks of a launch.
    void begin_launch(Call kernel, void* arguments, dim3 grid, dim3 threads, std::size_t shared_bytes);
    /// One block to its end.
    cudaError run(uint3 index);

    void meet(Collective kind, unsigned mask, void* operands, Complete complete);
    void meet_all();
    [[noreturn]] void fail(cudaError with);
    Thread& running() { return *current_; }
    void* shared() const { return shared_.get(); }
    std::uint32_t random();

private:
    static void run_on_stack();
    void make_current(Thread* thread);
    Thread* next_thread();
    bool open_barrier();
    [[noreturn]] void report_deadlock();
    void wait_for_turn();
    void switch_to(Thread* next, void** saved);
    [[noreturn]] void leave(Thread* next);
    void enter_stack();

    Warp warps_[32];
    int n_threads_ = 0, n_warps_ = 0;
    unsigned runnable_warps_ = 0;
    Warp* warp_ = nullptr;  // of the running thread
    Thread* current_ = nullptr;

    Call kernel_ = nullptr;
    void* arguments_ = nullptr;
    struct Free {
        void operator()(void* memory) const { std::free(memory); }
    };
    std::unique_ptr<std::byte, Free> shared_;
    std::size_t shared_size_ = 0;

    std::unique_ptr<Stacks> stacks_;
    int starting_stack_ = 0;
    void* outside_ = nullptr;  // where run() goes on
    const void* outside_bottom_ = nullptr;
    std::size_t outside_size_ = 0;
    bool from_outside_ = false;
    cudaError error_{};
    std::uint64_t random_ = 0;
};

extern Block the_block;

}  // namespace cuda_on_cpu
