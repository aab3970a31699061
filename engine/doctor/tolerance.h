// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/backend.h"
#include "engine/doctor.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>

// How far two backends may be apart. Everything counts in roots of mean squares relative to what a number is made of
// (OperationCheck): a sum of n terms w x, each off by its own rounding, is then off by the same share as each term,
// whatever n is. Both sides' shares add up in squares. One number of very many is at most eight times as far off.
namespace engine::doctor {

constexpr double kLargest = 8;    // times the typical error; that of 10^12 normal ones
constexpr double kTypical = 1.5;  // the shares below hold for the worst inputs but are no bounds

constexpr double kSqrt3 = 1.7320508075688772;
/// Half the distance of two neighbours at 1, evenly distributed: 2^-8 of bfloat16, 2^-11 of half precision.
constexpr double kBf16 = 0x1p-8 / kSqrt3, kHalf = 0x1p-11 / kSqrt3;
/// Blocks of 32 activations in steps of their largest / 127, each off by up to half a step: the errors' energy is
/// 32 (largest / 127)^2 / 12, and that of the block at least largest^2.
constexpr double kEightBits = 1.6329931618554521 / 127;  // sqrt(32 / 12)
constexpr double kFloat = 0x1p-24;

/// What a backend's interface leaves open about its numbers.
struct Arithmetic {
    bool exact = false;         // double precision, rounded to float when stored
    int bf16_from = 1 << 30;    // batches of so many tokens are multiplied as bfloat16, weights and activations,
    bool bf16_for_all = false;  // whatever the type; otherwise those in blocks, which otherwise take 8 bits
    bool halves = false;        // latents, and what attention multiplies them with, are rounded to half precision
};
Arithmetic arithmetic_of(const Backend& backend);

/// An amount of rounding, as a mean square.
class Share {
public:
    Share& operator+=(Share other) { square_ += other.square_; return *this; }
    friend Share operator+(Share a, Share b) { return a += b; }
    friend Share operator*(double times, Share share) { return Share::squared(times * times * share.square_); }
    static Share of(double root) { return squared(root * root); }
    double root() const { return std::sqrt(square_); }

private:
    static Share squared(double square) { Share s; s.square_ = square; return s; }
    double square_ = 0;
};

/// Of n numbers added up one after the other: each addition rounds a sum that grows to the whole.
inline Share share_of_sum(int n) { return Share::of(3 * kFloat * std::sqrt(double(n) + 8)); }
/// Of w . x with one of `tokens` rows. `whole`: x are numbers that 8 bits hold.
Share share_of_product(const Arithmetic& a, const Weight& w, int tokens, bool whole = false);

/// The differences of one operation's numbers.
class Comparison {
public:
    explicit Comparison(Share allowed) : allowed_(allowed) {}

    void add(float got, double expected, double scale)
    {
        double error = std::abs(double(got) - expected);
        if (error != 0) error /= scale;
        if (!std::isfinite(double(got)) || !std::isfinite(error)) error = HUGE_VAL;
        largest_ = std::max(largest_, error);
        squares_ += error * error;
        ++count_;
    }
    /// The first thing that is wrong besides.
    void require(bool holds, const std::string& problem)
    {
        if (!holds && problem_.empty()) problem_ = problem;
    }
    void write_to(OperationCheck& check) const;

private:
    Share allowed_;
    double largest_ = 0, squares_ = 0;
    std::size_t count_ = 0;
    std::string problem_;
};

/// One token's numbers, each made of terms in proportion to its norm; of how many is what all `expected` tell together.
void compare_outputs(std::span<const float> got, std::span<const float> expected, std::span<const double> norms,
                     Comparison& differences);

}  // namespace engine::doctor
