// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

// The float types one number at a time. Internal linkage: included by files of different instruction sets.
namespace engine::cpu {
namespace {

constexpr int kScaleBlock = 128;  // F8_E4M3: one scale for 128 x 128 weights

struct F32 {
    static constexpr int kBytes = 4;
    static float scalar(const std::byte* p)
    {
        float value;
        std::memcpy(&value, p, 4);
        return value;
    }
};

struct BF16 {
    static constexpr int kBytes = 2;
    static float scalar(const std::byte* p)
    {
        std::uint16_t half;
        std::memcpy(&half, p, 2);
        const std::uint32_t bits = std::uint32_t(half) << 16;
        float value;
        std::memcpy(&value, &bits, 4);
        return value;
    }
};

struct F16 {
    static constexpr int kBytes = 2;
    /// Widening by exponent arithmetic: the multiplication by 2^112 makes subnormals right as well.
    static float scalar(const std::byte* p)
    {
        std::uint16_t half;
        std::memcpy(&half, p, 2);
        const std::uint32_t magnitude = half & 0x7FFFu;
        std::uint32_t bits = magnitude << 13;
        float value;
        std::memcpy(&value, &bits, 4);
        value *= 0x1p112f;
        if (magnitude >= 0x7C00u) {
            bits = 0x7F800000u | (magnitude << 13);
            std::memcpy(&value, &bits, 4);
        }
        return (half & 0x8000u) ? -value : value;
    }
};

/// Without its scale.
struct F8 {
    static constexpr int kBytes = 1;
    static constexpr float kHalfFactor = 256;  // exponents of half precision are biased by 8 more

    /// The same bits as a half 256 times smaller; subnormals stay subnormal.
    static float scalar(const std::byte* p)
    {
        const auto bits = std::uint32_t(*p);
        const auto nan = std::uint32_t((bits & 0x7F) == 0x7F ? 0x7C00 : 0);
        const auto half = std::uint16_t((bits & 0x80) << 8 | (bits & 0x7F) << 7 | nan);
        std::byte bytes[2];
        std::memcpy(bytes, &half, 2);
        return F16::scalar(bytes) * kHalfFactor;
    }
};

}  // namespace
}  // namespace engine::cpu
