// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

namespace engine::doctor {

/// splitmix64: the same numbers on every machine.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next()
    {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
    int below(int n) { return int((next() >> 32) * std::uint64_t(n) >> 32); }
    double uniform() { return double((next() >> 11) + 1) * 0x1.0p-53; }  // (0, 1]
    /// Of variance 1.
    float normal()
    {
        const double radius = std::sqrt(-2 * std::log(uniform()));
        return float(radius * std::cos(2 * std::numbers::pi * uniform()));
    }

    std::vector<float> normals(int rows, int cols, double size = 1)
    {
        std::vector<float> numbers(std::size_t(rows) * std::size_t(cols));
        for (float& number : numbers) number = float(size * normal());
        return numbers;
    }
    /// Whole numbers up to 127 with a 127 in every block of 32: what 8 bits hold exactly.
    std::vector<float> whole_numbers(int rows, int cols)
    {
        std::vector<float> numbers(std::size_t(rows) * std::size_t(cols));
        for (std::size_t i = 0; i < numbers.size(); ++i)
            numbers[i] = i % std::size_t(cols) % 32 == 5 ? 127 : float(below(255) - 127);
        return numbers;
    }

private:
    std::uint64_t state_;
};

}  // namespace engine::doctor
