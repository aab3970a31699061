// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/rotary.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace engine {
namespace {

bool is_yarn(const Config& config) { return config.rope_type == "yarn"; }

double mscale(double factor, double m) { return factor <= 1 ? 1.0 : 0.1 * m * std::log(factor) + 1.0; }

/// The (fractional) index of the pair that turns `rotations` times over the original context.
double correction_index(const Config& c, double rotations)
{
    return c.qk_rope_head_dim *
           std::log(c.rope_original_max_position_embeddings / (rotations * 2 * std::numbers::pi)) /
           (2 * std::log(c.rope_theta));
}

}  // namespace

std::vector<double> rotary_frequencies(const Config& c)
{
    const int dr = c.qk_rope_head_dim;
    std::vector<double> frequencies(std::size_t(dr / 2));
    for (int i = 0; i < dr / 2; ++i) frequencies[std::size_t(i)] = std::pow(c.rope_theta, -2.0 * i / dr);
    if (!is_yarn(c)) return frequencies;

    const double low = std::max(std::floor(correction_index(c, c.rope_beta_fast)), 0.0);
    double high = std::min(std::ceil(correction_index(c, c.rope_beta_slow)), dr - 1.0);
    if (low == high) high += 0.001;
    for (int i = 0; i < dr / 2; ++i) {
        const double ramp = std::clamp((i - low) / (high - low), 0.0, 1.0);
        double& f = frequencies[std::size_t(i)];
        f = f / c.rope_factor * ramp + f * (1 - ramp);
    }
    return frequencies;
}

double rotary_attention_factor(const Config& c)
{
    if (!is_yarn(c)) return 1;
    if (c.rope_attention_factor > 0) return c.rope_attention_factor;
    return mscale(c.rope_factor, c.rope_mscale) / mscale(c.rope_factor, c.rope_mscale_all_dim);
}

double softmax_scale(const Config& c)
{
    const double m = is_yarn(c) && c.rope_mscale_all_dim != 0 ? mscale(c.rope_factor, c.rope_mscale_all_dim) : 1;
    return m * m / std::sqrt(double(c.qk_head_dim()));
}

RotaryTable make_rotary_table(const Config& c, int positions, Backend& backend)
{
    const auto frequencies = rotary_frequencies(c);
    const double factor = rotary_attention_factor(c);
    const int pairs = int(frequencies.size());
    RotaryTable table{backend.allocate(positions, pairs), backend.allocate(positions, pairs), c.rope_interleave};
    std::vector<float> cos, sin;
    for (int p = 0; p < positions; ++p)
        for (const double frequency : frequencies) {
            cos.push_back(float(std::cos(p * frequency) * factor));
            sin.push_back(float(std::sin(p * frequency) * factor));
        }
    backend.copy_from_host(cos.data(), 0, positions, table.cos);
    backend.copy_from_host(sin.data(), 0, positions, table.sin);
    return table;
}

}  // namespace engine
