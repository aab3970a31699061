// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cuda/formats.cuh"
#include "engine/backend/cuda/rounding_step.h"

// One row of a weight of any type: its numbers, and its products with rounded activations, by parts of 32.
namespace engine::cuda {

constexpr int kPart = 32;         // numbers
constexpr int kScaleBlock = 128;  // F8_E4M3: one scale for 128 x 128 weights

struct WeightRow {
    const std::byte* data = nullptr;
    const float* scales = nullptr;  // F8_E4M3: [ceil(cols/128)] of this row's blocks
    int cols = 0;
};

ENGINE_HOST_DEVICE constexpr bool is_float(WeightType type) { return type <= WeightType::F8_E4M3; }
ENGINE_HOST_DEVICE constexpr int parts_of(int cols) { return (cols + kPart - 1) / kPart; }

template <WeightType type>
ENGINE_HOST_DEVICE inline typename Format<type>::Raw read_part(const WeightRow& row, int part)
{
    constexpr int kParts = Format<type>::kElements / kPart;
    return Format<type>::read(row.data + std::int64_t(part / kParts) * Format<type>::kBytes, part % kParts);
}

template <WeightType type>
ENGINE_HOST_DEVICE inline void unpack_part(const typename Format<type>::Raw& raw, int part, Part& out)
{
    constexpr int kParts = Format<type>::kElements / kPart;
    Format<type>::unpack(raw, part % kParts, out);
}

template <WeightType type>
ENGINE_HOST_DEVICE inline float number(const WeightRow& row, int column)
{
    constexpr int kBytes = format_of(type).bytes;
    const float value = element_at<type>(row.data + std::int64_t(column) * kBytes);
    if constexpr (type == WeightType::F8_E4M3) return value * row.scales[column / kScaleBlock];
    return value;
}

/// A part's numbers, exactly as specification 6.6 says. A byte becomes a float as the last bits of 2^23: whole numbers
/// up to there are exact, and processors turn few integers into floats at a time.
template <WeightType type>
ENGINE_HOST_DEVICE inline void numbers_of_part(const Part& part, float (&out)[kPart])
{
    using F = Format<type>;
    constexpr float kTwoTo23 = 8388608, kZero = F::kSigned ? 128 : F::kZero;
    for (int i = 0; i < kPart; ++i) {
        const std::uint32_t bytes = F::kSigned ? part.values[i / 4] ^ 0x80808080u : part.values[i / 4];
        const auto shifted = std::bit_cast<float>(select_bytes(bytes, 0x4B000000u, 0x7540u + std::uint32_t(i % 4)));
        out[i] = part.scales[i / 16] * (shifted - (kTwoTo23 + kZero));
        if constexpr (F::kOffset) out[i] -= part.offsets[i / 16];  // exact before: few bits each
    }
}

/// Numbers [32 part, 32 part + 32) of a row, or at its end those that are left.
template <WeightType type>
ENGINE_HOST_DEVICE inline void dequantize(const WeightRow& row, int part, float (&out)[kPart])
{
    if constexpr (is_float(type)) {
        const int first = part * kPart;
        for (int i = 0; i < kPart; ++i)
            if (first + i < row.cols) out[i] = number<type>(row, first + i);
    } else {
        Part unpacked;
        unpack_part<type>(read_part<type>(row, part), part, unpacked);
        numbers_of_part<type>(unpacked, out);
    }
}

/// 32 activations rounded to 8 bits: scale * value, and scale * the sum of either sixteen values.
struct RoundedPart {
    std::uint32_t values[8];
    float scale;
    float half_sums[2];
};

ENGINE_HOST_DEVICE inline RoundedPart round_part(const float (&x)[kPart])
{
    std::uint32_t magnitude = 0;  // of the largest, as bits: these order like the numbers, NaN above all
    for (const float number : x) {
        const std::uint32_t bits = std::bit_cast<std::uint32_t>(number) & 0x7FFFFFFFu;
        magnitude = bits > magnitude ? bits : magnitude;
    }
    const RoundingStep step = rounding_step(std::bit_cast<float>(magnitude));
    RoundedPart out{{}, step.scale, {}};
    int sums[2] = {0, 0};
    for (int i = 0; i < kPart; ++i) {
        const std::int8_t value = rounded_value(x[i], step.inverse);
        sums[i / 16] += value;
        out.values[i / 4] |= std::uint32_t(std::uint8_t(value)) << 8 * (i % 4);
    }
    for (int half = 0; half < 2; ++half) out.half_sums[half] = product_of(step.scale, float(sums[half]));
    return out;
}

/// The sum of 32 products. Integers first, then scales; what is taken away for offsets goes by the activations' sums.
template <WeightType type>
ENGINE_HOST_DEVICE inline float part_product(const Part& w, const RoundedPart& x)
{
    using F = Format<type>;
    int sums[2] = {0, 0};
    for (int half = 0; half < 2; ++half)
        for (int i = 4 * half; i < 4 * half + 4; ++i) sums[half] = sum_products(w.values[i], x.values[i], sums[half]);
    float shifts[2];
    for (int half = 0; half < 2; ++half) {
        if constexpr (F::kOffset) shifts[half] = w.offsets[half];
        else shifts[half] = w.scales[half] * float(F::kZero);
    }
    float product, shift;
    if constexpr (F::kHalves) {
        product = multiply_add(w.scales[1], float(sums[1]), product_of(w.scales[0], float(sums[0])));
        shift = multiply_add(shifts[1], x.half_sums[1], product_of(shifts[0], x.half_sums[0]));
    } else {
        product = product_of(w.scales[0], float(sums[0] + sums[1]));
        shift = product_of(shifts[0], sum_of(x.half_sums[0], x.half_sums[1]));
    }
    return F::kOffset || F::kZero != 0 ? multiply_add(x.scale, product, -shift) : product_of(x.scale, product);
}

/// action<type>() for the type that `type` is.
template <std::size_t candidate = 0, class Action>
void for_type(WeightType type, const Action& action)
{
    if (std::size_t(type) == candidate) return action.template operator()<WeightType(candidate)>();
    if constexpr (candidate + 1 < block_formats.size()) for_type<candidate + 1>(type, action);
}

}  // namespace engine::cuda
