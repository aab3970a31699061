// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recorder.h"

#include "app/open_documents.h"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>
#include <variant>

namespace app {
namespace {

using Clock = OpenDocuments::Clock;

constexpr auto last_patience = std::chrono::seconds(5);
constexpr auto last_retry_delay = std::chrono::milliseconds(200);

}  // namespace

/// The queue and the thread; what is recorded lives in `documents`, which only the thread touches.
struct Recorder::State {
    using Work = std::function<void()>;
    using Job = std::variant<engine::TokenEvent, Work>;  // tokens by value: no further allocation for each

    State(std::filesystem::path library, std::function<void()> told)
        : documents(std::move(library), std::move(told)), thread([this](std::stop_token stop) { run(stop); })
    {
    }

    // Any thread.
    void post(Work work);
    void post(const engine::TokenEvent& token);
    template <class Change>
    void change_document(Change change);  ///< change(Draft&) on the recorder's thread

    // The recorder's thread.
    void run(std::stop_token stop);
    std::vector<Job> wait(std::stop_token stop);
    void perform(Job& job);
    void write_until(Clock::time_point deadline);

    OpenDocuments documents;
    std::vector<Work> after_write;

    std::mutex mutex;
    std::condition_variable_any changed;
    std::vector<Job> inbox;                         // guarded by mutex, like what follows
    bool has_work = false;                          // not only tokens in it
    std::size_t inbox_bytes = 0;                    // of its tokens
    std::map<engine::ReplyId, std::uint64_t> lost;  // tokens the inbox had no room for
    bool sleeps = false;                            // the thread, without a time to wake up

    std::jthread thread;  // last: starts when everything above exists
};

void Recorder::State::post(Work work)
{
    {
        const std::lock_guard lock(mutex);
        inbox.emplace_back(std::move(work));
        has_work = true;
    }
    changed.notify_one();
}

/// Wakes the thread only for the first token after a quiet time; the others wait until it writes.
void Recorder::State::post(const engine::TokenEvent& token)
{
    engine::TokenEvent copy = token;  // outside of the lock
    const std::size_t bytes = bytes_of(copy);
    bool wake = false;
    {
        const std::lock_guard lock(mutex);
        if (inbox_bytes + bytes > TokenBacklog::limit) {
            ++lost[token.reply];
            return;
        }
        inbox.emplace_back(std::move(copy));
        inbox_bytes += bytes;
        wake = std::exchange(sleeps, false);
    }
    if (wake) changed.notify_one();
}

template <class Change>
void Recorder::State::change_document(Change change)
{
    post([this, change = std::move(change)] {
        if (Draft* draft = documents.current()) {
            change(*draft);
            documents.plan(*draft);
            return;
        }
        documents.report({0, false, {"INTERNAL", "no document is open to save in", {}, {}, {}, {}}});
    });
}

void Recorder::State::run(std::stop_token stop)
{
    while (!stop.stop_requested()) {
        for (Job& job : wait(stop))
            perform(job);
        if (Clock::now() >= documents.write_at()) documents.write();
        for (const Work& work : std::exchange(after_write, {}))
            if (!stop.stop_requested()) work();
    }
    for (Job& job : std::exchange(inbox, {}))
        perform(job);
    write_until(Clock::now() + last_patience);
}

/// Sleeps until there is work: a job, the time to write, or a first token after a quiet time.
std::vector<Recorder::State::Job> Recorder::State::wait(std::stop_token stop)
{
    std::unique_lock lock(mutex);
    if (const auto time = documents.write_at(); time != Clock::time_point::max()) {
        changed.wait_until(lock, stop, time, [this] { return has_work; });
    } else {
        sleeps = true;
        changed.wait(lock, stop, [this] { return !inbox.empty(); });
        sleeps = false;
    }
    has_work = false;
    inbox_bytes = 0;
    for (const auto& [reply, tokens] : std::exchange(lost, {}))
        documents.lose(reply, tokens);
    return std::exchange(inbox, {});
}

void Recorder::State::perform(Job& job)
{
    if (auto* token = std::get_if<engine::TokenEvent>(&job))
        documents.add(std::move(*token));
    else
        std::get<Work>(job)();
}

void Recorder::State::write_until(Clock::time_point deadline)
{
    documents.write();
    while (documents.needs_writing() && Clock::now() < deadline) {
        std::this_thread::sleep_for(last_retry_delay);
        documents.write();
    }
}

Recorder::Recorder(std::filesystem::path library, std::function<void()> told)
    : state_(std::make_unique<State>(std::move(library), std::move(told)))
{
}

Recorder::~Recorder() = default;

void Recorder::open_document(std::filesystem::path file)
{
    state_->post([state = state_.get(), file = std::move(file)] { state->documents.open_document(file); });
}

void Recorder::put(engine::StoredMessage message, std::function<void()> then)
{
    state_->change_document([state = state_.get(), message = std::move(message), then = std::move(then)](Draft& draft) {
        state->documents.put(draft, message);
        if (then) state->after_write.push_back(then);
    });
}

void Recorder::set_title(std::string title)
{
    state_->change_document([title = std::move(title)](Draft& draft) { draft.title = title; });
}

void Recorder::set_system_prompt(std::string text)
{
    state_->change_document([text = std::move(text)](Draft& draft) { draft.system_prompt = text; });
}

void Recorder::set_active_leaf(engine::ReplyId leaf)
{
    state_->change_document([leaf](Draft& draft) { draft.active_leaf = leaf; });
}

void Recorder::add_provenance(engine::Provenance provenance)
{
    state_->change_document(
        [provenance = std::move(provenance)](Draft& draft) { draft.provenance.push_back(provenance); });
}

void Recorder::record_device(const engine::DeviceSample& sample)
{
    state_->post([state = state_.get(), sample] { state->documents.add(sample); });
}

void Recorder::record(const engine::Event& event)
{
    State* state = state_.get();
    if (const auto* token = std::get_if<engine::TokenEvent>(&event)) state->post(*token);
    if (const auto* started = std::get_if<engine::ReplyStarted>(&event))
        state->post([state, started = *started] { state->documents.start(started); });
    if (const auto* finished = std::get_if<engine::ReplyFinished>(&event))
        state->post([state, finished = *finished] { state->documents.finish(finished); });
    if (const auto* failure = std::get_if<engine::Failure>(&event))
        state->post([state, reply = failure->reply] { state->documents.fail(reply); });
}

void Recorder::record_finding(const std::filesystem::path& file, const engine::Event& event)
{
    if (engine::is_finding(event))
        state_->post([state = state_.get(), file, event] { state->documents.add(file, event); });
}

engine::Ring<engine::SaveStatus>& Recorder::statuses()
{
    return state_->documents.statuses();
}

}  // namespace app
