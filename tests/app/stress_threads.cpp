// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// All threads of the program at once, without the window: inference, its helpers, recorder and device monitor, with
// a reader that drains every ring and a visitor that stops, paces and steps at awkward moments. No Qt, so that
// ThreadSanitizer sees everything. Usage: stress_threads MODEL
#include "app/recorder.h"
#include "app/worker.h"
#include "engine/device_monitor.h"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <thread>

namespace {

using namespace std::chrono_literals;

constexpr engine::ReplyId kReplies = 60;
constexpr engine::ReplyId kWaiting = 4;  // asked for ahead, so that a stop meets a queue but does not empty the test
constexpr auto kDeadline = 240s;

struct Reply {
    std::int32_t tokens = 0;
    std::int32_t next_position = -1;
    int ends = 0;
};

class Reader {
public:
    void take(const engine::Event& event)
    {
        if (const auto* token = std::get_if<engine::TokenEvent>(&event)) {
            auto& reply = replies_[token->reply];
            if (reply.next_position >= 0 && token->position != reply.next_position) fail("a token is out of order");
            if (reply.ends > 0) fail("a token came after the end of its reply");
            reply.next_position = token->position + 1;
            ++reply.tokens;
        } else if (const auto* finished = std::get_if<engine::ReplyFinished>(&event)) {
            end(finished->reply);
        } else if (const auto* failure = std::get_if<engine::Failure>(&event)) {
            if (failure->reply == 0) fail("the model was not loaded: " + failure->error.what);
            end(failure->reply);
        } else if (std::holds_alternative<engine::ModelReady>(event)) {
            ready_ = true;
        }
    }

    void take(const engine::SaveStatus& status)
    {
        if (!status.failure.code.empty()) fail("a message was not saved: " + status.failure.what);
    }

    bool ready() const { return ready_; }
    engine::ReplyId ended() const { return ended_; }
    bool done() const { return failed_ || ended_ == kReplies; }
    bool failed() const { return failed_; }

    std::int32_t tokens() const
    {
        std::int32_t sum = 0;
        for (const auto& [id, reply] : replies_) sum += reply.tokens;
        return sum;
    }

private:
    void end(engine::ReplyId id)
    {
        ++ended_;
        if (++replies_[id].ends > 1) fail("a reply ended twice");
    }

    void fail(const std::string& why)
    {
        fmt::print(stderr, "FAILED: {}\n", why);
        failed_ = true;
    }

    std::map<engine::ReplyId, Reply> replies_;
    engine::ReplyId ended_ = 0;
    bool ready_ = false;
    bool failed_ = false;
};

engine::Request request_of(engine::ReplyId id)
{
    engine::Request request;
    request.reply = id;
    for (int i = 0; i < 1 + int(id) % 17; ++i) request.ids.push_back((7 * i + int(id) / 3) % 90 + 2);
    request.sampling.temperature = id % 2 == 0 ? 0.0f : 1.0f;
    request.sampling.seed = std::uint64_t(id);
    request.sampling.max_tokens = 30;
    request.ignore_end = true;
    return request;
}

void ask(app::Worker& worker, app::Recorder& recorder, engine::ReplyId id)
{
    engine::StoredMessage place;
    place.id = id;
    place.message.role = engine::Role::Assistant;
    recorder.put(place);
    worker.submit(request_of(id), [&recorder](const engine::Event& event) { recorder.record(event); });
}

/// Stops, paces, pauses and steps until told to end.
void disturb(app::Worker& worker, std::stop_token stop)
{
    for (int round = 0; !stop.stop_requested(); ++round) {
        std::this_thread::sleep_for(std::chrono::milliseconds(round % 7));
        if (round % 150 == 149) worker.stop();
        worker.set_pace(round % 5 == 0 ? 20000 : 0, round % 3 == 0);
        worker.step();
    }
    worker.set_pace(0, false);
}

bool run(const std::string& model, const std::filesystem::path& folder)
{
    Reader reader;
    app::Recorder recorder(folder);
    app::Worker worker;  // after the recorder, which its thread calls
    engine::DeviceMonitor monitor(100ms);
    recorder.open_document(folder / "stress.expertscope");
    worker.open_model(model, {"cpu", 2, 128});
    std::jthread visitor;

    engine::Event event;
    engine::DeviceSample sample;
    engine::SaveStatus status;
    engine::ReplyId asked = 0;
    const auto deadline = std::chrono::steady_clock::now() + kDeadline;
    while (!reader.done() && std::chrono::steady_clock::now() < deadline) {
        while (worker.events().pop(event)) reader.take(event);
        while (monitor.ring().pop(sample)) recorder.record_device(sample);
        while (recorder.statuses().pop(status)) reader.take(status);
        if (reader.ready() && !visitor.joinable()) {
            visitor = std::jthread([&worker](std::stop_token stop) { disturb(worker, stop); });
        }
        while (asked < std::min(kReplies, reader.ended() + kWaiting)) ask(worker, recorder, ++asked);
        std::this_thread::sleep_for(5ms);
    }
    fmt::print("{} tokens of {} replies\n", reader.tokens(), kReplies);
    return reader.done() && !reader.failed() && reader.tokens() > 5 * kReplies;
}

}  // namespace

int main(int argc, char** argv)
{
    if (argc != 2) return 2;
    const auto folder = std::filesystem::temp_directory_path() / fmt::format("expertscope-stress-{}", getpid());
    std::filesystem::create_directories(folder);
    const bool passed = run(argv[1], folder);
    std::filesystem::remove_all(folder);
    return passed ? 0 : 1;
}
