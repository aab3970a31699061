// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/engine/backend/random_weight.h"

#include <bit>
#include <cmath>
#include <vector>

/// What a chain of products on the device may come to, whatever order it sums in: numbers as ranges, activations
/// rounded as the device rounds them. Roundings are monotone, so a range's ends say what all of it becomes: usually
/// one number.
namespace rounded_ranges {

constexpr double kFloat = 6e-8;  // relative, of one rounding to float

struct Range {
    double low = 0, high = 0;

    double middle() const { return (low + high) / 2; }
    double radius() const { return (high - low) / 2; }
    double largest() const { return std::max(std::abs(low), std::abs(high)); }
    Range wider(double by) const { return {low - by, high + by}; }
};
using Ranges = std::vector<Range>;

/// To nearest, ties to even.
inline double as_bf16(double value)
{
    const auto bits = std::bit_cast<std::uint32_t>(float(value));
    return std::bit_cast<float>((bits + 0x7FFF + (bits >> 16 & 1)) & 0xFFFF0000u);
}

inline Ranges to_bf16(Ranges x)
{
    for (Range& range : x) range = {as_bf16(range.low), as_bf16(range.high)};
    return x;
}

/// 32 numbers in steps of a 127th of the largest, each to the nearest.
inline Ranges to_8_bits(Ranges x)
{
    for (std::size_t begin = 0; begin < x.size(); begin += 32) {
        double low = 0, high = 0;  // of the largest magnitude
        for (std::size_t i = begin; i < begin + 32; ++i) {
            const bool around_zero = x[i].low < 0 && x[i].high > 0;
            low = std::max(low, around_zero ? 0 : std::min(std::abs(x[i].low), std::abs(x[i].high)));
            high = std::max(high, x[i].largest());
        }
        const Range step{low / 127 * (1 - 2 * kFloat), high / 127 * (1 + 2 * kFloat)};
        for (std::size_t i = begin; i < begin + 32; ++i) {
            Range rounded{1e300, -1e300};
            for (const double value : {x[i].low, x[i].high})
                for (const double by : {step.low, step.high}) {
                    const double steps = by > 0 ? value / by : 0;
                    for (const double s : {steps * (1 - 3 * kFloat), steps * (1 + 3 * kFloat)}) {
                        const double whole = std::clamp(std::nearbyint(s), -127.0, 127.0);
                        rounded.low = std::min({rounded.low, whole * step.low, whole * step.high});
                        rounded.high = std::max({rounded.high, whole * step.low, whole * step.high});
                    }
                }
            x[i] = rounded;
        }
    }
    return x;
}

/// w x in float. Weights are rounded to bfloat16 if `narrow`.
inline Ranges product(const random_weight::RandomWeight& w, const Ranges& x, bool narrow)
{
    Ranges y(std::size_t(w.rows));
    for (int r = 0; r < w.rows; ++r) {
        double middle = 0, radius = 0, sizes = 0;
        for (int c = 0; c < w.cols; ++c) {
            const std::size_t i = std::size_t(r) * std::size_t(w.cols) + std::size_t(c);
            const double weight = narrow ? as_bf16(w.values[i]) : double(w.values[i]);
            const Range& input = x[std::size_t(c)];
            middle += weight * input.middle();
            radius += std::abs(weight) * input.radius();
            sizes += (std::abs(weight) + (narrow ? 0 : 2 * w.shifts[i])) * input.largest();
        }
        y[std::size_t(r)] = Range{middle, middle}.wider(radius + (w.cols + 24) * kFloat * sizes);
    }
    return y;
}

inline double silu(double x) { return x / (1 + std::exp(-x)); }

/// silu(gate) . up; the steepest that silu gets is 1.1.
inline Ranges gated(const Ranges& gate, const Ranges& up)
{
    Ranges hidden;
    for (std::size_t i = 0; i < gate.size(); ++i) {
        const double value = silu(gate[i].middle()) * up[i].middle();
        const double change = 1.1 * gate[i].radius() * up[i].largest() +
                              std::abs(silu(gate[i].middle())) * up[i].radius() + 16 * kFloat * std::abs(value);
        hidden.push_back(Range{value, value}.wider(change));
    }
    return hidden;
}

}  // namespace rounded_ranges
