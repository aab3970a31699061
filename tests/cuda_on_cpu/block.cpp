// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "block_state.h"

#include "cuda_on_cpu/runtime.h"

#include <bit>
#include <cstring>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#endif

uint3 threadIdx, blockIdx;
dim3 blockDim, gridDim;
int cuda_on_cpu::running_lane;

// Everything declared __shared__; null where that is not in a section of its own.
extern "C" {
extern char __start_cuda_shared[] __attribute__((weak, visibility("hidden")));
extern char __stop_cuda_shared[] __attribute__((weak, visibility("hidden")));
}

namespace cuda_on_cpu {

Block the_block;

void Block::begin_launch(Call kernel, void* arguments, dim3 grid, dim3 threads, std::size_t shared_bytes)
{
    if (!stacks_) {
        stacks_ = std::make_unique<Stacks>();
        const char* seed = std::getenv("EXPERTSCOPE_CUDA_ON_CPU_SEED");
        random_ = seed ? std::strtoull(seed, nullptr, 10) : 1;
    }
    kernel_ = kernel;
    arguments_ = arguments;
    gridDim = grid;
    blockDim = threads;
    n_threads_ = int(threads.x * threads.y * threads.z);
    n_warps_ = (n_threads_ + 31) / 32;
    for (int i = 0; i < n_threads_; ++i) {
        const unsigned flat = unsigned(i);
        warps_[i / 32].threads[i % 32].index = {flat % threads.x, flat / threads.x % threads.y,
                                                flat / (threads.x * threads.y)};
    }
    shared_size_ = shared_bytes;
    void* memory = nullptr;  // of exactly this size: AddressSanitizer watches its end
    if (posix_memalign(&memory, 16, shared_bytes) != 0) throw std::bad_alloc();
    shared_.reset(static_cast<std::byte*>(memory));
}

cudaError Block::run(uint3 index)
{
    blockIdx = index;
    if (shared_size_) std::memset(shared_.get(), kRubbish, shared_size_);
    if (const std::size_t fixed = std::size_t(__stop_cuda_shared - __start_cuda_shared))
        std::memset(__start_cuda_shared, kRubbish, fixed);
    runnable_warps_ = 0;
    for (int w = 0; w < n_warps_; ++w) {
        const int lanes = n_threads_ - 32 * w;
        warps_[w].reset(lanes >= 32 ? ~0u : (1u << lanes) - 1, random());
        runnable_warps_ |= 1u << w;
    }
    error_ = cudaSuccess;
    warp_ = nullptr;
    from_outside_ = true;
    switch_to(next_thread(), &outside_);
    if (error_ != cudaSuccess) {
        stacks_->reset();
        for (Warp& warp : warps_)
            for (Thread& thread : warp.threads) thread.saved = nullptr, thread.copies.clear();
    }
    return error_;
}

std::uint32_t Block::random()
{
    random_ = random_ * 6364136223846793005u + 1442695040888963407u;
    return std::uint32_t(random_ >> 32);
}

void Block::make_current(Thread* thread)
{
    current_ = thread;
    threadIdx = thread->index;
    running_lane = int(thread - warp_->threads);
}

/// Null when no thread is left. The threads of a warp go on until all of them wait for other warps.
Thread* Block::next_thread()
{
    if (!warp_ || !warp_->runnable) {
        if (warp_) runnable_warps_ &= ~(1u << (warp_ - warps_));
        if (!runnable_warps_ && !open_barrier()) return nullptr;
        const int turn = int(random() >> 27);
        warp_ = &warps_[(std::countr_zero(std::rotr(runnable_warps_, turn)) + turn) % 32];
    }
    const int turn = std::countr_zero(warp_->runnable);
    warp_->runnable &= warp_->runnable - 1;
    return &warp_->threads[warp_->lane_of_turn(turn)];
}

/// When nobody can go on: all that are left have met in __syncthreads. False: none is left.
bool Block::open_barrier()
{
    bool left = false;
    for (int w = 0; w < n_warps_; ++w) {
        left |= warps_[w].alive != 0;
        if (warps_[w].alive != warps_[w].at_barrier) report_deadlock();
    }
    for (int w = 0; w < n_warps_; ++w) {
        if (!warps_[w].at_barrier) continue;
        warps_[w].make_runnable(warps_[w].at_barrier);
        warps_[w].at_barrier = 0;
        runnable_warps_ |= 1u << w;
    }
    return left;
}

void Block::wait_for_turn()
{
    Thread* self = current_;
    if (Thread* next = next_thread(); next != self) switch_to(next, &self->saved);
}

void Block::meet_all()
{
    warp_->at_barrier |= 1u << running_lane;
    wait_for_turn();
}

void Block::meet(Collective kind, unsigned mask, void* operands, Complete complete)
{
    const unsigned self = 1u << running_lane;
    if (!(mask & self)) cuda_on_cpu::fail(cudaErrorLaunchFailure, "a thread that is not in the mask of its own call");
    Group& group = warp_->group(mask, kind);
    if (group.kind != kind)
        cuda_on_cpu::fail(cudaErrorLaunchFailure, "threads of one warp wait for each other in different calls");
    warp_->operands[running_lane] = operands;
    group.arrived |= self;
    if (group.arrived != mask) return wait_for_turn();
    if (complete) complete(warp_->operands, mask);
    group = warp_->groups[--warp_->n_groups];
    warp_->make_runnable(mask);
    warp_->runnable &= ~(1u << warp_->turn_of_lane(running_lane));
}

/// Runs threads on a new stack, one after the other as long as they end here.
void Block::run_on_stack()
{
    const int stack = the_block.starting_stack_;
    the_block.enter_stack();
    for (;;) {
        Thread* self = the_block.current_;
        self->stack = stack;
        try {
            the_block.kernel_(the_block.arguments_);
        } catch (...) {
            cuda_on_cpu::fail(cudaErrorLaunchFailure, "a C++ exception left the kernel");
        }
        self->saved = nullptr;
        self->copies.clear();
        the_block.warp_->alive &= ~(1u << (self - the_block.warp_->threads));
        Thread* next = the_block.next_thread();
        if (next && !next->saved) {
            the_block.make_current(next);
            continue;
        }
        the_block.stacks_->give_back(stack);
        the_block.leave(next);
    }
}

void Block::enter_stack()
{
#if defined(__SANITIZE_ADDRESS__)
    const void* bottom = nullptr;
    std::size_t size = 0;
    __sanitizer_finish_switch_fiber(nullptr, &bottom, &size);
    if (from_outside_) outside_bottom_ = bottom, outside_size_ = size;
#endif
    from_outside_ = false;
}

/// Goes on with `next`; whoever calls goes on when *saved is switched to.
void Block::switch_to(Thread* next, void** saved)
{
    make_current(next);
    void* to = next->saved;
    if (!to) {
        starting_stack_ = next->stack = stacks_->take();
        to = stacks_->start_on(next->stack, &Block::run_on_stack);
    }
#if defined(__SANITIZE_ADDRESS__)
    void* fake_stack = nullptr;
    __sanitizer_start_switch_fiber(&fake_stack, stacks_->bottom(next->stack), stacks_->size());
    cuda_on_cpu_switch_stack(saved, to);
    __sanitizer_finish_switch_fiber(fake_stack, nullptr, nullptr);
#else
    cuda_on_cpu_switch_stack(saved, to);
#endif
}

/// Goes on with `next`, or with run(), and never comes back to this stack.
void Block::leave(Thread* next)
{
    if (next) make_current(next);
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_start_switch_fiber(nullptr, next ? stacks_->bottom(next->stack) : outside_bottom_,
                                   next ? stacks_->size() : outside_size_);
#endif
    void* nobody = nullptr;
    cuda_on_cpu_switch_stack(&nobody, next ? next->saved : outside_);
    __builtin_unreachable();
}

void Block::fail(cudaError with)
{
    error_ = with;
    leave(nullptr);
}

void meet(Collective kind, unsigned mask, void* operands, Complete complete)
{
    the_block.meet(kind, mask, operands, complete);
}

void* dynamic_shared_memory() { return the_block.shared(); }

}  // namespace cuda_on_cpu

void __syncthreads() { cuda_on_cpu::the_block.meet_all(); }
