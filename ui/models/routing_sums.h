// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/timeline.h"
#include "ui/models/token_routing.h"

#include <array>
#include <optional>
#include <vector>

namespace ui {

/// What the routers of some tokens add up to. M MoE layers, E routed experts, row-major [M, E]. A token may count less
/// than 1, so that a window fades out; numbers of tokens themselves are whole.
struct RoutingSums {
    std::vector<double> weight;  ///< [M, E] gate weights; an expert that was not chosen adds 0
    std::vector<double> chosen;  ///< [M, E] tokens sent to the expert
    std::vector<double> score;   ///< [M, E] router scores of the tokens that have them
    int tokens = 0;    ///< tokens whose routing was captured
    int missing = 0;   ///< tokens whose routing was not
    double mass = 0;   ///< of `tokens`, each as much as it counts
    double places = 0; ///< experts per token, added up the same way
    double scored = 0; ///< of `mass`, tokens whose router scores were captured too
    double missLog = 0;  ///< log of the chance that one expert of one layer is chosen by none of `tokens`

    void reset(const engine::ModelCard& card);
    void add(const TokenRouting& routing, double share = 1);
    void remove(const TokenRouting& routing, double share);  ///< one that was added and counts `share` by now
    void add(const RoutingSums& other);                       ///< of the same shape
    void fade(double factor);                                 ///< everything counts so much of what it did

private:
    void count(const TokenRouting& routing, double share, int sign);
};

/// The same, apart by what the tokens are part of: showing another segment adds nothing up again.
class SegmentSums {
public:
    void reset(const engine::ModelCard& card);
    RoutingSums& of(Segment segment) { return parts_[size_t(segment)]; }
    const RoutingSums& of(Segment segment) const { return parts_[size_t(segment)]; }
    /// Takes in one token, or out again; null or without routing, it is counted as missing.
    void add(const engine::TokenEvent* token, const engine::ModelCard& card, Segment segment, double share = 1);
    void remove(const engine::TokenEvent* token, const engine::ModelCard& card, Segment segment, double share);
    void fade(double factor);
    /// Prompt, thinking and answer together.
    RoutingSums all() const;

private:
    std::array<RoutingSums, 3> parts_;
};

/// Every token of the conversation on the model of `card` added up once, as it arrives; another model's tokens are
/// left out and counted. Takes in so much per call that a frame is not missed.
class SessionSums {
public:
    void update(const Timeline& timeline);
    bool isComplete() const { return complete_; }
    int otherModels() const { return others_; }  ///< tokens left out, since another model made them
    int experiments() const { return experiments_; }  ///< tokens taken in that were made under an experiment
    const SegmentSums& sums() const { return sums_; }

private:
    SegmentSums sums_;
    std::shared_ptr<const engine::ModelCard> card_;
    Timeline::Token last_;  // the newest one taken in: while it stands where it stood, so do all before it
    size_t folded_ = 0;
    int others_ = 0, experiments_ = 0;
    bool complete_ = true;
};

/// How many numbers a call may add up before it leaves the rest to the next frame: some ten milliseconds.
constexpr qint64 numbers_per_frame = 6'000'000;
qint64 numbersIn(const engine::TokenEvent* token);  ///< that adding up a token's routing touches

}  // namespace ui
