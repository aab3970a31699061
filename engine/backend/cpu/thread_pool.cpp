// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/thread_pool.h"

#include "engine/error.h"

#include <algorithm>

namespace engine {
namespace {

constexpr int kIndexBits = 20;
constexpr std::uint64_t kIndexMask = (1u << kIndexBits) - 1;
constexpr int kSpins = 2000;   // about 40 us: longer than the serial work between two jobs of a token
constexpr int kYields = 200;

std::uint64_t next_of(std::uint64_t ticket) { return ticket & kIndexMask; }
std::uint64_t tasks_of(std::uint64_t ticket) { return (ticket >> kIndexBits) & kIndexMask; }
bool has_task(std::uint64_t ticket) { return next_of(ticket) < tasks_of(ticket); }

void relax()
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#else
    std::this_thread::yield();
#endif
}

}  // namespace

ThreadPool::ThreadPool(int threads)
{
    for (int i = 1; i < std::clamp(threads, 1, 256); ++i)
        workers_.emplace_back([this, i](std::stop_token stop) { work(i, stop); });
}

ThreadPool::~ThreadPool()
{
    for (auto& worker : workers_) worker.request_stop();
    wakeups_.fetch_add(1);
    wakeups_.notify_all();
}

void ThreadPool::start(int tasks, const void* body, Call call)
{
    check(std::uint64_t(tasks) <= kIndexMask, "a job has at most 2^20 tasks");
    body_ = body;
    call_ = call;
    done_.store(0, std::memory_order_relaxed);
    const std::uint64_t epoch = (ticket_.load(std::memory_order_relaxed) >> (2 * kIndexBits)) + 1;
    ticket_.store((epoch << (2 * kIndexBits)) | (std::uint64_t(tasks) << kIndexBits));
    if (sleepers_.load() > 0) {
        wakeups_.fetch_add(1);
        wakeups_.notify_all();
    }
    while (take_one(0)) {}
    for (int spins = 0; done_.load(std::memory_order_acquire) != std::uint32_t(tasks); ++spins)
        spins < kSpins ? relax() : std::this_thread::yield();
}

bool ThreadPool::take_one(int thread)
{
    std::uint64_t ticket = ticket_.load(std::memory_order_acquire);
    while (has_task(ticket)) {
        if (!ticket_.compare_exchange_weak(ticket, ticket + 1, std::memory_order_acq_rel)) continue;
        call_(body_, int(next_of(ticket)), thread);
        done_.fetch_add(1, std::memory_order_acq_rel);
        return true;
    }
    return false;
}

void ThreadPool::work(int thread, std::stop_token stop)
{
    while (!stop.stop_requested()) {
        bool worked = false;
        for (int spins = 0; spins < kSpins + kYields && !worked; ++spins) {
            worked = take_one(thread);
            if (!worked) spins < kSpins ? relax() : std::this_thread::yield();
        }
        if (worked) continue;
        const std::uint32_t seen = wakeups_.load();
        sleepers_.fetch_add(1);
        if (!has_task(ticket_.load()) && !stop.stop_requested()) wakeups_.wait(seen);
        sleepers_.fetch_sub(1);
    }
}

}  // namespace engine
