// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// bench_matvec [threads]: how fast weights of each type stream through linear(), for one token and for a batch,
// beside the speed at which the same threads only read memory. The best of some rounds counts, so that a busy
// machine disturbs little.
#include "engine/backend/backend.h"
#include "engine/backend/cpu/thread_pool.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>

namespace {

using engine::WeightType;

// Short pieces of a memory that no cache holds: some of them pass undisturbed.
constexpr std::size_t kPiece = 8u << 20;
constexpr int kPieces = 32, kCols = 4096;

/// Of action(piece), over all pieces some times.
template <class Action>
double best_seconds(const Action& action, int rounds)
{
    double best = 1e9;
    for (int i = 0; i < rounds * kPieces; ++i) {
        const auto start = std::chrono::steady_clock::now();
        action(i % kPieces);
        best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return best;
}

double read_speed(const std::vector<std::byte>& memory, int threads)  // GB/s
{
    engine::ThreadPool pool(threads);
    constexpr std::size_t kPart = kPiece / 64;
    std::vector<std::uint64_t> sums(256 * 8);
    const auto read = [&](const std::byte* p, int thread) {
        std::uint64_t sum[8] = {};
        for (const std::byte* end = p + kPart; p < end; p += 64) {
            std::uint64_t line[8];
            std::memcpy(line, p, 64);
            for (int i = 0; i < 8; ++i) sum[i] += line[i];
        }
        for (int i = 0; i < 8; ++i) sums[std::size_t(thread * 8 + i)] += sum[i];
    };
    const double seconds = best_seconds([&](int piece) {
        const std::byte* first = memory.data() + std::size_t(piece) * kPiece;
        pool.run(64, [&](int task, int thread) { read(first + std::size_t(task) * kPart, thread); });
    }, 8);
    volatile std::uint64_t keep = sums[0];
    static_cast<void>(keep);
    return double(kPiece) / seconds / 1e9;
}

}  // namespace

int main(int argc, char** argv)
{
    const int threads = argc > 1 ? std::atoi(argv[1]) : 0;
    const auto backend = engine::make_cpu_backend(threads);
    std::vector<std::byte> memory(kPiece * kPieces);
    std::mt19937 random(1);
    for (std::size_t i = 0; i < memory.size(); i += 4) {  // no infinities, whatever a byte means, nothing subnormal
        const std::uint32_t bits = (random() & 0x3F3F3F3Fu) | 0x20202020u;
        std::memcpy(&memory[i], &bits, 4);
    }
    const std::vector<float> scales(kPiece / 128, 1.0f);
    const int pool_threads = threads > 0 ? threads : int(std::thread::hardware_concurrency());
    std::printf("%s; reading memory: %.1f GB/s\n", backend->describe().c_str(), read_speed(memory, pool_threads));
    std::printf("%-8s %14s %14s %22s\n", "type", "1 token, GB/s", "G weights/s", "64 tokens, G mul-add/s");
    engine::Tensor x = backend->allocate(64, kCols);
    for (int i = 0; i < 64 * kCols; ++i) x.data()[i] = float(i % 251) - 125;
    for (std::size_t i = 0; i < engine::block_formats.size(); ++i) {
        const auto type = WeightType(i);
        const std::size_t row_bytes = bytes_of_row(type, kCols);
        const auto multiply = [&](int piece, int rows, int tokens, engine::Tensor& y) {
            const engine::Weight w{type, rows, kCols, memory.data() + std::size_t(piece) * kPiece, scales.data()};
            backend->linear({{w, y}}, x, 0, tokens);
        };
        const int rows = int(kPiece / row_bytes), few_rows = 128;
        engine::Tensor y = backend->allocate(1, rows), batch = backend->allocate(64, few_rows);
        const double one = best_seconds([&](int piece) { multiply(piece, rows, 1, y); }, 4);
        const double many = best_seconds([&](int piece) { multiply(piece, few_rows, 64, batch); }, 1);
        std::printf("%-8s %14.1f %14.2f %22.1f\n", engine::block_formats[i].name.data(),
                    double(row_bytes) * rows / one / 1e9, double(rows) * kCols / one / 1e9,
                    64.0 * few_rows * kCols / many / 1e9);
    }
}
