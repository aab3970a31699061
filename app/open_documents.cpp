// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/open_documents.h"

#include <algorithm>
#include <new>

namespace app {
namespace {

constexpr auto retry_delay = std::chrono::seconds(3);
constexpr std::size_t most_samples = 10'000;  // of the device, waiting

}  // namespace

void OpenDocuments::open_document(const std::filesystem::path& file)
{
    const auto same = [&](const auto& draft) { return draft->file() == file; };
    auto found = std::ranges::find_if(drafts_, same);
    if (found == drafts_.end()) found = drafts_.insert(found, std::make_unique<Draft>(file));
    current_ = found->get();
    plan(*current_);  // also closes the one before
}

void OpenDocuments::put(Draft& draft, engine::StoredMessage message)
{
    if (message.message.role == engine::Role::Assistant && !message.complete)
        replies_.try_emplace(message.id, Reply{&draft, message, engine::ReplyFold(), 0});
    draft.messages[message.id] = std::move(message);
    plan(draft, {});
}

void OpenDocuments::start(const engine::ReplyStarted& started)
{
    const auto found = replies_.find(started.reply);
    if (found == replies_.end()) return;
    Reply& reply = found->second;
    reply.message.started = started;
    reply.fold = engine::ReplyFold(started.thinking);
    reply.draft->messages[started.reply] = reply.message;
    plan(*reply.draft);
}

void OpenDocuments::add(engine::TokenEvent token)
{
    const auto found = replies_.find(token.reply);
    if (found == replies_.end()) return;
    Reply& reply = found->second;
    reply.fold.add(token);
    reply.draft->tokens.add(std::move(token));
    plan(*reply.draft);
}

void OpenDocuments::lose(engine::ReplyId id, std::uint64_t tokens)
{
    if (const auto found = replies_.find(id); found != replies_.end()) found->second.lost += tokens;
}

/// The reply's place becomes its message.
void OpenDocuments::finish(engine::ReplyFinished finished)
{
    auto found = replies_.extract(finished.reply);
    if (!found) return;
    Reply& reply = found.mapped();
    engine::StoredMessage& message = reply.message;
    message.message = reply.fold.message();
    if (reply.lost > 0 && !finished.text.empty())
        message.message = {engine::Role::Assistant, std::move(finished.text), {}};
    message.finished = std::move(finished);
    message.finished.text.clear();
    message.finished.dropped_events = reply.lost;  // not those the window missed
    message.complete = true;
    plan(*reply.draft, {});
    reply.draft->messages[message.id] = std::move(message);
}

void OpenDocuments::fail(engine::ReplyId id)
{
    const auto found = replies_.find(id);
    if (found == replies_.end()) return;
    engine::ReplyFinished failed;
    failed.reply = id;
    failed.reason = engine::StopReason::Failed;
    failed.tokens = found->second.fold.tokens();
    finish(failed);
}

void OpenDocuments::add(const engine::DeviceSample& sample)
{
    if (!current_ || !is_running(*current_) || current_->device.size() == most_samples) return;
    current_->device.push_back(sample);
    plan(*current_);
}

void OpenDocuments::add(const std::filesystem::path& file, engine::Event finding)
{
    const auto found = std::ranges::find_if(drafts_, [&](const auto& draft) { return draft->file() == file; });
    if (found == drafts_.end()) return;
    (*found)->findings.push_back(std::move(finding));
    plan(**found);
}

void OpenDocuments::plan(const Draft& draft, Clock::duration delay)
{
    if (!draft.failing) write_at_ = std::min(write_at_, Clock::now() + delay);
}

void OpenDocuments::write()
{
    write_at_ = Clock::time_point::max();
    for (const auto& draft : drafts_)
        if (draft->needs_writing()) write(*draft);
    close_saved_documents();
}

void OpenDocuments::write(Draft& draft)
{
    const bool was_failing = draft.failing;
    const auto fail = [&](engine::ErrorParts error) {
        if (!was_failing) report({0, true, std::move(error)});
        write_at_ = std::min(write_at_, Clock::now() + retry_delay);
    };
    try {
        const std::vector<engine::ReplyId> durable = draft.write();
        if (!durable.empty()) index(draft);
        for (const engine::ReplyId id : durable)
            report({id, false, {}});
        if (was_failing) report({});
    } catch (const engine::Error& error) {
        fail(error.parts());
    } catch (const std::bad_alloc&) {
        fail({"MEMORY", "memory ran out while saving", {}, {}, {}, "It is tried again."});
    }
}

/// The index is a cache: what it misses now, its next refresh finds.
void OpenDocuments::index(const Draft& draft)
try {
    if (!library_) library_.emplace(library_folder_);
    library_->index(draft.file(), draft.read());
} catch (const engine::Error&) {
    library_.reset();
}

void OpenDocuments::close_saved_documents()
{
    std::erase_if(drafts_, [this](const std::unique_ptr<Draft>& draft) {
        return draft.get() != current_ && !is_running(*draft) && !draft->needs_writing();
    });
}

bool OpenDocuments::is_running(const Draft& draft) const
{
    return std::ranges::any_of(replies_, [&](const auto& reply) { return reply.second.draft == &draft; });
}

bool OpenDocuments::needs_writing() const
{
    return std::ranges::any_of(drafts_, [](const auto& draft) { return draft->needs_writing(); });
}

void OpenDocuments::report(engine::SaveStatus status)
{
    statuses_.push(status);
    if (told_) told_();
}

}  // namespace app
