// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Numbers of 16 bits, rounded to nearest even.
#include <bit>
#include <cstdint>

namespace cuda_on_cpu {

inline std::uint16_t float_to_bf16(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    if (value != value) return 0x7FFF;
    return std::uint16_t((bits + 0x7FFF + (bits >> 16 & 1)) >> 16);
}

inline std::uint16_t float_to_half(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const auto sign = std::uint16_t(bits >> 16 & 0x8000);
    const std::uint32_t magnitude = bits & 0x7FFFFFFF;
    if (magnitude > 0x7F800000) return 0x7FFF;
    if (magnitude >= 0x477FF000) return std::uint16_t(sign | 0x7C00);  // 65520 and more round to infinity
    if (magnitude < 0x38800000) {  // below 2^-14: multiples of 2^-24, which adding 0.5 rounds to
        const float rounded = std::bit_cast<float>(magnitude) + 0.5f;
        return std::uint16_t(sign | (std::bit_cast<std::uint32_t>(rounded) - 0x3F000000));
    }
    return std::uint16_t(sign | ((magnitude - 0x38000000 + 0xFFF + (magnitude >> 13 & 1)) >> 13));
}

/// The exponents' difference is a factor, which makes the smallest numbers right as well.
inline float half_to_float(std::uint16_t bits)
{
    const std::uint32_t sign = std::uint32_t(bits & 0x8000) << 16, magnitude = bits & 0x7FFF;
    const auto finite = std::bit_cast<std::uint32_t>(std::bit_cast<float>(magnitude << 13) * 0x1p112f);
    return std::bit_cast<float>(sign | (magnitude < 0x7C00 ? finite : 0x7F800000 | magnitude << 13));
}

}  // namespace cuda_on_cpu
