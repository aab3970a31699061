// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/sampler.h"

#include "engine/draw_math.h"
#include "engine/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>

namespace engine {
namespace {

constexpr float barred_logit = -std::numeric_limits<float>::infinity();

/// Joins all values in sixteen lanes that need not wait for each other, then the lanes.
template <class Value, class Join>
Value fold(std::span<const float> values, Value start, Join join)
{
    std::array<Value, 16> lanes;
    lanes.fill(start);
    const std::size_t whole = values.size() / lanes.size() * lanes.size();
    for (std::size_t i = 0; i < whole; i += lanes.size())
        for (std::size_t lane = 0; lane < lanes.size(); ++lane)
            lanes[lane] = join(lanes[lane], values[i + lane]);
    for (std::size_t i = whole; i < values.size(); ++i)
        lanes[0] = join(lanes[0], values[i]);
    return std::accumulate(lanes.begin(), lanes.end(), start, join);
}

float max_of(std::span<const float> values)
{
    return fold(values, barred_logit, [](float a, float b) { return a > b ? a : b; });
}

std::uint64_t total_mass(std::span<const float> weights)
{
    return std::transform_reduce(weights.begin(), weights.end(), std::uint64_t(0), std::plus<>(),
                                 [](float weight) { return mass_of(weight); });
}

/// Every x becomes e^((x - max) * sharpness): the softmax but for its sum.
void to_weights(std::span<float> values, float sharpness)
{
    const float max = max_of(values);
    for (float& x : values)
        x = exp_of((x - max) * sharpness);
}

void check_finite(std::span<const float> logits)
{
    // x * 0 is 0, or NaN when x is not finite
    if (fold(logits, 0.0f, [](float sum, float x) { return sum + x * 0.0f; }) == 0.0f) return;
    const auto bad = std::find_if_not(logits.begin(), logits.end(), [](float x) { return std::isfinite(x); });
    throw nonfinite_logit(TokenId(bad - logits.begin()), *bad);
}

/// The strongest `count` ids, descending; equal ones by ascending id.
std::vector<TokenId> strongest(std::span<const float> logits, std::size_t count)
{
    std::vector<TokenId> best;
    float bar = barred_logit;  // to be beaten
    for (std::size_t i = 0; i < logits.size(); ++i) {
        const float x = logits[i];
        if (x <= bar) continue;
        if (best.size() == count) best.pop_back();
        const auto weaker = [&](TokenId id) { return logits[static_cast<std::size_t>(id)] < x; };
        best.insert(std::find_if(best.begin(), best.end(), weaker), static_cast<TokenId>(i));
        if (best.size() == count) bar = logits[static_cast<std::size_t>(best.back())];
    }
    return best;
}

}  // namespace

Error nonfinite_logit(TokenId id, float logit)
{
    return Error({.code = "LOGITS-NONFINITE",
                  .what = "The model computed something that is not a number",
                  .where = fmt::format("the logits, id {}", id),
                  .found = fmt::format("{}", logit),
                  .allowed = "finite numbers",
                  .advice = "No token was drawn; the weights may be damaged."});
}

Sampler::Sampler(const Sampling& sampling, std::vector<TokenId> barred)
    : sampling_(sampling), barred_(std::move(barred)), random_state_(sampling.seed)
{
}

Draw Sampler::draw(std::span<const float> logits, std::span<const TokenId> context, std::optional<TokenId> given)
{
    check_finite(logits);
    weights_.assign(logits.begin(), logits.end());
    to_weights(weights_, 1.0f);
    const std::uint64_t mass = total_mass(weights_);
    const float max = max_of(logits);

    weights_.assign(logits.begin(), logits.end());
    for (const TokenId id : barred_)
        if (static_cast<std::size_t>(id) < weights_.size())
            weights_[static_cast<std::size_t>(id)] = barred_logit;
    std::vector<TokenId> shown = strongest(weights_, kCandidates);
    check(!shown.empty(), "some token may be drawn");
    penalise(context);

    Draw draw;
    const TokenId drawn = sampling_.temperature > 0 ? sample() : greedy();
    draw.id = given.value_or(drawn);
    if (std::find(shown.begin(), shown.end(), draw.id) == shown.end()) shown.back() = draw.id;
    for (const TokenId id : shown) {
        const float before = probability_of(exp_of(logits[static_cast<std::size_t>(id)] - max), mass);
        const float after = sampling_.temperature > 0 ? probability_of(weight(id), mass_) : float(id == drawn);
        draw.candidates.push_back({id, {}, before, after});
    }
    return draw;
}

/// What was said lately becomes less likely, each token once.
void Sampler::penalise(std::span<const TokenId> context)
{
    if (sampling_.repetition_penalty == 1.0f) return;
    const auto recent = context.last(std::min<std::size_t>(context.size(), kPenaltyWindow));
    for (auto id = recent.begin(); id != recent.end(); ++id) {
        if (static_cast<std::size_t>(*id) >= weights_.size() || std::find(recent.begin(), id, *id) != id)
            continue;
        float& logit = weights_[static_cast<std::size_t>(*id)];
        if (logit != barred_logit) logit = penalised(logit, sampling_.repetition_penalty);
    }
}

TokenId Sampler::greedy() const
{
    return static_cast<TokenId>(std::max_element(weights_.begin(), weights_.end()) - weights_.begin());
}

TokenId Sampler::sample()
{
    to_weights(weights_, sharpness_of(sampling_.temperature));
    filter();
    mass_ = total_mass(weights_);

    std::uint64_t rest = multiply_high(split_mix(random_state_), mass_);
    TokenId id = 0;
    for (; rest >= mass_of(weight(id)); ++id) rest -= mass_of(weight(id));
    return id;
}

/// Sets the weights that top-k, top-p and min-p leave out to 0. The strongest weight is 1.
void Sampler::filter()
{
    if (sampling_.top_k > 0 || sampling_.top_p < 1) {
        const TokenId weakest = weakest_allowed();
        const float limit = weight(weakest);
        TokenId id = 0;
        for (float& x : weights_) {
            x = x > limit || (x == limit && id <= weakest) ? x : 0;
            ++id;
        }
    }
    const float floor = std::min(sampling_.min_p, 1.0f);
    if (floor > 0)
        for (float& x : weights_)
            x = x < floor ? 0 : x;
}

/// The last token, by descending weight and ascending id, that top-k and then top-p let through.
TokenId Sampler::weakest_allowed()
{
    const auto stronger = [this](TokenId a, TokenId b) {
        return weight(a) > weight(b) || (weight(a) == weight(b) && a < b);
    };
    const auto mass_between = [this](auto from, auto to) {
        return std::accumulate(from, to, std::uint64_t(0),
                               [this](std::uint64_t sum, TokenId id) { return sum + mass_of(weight(id)); });
    };
    const auto top_k = static_cast<std::size_t>(std::max(sampling_.top_k, 0));
    // still to be reached by [begin, end)
    std::uint64_t mass = top_k > 0 ? 0 : nucleus_mass(total_mass(weights_), sampling_.top_p);
    gather_strong(top_k, mass);
    if (top_k > 0) {
        const std::size_t count = std::min(top_k, strong_.size());
        std::nth_element(strong_.begin(), strong_.begin() + std::ptrdiff_t(count) - 1, strong_.end(),
                         stronger);
        strong_.resize(count);
        mass = nucleus_mass(mass_between(strong_.begin(), strong_.end()), sampling_.top_p);
    }
    if (sampling_.top_p >= 1) return *std::max_element(strong_.begin(), strong_.end(), stronger);

    auto begin = strong_.begin(), end = strong_.end();
    while (end - begin > 1) {
        const auto middle = begin + (end - begin) / 2;
        std::nth_element(begin, middle, end, stronger);
        const std::uint64_t upper = mass_between(begin, middle);
        if (upper >= mass) {
            end = middle;
        } else {
            mass -= upper;
            begin = middle;
        }
    }
    return *begin;
}

/// Collects all weights above a threshold, which is lowered until they are `count` and hold `mass`: far fewer
/// than the vocabulary have to be sorted.
void Sampler::gather_strong(std::size_t count, std::uint64_t mass)
{
    for (float threshold = 1e-3f;; threshold = threshold > 1e-30f ? threshold * 1e-3f : 0.0f) {
        strong_.clear();
        std::uint64_t gathered = 0;
        for (std::size_t i = 0; i < weights_.size(); ++i) {
            if (weights_[i] <= threshold) continue;
            strong_.push_back(static_cast<TokenId>(i));
            gathered += mass_of(weights_[i]);
        }
        if (threshold == 0.0f || (strong_.size() >= count && gathered >= mass)) return;
    }
}

}  // namespace engine
