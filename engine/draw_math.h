// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <limits>

// The arithmetic of drawing a token. A processor and a device that follow it draw the same tokens: products are never
// contracted with sums (on a device by rounded_product, on a processor by the options of the file that includes this),
// and what is added up are integers, in whatever order.
namespace engine {

constexpr int kMassBits = 40;

constexpr float rounded_product(float a, float b)
{
#ifdef __CUDA_ARCH__
    return __fmul_rn(a, b);
#else
    return a * b;
#endif
}

/// e^x for x <= 0 within 2 units of the last place, 0 below -87.7. Without branches, so that loops over it are
/// vectorised, and in plain arithmetic, so that every platform gets the same bits.
constexpr float exp_of(float x)
{
    const float clamped = x < -88.0f ? -88.0f : x;
    // 2^n is nearest, -127 makes 0
    const auto n = static_cast<std::int32_t>(rounded_product(clamped, 1.44269504f) - 0.5f);
    const float whole = static_cast<float>(n);
    const float r = (clamped - rounded_product(whole, 0.693359375f)) +
                    rounded_product(whole, 2.12194440e-4f);  // ln 2 in two parts
    float p = 1.9875691500e-4f;
    p = rounded_product(p, r) + 1.3981999507e-3f;
    p = rounded_product(p, r) + 8.3334519073e-3f;
    p = rounded_product(p, r) + 4.1665795894e-2f;
    p = rounded_product(p, r) + 1.6666665459e-1f;
    p = rounded_product(p, r) + 5.0000001201e-1f;
    p = rounded_product(rounded_product(p, r), r) + r + 1.0f;
    return rounded_product(p, std::bit_cast<float>((n + 127) << 23));
}

/// What the temperature multiplies distances to the strongest logit with; finite, so that the strongest keeps its 0.
constexpr float sharpness_of(float temperature)
{
    constexpr float most = std::numeric_limits<float>::max();
    return temperature > 1.0f / most ? 1.0f / temperature : most;
}

/// The logit of a token that was said lately, less likely now (arXiv:1909.05858, section 4.1); finite.
constexpr float penalised(float logit, float penalty)
{
    constexpr float most = std::numeric_limits<float>::max();
    const float changed = logit > 0 ? logit / penalty : rounded_product(logit, penalty);
    return changed > -most ? (changed < most ? changed : most) : -most;
}

/// A weight of 0 to 1 in units of 2^-40; those of 2^20 tokens can be added.
constexpr std::uint64_t mass_of(float weight)
{
    return static_cast<std::uint64_t>(static_cast<std::int64_t>(rounded_product(weight, 0x1p40f)));
}

/// floor(a b / 2^64)
constexpr std::uint64_t multiply_high(std::uint64_t a, std::uint64_t b)
{
    const std::uint64_t a_low = a & 0xFFFFFFFF, a_high = a >> 32, b_low = b & 0xFFFFFFFF, b_high = b >> 32;
    const std::uint64_t middle = a_high * b_low + (a_low * b_low >> 32);
    return a_high * b_high + (middle >> 32) + ((a_low * b_high + (middle & 0xFFFFFFFF)) >> 32);
}

/// The mass that a nucleus of `top_p` < 1 must reach; it always has a token.
constexpr std::uint64_t nucleus_mass(std::uint64_t total, float top_p)
{
    const auto share = top_p > 0 ? static_cast<std::uint64_t>(static_cast<double>(top_p) * 0x1p64) : 0;
    const std::uint64_t mass = multiply_high(total, share);
    return mass > 0 ? mass : 1;
}

constexpr float probability_of(float weight, std::uint64_t total)
{
    return static_cast<float>(static_cast<double>(weight) / (static_cast<double>(total) * 0x1p-40));
}

/// The next 64 random bits (splitmix64). multiply_high of them and a total mass is where in it the drawn token lies.
constexpr std::uint64_t split_mix(std::uint64_t& state)
{
    std::uint64_t z = state += 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
}

}  // namespace engine
