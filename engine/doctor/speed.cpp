// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/doctor/sections.h"
#include "engine/error.h"
#include "engine/session.h"

#include <algorithm>

namespace engine::doctor {
namespace {

constexpr int kPrompt = 512, kReply = 64, kRuns = 3;
constexpr int kBriefPrompt = 20, kBriefReply = 4;

float total(const StageTimes& times)
{
    return times.attention + times.router + times.experts + times.head + times.sampling;
}

/// The mean of what was measured.
class MeanTimes {
public:
    void add(const StageTimes& times)
    {
        if (total(times) <= 0) return;  // a device does not measure every pass
        sum_.attention += times.attention;
        sum_.router += times.router;
        sum_.experts += times.experts;
        sum_.head += times.head;
        sum_.sampling += times.sampling;
        ++count_;
    }
    StageTimes mean() const
    {
        const float n = float(std::max(1, count_));
        return {sum_.attention / n, sum_.router / n, sum_.experts / n, sum_.head / n, sum_.sampling / n};
    }

private:
    StageTimes sum_;
    int count_ = 0;
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

}  // namespace

SpeedReport measure_speed(const std::shared_ptr<const Engine>& engine, double bytes_per_second, bool brief,
                          const std::stop_token& stop)
{
    const ModelCard& card = engine->card();
    SpeedReport report;
    report.device = card.backend;
    report.detail = card.backend_detail;
    report.model = card.name;
    report.reply = std::min(brief ? kBriefReply : kReply, card.context / 2);
    report.prompt = std::min(brief ? kBriefPrompt : kPrompt, card.context - report.reply - 1);
    report.bytes_per_second = bytes_per_second;
    report.bytes_per_token = double(card.active_weight_bytes) +
                             (report.prompt + report.reply / 2.0) * double(card.cache_bytes_per_token);
    std::vector<double> prefill, decode;
    MeanTimes prefill_times, decode_times;
    for (int run = 0; run <= (brief ? 1 : kRuns); ++run) {
        Session session(engine);
        Request request;
        for (std::int64_t i = 0; i < report.prompt; ++i)
            request.ids.push_back(TokenId((i + 1) * 7919 % card.vocab_size));
        request.sampling.temperature = 0;
        request.sampling.max_tokens = report.reply;
        request.ignore_end = true;
        const auto finished = session.generate(request, [&](Event& event) {
            const auto* token = std::get_if<TokenEvent>(&event);
            if (token && run > 0) (token->phase == Phase::Prefill ? prefill_times : decode_times).add(token->times);
        }, stop);
        if (finished.reason == StopReason::Cancelled)
            throw Error({"CANCELLED", "the examination was cancelled", "", "", "", "Nothing of it is shown."});
        if (run == 0) continue;  // pages weights in
        prefill.push_back(double(finished.prefill_tokens_per_second));
        decode.push_back(double(finished.tokens_per_second));
    }
    report.prefill_tokens_per_second = median(prefill);
    report.decode_tokens_per_second = median(decode);
    report.prefill = prefill_times.mean();
    report.decode = decode_times.mean();
    return report;
}

}  // namespace engine::doctor
