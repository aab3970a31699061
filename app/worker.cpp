// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/worker.h"

#include <algorithm>
#include <chrono>
#include <new>

#include <sys/resource.h>

namespace app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kRingSlots = 8192;  // sixteen seconds of 500 tokens/s
constexpr std::size_t kReserved = 64;     // for what must not be lost

/// Lets the window have a core whenever it has something to do, though the engine computes on all of them. The
/// kernels' threads are started by this one and inherit it.
void give_way()
{
    constexpr int kNice = 5;
    setpriority(PRIO_PROCESS, 0, kNice);  // on Linux: of the calling thread
}

bool is_essential(const engine::Event& event)
{
    return !std::holds_alternative<engine::TokenEvent>(event) &&
           !std::holds_alternative<engine::PrefillProgress>(event) &&
           !std::holds_alternative<engine::LoadProgress>(event);
}

}  // namespace

Worker::Worker(std::function<void()> told)
    : told_(std::move(told)), ring_(kRingSlots, kReserved), thread_([this](std::stop_token stop) { run(stop); })
{
}

Worker::~Worker()
{
    thread_.request_stop();
    stop();
    changed_.notify_all();
}

void Worker::open_model(std::string model, engine::LoadOptions options)
{
    stop_probes();
    enqueue([this, model = std::move(model), options](std::stop_token stop) { load(model, options, stop); });
}

void Worker::submit(engine::Request request, engine::EventSink also)
{
    stop_probes();
    enqueue([this, request = std::move(request), also = std::move(also)](std::stop_token stop) {
        answer(request, also, stop);
    });
}

void Worker::write_prompt(std::vector<engine::Message> chat, bool thinking)
{
    enqueue([this, chat = std::move(chat), thinking](std::stop_token) {
        const engine::Text* text = session_ ? session_->engine().text() : nullptr;
        const auto fail = [this](engine::ErrorParts error) { tell(engine::Failure{0, std::move(error)}); };
        if (!text)
            return fail({"MODEL-NO-TOKENIZER", "no model that reads text is loaded", "", "", "",
                         "Open a model with a tokenizer."});
        try {
            tell(engine::PromptWritten{text->prompt_versions(chat, thinking)});
        } catch (const std::bad_alloc&) {
            fail({"MEMORY", "not enough memory to write this prompt", "", "", "", "It is not shown."});
        }
    });
}

void Worker::probe(engine::Probe question, engine::EventSink also)
{
    const auto work = [this, question = std::move(question), also = std::move(also)](std::stop_token stop) {
        investigate(question, also, stop);
    };
    enqueue(work, true);
}

void Worker::enqueue(std::function<void(std::stop_token)> work, bool is_probe)
{
    {
        const std::lock_guard lock(mutex_);
        jobs_.push_back({std::move(work), std::stop_source(), is_probe});
    }
    changed_.notify_all();
}

void Worker::stop_probes()
{
    const std::lock_guard lock(mutex_);
    if (probing_) running_.request_stop();
    for (Job& job : jobs_)
        if (job.is_probe) job.stop.request_stop();
}

void Worker::stop()
{
    const std::lock_guard lock(mutex_);
    running_.request_stop();
    for (Job& job : jobs_) job.stop.request_stop();
}

void Worker::set_pace(double tokens_per_second, bool paused)
{
    {
        const std::lock_guard lock(mutex_);
        pace_ = tokens_per_second;
        paused_ = paused;
        steps_ = 0;
    }
    changed_.notify_all();
}

void Worker::step()
{
    {
        const std::lock_guard lock(mutex_);
        ++steps_;
    }
    changed_.notify_all();
}

void Worker::run(std::stop_token stop)
{
    give_way();
    while (!stop.stop_requested()) {
        Job job;
        {
            std::unique_lock lock(mutex_);
            if (!changed_.wait(lock, stop, [this] { return !jobs_.empty(); })) return;
            job = std::move(jobs_.front());
            jobs_.pop_front();
            running_ = job.stop;
            probing_ = job.is_probe;
        }
        const std::stop_callback quit(stop, [this] { this->stop(); });
        job.work(job.stop.get_token());
    }
}

void Worker::load(const std::string& model, const engine::LoadOptions& options, std::stop_token stop)
{
    try {
        const auto begin = Clock::now();
        session_ = std::make_unique<engine::Session>(open(model, options, stop));
        loaded_with_ = options;
        const std::chrono::duration<float, std::milli> took = Clock::now() - begin;
        tell(engine::ModelReady{session_->engine().shared_card(), took.count()});
        try_template();
    } catch (const engine::Error& error) {
        tell(engine::Failure{0, error.parts()});
    } catch (const std::bad_alloc&) {
        tell(engine::Failure{0, {"MEMORY", "not enough memory for this model", "", engine::printable(model), "",
                                 "It was not loaded; the previous model still is."}});
    }
}

engine::LoadCallback Worker::progress_of(const std::string& model)
{
    return [this, model, last = Clock::now()](std::int64_t done, std::int64_t total) mutable {
        if (Clock::now() - last < std::chrono::milliseconds(30) && done < total) return;
        last = Clock::now();
        tell(engine::LoadProgress{model, done, total});
    };
}

std::shared_ptr<const engine::Engine> Worker::open(const std::string& model, const engine::LoadOptions& options,
                                                   std::stop_token stop)
{
    const bool may_be_full = session_ && session_->engine().card().backend == "cuda" && options.device != "cpu";
    if (!may_be_full) return engine::Engine::open(model, options, progress_of(model), stop);
    engine::LoadOptions beside = options;
    if (beside.device == "auto") beside.device = "cuda";
    try {
        return engine::Engine::open(model, beside, progress_of(model), stop);
    } catch (const engine::Error& error) {
        if (error.code() == "DEVICE-MEMORY" || error.code() == "MEMORY") return open_instead(model, options, stop);
        if (!error.code().starts_with("DEVICE-")) throw;
    }
    return engine::Engine::open(model, options, progress_of(model), stop);  // not for this GPU, or it is lost
}

/// The old model makes room on the GPU, and comes back when the new one cannot be loaded.
std::shared_ptr<const engine::Engine> Worker::open_instead(const std::string& model,
                                                           const engine::LoadOptions& options, std::stop_token stop)
{
    const std::string old = session_->engine().card().path;
    session_.reset();
    try {
        return engine::Engine::open(model, options, progress_of(model), stop);
    } catch (...) {
        const std::stop_token quit = thread_.get_stop_token();  // whoever stops the new one wants the old one
        session_ = std::make_unique<engine::Session>(engine::Engine::open(old, loaded_with_, progress_of(old), quit));
        throw;
    }
}

/// Says at once that the template in the file does not work, not only when somebody asks something.
void Worker::try_template()
{
    const engine::Text* text = session_->engine().text();
    if (!text) return;
    const engine::Message question{engine::Role::User, "?", {}};
    if (auto problem = text->prompt_versions({&question, 1}, false).problem)
        tell(engine::TemplateFailed{0, std::move(*problem)});
}

void Worker::answer(const engine::Request& request, const engine::EventSink& also, std::stop_token stop)
{
    const std::uint64_t dropped_before = ring_.dropped();
    Clock::duration waited{};  // inside the sink, where the session takes it for a cost of observing
    const auto forward = [&](engine::Event& event) {
        const auto* token = std::get_if<engine::TokenEvent>(&event);
        if (token && token->phase == engine::Phase::Decode) waited += wait_for_turn(stop);
        if (auto* finished = std::get_if<engine::ReplyFinished>(&event)) {
            finished->dropped_events = ring_.dropped() - dropped_before;
            const std::chrono::duration<float, std::milli> pause = waited;
            finished->observing_ms = std::max(0.0f, finished->observing_ms - pause.count());
        }
        send(event, also);
    };
    const auto fail = [&](engine::ErrorParts error) {
        engine::Event event = engine::Failure{request.reply, std::move(error)};
        send(event, also);
    };
    try {
        if (!session_) return fail({"MODEL-NONE", "no model is loaded", "", "", "", "Open a model, then ask again."});
        session_->generate(request, forward, stop);
    } catch (const engine::Error& error) {
        fail(error.parts());
    } catch (const std::bad_alloc&) {
        fail({"MEMORY", "memory ran out while the reply was computed", "", "", "", "The reply ends here."});
    }
}

void Worker::investigate(const engine::Probe& question, const engine::EventSink& also, std::stop_token stop)
{
    engine::Event answer;
    const auto fail = [&](engine::ErrorParts error) { answer = engine::Failure{0, std::move(error), true}; };
    try {
        if (session_)
            answer = session_->probe(question, stop);
        else
            fail({"MODEL-NONE", "no model is loaded", "", "", "", "Open the model, then ask again."});
    } catch (const engine::Error& error) {
        fail(error.parts());
    } catch (const std::bad_alloc&) {
        fail({"MEMORY", "not enough memory to answer this question", "", "", "", "Nothing else is lost."});
    }
    send(answer, also);
}

void Worker::send(engine::Event& event, const engine::EventSink& also)
{
    if (also) also(event);
    is_essential(event) ? ring_.push_essential(event) : ring_.push(event);
    if (told_) told_();
}

/// Sleeps until the next token may be shown; a stop, a step or another pace ends the wait. Says how long that was.
Clock::duration Worker::wait_for_turn(std::stop_token stop)
{
    std::unique_lock lock(mutex_);
    if (!paused_ && pace_ <= 0) return {};
    const auto begin = Clock::now();
    while (!stop.stop_requested()) {
        if (paused_) {
            if (steps_ > 0) {
                --steps_;
                return Clock::now() - begin;
            }
            changed_.wait(lock, stop, [this] { return !paused_ || steps_ > 0; });
            continue;
        }
        if (pace_ <= 0 || Clock::now() >= next_turn_) break;
        changed_.wait_until(lock, stop, next_turn_, [this, pace = pace_] { return paused_ || pace_ != pace; });
    }
    const auto end = Clock::now();
    if (pace_ <= 0) return end - begin;
    const std::chrono::duration<double> between(1 / pace_);
    next_turn_ = end + std::chrono::duration_cast<Clock::duration>(between);
    return end - begin;
}

}  // namespace app
