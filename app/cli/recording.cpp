// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/recording.h"

#include <chrono>
#include <utility>

namespace app {

namespace {

constexpr std::size_t kTokensPerTransaction = 64;

std::int64_t now_ms()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

std::vector<engine::Message> messages_of(const engine::Request& request)
{
    if (!request.chat.empty()) return request.chat;
    return {{engine::Role::User, request.raw_text, {}}};
}

}  // namespace

Recording::Recording(const std::filesystem::path& file, const engine::ModelCard& card, const engine::Request& request)
    : store_(engine::Store::create(file))
{
    store_.add_provenance(
        {EXPERTSCOPE_VERSION, card, "experts, weights, scores, latent norms, candidates, stage times"});
    for (auto& message : messages_of(request)) {
        if (message.role == engine::Role::System) {
            store_.set_system_prompt(message.content);
        } else {
            put_message(std::move(message));
        }
    }
    reply_.started.router = request.router;  // tokens reach the disk before the reply is whole
    reply_.started.given_tokens = std::int32_t(request.reply_start.size());
    put_message({engine::Role::Assistant, {}, {}});
    store_.set_active_leaf(reply_.id);
}

void Recording::put_message(engine::Message message)
{
    if (reply_.id == 0) store_.set_title(message.content);
    reply_.parent = std::exchange(reply_.id, reply_.id + 1);
    reply_.message = std::move(message);
    reply_.created_ms = now_ms();
    reply_.complete = reply_.message.role != engine::Role::Assistant || !reply_.message.content.empty();
    store_.put_message(reply_);
}

void Recording::put(const engine::Event& event)
{
    if (const auto* started = std::get_if<engine::ReplyStarted>(&event)) reply_.started = *started;
    const auto* token = std::get_if<engine::TokenEvent>(&event);
    if (!token) return;
    waiting_.push_back(*token);
    if (waiting_.size() >= kTokensPerTransaction) flush();
}

void Recording::flush()
{
    store_.append_tokens(waiting_);
    waiting_.clear();
    std::vector<engine::DeviceSample> samples;
    for (engine::DeviceSample sample; monitor_.ring().pop(sample);) samples.push_back(sample);
    store_.append_device(samples);
}

void Recording::finish(const engine::ReplyFinished& finished)
{
    flush();
    reply_.finished = finished;
    reply_.message.content = std::move(reply_.finished.text);
    reply_.finished.text.clear();
    reply_.complete = true;
    store_.put_message(reply_);
}

}  // namespace app
