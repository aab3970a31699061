// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <stop_token>
#include <thread>
#include <vector>

namespace engine {

/// All cores for one caller. run() cuts a job into tasks that the caller and the workers take one by one; it
/// returns when all are done. Workers spin for some microseconds between jobs (a token is dozens of short
/// jobs), then yield, then sleep: an idle program uses no CPU.
class ThreadPool {
public:
    explicit ThreadPool(int threads);  ///< the caller included, at least 1
    ~ThreadPool();
    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    int size() const { return int(workers_.size()) + 1; }

    /// Calls body(task, thread) for every task in [0, tasks); thread < size(), two tasks with the same thread
    /// never run at once (scratch memory is per thread). Not reentrant; the body must not throw.
    template <class Body>
    void run(int tasks, const Body& body)
    {
        if (tasks <= 0) return;
        if (tasks == 1 || workers_.empty()) {
            for (int task = 0; task < tasks; ++task) body(task, 0);
            return;
        }
        start(tasks, &body, [](const void* b, int task, int thread) {
            (*static_cast<const Body*>(b))(task, thread);
        });
    }

private:
    using Call = void (*)(const void* body, int task, int thread);

    void start(int tasks, const void* body, Call call);
    void work(int thread, std::stop_token stop);
    bool take_one(int thread);

    // epoch (24 bits) | tasks (20) | next (20): taking a task and knowing that its job is still the current
    // one is a single compare-exchange, so a late worker is never waited for.
    std::atomic<std::uint64_t> ticket_{0};
    std::atomic<std::uint32_t> done_{0};
    std::atomic<std::uint32_t> sleepers_{0};
    std::atomic<std::uint32_t> wakeups_{0};
    const void* body_ = nullptr;
    Call call_ = nullptr;
    std::vector<std::jthread> workers_;
};

}  // namespace engine
