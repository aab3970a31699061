// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/draft.h"

namespace app {

std::size_t bytes_of(const engine::TokenEvent& token)
{
    std::size_t bytes = sizeof token + token.piece.size() + token.text.size();
    bytes += token.routing.experts.size() * sizeof(std::uint16_t);
    bytes += (token.routing.weights.size() + token.routing.scores.size() + token.latent_norm.size()) * sizeof(float);
    for (const engine::Candidate& candidate : token.candidates)
        bytes += sizeof candidate + candidate.text.size();
    return bytes;
}

void TokenBacklog::add(engine::TokenEvent token)
{
    if (batches_.empty() || batches_.back().tokens.size() == batch_size) batches_.emplace_back();
    const std::size_t bytes = bytes_of(token);
    batches_.back().tokens.push_back(std::move(token));
    batches_.back().bytes += bytes;
    bytes_ += bytes;
    while (bytes_ > limit && batches_.size() > 1) {
        for (const engine::TokenEvent& lost : oldest())
            ++dropped_[lost.reply];
        pop();
    }
}

std::uint64_t TokenBacklog::take_dropped(engine::ReplyId reply)
{
    const auto found = dropped_.extract(reply);
    return found ? found.mapped() : 0;
}

void TokenBacklog::pop()
{
    bytes_ -= batches_.front().bytes;
    batches_.pop_front();
}

bool Draft::needs_writing() const
{
    if (!messages.empty()) return true;
    const bool waits =
        title || system_prompt || active_leaf || !provenance.empty() || !tokens.empty() || !device.empty() ||
        !findings.empty();
    return waits && (store_ || has_file());
}

bool Draft::has_file() const
{
    std::error_code unknown;
    return std::filesystem::exists(file_, unknown);
}

std::vector<engine::ReplyId> Draft::write()
try {
    if (!store_) store_ = has_file() ? engine::Store::open(file_) : engine::Store::create(file_);
    std::vector<engine::ReplyId> durable;
    write_meta();
    write_tokens();
    write_messages(durable);
    write_findings();
    failing = false;
    return durable;
} catch (const engine::Error& error) {
    failing = true;
    if (error.code() == "STORE-IO") store_.reset();  // the disk may have gone and come back
    throw;
} catch (...) {
    failing = true;
    throw;
}

void Draft::write_meta()
{
    const auto write_once = [](auto& value, const auto& set) {
        if (!value) return;
        set(*value);
        value.reset();
    };
    write_once(title, [this](const std::string& text) { store_->set_title(text); });
    write_once(system_prompt, [this](const std::string& text) { store_->set_system_prompt(text); });
    write_once(active_leaf, [this](engine::ReplyId leaf) { store_->set_active_leaf(leaf); });
    while (!provenance.empty()) {
        store_->add_provenance(provenance.front());
        provenance.erase(provenance.begin());
    }
}

void Draft::write_tokens()
{
    while (!tokens.empty()) {
        store_->append_tokens(tokens.oldest());
        tokens.pop();
    }
    if (device.empty()) return;
    store_->append_device(device);
    device.clear();
}

void Draft::write_messages(std::vector<engine::ReplyId>& durable)
{
    while (!messages.empty()) {
        engine::StoredMessage& message = messages.begin()->second;
        message.finished.dropped_events += tokens.take_dropped(message.id);
        store_->put_message(message);
        durable.push_back(message.id);
        messages.erase(messages.begin());
    }
}

void Draft::write_findings()
{
    while (!findings.empty()) {
        store_->put_finding(findings.front());
        findings.pop_front();
    }
}

}  // namespace app
