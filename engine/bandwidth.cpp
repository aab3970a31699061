// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/bandwidth.h"

#include "engine/backend/cuda_plugin.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <latch>
#include <memory>
#include <thread>
#include <vector>

namespace engine {

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

int usual_threads()
{
    return int(std::max(1u, std::thread::hardware_concurrency()));
}

double measured_bandwidth(int threads, std::chrono::milliseconds patience)
{
    using Clock = std::chrono::steady_clock;
    constexpr int passes = 5;
    if (threads <= 0) threads = usual_threads();
    const auto begin = Clock::now();
    const std::size_t share = buffer_bytes() / 8 / std::size_t(threads) / kLanes * kLanes;  // words of one thread
    const std::unique_ptr<std::uint64_t[]> words(new std::uint64_t[share * std::size_t(threads)]);
    std::atomic<std::uint64_t> sum = 0;
    /// Seconds until every thread has done its share.
    const auto together = [&](auto work) {
        std::latch ready(threads + 1);
        std::vector<std::jthread> workers;
        for (int i = 0; i < threads; ++i)
            workers.emplace_back([&, i] {
                ready.arrive_and_wait();
                work(words.get() + share * std::size_t(i));
            });
        ready.arrive_and_wait();
        const auto start = Clock::now();
        workers.clear();  // joins
        return std::chrono::duration<double>(Clock::now() - start).count();
    };
    together([&](std::uint64_t* own) { std::fill_n(own, share, 1); });  // so it lies near who reads it
    double best = 0;
    for (int pass = 0; pass < passes && (pass == 0 || Clock::now() - begin < patience); ++pass) {
        const double seconds = together([&](std::uint64_t* own) { sum += read_all(own, share); });
        best = std::max(best, double(share) * double(threads) * 8 / seconds);
    }
    return best;
}

double bandwidth_of(const ModelCard& card, int threads, std::chrono::milliseconds patience)
{
    constexpr std::size_t most_bytes = std::size_t(1) << 30;
    const auto& cards = cuda_devices().devices;
    const auto own = std::ranges::find(cards, card.pci_bus_id, &CudaDevice::pci_bus_id);
    if (card.pci_bus_id.empty() || own == cards.end()) return measured_bandwidth(threads, patience);
    return measure_cuda(own->number, most_bytes).bytes_per_second;
}

}  // namespace engine
