// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/recording.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

namespace app {

namespace {

constexpr std::size_t kTokensPerTransaction = 64;

std::int64_t now_us()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::microseconds>(now).count();
}

std::vector<engine::Message> messages_of(const engine::Request& request)
{
    if (!request.chat.empty()) return request.chat;
    return {{engine::Role::User, request.raw_text, {}}};
}

/// Root to the message that was shown last.
std::vector<engine::StoredMessage> branch_of(const engine::Document& document)
{
    std::map<engine::ReplyId, const engine::StoredMessage*> by_id;
    for (const auto& message : document.messages) by_id[message.id] = &message;
    std::vector<engine::StoredMessage> branch;
    for (auto id = document.active_leaf; by_id.contains(id) && branch.size() < by_id.size();
         id = branch.back().parent)
        branch.push_back(*by_id[id]);
    std::ranges::reverse(branch);
    return branch;
}

}  // namespace

Recording::Recording(const std::filesystem::path& file, const engine::ModelCard& card, engine::Request& request,
                     Place place)
    : store_(place == Place::NewDocument ? engine::Store::create(file) : engine::Store::open(file))
{
    if (place == Place::NewDocument) {
        add_model(card);
        begin(request);
    } else {
        resume(request, card, place == Place::Beside);
    }
}

void Recording::begin(const engine::Request& request)
{
    for (auto& message : messages_of(request)) {
        if (message.role == engine::Role::System)
            store_.set_system_prompt(message.content);
        else
            put_message(std::move(message));
    }
    put_reply(request);
}

void Recording::resume(engine::Request& request, const engine::ModelCard& card, bool again)
{
    const auto document = store_.read();
    if (document.provenance.empty() || document.provenance.back().card.hash != card.hash) add_model(card);
    auto branch = branch_of(document);
    if (again && !branch.empty() && branch.back().message.role == engine::Role::Assistant) branch.pop_back();
    if (branch.empty())
        throw engine::Error({"TRACE-NO-REPLY", "there is nothing in this document to go on from", "", "", "",
                             "Ask a question into a new document."});
    std::vector<engine::Message> chat;
    if (!document.system_prompt.empty()) chat.push_back({engine::Role::System, document.system_prompt, {}});
    for (const auto& stored : branch) chat.push_back(stored.message);
    reply_.id = branch.back().id;
    newest_ = document.messages.back().id;
    if (!again) {
        chat.push_back(request.chat.back());
        put_message(request.chat.back());
    }
    request.chat = std::move(chat);
    put_reply(request);
}

void Recording::add_model(const engine::ModelCard& card)
{
    store_.add_provenance(
        {EXPERTSCOPE_VERSION, card, "experts, weights, scores, latent norms, candidates, stage times"});
}

void Recording::put_reply(const engine::Request& request)
{
    reply_.started.router = request.router;  // tokens reach the disk before the reply is whole
    reply_.started.given_tokens = std::int32_t(request.reply_start.size());
    put_message({engine::Role::Assistant, {}, {}});
    store_.set_active_leaf(reply_.id);
}

void Recording::put_message(engine::Message message)
{
    if (reply_.id == 0) store_.set_title(message.content);
    reply_.parent = std::exchange(reply_.id, std::max(now_us(), newest_ + 1));
    newest_ = reply_.id;
    reply_.message = std::move(message);
    reply_.created_ms = now_us() / 1000;
    reply_.complete = reply_.message.role != engine::Role::Assistant || !reply_.message.content.empty();
    store_.put_message(reply_);
}

void Recording::put(const engine::Event& event)
{
    if (const auto* started = std::get_if<engine::ReplyStarted>(&event)) {
        reply_.started = *started;
        fold_ = engine::ReplyFold(started->thinking);
    }
    const auto* token = std::get_if<engine::TokenEvent>(&event);
    if (!token) return;
    fold_.add(*token);
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
    reply_.finished.text.clear();
    reply_.message = fold_.message();
    reply_.complete = true;
    store_.put_message(reply_);
}

}  // namespace app
