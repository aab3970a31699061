// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recorder.h"

#include "app/draft.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <new>
#include <thread>
#include <utility>
#include <variant>

namespace app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto token_delay = std::chrono::milliseconds(500);
constexpr auto retry_delay = std::chrono::seconds(3);
constexpr auto last_patience = std::chrono::seconds(5);
constexpr auto last_retry_delay = std::chrono::milliseconds(200);
constexpr std::size_t most_samples = 10'000;  // of the device, waiting

}  // namespace

struct Recorder::State {
    using Work = std::function<void()>;
    using Job = std::variant<engine::TokenEvent, Work>;  // tokens by value: no further allocation for each

    /// A reply that is being generated: its place in a document, and its text as far as it is known.
    struct Reply {
        Draft* draft = nullptr;
        engine::StoredMessage message;
        engine::ReplyFold fold;
        std::uint64_t lost = 0;  // tokens that never came here
    };

    explicit State(std::filesystem::path folder)
        : library_folder(std::move(folder)), thread([this](std::stop_token stop) { run(stop); })
    {
    }

    // Any thread.
    void post(Work work);
    void post(const engine::TokenEvent& token);
    template <class Change>
    void change_document(Change change);  ///< change(Draft&) on the recorder's thread, soon to be written

    // The recorder's thread.
    void run(std::stop_token stop);
    std::vector<Job> wait(std::stop_token stop);
    void perform(Job& job);
    void add(engine::TokenEvent token);
    void start(const engine::ReplyStarted& started);
    void finish(engine::ReplyFinished finished);
    void fail(engine::ReplyId reply);
    void write();
    void write(Draft& draft);
    void index(const Draft& draft);
    void write_until(Clock::time_point deadline);
    void forget_saved_documents();
    bool is_running(const Draft& draft) const;
    bool needs_writing() const;
    void plan(const Draft& draft, Clock::duration delay);

    std::filesystem::path library_folder;
    std::optional<engine::Library> library;  // opened by the first message
    std::vector<std::unique_ptr<Draft>> drafts;
    Draft* current = nullptr;
    std::map<engine::ReplyId, Reply> replies;
    std::vector<Work> after_write;
    Clock::time_point write_at = Clock::time_point::max();
    engine::Ring<engine::SaveStatus> statuses{1024};

    std::mutex mutex;
    std::condition_variable_any changed;
    std::vector<Job> inbox;                         // guarded by mutex, like what follows
    bool has_work = false;                          // not only tokens in it
    std::size_t inbox_bytes = 0;                    // of its tokens
    std::map<engine::ReplyId, std::uint64_t> lost;  // tokens the inbox had no room for
    bool waits_for_tokens = false;                  // the thread sleeps without a time to wake up

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

template <class Change>
void Recorder::State::change_document(Change change)
{
    post([this, change = std::move(change)]() mutable {
        if (current) {
            change(*current);
            plan(*current, token_delay);
        } else {
            engine::SaveStatus refused{0, false, {"INTERNAL", "no document is open to save in", {}, {}, {}, {}}};
            statuses.push(refused);
        }
    });
}

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
        wake = waits_for_tokens;
        waits_for_tokens = false;
    }
    if (wake) changed.notify_one();
}

void Recorder::State::run(std::stop_token stop)
{
    while (!stop.stop_requested()) {
        for (Job& job : wait(stop)) perform(job);
        if (Clock::now() >= write_at) write();
        for (const Work& work : std::exchange(after_write, {}))
            if (!stop.stop_requested()) work();
    }
    for (Job& job : std::exchange(inbox, {})) perform(job);
    write_until(Clock::now() + last_patience);
}

/// Sleeps until there is work: a job, the time to write, or a first token after a quiet time.
std::vector<Recorder::State::Job> Recorder::State::wait(std::stop_token stop)
{
    std::unique_lock lock(mutex);
    if (write_at == Clock::time_point::max()) {
        waits_for_tokens = inbox.empty();
        changed.wait(lock, stop, [this] { return !inbox.empty(); });
        waits_for_tokens = false;
    } else {
        changed.wait_until(lock, stop, write_at, [this] { return has_work; });
    }
    inbox_bytes = 0;
    has_work = false;
    for (const auto& [reply, count] : std::exchange(lost, {}))
        if (const auto found = replies.find(reply); found != replies.end()) found->second.lost += count;
    return std::exchange(inbox, {});
}

void Recorder::State::perform(Job& job)
{
    if (auto* token = std::get_if<engine::TokenEvent>(&job)) add(std::move(*token));
    else std::get<Work>(job)();
}

void Recorder::State::add(engine::TokenEvent token)
{
    const auto found = replies.find(token.reply);
    if (found == replies.end()) return;
    Reply& reply = found->second;
    reply.fold.add(token);
    reply.draft->tokens.add(std::move(token));
    plan(*reply.draft, token_delay);
}

void Recorder::State::start(const engine::ReplyStarted& started)
{
    const auto found = replies.find(started.reply);
    if (found == replies.end()) return;
    Reply& reply = found->second;
    reply.message.started = started;
    reply.fold = engine::ReplyFold(started.thinking);
    reply.draft->messages[started.reply] = reply.message;
    plan(*reply.draft, token_delay);
}

void Recorder::State::fail(engine::ReplyId id)
{
    const auto found = replies.find(id);
    if (found == replies.end()) return;
    engine::ReplyFinished failed;
    failed.reply = id;
    failed.reason = engine::StopReason::Failed;
    failed.tokens = found->second.fold.tokens();
    finish(failed);
}

/// The reply's place becomes its message.
void Recorder::State::finish(engine::ReplyFinished finished)
{
    auto found = replies.extract(finished.reply);
    if (!found) return;
    Reply& reply = found.mapped();
    engine::StoredMessage& message = reply.message;
    message.message = reply.fold.message();
    if (reply.lost > 0 && !finished.text.empty()) message.message = {engine::Role::Assistant, std::move(finished.text), {}};
    message.finished = std::move(finished);
    message.finished.text.clear();
    message.finished.dropped_events = reply.lost;  // not those the window missed
    message.complete = true;
    plan(*reply.draft, {});
    reply.draft->messages[message.id] = std::move(message);
}

/// A document that cannot be written waits for its next try, whatever comes.
void Recorder::State::plan(const Draft& draft, Clock::duration delay)
{
    if (!draft.failing) write_at = std::min(write_at, Clock::now() + delay);
}

void Recorder::State::write()
{
    write_at = Clock::time_point::max();
    for (const auto& draft : drafts)
        if (draft->needs_writing()) write(*draft);
    forget_saved_documents();
}

void Recorder::State::write(Draft& draft)
{
    const bool was_failing = draft.failing;
    const auto fail = [&](engine::ErrorParts error) {
        engine::SaveStatus failed{0, true, std::move(error)};
        if (!was_failing) statuses.push(failed);
        write_at = std::min(write_at, Clock::now() + retry_delay);
    };
    try {
        const std::vector<engine::ReplyId> durable = draft.write();
        if (!durable.empty()) index(draft);
        for (const engine::ReplyId id : durable) {
            engine::SaveStatus saved{id, false, {}};
            statuses.push(saved);
        }
        engine::SaveStatus well;
        if (was_failing) statuses.push(well);
    } catch (const engine::Error& error) {
        fail(error.parts());
    } catch (const std::bad_alloc&) {
        fail({"MEMORY", "memory ran out while saving", {}, {}, {}, "It is tried again."});
    }
}

/// The index is a cache: what it misses now, its next refresh finds.
void Recorder::State::index(const Draft& draft)
try {
    if (!library) library.emplace(library_folder);
    library->index(draft.file(), draft.read());
} catch (const engine::Error&) {
    library.reset();
}

void Recorder::State::write_until(Clock::time_point deadline)
{
    for (write(); needs_writing() && Clock::now() < deadline; write()) std::this_thread::sleep_for(last_retry_delay);
}

void Recorder::State::forget_saved_documents()
{
    std::erase_if(drafts, [this](const std::unique_ptr<Draft>& draft) {
        return draft.get() != current && !is_running(*draft) && !draft->needs_writing();
    });
}

bool Recorder::State::is_running(const Draft& draft) const
{
    return std::ranges::any_of(replies, [&](const auto& reply) { return reply.second.draft == &draft; });
}

bool Recorder::State::needs_writing() const
{
    return std::ranges::any_of(drafts, [](const auto& draft) { return draft->needs_writing(); });
}

Recorder::Recorder(std::filesystem::path library) : state_(std::make_unique<State>(std::move(library))) {}

Recorder::~Recorder() = default;

void Recorder::open_document(std::filesystem::path file)
{
    state_->post([state = state_.get(), file = std::move(file)] {
        const auto same = [&](const auto& draft) { return draft->file() == file; };
        auto found = std::ranges::find_if(state->drafts, same);
        if (found == state->drafts.end()) found = state->drafts.insert(found, std::make_unique<Draft>(file));
        state->current = found->get();
        state->plan(*state->current, token_delay);  // also closes the one before
    });
}

void Recorder::put(engine::StoredMessage message, std::function<void()> then)
{
    state_->change_document([state = state_.get(), message = std::move(message), then = std::move(then)](Draft& draft) {
        if (message.message.role == engine::Role::Assistant && !message.complete)
            state->replies.try_emplace(message.id, State::Reply{&draft, message, engine::ReplyFold(), 0});
        draft.messages[message.id] = message;
        if (then) state->after_write.push_back(then);
        state->plan(draft, {});
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
    state_->post([state = state_.get(), sample] {
        Draft* draft = state->current;
        if (!draft || !state->is_running(*draft) || draft->device.size() == most_samples) return;
        draft->device.push_back(sample);
        state->plan(*draft, token_delay);
    });
}

void Recorder::record(const engine::Event& event)
{
    State* state = state_.get();
    if (const auto* token = std::get_if<engine::TokenEvent>(&event)) state->post(*token);
    if (const auto* started = std::get_if<engine::ReplyStarted>(&event))
        state->post([state, started = *started] { state->start(started); });
    if (const auto* finished = std::get_if<engine::ReplyFinished>(&event))
        state->post([state, finished = *finished] { state->finish(finished); });
    if (const auto* failure = std::get_if<engine::Failure>(&event))
        state->post([state, reply = failure->reply] { state->fail(reply); });
}

engine::Ring<engine::SaveStatus>& Recorder::statuses()
{
    return state_->statuses;
}

}  // namespace app
