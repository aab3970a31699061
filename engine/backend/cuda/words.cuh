// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/host_device.h"

// Bytes of weights as 32-bit words, by the widest loads that a format's alignment allows.
namespace engine::cuda {

template <int bytes>
struct alignas(bytes) Aligned {
    std::uint32_t at[bytes / 4];
};

/// `n` words from an address that is a multiple of `alignment`, first read, then put together: between the two other
/// reads can start. Where words lie askew, the aligned ones around them are read and shifted; the bytes in front belong
/// to the same matrix, and none behind are touched.
template <int n, int alignment>
struct Words {
    std::uint32_t read[alignment < 4 ? n + 1 : n];
    int askew;

    ENGINE_HOST_DEVICE void load(const std::byte* p)
    {
        if constexpr (alignment >= 4) {
            constexpr int kBytes = alignment < 4 * n ? alignment : 4 * n;
            static_assert(4 * n % kBytes == 0);
            for (int i = 0; i < 4 * n / kBytes; ++i) {
                Aligned<kBytes> words;
                std::memcpy(&words, __builtin_assume_aligned(p + i * kBytes, kBytes), kBytes);
                for (int k = 0; k < kBytes / 4; ++k) read[i * kBytes / 4 + k] = words.at[k];
            }
        } else {
            askew = int(reinterpret_cast<std::uintptr_t>(p) & 3);
            const std::byte* aligned = p - askew;
            for (int i = 0; i < n; ++i) read[i] = number_at<std::uint32_t>(aligned + 4 * i);
            read[n] = 0;
            if (askew >= 2) read[n] = number_at<std::uint16_t>(aligned + 4 * n);
            if (alignment == 1 && (askew & 1))
                read[n] |= std::uint32_t(number_at<std::uint8_t>(p + 4 * n - 1)) << 8 * (askew - 1);
        }
    }

    ENGINE_HOST_DEVICE std::uint32_t operator[](int i) const
    {
        if constexpr (alignment >= 4) return read[i];
        else return select_bytes(read[i], read[i + 1], 0x3210u + 0x1111u * std::uint32_t(askew));
    }
};

/// 16 bytes, each of two 4-bit numbers, as 32 bytes: low halves, then high halves.
template <class Words>
ENGINE_HOST_DEVICE inline void spread_nibbles(const Words& from, int first, std::uint32_t* out)
{
    for (int i = 0; i < 4; ++i) {
        out[i] = from[first + i] & 0x0F0F0F0Fu;
        out[4 + i] = from[first + i] >> 4 & 0x0F0F0F0Fu;
    }
}

/// Bit i of the lowest four as bit `to` of byte i.
ENGINE_HOST_DEVICE inline std::uint32_t spread_bits(std::uint32_t bits, int to)
{
    return (bits & 15) * (0x00204081u << to) & 0x01010101u << to;
}

/// Looks up each nibble of `from` in a table of 16 bytes: four by the low halves of its bytes, four by the high.
struct Table {
    std::uint32_t at[4];
};
ENGINE_HOST_DEVICE inline void look_up_nibbles(Table table, std::uint32_t from, std::uint32_t& low, std::uint32_t& high)
{
    std::uint32_t found[2];  // of nibbles 0 to 3 and of 4 to 7
    for (int i = 0; i < 2; ++i) {
        const std::uint32_t nibbles = from >> 16 * i;
        const std::uint32_t first = select_bytes(table.at[0], table.at[1], nibbles);
        const std::uint32_t second = select_bytes(table.at[2], table.at[3], nibbles);
        found[i] = select_bytes(first, second, 0x3210u | (nibbles >> 1 & 0x4444u));
    }
    low = select_bytes(found[0], found[1], 0x6420u);
    high = select_bytes(found[0], found[1], 0x7531u);
}

}  // namespace engine::cuda
