// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/words.cuh"
#include "engine/backend/weight_type.h"

// How blocks of specification 6.6 become numbers, by parts of 32: what one thread works on at a time.
namespace engine::cuda {

/// 32 weights of a row. Number i = scales[i / 16] * (value i - kZero) - offsets[i / 16], where values are bytes in
/// order, signed if kSigned, and offsets exist if kOffset. Unless kHalves, both halves have the same scale and offset.
struct Part {
    std::uint32_t values[8];
    float scales[2];
    float offsets[2];
};

template <WeightType type>
struct BlockParts {
    static constexpr int kElements = format_of(type).elements, kBytes = format_of(type).bytes;
    static constexpr bool kOffset = false, kSigned = false, kHalves = false;
    static constexpr int kZero = 0;
};

/// Part j of a block in two steps, between which the loads of others can start:
///   Raw                 what lies in memory
///   read(block, j)      all of its loads
///   unpack(raw, j, part)
template <WeightType type>
struct Format;

ENGINE_HOST_DEVICE inline std::uint16_t short_at(const std::byte* p) { return number_at<std::uint16_t>(p); }
ENGINE_HOST_DEVICE inline float low_half(std::uint32_t pair) { return half_number(std::uint16_t(pair)); }
ENGINE_HOST_DEVICE inline float high_half(std::uint32_t pair) { return half_number(std::uint16_t(pair >> 16)); }
ENGINE_HOST_DEVICE inline void set_scale(Part& part, float scale) { part.scales[0] = part.scales[1] = scale; }
ENGINE_HOST_DEVICE inline void set_offset(Part& part, float offset) { part.offsets[0] = part.offsets[1] = offset; }

/// The fifth bits of 32 values.
ENGINE_HOST_DEVICE inline void add_fifth_bits(std::uint32_t bits, Part& part)
{
    for (int i = 0; i < 8; ++i) part.values[i] |= spread_bits(bits >> 4 * i, 4);
}

/// Eight scales, then eight offsets, of 6 bits each in 12 bytes behind what they are multiplied with: those of part j.
ENGINE_HOST_DEVICE inline void six_bit_scales(const Words<4, 16>& head, int j, Part& part)
{
    const int shift = 8 * (j & 3);
    const std::uint32_t s0 = head[1] >> shift, s4 = head[2] >> shift, s8 = head[3] >> shift;
    const std::uint32_t scale = j < 4 ? s0 & 0x3F : (s8 & 0x0F) | (s0 >> 2 & 0x30);
    const std::uint32_t offset = j < 4 ? s4 & 0x3F : (s8 >> 4 & 0x0F) | (s4 >> 2 & 0x30);
    set_scale(part, low_half(head[0]) * float(scale));
    set_offset(part, high_half(head[0]) * float(offset));
}

/// -127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113
ENGINE_HOST_DEVICE constexpr Table nonlinear() { return {{0xBFAD9881u, 0xF6EADDCFu, 0x26190D01u, 0x71594535u}}; }
/// 0, 1, 2, 3, 4, 6, 8, 12 and the same below zero
ENGINE_HOST_DEVICE constexpr Table twice_e2m1() { return {{0x03020100u, 0x0C080604u, 0xFDFEFF00u, 0xF4F8FAFCu}}; }

template <>
struct Format<WeightType::Q4_0> : BlockParts<WeightType::Q4_0> {
    static constexpr int kZero = 8;
    struct Raw {
        Words<4, 2> nibbles;
        std::uint16_t scale;
    };
    ENGINE_HOST_DEVICE static Raw read(const std::byte* p, int)
    {
        Raw raw;
        raw.nibbles.load(p + 2);
        raw.scale = short_at(p);
        return raw;
    }
    ENGINE_HOST_DEVICE static void unpack(const Raw& raw, int, Part& part)
    {
        spread_nibbles(raw.nibbles, 0, part.values);
        set_scale(part, half_number(raw.scale));
    }
};

template <>
struct Format<WeightType::Q4_1> : BlockParts<WeightType::Q4_1> {
    static constexpr bool kOffset = true;
    struct Raw {
        Words<5, 4> block;
    };
    ENGINE_HOST_DEVICE static Raw read(const std::byte* p, int)
    {
        Raw raw;
        raw.block.load(p);
        return raw;
    }
    ENGINE_HOST_DEVICE static void unpack(const Raw& raw, int, Part& part)
    {
        spread_nibbles(raw.block, 1, part.values);
        set_scale(part, low_half(raw.block[0]));
        set_offset(part, -high_half(raw.block[0]));
    }
};

template <>
struct Format<WeightType::Q5_0> : BlockParts<WeightType::Q5_0> {
    static constexpr int kZero = 16;
    struct Raw {
        Words<5, 2> words;
        std::uint16_t scale;
    };
    ENGINE_HOST_DEVICE static Raw read(const std::byte* p, int)
    {
        Raw raw;
        raw.words.load(p + 2);
        raw.scale = short_at(p);
        return raw;
    }
    ENGINE_HOST_DEVICE static void unpack(const Raw& raw, int, Part& part)
    {
        spread_nibbles(raw.words, 1, part.values);
        add_fifth_bits(raw.words[0], part);
        set_scale(part, half_number(raw.scale));
    }
};

template <>
struct Format<WeightType::Q5_1> : BlockParts<WeightType::Q5_1> {
    static constexpr bool kOffset = true;
    struct Raw {
        Words<6, 8> block;
    };
    ENGINE_HOST_DEVICE static Raw read(const std::byte* p, int)
    {
        Raw raw;
        raw.block.load(p);
        return raw;
    }
    ENGINE_HOST_DEVICE static void unpack(const Raw& raw, int, Part& part)
    {
        spread_nibbles(raw.block, 2, part.values);
        add_fifth_bits(raw.block[1], part);
        set_scale(part, low_half(raw.block[0]));
        set_offset(part, -high_half(raw.block[0]));
    }
};

template <>
struct Format<WeightType::Q8_0> : BlockParts<WeightType::Q8_0> {
    static constexpr bool kSigned = true;
    struct Raw {
        Words<8, 2> values;
        std::uint16_t scale;
    };
    ENGINE_HOST_DEVICE static Raw read(const std::byte* p, int)
    {
        Raw raw;
        raw.values.load(p + 2);
        raw.scale = short_at(p);
        return raw;
    }
    ENGINE_HOST_DEVICE static void unpack(const Raw& raw, int, Part& part)
    {
        for (int i = 0; i < 8; ++i) part.values[i] = raw.values[i];
        set_scale(part, half_number(raw.scale));
    }
};

template <>
struct Format<WeightType::Q2_K> : BlockParts<WeightType::Q2_K> {
    static constexpr bool kOffset = true, kHalves = true;
    struct Raw {
        Words<8, 4> values;
        Words<1, 4> factors;
        std::uint16_t pair;
    };
    ENGINE_HOST_DEVICE static Raw read(const std::byte* p, int j)
    {
        Raw raw;
        raw.values.load(p + 16 + 32 * (j >> 2));
        raw.factors.load(p + 80);
        raw.pair = short_at(p + 2 * j);
        return raw;
    }
    ENGINE_HOST_DEVICE static void unpack(const Raw& raw, int j, Part& part)
    {
        for (int i = 0; i < 8; ++i) part.values[i] = raw.values[i] >> 2 * (j & 3) & 0x03030303u;
        for (int half = 0; half < 2; ++half) {
            part.scales[half] = low_half(raw.factors[0]) * float(raw.pair >> 8 * half & 15);
            part.offsets[half] = high_half(raw.factors[0]) * float(raw.pair >> (8 * half + 4) & 15);
        }
    }
};

template <>
struct Format<WeightType::Q3_K> : BlockParts<WeightType::Q3_K> {
    static constexpr int kZero = 4;
    static constexpr bool kHalves = true;
    struct Raw {
        Words<8, 2> low, third_bits;
        std::uint16_t scale, low_fours, high_twos;  // of scales of 6 bits
    };
    ENGINE_HOST_DEVICE static Raw read(const std::byte* p, int j)
    {
        Raw raw;
        raw.low.load(p + 32 + 32 * (j >> 2));
        raw.third_bits.load(p);
        raw.scale = short_at(p + 108);
        raw.low_fours = short_at(p + 96 + 2 * (j & 3));
        raw.high_twos = short_at(p + 104 + 2 * (j & 1));
        return raw;
    }
    ENGINE_HOST_DEVICE static void unpack(const Raw& raw, int j, Part& part)
    {
        for (int i = 0; i < 8; ++i)
            part.values[i] = (raw.low[i] >> 2 * (j & 3) & 0x03030303u) | (raw.third_bits[i] >> j & 0x01010101u) << 2;
        const int low = raw.low_fours >> 4 * (j >> 2), high = raw.high_twos >> 2 * (j >> 1);
        for (int half = 0; half < 2; ++half) {
            const int scale = (low >> 8 * half & 15) | (high >> 8 * half & 3) << 4;
            part.scales[half] = half_number(raw.scale) * float(scale - 32);
        }
    }
};

template <>
struct Format<WeightType::Q4_K> : BlockParts<WeightType::Q4_K> {
    static constexpr bool kOffset = true;
    struct Raw {
        Words<8, 16> values;
        Words<4, 16> head;
    };
    ENGINE_HOST_DEVICE static Raw read(const std::byte* p, int j)
    {
        Raw raw;
        raw.values.load(p + 16 + 32 * (j >> 1));
        raw.head.load(p);
        return raw;
    }
    ENGINE_HOST_DEVICE static void unpack(const Raw& raw, int j, Part& part)
    {
        for (int i = 0; i < 8; ++i) part.values[i] = raw.values[i] >> 4 * (j & 1) & 0x0F0F0F0Fu;
        six_bit_scales(raw.head, j, part);
    }
};

template <>
struct Format<WeightType::Q5_K> : BlockParts<WeightType::Q5_K> {
    static constexpr bool kOffset = true;
    struct Raw {
        Words<8, 16> low, fifth_bits;
        Words<4, 16> head;
    };
    ENGINE_HOST_DEVICE static Raw read(const std::byte* p, int j)
    {
        Raw raw;
        raw.low.load(p + 48 + 32 * (j >> 1));
        raw.fifth_bits.load(p + 16);
        raw.head.load(p);
        return raw;
    }
    ENGINE_HOST_DEVICE static void unpack(const Raw& raw, int j, Part& part)
    {
        for (int i = 0; i < 8; ++i)
            part.values[i] = (raw.low[i] >> 4 * (j & 1) & 0x0F0F0F0Fu) | (raw.fifth_bits[i] >> j & 0x01010101u) << 4;
        six_bit_scales(raw.head, j, part);
    }
};

template <>
struct Format<WeightType::Q6_K> : BlockParts<WeightType::Q6_K> {
    static constexpr int kZero = 32;
    static constexpr bool kHalves = true;
    struct Raw {
        Words<8, 2> low, high;
        std::uint16_t scale, pair;
    };
    ENGINE_HOST_DEVICE static Raw read(const std::byte* p, int j)
    {
        Raw raw;
        raw.low.load(p + 64 * (j >> 2) + 32 * (j & 1));
        raw.high.load(p + 128 + 32 * (j >> 2));
        raw.scale = short_at(p + 208);
        raw.pair = short_at(p + 192 + 2 * j);
        return raw;
    }
    ENGINE_HOST_DEVICE static void unpack(const Raw& raw, int j, Part& part)
    {
        const int r = j & 3;
        for (int i = 0; i < 8; ++i)
            part.values[i] = (raw.low[i] >> 4 * (r >> 1) & 0x0F0F0F0Fu) | (raw.high[i] >> 2 * r & 0x03030303u) << 4;
        for (int half = 0; half < 2; ++half)
            part.scales[half] = half_number(raw.scale) * float(std::int8_t(raw.pair >> 8 * half));
    }
};

template <>
struct Format<WeightType::IQ4_NL> : BlockParts<WeightType::IQ4_NL> {
    static constexpr bool kSigned = true;
    struct Raw {
        Words<4, 2> nibbles;
        std::uint16_t scale;
    };
    ENGINE_HOST_DEVICE static Raw read(const std::byte* p, int)
    {
        Raw raw;
        raw.nibbles.load(p + 2);
        raw.scale = short_at(p);
        return raw;
    }
    ENGINE_HOST_DEVICE static void unpack(const Raw& raw, int, Part& part)
    {
        for (int i = 0; i < 4; ++i) look_up_nibbles(nonlinear(), raw.nibbles[i], part.values[i], part.values[4 + i]);
        set_scale(part, half_number(raw.scale));
    }
};

template <>
struct Format<WeightType::IQ4_XS> : BlockParts<WeightType::IQ4_XS> {
    static constexpr bool kSigned = true;
    struct Raw {
        Words<2, 8> head;
        Words<4, 8> nibbles;
    };
    ENGINE_HOST_DEVICE static Raw read(const std::byte* p, int j)
    {
        Raw raw;
        raw.head.load(p);
        raw.nibbles.load(p + 8 + 16 * j);
        return raw;
    }
    ENGINE_HOST_DEVICE static void unpack(const Raw& raw, int j, Part& part)
    {
        for (int i = 0; i < 4; ++i) look_up_nibbles(nonlinear(), raw.nibbles[i], part.values[i], part.values[4 + i]);
        const std::uint32_t scale = (raw.head[1] >> 4 * j & 15) | (raw.head[0] >> (16 + 2 * j) & 3) << 4;
        set_scale(part, low_half(raw.head[0]) * float(int(scale) - 32));
    }
};

template <>
struct Format<WeightType::MXFP4> : BlockParts<WeightType::MXFP4> {
    static constexpr bool kSigned = true;
    struct Raw {
        Words<4, 1> nibbles;
        std::uint8_t exponent;
    };
    ENGINE_HOST_DEVICE static Raw read(const std::byte* p, int)
    {
        Raw raw;
        raw.nibbles.load(p + 1);
        raw.exponent = std::uint8_t(*p);
        return raw;
    }
    ENGINE_HOST_DEVICE static void unpack(const Raw& raw, int, Part& part)
    {
        for (int i = 0; i < 4; ++i) look_up_nibbles(twice_e2m1(), raw.nibbles[i], part.values[i], part.values[4 + i]);
        const std::uint32_t e = raw.exponent;  // 2^(e - 128), the two lowest are subnormal
        set_scale(part, std::bit_cast<float>(e < 2 ? 0x00200000u << e : (e - 1) << 23));
    }
};

/// The float types one number at a time; F8_E4M3 without its scale.
template <WeightType type>
ENGINE_HOST_DEVICE inline float element_at(const std::byte* p)
{
    if constexpr (type == WeightType::F32) return number_at<float>(p);
    if constexpr (type == WeightType::F16) return half_number(short_at(p));
    if constexpr (type == WeightType::BF16) return bf16_number(short_at(p));
    if constexpr (type == WeightType::F8_E4M3) return e4m3_number(std::uint32_t(*p));
}

}  // namespace engine::cuda
