// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/weight_type.h"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

// Included by one file per instruction set (see kernels_impl.h). A format says how blocks of specification 6.6
// become numbers. Arithmetic walks in runs of 256 elements, eight parts of 32: one large block, or eight small ones
// of which the last run of a row may have fewer. Element i of a run = a[i / kGroup] * (value i - kZero) -
// b[i / kGroup], where b exists if kOffset.
//   scales(run, parts, a, b)  fills a, and b if kOffset: one vector of 8 floats, or two where kGroup is 16
//   values(run, j)            part j as 32 bytes, signed if kSigned
// V has vectors of 32 bytes: load, nibbles (16 bytes: low halves, then high halves), lookup, either, bits (a mask
// of 32 bits as 0 and `set`), and field(v, down, mask): every byte >> down (up if negative) & mask. And vectors of 8
// floats: halves(p, stride, n) of n blocks, the rest zero, and scaled(d, bytes), d times 8 signed bytes: packed
// scales are taken apart in 64-bit words first.
namespace engine::cpu {
namespace {

template <WeightType type, int group>
struct Format {
    static constexpr int kElements = format_of(type).elements, kBytes = format_of(type).bytes, kGroup = group;
    static constexpr int kRun = 256, kRunBytes = kRun / kElements * kBytes;
    static constexpr bool kOffset = false, kSigned = false;
    static constexpr int kZero = 0;
};

inline std::uint32_t word_at(const std::byte* p)
{
    std::uint32_t word;
    std::memcpy(&word, p, 4);
    return word;
}

inline std::uint64_t long_at(const std::byte* p)
{
    std::uint64_t word;
    std::memcpy(&word, p, 8);
    return word;
}

constexpr std::uint64_t each_byte(int value) { return std::uint64_t(value) * 0x0101010101010101; }
inline std::uint64_t joined(std::uint32_t low, std::uint32_t high) { return low | std::uint64_t(high) << 32; }

/// Every byte, below 64, minus 32.
inline std::uint64_t minus_32(std::uint64_t bytes)
{
    return ((bytes | each_byte(0x80)) - each_byte(0x20)) ^ each_byte(0x80);
}

struct Q4_0 : Format<WeightType::Q4_0, 32> {
    static constexpr int kZero = 8;
    template <class V>
    static void scales(const std::byte* p, int parts, typename V::Floats* a, typename V::Floats*)
    {
        a[0] = V::halves(p, kBytes, parts);
    }
    template <class V>
    static typename V::Bytes values(const std::byte* p, int j) { return V::nibbles(p + j * kBytes + 2); }
};

struct Q4_1 : Format<WeightType::Q4_1, 32> {
    static constexpr bool kOffset = true;
    template <class V>
    static void scales(const std::byte* p, int parts, typename V::Floats* a, typename V::Floats* b)
    {
        a[0] = V::halves(p, kBytes, parts);
        b[0] = V::negative(V::halves(p + 2, kBytes, parts));
    }
    template <class V>
    static typename V::Bytes values(const std::byte* p, int j) { return V::nibbles(p + j * kBytes + 4); }
};

struct Q5_0 : Format<WeightType::Q5_0, 32> {
    static constexpr int kZero = 16;
    template <class V>
    static void scales(const std::byte* p, int parts, typename V::Floats* a, typename V::Floats*)
    {
        a[0] = V::halves(p, kBytes, parts);
    }
    template <class V>
    static typename V::Bytes values(const std::byte* p, int j)
    {
        p += j * kBytes;
        return V::either(V::nibbles(p + 6), V::bits(word_at(p + 2), 16));
    }
};

struct Q5_1 : Format<WeightType::Q5_1, 32> {
    static constexpr bool kOffset = true;
    template <class V>
    static void scales(const std::byte* p, int parts, typename V::Floats* a, typename V::Floats* b)
    {
        a[0] = V::halves(p, kBytes, parts);
        b[0] = V::negative(V::halves(p + 2, kBytes, parts));
    }
    template <class V>
    static typename V::Bytes values(const std::byte* p, int j)
    {
        p += j * kBytes;
        return V::either(V::nibbles(p + 8), V::bits(word_at(p + 4), 16));
    }
};

struct Q8_0 : Format<WeightType::Q8_0, 32> {
    static constexpr bool kSigned = true;
    template <class V>
    static void scales(const std::byte* p, int parts, typename V::Floats* a, typename V::Floats*)
    {
        a[0] = V::halves(p, kBytes, parts);
    }
    template <class V>
    static typename V::Bytes values(const std::byte* p, int j) { return V::load(p + j * kBytes + 2); }
};

struct Q2_K : Format<WeightType::Q2_K, 16> {
    static constexpr bool kOffset = true;
    template <class V>
    static void scales(const std::byte* p, int, typename V::Floats* a, typename V::Floats* b)
    {
        const float d = V::half(p + 80), dmin = V::half(p + 82);
        for (int half = 0; half < 2; ++half) {
            const std::uint64_t pairs = long_at(p + 8 * half);
            a[half] = V::scaled(d, pairs & each_byte(15));
            b[half] = V::scaled(dmin, pairs >> 4 & each_byte(15));
        }
    }
    template <class V>
    static typename V::Bytes values(const std::byte* p, int j)
    {
        return V::field(V::load(p + 16 + 32 * (j >> 2)), 2 * (j & 3), 3);
    }
};

struct Q3_K : Format<WeightType::Q3_K, 16> {
    static constexpr int kZero = 4;
    template <class V>
    static void scales(const std::byte* p, int, typename V::Floats* a, typename V::Floats*)
    {
        const float d = V::half(p + 108);
        const std::uint32_t high = word_at(p + 104);
        for (int half = 0; half < 2; ++half) {
            const std::uint64_t low = long_at(p + 96) >> (4 * half) & each_byte(15);
            const std::uint64_t upper = joined(high >> (4 * half), high >> (4 * half + 2)) & each_byte(3);
            a[half] = V::scaled(d, minus_32(low | upper << 4));
        }
    }
    template <class V>
    static typename V::Bytes values(const std::byte* p, int j)
    {
        const auto low = V::field(V::load(p + 32 + 32 * (j >> 2)), 2 * (j & 3), 3);
        return V::either(low, V::field(V::load(p), j - 2, 4));
    }
};

/// Eight scales, then eight offsets, of 6 bits each in 12 bytes.
template <class V>
[[gnu::always_inline]] inline void six_bit_scales(const std::byte* p, typename V::Floats* a, typename V::Floats* b)
{
    const float d = V::half(p), dmin = V::half(p + 2);
    const std::uint32_t s0 = word_at(p + 4), s4 = word_at(p + 8), s8 = word_at(p + 12);
    const std::uint32_t low6 = 0x3F3F3F3F, low4 = 0x0F0F0F0F, high2 = 0x30303030;
    a[0] = V::scaled(d, joined(s0 & low6, (s8 & low4) | (s0 >> 2 & high2)));
    b[0] = V::scaled(dmin, joined(s4 & low6, (s8 >> 4 & low4) | (s4 >> 2 & high2)));
}

struct Q4_K : Format<WeightType::Q4_K, 32> {
    static constexpr bool kOffset = true;
    template <class V>
    static void scales(const std::byte* p, int, typename V::Floats* a, typename V::Floats* b)
    {
        six_bit_scales<V>(p, a, b);
    }
    template <class V>
    static typename V::Bytes values(const std::byte* p, int j)
    {
        return V::field(V::load(p + 16 + 32 * (j >> 1)), 4 * (j & 1), 15);
    }
};

struct Q5_K : Format<WeightType::Q5_K, 32> {
    static constexpr bool kOffset = true;
    template <class V>
    static void scales(const std::byte* p, int, typename V::Floats* a, typename V::Floats* b)
    {
        six_bit_scales<V>(p, a, b);
    }
    template <class V>
    static typename V::Bytes values(const std::byte* p, int j)
    {
        const auto low = V::field(V::load(p + 48 + 32 * (j >> 1)), 4 * (j & 1), 15);
        return V::either(low, V::field(V::load(p + 16), j - 4, 16));
    }
};

struct Q6_K : Format<WeightType::Q6_K, 16> {
    static constexpr int kZero = 32;
    template <class V>
    static void scales(const std::byte* p, int, typename V::Floats* a, typename V::Floats*)
    {
        const float d = V::half(p + 208);
        a[0] = V::scaled(d, long_at(p + 192));
        a[1] = V::scaled(d, long_at(p + 200));
    }
    template <class V>
    static typename V::Bytes values(const std::byte* p, int j)
    {
        const int n = j >> 2, r = j & 3;
        const auto low = V::field(V::load(p + 64 * n + 32 * (r & 1)), 4 * (r >> 1), 15);
        return V::either(low, V::field(V::load(p + 128 + 32 * n), 2 * r - 4, 48));
    }
};

alignas(16) constexpr std::int8_t kNonlinear[16] = {-127, -104, -83, -65, -49, -35, -22, -10,
                                                    1,    13,   25,  38,  53,  69,  89,  113};
alignas(16) constexpr std::int8_t kTwiceE2M1[16] = {0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};

struct IQ4_NL : Format<WeightType::IQ4_NL, 32> {
    static constexpr bool kSigned = true;
    template <class V>
    static void scales(const std::byte* p, int parts, typename V::Floats* a, typename V::Floats*)
    {
        a[0] = V::halves(p, kBytes, parts);
    }
    template <class V>
    static typename V::Bytes values(const std::byte* p, int j)
    {
        return V::lookup(kNonlinear, V::nibbles(p + j * kBytes + 2));
    }
};

struct IQ4_XS : Format<WeightType::IQ4_XS, 32> {
    static constexpr bool kSigned = true;
    template <class V>
    static void scales(const std::byte* p, int, typename V::Floats* a, typename V::Floats*)
    {
        std::uint64_t low = word_at(p + 4), high = word_at(p) >> 16;  // eight nibbles, eight pairs of bits
        low = (low | low << 16) & 0x0000FFFF0000FFFF;
        low = (low | low << 8) & 0x00FF00FF00FF00FF;
        low = (low | low << 4) & each_byte(15);
        high = (high | high << 24) & 0x000000FF000000FF;
        high = (high | high << 12) & 0x000F000F000F000F;
        high = (high | high << 6) & each_byte(3);
        a[0] = V::scaled(V::half(p), minus_32(low | high << 4));
    }
    template <class V>
    static typename V::Bytes values(const std::byte* p, int j)
    {
        return V::lookup(kNonlinear, V::nibbles(p + 8 + 16 * j));
    }
};

struct MXFP4 : Format<WeightType::MXFP4, 32> {
    static constexpr bool kSigned = true;
    template <class V>
    static void scales(const std::byte* p, int parts, typename V::Floats* a, typename V::Floats*)
    {
        float powers[8] = {};
        for (int i = 0; i < parts; ++i) {
            const auto exponent = std::uint32_t(p[i * kBytes]);  // 2^(exponent - 128), the two lowest are subnormal
            powers[i] = std::bit_cast<float>(exponent < 2 ? 0x00200000u << exponent : (exponent - 1) << 23);
        }
        a[0] = V::load(powers, 8);
    }
    template <class V>
    static typename V::Bytes values(const std::byte* p, int j)
    {
        return V::lookup(kTwiceE2M1, V::nibbles(p + j * kBytes + 1));
    }
};

}  // namespace
}  // namespace engine::cpu
