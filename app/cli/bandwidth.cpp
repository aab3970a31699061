// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bandwidth.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <latch>
#include <thread>
#include <vector>

namespace app {

namespace {

constexpr std::size_t kAhead = 256;  // words asked for in advance: alone, the processor looks too little ahead
constexpr std::size_t kLanes = 32;  // independent sums, so that loads and not additions set the pace

/// Reads every word once. The sum is returned so that no load can be left out.
std::uint64_t read_all(const std::uint64_t* words, std::size_t count)
{
    std::array<std::uint64_t, kLanes> sums{};
    for (std::size_t i = 0; i < count; i += kLanes) {
        for (std::size_t line = 0; line < kLanes; line += 8) __builtin_prefetch(words + i + kAhead + line);
        for (std::size_t lane = 0; lane < kLanes; ++lane) sums[lane] += words[i + lane];
    }
    std::uint64_t sum = 0;
    for (const auto lane : sums) sum += lane;
    return sum;
}

std::size_t buffer_bytes()
{
    constexpr std::size_t least = std::size_t(256) << 20, most = std::size_t(2) << 30;
    const long cache = sysconf(_SC_LEVEL3_CACHE_SIZE);
    return std::clamp(cache > 0 ? std::size_t(cache) * 4 : least, least, most);
}

}  // namespace

double measured_bandwidth(int threads)
{
    constexpr int passes = 5;
    if (threads <= 0) threads = int(std::max(1u, std::thread::hardware_concurrency()));
    const std::size_t share = buffer_bytes() / 8 / std::size_t(threads) / kLanes * kLanes;  // words of one thread
    std::vector<std::uint64_t> words(share * std::size_t(threads), 1);
    std::atomic<std::uint64_t> sum = 0;
    double best = 0;
    for (int pass = 0; pass < passes; ++pass) {
        std::latch ready(threads + 1);
        std::vector<std::jthread> readers;
        for (int i = 0; i < threads; ++i) {
            readers.emplace_back([&, i] {
                ready.arrive_and_wait();
                sum += read_all(words.data() + share * std::size_t(i), share);
            });
        }
        ready.arrive_and_wait();
        const auto start = std::chrono::steady_clock::now();
        readers.clear();  // joins
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        best = std::max(best, double(words.size()) * 8 / seconds.count());
    }
    return best;
}

}  // namespace app
