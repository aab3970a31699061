// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/source/token_loop.h"

#include "engine/error.h"
#include "engine/source/local.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <limits>

namespace engine {
namespace {

/// Logits come to the host, which draws.
class HostLoop final : public TokenLoop {
public:
    HostLoop(Session::State& session, const Request& request, std::stop_token stop)
        : session_(session), request_(request), stop_(std::move(stop)), sampler_(request.sampling, session.barred)
    {
    }

    Draw draw() override
    {
        const auto begin = std::chrono::steady_clock::now();
        session_.model.copy_to_host(session_.forward.logits, 0, logits_);
        std::optional<TokenId> given;
        if (drawn_ < request_.reply_start.size()) given = request_.reply_start[drawn_];
        Draw draw = sampler_.draw(logits_, session_.tokens, given);
        id_ = draw.id;
        ++drawn_;
        sampling_ = std::chrono::steady_clock::now() - begin;
        return draw;
    }

    bool forward() override
    {
        const Capture capture{request_.trace, request_.trace};
        if (!session_.forward_tokens({&id_, 1}, session_.forward, capture, stop_)) return false;
        session_.tokens.push_back(id_);
        session_.forward.times.sampling = std::chrono::duration<float, std::milli>(sampling_).count();
        return true;
    }

    int trace_row() const override { return 0; }

private:
    Session::State& session_;
    const Request& request_;
    std::stop_token stop_;
    Sampler sampler_;
    std::vector<float> logits_;
    std::size_t drawn_ = 0;
    TokenId id_ = 0;
    std::chrono::steady_clock::duration sampling_{};
};

/// The backend draws and goes on by itself: pass n forwards token n and draws token n + 1, and is begun before the host
/// has seen token n. At the end one pass too many has run; what it wrote lies behind the cache's end.
class DeviceLoop final : public TokenLoop {
public:
    DeviceLoop(Session::State& session, const Request& request, std::stop_token stop)
        : session_(session), request_(request), stop_(std::move(stop)), first_position_(session.cache.length)
    {
        const int limit = request.sampling.max_tokens;
        const int room = session.cache.capacity - first_position_;
        passes_ = limit > 0 ? std::min(limit, room) : room;
        tickets_[0] = session.model.start_drawing(
            {request.sampling, session.barred, session.tokens, request.reply_start}, session.forward);
    }
    DeviceLoop(const DeviceLoop&) = delete;
    DeviceLoop& operator=(const DeviceLoop&) = delete;

    ~DeviceLoop() override
    {
        try {
            session_.model.wait(ticket(begun_), session_.forward);
        } catch (const Error&) {  // a lost device says so again when it is used next
        }
    }

    Draw draw() override
    {
        begin_passes(forwarded_ + 1);
        if (forwarded_ == 0) session_.model.wait(ticket(0), session_.forward);
        const Drawn& drawn = session_.forward.drawn[std::size_t(forwarded_ % kTraceRows)];
        if (drawn.nonfinite >= 0) throw nonfinite_logit(drawn.nonfinite, drawn.nonfinite_logit);
        Draw draw{drawn.id, {}};
        for (int i = 0; i < drawn.count; ++i) {
            const Drawn::One& one = drawn.candidates[std::size_t(i)];
            draw.candidates.push_back({one.id, {}, one.before, one.after});
        }
        return draw;
    }

    bool forward() override
    {
        if (stop_.stop_requested()) return false;
        const TokenId id = session_.forward.drawn[std::size_t(forwarded_ % kTraceRows)].id;
        begin_passes(forwarded_ + 2);
        session_.model.wait(ticket(forwarded_ + 1), session_.forward);
        session_.files.check_unchanged();
        session_.tokens.push_back(id);
        ++session_.cache.length;
        ++forwarded_;
        return true;
    }

    int trace_row() const override { return Model::trace_row(session_.forward, forwarded_ - 1); }

private:
    /// The marks between stages cost time: stages are measured in the first passes, so that a short reply has some, and
    /// in one of so many.
    static constexpr int kTimedFirst = 4, kTimedEvery = 16;
    static bool is_timed(int pass) { return pass < kTimedFirst || pass % kTimedEvery == 0; }

    void begin_passes(int count)
    {
        for (; begun_ < std::min(count, passes_); ++begun_) {
            const Capture capture{request_.trace, request_.trace && is_timed(begun_)};
            ticket(begun_ + 1) = session_.model.forward_drawn(begun_, first_position_ + begun_, session_.cache,
                                                              session_.forward, capture, session_.router);
        }
    }

    /// Of everything that must be done before token `nth` is known: pass nth - 1.
    std::uint64_t& ticket(int nth) { return tickets_[std::size_t(nth % kTraceRows)]; }

    Session::State& session_;
    const Request& request_;
    std::stop_token stop_;
    const int first_position_;
    int passes_ = 0;  // at most
    int begun_ = 0, forwarded_ = 0;
    std::array<std::uint64_t, kTraceRows> tickets_{};
};

}  // namespace

std::unique_ptr<TokenLoop> make_token_loop(Session::State& session, const Request& request, std::stop_token stop)
{
    if (session.model.draws()) return std::make_unique<DeviceLoop>(session, request, std::move(stop));
    return std::make_unique<HostLoop>(session, request, std::move(stop));
}

}  // namespace engine
