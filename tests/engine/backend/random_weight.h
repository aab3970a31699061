// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/cpu/kernels.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>
#include <vector>

/// Weights of any type with random numbers, and what a product with them may be off by.
namespace random_weight {

using engine::WeightType;

inline std::vector<float> floats_of(const engine::Weight& w)
{
    const engine::cpu::Kernels& kernels = *kernels_for(engine::cpu::Isa::Scalar);
    std::vector<float> out(std::size_t(w.rows) * std::size_t(w.cols));
    if (engine::cpu::in_blocks(w.type)) {
        kernels.blocks->dequantize(engine::cpu::rows_of(w, 0, w.rows), out.data());
        return out;
    }
    const float one = 1;
    const float* factor = &one;
    for (int r = 0; r < w.rows; ++r) {
        float* row = out.data() + std::size_t(r) * std::size_t(w.cols);
        kernels.combine(engine::cpu::rows_of(w, r, r + 1), &factor, &row, 1);
    }
    return out;
}

/// The bytes of a block that hold scales and offsets, as [begin, end) pairs; where halves are, and where 8-bit
/// exponents.
struct ScaleBytes {
    std::vector<std::pair<int, int>> ranges;
    std::vector<int> halves;
};

inline ScaleBytes scale_bytes(WeightType type)
{
    switch (type) {
    case WeightType::Q4_1:
    case WeightType::Q5_1: return {{{0, 4}}, {0, 2}};
    case WeightType::Q2_K: return {{{0, 16}, {80, 84}}, {80, 82}};
    case WeightType::Q3_K: return {{{96, 110}}, {108}};
    case WeightType::Q4_K:
    case WeightType::Q5_K: return {{{0, 16}}, {0, 2}};
    case WeightType::Q6_K: return {{{192, 210}}, {208}};
    case WeightType::IQ4_XS: return {{{0, 8}}, {0}};
    case WeightType::MXFP4: return {{{0, 1}}, {}};
    default: return {{{0, 2}}, {0}};
    }
}

struct RandomWeight {
    WeightType type;
    int rows, cols;
    std::vector<std::byte> bytes;
    std::vector<float> block_scales;
    std::vector<float> values;  // [rows, cols]
    std::vector<float> shifts;  // [rows, cols] size of the offset that arithmetic may carry beside the value

    RandomWeight(WeightType t, int n_rows, int n_cols, std::mt19937& random) : type(t), rows(n_rows), cols(n_cols)
    {
        const engine::BlockFormat& format = format_of(type);
        bytes.resize(std::size_t(rows) * bytes_of_row(type, cols));
        if (engine::cpu::in_blocks(type)) {
            for (auto& byte : bytes) byte = std::byte(random());
            for (std::size_t at = 0; at < bytes.size(); at += std::size_t(format.bytes)) {
                for (const int half : scale_bytes(type).halves) {  // a sane exponent: numbers around 2^-8
                    auto& upper = bytes[at + std::size_t(half) + 1];
                    upper = (upper & std::byte(0x83)) | std::byte(0x18 + random() % 2 * 4);
                }
                if (type == WeightType::MXFP4) bytes[at] = std::byte(118 + random() % 8);
            }
        } else {
            fill_floats(random);
        }
        values = floats_of(weight());
        shifts.resize(values.size());
        if (engine::cpu::in_blocks(type)) find_shifts(format);
    }

    engine::Weight weight() const
    {
        return {type, rows, cols, bytes.data(), block_scales.empty() ? nullptr : block_scales.data()};
    }

private:
    void fill_floats(std::mt19937& random)
    {
        for (std::size_t i = 0; i < std::size_t(rows) * std::size_t(cols); ++i) {
            const float value = float(int(random() % 255) - 127) / 64;
            std::uint32_t bits;
            std::memcpy(&bits, &value, 4);
            const auto bf16 = std::uint16_t(bits >> 16);
            auto f16 = std::uint16_t(0);
            if (value != 0) f16 = std::uint16_t((bits >> 16 & 0x8000u) | ((bits >> 13 & 0x3FFFF) - (112 << 10)));
            const auto e4m3 = std::uint8_t(random() % 127 | random() % 2 << 7);
            switch (type) {
            case WeightType::F32: std::memcpy(&bytes[4 * i], &value, 4); break;
            case WeightType::F16: std::memcpy(&bytes[2 * i], &f16, 2); break;
            case WeightType::BF16: std::memcpy(&bytes[2 * i], &bf16, 2); break;
            default: bytes[i] = std::byte(e4m3);
            }
        }
        if (type != WeightType::F8_E4M3) return;
        block_scales.resize(std::size_t((rows + 127) / 128) * std::size_t((cols + 127) / 128));
        for (float& scale : block_scales) scale = float(1 + random() % 100) / 8192;
    }

    /// With all stored integers zero, an element is minus its offset.
    void find_shifts(const engine::BlockFormat& format)
    {
        std::vector<std::byte> zeroed(bytes.size());
        for (std::size_t at = 0; at < bytes.size(); at += std::size_t(format.bytes))
            for (const auto& [begin, end] : scale_bytes(type).ranges)
                std::copy_n(&bytes[at + std::size_t(begin)], end - begin, &zeroed[at + std::size_t(begin)]);
        shifts = floats_of({type, rows, cols, zeroed.data()});
        for (float& shift : shifts) shift = std::abs(shift);
    }
};

/// Whole numbers up to 127 with a 127 in every block of 32: what 8 bits hold exactly.
inline std::vector<float> exact_activations(int count, std::mt19937& random)
{
    std::vector<float> x;
    for (int i = 0; i < count; ++i) x.push_back(i % 32 == 5 ? 127 : float(int(random() % 255) - 127));
    return x;
}

inline std::vector<float> rough_activations(int count, std::mt19937& random)
{
    std::normal_distribution<float> normal;
    std::vector<float> x;
    for (int i = 0; i < count; ++i) x.push_back(normal(random) * (random() % 16 == 0 ? 20.0f : 1.0f));
    return x;
}

/// What rounding a block of 32 activations to 8 bits may change in each: half a step, and the float arithmetic
/// of finding the step.
inline double rounding(const float* x, int column, int cols)
{
    const int begin = column / 32 * 32, end = std::min(begin + 32, cols);
    double largest = 0;
    for (int i = begin; i < end; ++i) largest = std::max(largest, double(std::abs(x[i])));
    bool exact = largest == 127;
    for (int i = begin; i < end; ++i) exact = exact && x[i] == std::nearbyint(x[i]);
    return exact ? 0 : largest / 127 * (0.5 + 127 * 3 * 6e-8);
}

struct Product {
    double value = 0, bound = 0;
};

/// Row r times x in double precision. The bound: |w| times the rounding of x where the type needs it, and one
/// rounding of float for each of the terms and sums, of sizes |w x|, |offset x| twice.
inline Product product(const RandomWeight& w, int row, const float* x)
{
    Product result;
    double sizes = 0;
    for (int c = 0; c < w.cols; ++c) {
        const std::size_t i = std::size_t(row) * std::size_t(w.cols) + std::size_t(c);
        const double change = engine::cpu::in_blocks(w.type) ? rounding(x, c, w.cols) : 0;
        const double weight = std::abs(double(w.values[i])), input = std::abs(double(x[c])) + change;
        result.value += double(w.values[i]) * x[c];
        result.bound += weight * change;
        sizes += (weight + 2 * w.shifts[i]) * input;
    }
    result.bound += (w.cols + 24) * 6e-8 * sizes;
    return result;
}

}  // namespace random_weight
