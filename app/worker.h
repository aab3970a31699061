// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/session.h"
#include "engine/trace.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace app {

/// The background inference thread: owns the engine and the session, takes requests from a queue and answers in
/// events. The one place where engine errors are caught; each becomes a Failure event. All methods may be called
/// from any thread and return at once.
class Worker {
public:
    /// `told` is called after every event, on the thread that sent it.
    explicit Worker(std::function<void()> told = {});
    ~Worker();  ///< stops what is running and joins

    /// Answers LoadProgress..., then ModelReady or Failure. Until then the old model stays loaded, unless it lies on
    /// the GPU where the new one is to lie and there is no room for both: then it is loaded again after a Failure.
    void open_model(std::string model, engine::LoadOptions options = {});
    /// Answers ReplyStarted, ..., ReplyFinished; or Failure. `also` sees every event of the reply first, on the
    /// inference thread (the recorder, which must not lose what the window had no room for).
    void submit(engine::Request request, engine::EventSink also = {});
    /// Answers PromptWritten: how this conversation is written for the model. Failure when there is none.
    void write_prompt(std::vector<engine::Message> chat, bool thinking);
    /// Answers what Session::probe answers, or Failure with `probe` set. Gives way to a model or a reply that is asked
    /// for later.
    void probe(engine::Probe question, engine::EventSink also = {});
    void stop_probes();  ///< running and waiting
    void stop();         ///< everything asked for so far: the running reply or load, and what waits behind it

    /// Transport: at most so many tokens a second (0: full speed); paused tokens wait for step() or resume.
    void set_pace(double tokens_per_second, bool paused);
    void step();

    /// Consumer side, for one thread.
    engine::Ring<engine::Event>& events() { return ring_; }

private:
    struct Job {
        std::function<void(std::stop_token)> work;
        std::stop_source stop;
        bool is_probe = false;
    };

    void run(std::stop_token stop);
    void enqueue(std::function<void(std::stop_token)> work, bool is_probe = false);
    void load(const std::string& model, const engine::LoadOptions& options, std::stop_token stop);
    std::shared_ptr<const engine::Engine> open(const std::string& model, const engine::LoadOptions& options,
                                               std::stop_token stop);
    std::shared_ptr<const engine::Engine> open_instead(const std::string& model, const engine::LoadOptions& options,
                                                       std::stop_token stop);
    engine::LoadCallback progress_of(const std::string& model);
    void try_template();
    void answer(const engine::Request& request, const engine::EventSink& also, std::stop_token stop);
    void investigate(const engine::Probe& question, const engine::EventSink& also, std::stop_token stop);
    void tell(engine::Event event) { send(event, {}); }
    void send(engine::Event& event, const engine::EventSink& also);
    std::chrono::steady_clock::duration wait_for_turn(std::stop_token stop);

    const std::function<void()> told_;
    engine::Ring<engine::Event> ring_;
    std::unique_ptr<engine::Session> session_;  // inference thread only, as the next one
    engine::LoadOptions loaded_with_;

    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<Job> jobs_;
    std::stop_source running_;  // of the job in progress
    bool probing_ = false;      // it is a probe
    double pace_ = 0;
    bool paused_ = false;
    int steps_ = 0;             // tokens let through although paused
    std::chrono::steady_clock::time_point next_turn_{};

    std::jthread thread_;  // last: starts when everything above exists
};

}  // namespace app
