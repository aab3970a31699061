// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cuda_on_cpu/matrix.h"

#include "block_state.h"
#include "cuda_on_cpu/half.h"
#include "cuda_on_cpu/runtime.h"
#include "cuda_on_cpu/traffic.h"

#include <bit>
#include <cstring>

namespace cuda_on_cpu {
namespace {

struct Watched {
    const void *begin = nullptr, *end = nullptr;
    std::size_t bytes = 0;
} watched;

struct Multiplied {
    float* c;
    const std::uint32_t *a, *b;
};

template <Collective kind>
float number(std::uint16_t bits)
{
    return kind == Collective::MmaHalf ? half_to_float(bits) : std::bit_cast<float>(std::uint32_t(bits) << 16);
}

/// Puts every thread's registers where they belong in the matrices a [16, 16] and b [8, 16] (its columns), and
/// multiplies those.
template <Collective kind>
void complete_multiply(void* const operands[32], unsigned)
{
    std::uint16_t halves_of_a[16][16], halves_of_b[8][16];
    float a[16][16], b[16][8], c[16][8];
    for (int lane = 0; lane < 32; ++lane) {
        const auto& mine = *static_cast<const Multiplied*>(operands[lane]);
        const int group = lane / 4, pair = 2 * (lane % 4);
        for (int i = 0; i < 4; ++i) std::memcpy(&halves_of_a[group + i % 2 * 8][pair + i / 2 * 8], &mine.a[i], 4);
        for (int i = 0; i < 2; ++i) std::memcpy(&halves_of_b[group][pair + i * 8], &mine.b[i], 4);
        for (int i = 0; i < 2; ++i) std::memcpy(&c[group + i * 8][pair], &mine.c[2 * i], 8);
    }
    for (int row = 0; row < 16; ++row)
        for (int k = 0; k < 16; ++k) a[row][k] = number<kind>(halves_of_a[row][k]);
    for (int column = 0; column < 8; ++column)
        for (int k = 0; k < 16; ++k) b[k][column] = number<kind>(halves_of_b[column][k]);
    for (int row = 0; row < 16; ++row)
        for (int k = 0; k < 16; ++k)
            for (int column = 0; column < 8; ++column) c[row][column] += a[row][k] * b[k][column];
    for (int lane = 0; lane < 32; ++lane)
        for (int i = 0; i < 2; ++i)
            std::memcpy(static_cast<const Multiplied*>(operands[lane])->c + 2 * i,
                        &c[lane / 4 + i * 8][2 * (lane % 4)], 8);
}

struct Loaded {
    std::uint32_t* registers;
    const void* row;
};

template <bool transposed>
void complete_load(void* const operands[32], unsigned)
{
    std::uint16_t matrices[4][8][8];
    for (int lane = 0; lane < 32; ++lane)
        std::memcpy(matrices[lane / 8][lane % 8], static_cast<const Loaded*>(operands[lane])->row, 16);
    for (int lane = 0; lane < 32; ++lane)
        for (int i = 0; i < 4; ++i) {
            const int row = lane / 4, column = 2 * (lane % 4);
            const auto& m = matrices[i];
            static_cast<const Loaded*>(operands[lane])->registers[i] =
                transposed ? m[column][row] | std::uint32_t(m[column + 1][row]) << 16
                           : m[row][column] | std::uint32_t(m[row][column + 1]) << 16;
        }
}

}  // namespace

void multiply(Collective kind, float (&c)[4], const std::uint32_t (&a)[4], const std::uint32_t (&b)[2])
{
    Multiplied mine{c, a, b};
    meet(kind, ~0u, &mine,
         kind == Collective::MmaHalf ? complete_multiply<Collective::MmaHalf> : complete_multiply<Collective::MmaBf16>);
}

void load_matrices(Collective kind, std::uint32_t (&r)[4], const void* row)
{
    require_alignment(row, "load_matrices from an address that is no multiple of 16");
    Loaded mine{r, row};
    meet(kind, ~0u, &mine, kind == Collective::LoadMatrices ? complete_load<false> : complete_load<true>);
}

void watch_copies(const void* begin, std::size_t bytes) { watched = {begin, static_cast<const char*>(begin) + bytes}; }

std::size_t bytes_copied() { return watched.bytes; }

void begin_copy(void* to, const void* from, bool valid)
{
    require_alignment(to, "copy_16 to an address that is no multiple of 16");
    if (valid) require_alignment(from, "copy_16 from an address that is no multiple of 16");
    Copies& copies = the_block.running().copies;
    std::byte now[16] = {};
    if (valid) std::memcpy(now, from, sizeof now);  // also: AddressSanitizer names the line that asks for it
    if (valid && from >= watched.begin && from < watched.end) watched.bytes += sizeof now;
    if (the_block.random() >> 31)
        std::memcpy(to, now, sizeof now);
    else
        copies.pending.push_back({to, valid ? from : nullptr, copies.groups});
}

void close_copies() { ++the_block.running().copies.groups; }

void finish_copies(int all_but)
{
    Copies& copies = the_block.running().copies;
    const auto done = [&](const Copies::Copy& copy) {
        if (copy.group >= copies.groups - all_but) return false;
        if (copy.from)
            std::memcpy(copy.to, copy.from, 16);
        else
            std::memset(copy.to, 0, 16);
        return true;
    };
    std::erase_if(copies.pending, done);
}

}  // namespace cuda_on_cpu
