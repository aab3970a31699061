// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/doctor/sections.h"
#include "engine/error.h"
#include "engine/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace engine::doctor {
namespace {

constexpr int kReply = 64, kBriefReply = 8;
constexpr double kNearTie = 2;      // times what probabilities differ by anyway: one goes up, the other down
constexpr double kLargestTie = 0.2; // nats; beyond it is no tie, whatever they differ by
constexpr float kLikely = 1e-3f;    // candidates below say little

const std::vector<std::string>& prompts()
{
    static const std::vector<std::string> all{"What does a router do in a mixture of experts?",
                                              "Write three sentences about the sea.", "What is 17 plus 25?"};
    return all;
}

/// A prompt as the model takes it: a question, a text to go on with, or ids that mean nothing.
Request request_for(const Engine& engine, const std::string& prompt, int tokens)
{
    Request request;
    if (!engine.text())
        for (const char c : prompt) request.ids.push_back(TokenId(static_cast<unsigned char>(c)) %
                                                          engine.card().vocab_size);
    else if (!engine.card().chat_template.empty())
        request.chat = {{Role::User, prompt, {}}};
    else
        request.raw_text = prompt;
    request.sampling.temperature = 0;
    request.sampling.max_tokens = tokens;
    request.ignore_end = true;
    return request;
}

struct Reply {
    std::vector<TokenEvent> tokens;
    std::string text;
    std::vector<TokenId> ids() const
    {
        std::vector<TokenId> ids;
        for (const TokenEvent& token : tokens) ids.push_back(token.id);
        return ids;
    }
};

Reply reply_of(const std::shared_ptr<const Engine>& engine, const Request& request, const std::stop_token& stop)
{
    Reply reply;
    Session session(engine);
    const auto finished = session.generate(request, [&](Event& event) {
        auto* token = std::get_if<TokenEvent>(&event);
        if (token && token->phase == Phase::Decode) reply.tokens.push_back(*token);
    }, stop);
    if (finished.reason == StopReason::Cancelled)
        throw Error({"CANCELLED", "the examination was cancelled", "", "", "", "What was found so far is not shown."});
    reply.text = finished.text;
    return reply;
}

float probability(const TokenEvent& token, TokenId id)
{
    for (const Candidate& candidate : token.candidates)
        if (candidate.id == id) return candidate.before;
    return 0;
}

/// By how many nats the likely candidates of one place differ at most.
double drift(const TokenEvent& cpu, const TokenEvent& device)
{
    double most = 0;
    for (const Candidate& candidate : cpu.candidates) {
        const float other = probability(device, candidate.id);
        if (candidate.before < kLikely || other <= 0) continue;
        most = std::max(most, std::abs(std::log(double(candidate.before) / double(other))));
    }
    return most;
}

double gap(float a, float b) { return a > 0 && b > 0 ? std::abs(std::log(double(a) / double(b))) : HUGE_VAL; }

TextDifference difference_at(int nth, const TokenEvent& cpu, const TokenEvent& device, const Text* text)
{
    const auto one = [&](TokenId id) {
        const std::string piece = text && id < text->size() ? text->piece(id) : std::string();
        return TextDifference::One{id, piece, probability(cpu, id), probability(device, id)};
    };
    TextDifference found{nth, one(cpu.id), one(device.candidates.empty() ? device.id : device.candidates[0].id)};
    found.gap = std::max(gap(found.cpu.on_cpu, found.device.on_cpu), gap(found.cpu.on_device, found.device.on_device));
    return found;
}

/// Both behind the same tokens: the processor's.
void compare(const Reply& cpu, const Reply& device, const Text* text, TextCheck& check)
{
    check.tokens = int(std::min(cpu.tokens.size(), device.tokens.size()));
    for (int i = 0; i < check.tokens; ++i) {
        const TokenEvent &a = cpu.tokens[std::size_t(i)], &b = device.tokens[std::size_t(i)];
        if (!b.candidates.empty() && b.candidates[0].id != a.id)
            check.differences.push_back(difference_at(i, a, b, text));
        else
            check.usual = std::max(check.usual, drift(a, b));
    }
    for (TextDifference& difference : check.differences)
        difference.near_tie = difference.gap <= std::min(kNearTie * check.usual, kLargestTie);
}

}  // namespace

TextReport compare_texts(const std::shared_ptr<const Engine>& cpu, const std::shared_ptr<const Engine>& device,
                         bool brief, const DoctorProgress& progress, const std::stop_token& stop)
{
    TextReport report;
    report.model = cpu->card().name;
    report.device = fmt::format("{}: {}", device->card().backend, device->card().backend_detail);
    for (const std::string& prompt : prompts()) {
        if (progress) progress(fmt::format("text: {}", prompt));
        Request request = request_for(*cpu, prompt, brief ? kBriefReply : kReply);
        const Reply right = reply_of(cpu, request, stop);
        Reply other = reply_of(device, request, stop);
        TextCheck check;
        check.prompt = prompt;
        check.reply = right.text;
        check.equal = other.ids() == right.ids();
        if (!check.equal) {  // what follows the first difference is another text
            request.reply_start = right.ids();
            other = reply_of(device, request, stop);
        }
        compare(right, other, cpu->text(), check);
        report.checks.push_back(std::move(check));
    }
    return report;
}

}  // namespace engine::doctor
