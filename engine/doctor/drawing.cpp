// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/doctor/operations.h"
#include "engine/text/sampler.h"

#include <fmt/format.h>

#include <algorithm>

namespace engine::doctor {
namespace {

constexpr int kDraws = 6;  // more than kTraceRows: the places are used again

struct DrawingInput {
    std::string rule;
    Sampling sampling;
    int vocabulary = 0;
    std::vector<TokenId> barred, context, given;
};

/// Token i was drawn from row i of the logits. [kDraws]
std::vector<Drawn> draw_on(Side& side, const DrawingInput& in, const std::vector<float>& logits)
{
    std::pmr::vector<Drawn> places(kTraceRows, side.backend.host_memory());
    Tensor row = side.tensor(1, in.vocabulary);
    side.backend.start_drawing({in.sampling, in.barred, in.context, in.given});
    std::vector<Drawn> drawn;
    for (int i = 0; i < kDraws; ++i) {
        side.backend.copy_from_host(logits.data() + std::size_t(i) * std::size_t(in.vocabulary), 0, 1, row);
        side.backend.draw(row, 0, places.data());
        side.finish();
        drawn.push_back(places[std::size_t(i % kTraceRows)]);
    }
    return drawn;
}

void compare_draw(const Drawn& got, const Draw& expected, int nth, Comparison& differences)
{
    differences.require(got.nonfinite < 0, fmt::format("Draw {} found a logit that is no number.", nth));
    differences.require(got.id == expected.id,
                        fmt::format("Draw {} gave token {}, right is {}.", nth, got.id, expected.id));
    differences.require(got.count == int(expected.candidates.size()),
                        fmt::format("Draw {} has {} candidates, right are {}.", nth, got.count,
                                    expected.candidates.size()));
    const std::size_t count = std::min(expected.candidates.size(), std::size_t(std::max(0, got.count)));
    for (std::size_t i = 0; i < std::min<std::size_t>(count, kCandidates); ++i) {
        const Candidate& right = expected.candidates[i];
        const Drawn::One& one = got.candidates[i];
        differences.require(one.id == right.id, fmt::format("Draw {} shows token {} in place {}, right is {}.", nth,
                                                            one.id, i, right.id));
        differences.add(one.before, double(right.before), double(right.before));
        differences.add(one.after, double(right.after), double(right.after));
    }
}

void check_draw(Examiner& e, const DrawingInput& in)
{
    auto logits = e.random.normals(kDraws, in.vocabulary, 3);
    for (int i = 0; i < kDraws; ++i)  // two that are equally likely, above all others every second time
        for (const int place : {in.vocabulary / 3, in.vocabulary / 3 + 1})
            logits[std::size_t(i * in.vocabulary + place)] = i % 2 == 0 ? 9.5f : 2.0f;
    e.check("draw", fmt::format("{} of {} tokens", in.rule, in.vocabulary), [&] {
        Comparison differences(share_of_sum(in.vocabulary) + Share::of(8 * kFloat));
        const auto got = draw_on(e.examined, in, logits);
        Sampler sampler(in.sampling, in.barred);
        std::vector<TokenId> context = in.context;
        for (int i = 0; i < kDraws; ++i) {
            const auto row = std::span(logits).subspan(std::size_t(i * in.vocabulary), std::size_t(in.vocabulary));
            std::optional<TokenId> given;
            if (std::size_t(i) < in.given.size()) given = in.given[std::size_t(i)];
            const Draw expected = sampler.draw(row, context, given);
            compare_draw(got[std::size_t(i)], expected, i, differences);
            context.push_back(expected.id);
        }
        return differences;
    });
}

void check_nonfinite(Examiner& e, float bad)
{
    DrawingInput in{"a logit that is no number", {}, 100, {}, {1, 2}, {}};
    auto logits = e.random.normals(kDraws, in.vocabulary);
    logits[77] = bad;
    e.check("draw", fmt::format("a logit that is {}", bad), [&] {
        Comparison differences(Share::of(kFloat));
        const Drawn got = draw_on(e.examined, in, logits)[0];
        differences.add(float(got.nonfinite), 77, 1);
        return differences;
    });
}

}  // namespace

void drawing_checks(Examiner& e)
{
    e.announce("drawing tokens");
    if (!e.examined.backend.draws()) {
        e.leave_out(e.examined.backend.name() + " leaves drawing tokens to the host.");
        return;
    }
    std::vector<TokenId> context;
    for (int i = 0; i < 100; ++i) context.push_back(i % 41);
    const std::vector<std::pair<std::string, Sampling>> rules = {
        {"greedy", {.temperature = 0}},
        {"temperature 0.7, top-p 0.95", {.seed = 3}},
        {"temperature 1.3, top-k 5", {.temperature = 1.3f, .top_k = 5, .top_p = 1, .seed = 4}},
        {"min-p 0.1", {.temperature = 1, .top_p = 1, .min_p = 0.1f, .seed = 5}},
        {"greedy, penalty 1.3", {.temperature = 0, .repetition_penalty = 1.3f}},
        {"all filters", {.top_k = 20, .top_p = 0.8f, .min_p = 0.02f, .repetition_penalty = 1.1f, .seed = 6}}};
    for (const auto& [name, sampling] : rules)
        for (const int vocabulary : e.brief ? std::vector{100} : std::vector{64, 2560, 129280}) {
            check_draw(e, {name, sampling, vocabulary, {}, context, {}});
            const std::vector<TokenId> barred{0, vocabulary / 3, vocabulary - 1};
            check_draw(e, {name + ", some barred", sampling, vocabulary, barred, context, {}});
            check_draw(e, {name + ", first ones given", sampling, vocabulary, {}, context, {5, 6}});
        }
    check_nonfinite(e, HUGE_VALF);
    check_nonfinite(e, NAN);
}

}  // namespace engine::doctor
