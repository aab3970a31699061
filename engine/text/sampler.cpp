// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/sampler.h"

#include "engine/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

namespace engine {
namespace {

constexpr float barred_logit = -std::numeric_limits<float>::infinity();

/// e^x for x <= 0 within 2 units of the last place, 0 below -87. Plain arithmetic, so that a loop over it is
/// vectorised and every platform gets the same bits.
inline float exp_of(float x)
{
    const float clamped = x < -87.0f ? -87.0f : x;
    const auto n = static_cast<std::int32_t>(clamped * 1.44269504f - 0.5f);  // nearest power of two
    const float whole = static_cast<float>(n);
    const float r = (clamped - whole * 0.693359375f) + whole * 2.12194440e-4f;  // ln 2 in two parts
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.0f;
    return x < -87.0f ? 0.0f : p * std::bit_cast<float>((n + 127) << 23);
}

/// Sum over e^(x - max), in eight lanes so that it is fast and its order fixed.
double sum_of_exp(std::span<const float> logits, float max)
{
    std::array<float, 8> lanes{};
    double total = 0;
    std::size_t i = 0;
    while (i + 8 <= logits.size()) {
        lanes.fill(0);  // short float sums, so that rounding does not grow with the vocabulary
        const std::size_t end = std::min(i + 1024, logits.size() / 8 * 8);
        for (; i < end; i += 8)
            for (std::size_t lane = 0; lane < 8; ++lane) lanes[lane] += exp_of(logits[i + lane] - max);
        total += std::accumulate(lanes.begin(), lanes.end(), 0.0);
    }
    for (; i < logits.size(); ++i) total += exp_of(logits[i] - max);
    return total;
}

void check_finite(std::span<const float> logits)
{
    float poison = 0;
    for (const float x : logits) poison += x * 0.0f;  // NaN as soon as one is not finite
    if (poison == 0.0f) return;
    const auto bad = std::find_if_not(logits.begin(), logits.end(), [](float x) { return std::isfinite(x); });
    throw Error({.code = "LOGITS-NONFINITE",
                 .what = "The model computed something that is not a number",
                 .where = fmt::format("the logits, id {}", bad - logits.begin()),
                 .found = fmt::format("{}", *bad),
                 .allowed = "finite numbers",
                 .advice = "No token was drawn; the weights may be damaged."});
}

std::uint64_t split_mix(std::uint64_t& state)
{
    std::uint64_t z = state += 0x9E3779B97F4A7C15;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
    return z ^ (z >> 31);
}

/// The strongest `count` ids, descending; equal ones by ascending id.
std::vector<TokenId> strongest(std::span<const float> logits, std::size_t count)
{
    std::vector<TokenId> best;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        const float x = logits[i];
        if (x == barred_logit || (best.size() == count && x <= logits[static_cast<std::size_t>(best.back())])) continue;
        if (best.size() == count) best.pop_back();
        const auto weaker = [&](TokenId id) { return logits[static_cast<std::size_t>(id)] < x; };
        best.insert(std::find_if(best.begin(), best.end(), weaker), static_cast<TokenId>(i));
    }
    return best;
}

}  // namespace

Sampler::Sampler(const Sampling& sampling, std::vector<TokenId> barred)
    : sampling_(sampling), barred_(std::move(barred)), random_state_(sampling.seed)
{
}

Draw Sampler::draw(std::span<const float> logits, std::span<const TokenId> context)
{
    check_finite(logits);
    weights_.assign(logits.begin(), logits.end());
    for (const TokenId id : barred_)
        if (static_cast<std::size_t>(id) < weights_.size()) weights_[static_cast<std::size_t>(id)] = barred_logit;

    Draw draw;
    std::vector<TokenId> shown = strongest(weights_, candidate_count);
    check(!shown.empty(), "some token may be drawn");
    penalise(context);
    draw.id = sampling_.temperature > 0 ? sample() : greedy();
    if (std::find(shown.begin(), shown.end(), draw.id) == shown.end()) shown.back() = draw.id;

    const float max = *std::max_element(logits.begin(), logits.end());
    const double sum = sum_of_exp(logits, max);
    for (const TokenId id : shown) {
        const double after = sampling_.temperature > 0 ? weight(id) / mass_ : id == draw.id;
        const double before = exp_of(logits[static_cast<std::size_t>(id)] - max) / sum;
        draw.candidates.push_back({id, {}, static_cast<float>(before), static_cast<float>(after)});
    }
    return draw;
}

/// What was said lately becomes less likely (arXiv:1909.05858, section 4.1), each token once.
void Sampler::penalise(std::span<const TokenId> context)
{
    if (sampling_.repetition_penalty == 1.0f) return;
    const auto recent = context.last(std::min<std::size_t>(context.size(), penalty_window));
    for (auto id = recent.begin(); id != recent.end(); ++id) {
        if (static_cast<std::size_t>(*id) >= weights_.size() || std::find(recent.begin(), id, *id) != id) continue;
        float& logit = weights_[static_cast<std::size_t>(*id)];
        logit = logit > 0 ? logit / sampling_.repetition_penalty : logit * sampling_.repetition_penalty;
    }
}

TokenId Sampler::greedy() const
{
    return static_cast<TokenId>(std::max_element(weights_.begin(), weights_.end()) - weights_.begin());
}

TokenId Sampler::sample()
{
    const float max = *std::max_element(weights_.begin(), weights_.end());
    const float sharpness = 1.0f / sampling_.temperature;
    for (float& x : weights_) x = exp_of((x - max) * sharpness);
    filter();
    mass_ = std::accumulate(weights_.begin(), weights_.end(), 0.0);

    double rest = uniform() * mass_;
    TokenId last = 0;  // taken when rounding leaves a rest
    for (TokenId id = 0; static_cast<std::size_t>(id) < weights_.size(); ++id) {
        if (weight(id) == 0) continue;
        last = id;
        if ((rest -= weight(id)) < 0) break;
    }
    return last;
}

/// Sets the weights that top-k, top-p and min-p leave out to 0. The strongest weight is 1.
void Sampler::filter()
{
    if (sampling_.top_k > 0 || sampling_.top_p < 1) {
        const TokenId weakest = weakest_allowed();
        const float limit = weight(weakest);
        for (std::size_t i = 0; i < weights_.size(); ++i)
            if (weights_[i] < limit || (weights_[i] == limit && static_cast<TokenId>(i) > weakest)) weights_[i] = 0;
    }
    if (sampling_.min_p > 0)
        for (float& x : weights_) x = x < std::min(sampling_.min_p, 1.0f) ? 0 : x;
}

/// The last token, by descending weight and ascending id, that top-k and then top-p let through.
TokenId Sampler::weakest_allowed()
{
    const auto top_k = static_cast<std::size_t>(std::max(sampling_.top_k, 0));
    double mass = sampling_.top_p * std::accumulate(weights_.begin(), weights_.end(), 0.0);
    gather_strong(top_k, top_k > 0 ? 0.0 : mass);
    std::sort(strong_.begin(), strong_.end(), [this](TokenId a, TokenId b) {
        return weight(a) > weight(b) || (weight(a) == weight(b) && a < b);
    });
    if (top_k > 0) {
        strong_.resize(std::min(strong_.size(), top_k));
        mass = sampling_.top_p * std::accumulate(strong_.begin(), strong_.end(), 0.0,
                                                 [this](double sum, TokenId id) { return sum + weight(id); });
    }
    if (sampling_.top_p >= 1) return strong_.back();
    double reached = 0;
    for (const TokenId id : strong_)
        if ((reached += weight(id)) >= mass) return id;
    return strong_.back();
}

/// Collects all weights above a threshold, which is lowered until they are `count` and hold `mass`: far fewer
/// than the vocabulary have to be sorted.
void Sampler::gather_strong(std::size_t count, double mass)
{
    for (float threshold = 1e-3f;; threshold = threshold > 1e-30f ? threshold * 1e-3f : 0.0f) {
        strong_.clear();
        double gathered = 0;
        for (std::size_t i = 0; i < weights_.size(); ++i) {
            if (weights_[i] <= threshold) continue;
            strong_.push_back(static_cast<TokenId>(i));
            gathered += weights_[i];
        }
        if (threshold == 0.0f || (strong_.size() >= count && gathered >= mass)) return;
    }
}

double Sampler::uniform()
{
    return static_cast<double>(split_mix(random_state_) >> 11) * 0x1.0p-53;
}

}  // namespace engine
