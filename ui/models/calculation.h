// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>

#include <algorithm>
#include <atomic>
#include <functional>
#include <new>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

namespace ui {

/// How far a calculation is and whether its answer is still wanted: all that the two threads share while it runs.
struct CalculationProgress {
    std::atomic<double> share{0};  ///< 0 to 1, written by the calculation
    std::atomic<bool> stop{false};
};

/// An answer that takes longer than a frame, found on a thread of its own, one at a time. While the data grows the
/// last answer stands; the next is begun when four times as long as the last one took has passed, so that watching
/// costs at most a fifth of a core. All methods are for the GUI thread.
template <class Answer>
class Calculation {
public:
    /// Runs on the other thread; must look at `stop` often and may then answer anything.
    using Work = std::function<Answer(CalculationProgress&)>;

    ~Calculation() { stop(); }

    /// `question` changes when it is another one, `size` when there is more data for the same one. Begins `work()`,
    /// which may copy what the calculation reads, when the answer is missing or old.
    void want(int question, std::size_t size, const std::function<Work()>& work)
    {
        if (thread_.joinable() && done_) wait();
        if (question != question_) {
            stop();
            answer_.reset();
            calledOff_ = false;
            question_ = question;
        }
        wanted_ = size;
        const bool stands = answer_ && (answered_ == size || !mayRepeat());
        if (!calledOff_ && !isRunning() && !stands) begin(work());
    }

    /// Also ends a calculation that was begun; the last answer stays.
    void callOff()
    {
        stop();
        calledOff_ = true;
    }
    void forget()
    {
        stop();
        answer_.reset();
    }
    void again() { calledOff_ = false; }  ///< the next want() begins

    const Answer* answer() const { return answer_ ? &*answer_ : nullptr; }
    std::size_t answeredSize() const { return answer_ ? answered_ : 0; }
    bool isRunning() const { return thread_.joinable(); }
    bool isCalledOff() const { return calledOff_; }
    double progress() const { return progress_.share; }
    /// Whether want() has something to do though nothing has changed.
    bool isWaiting() const { return isRunning() || (!calledOff_ && wanted_ != answeredSize()); }
    void wait()
    {
        if (!thread_.joinable()) return;
        thread_.join();
        keep();
    }

private:
    bool mayRepeat() const { return pause_.hasExpired(std::max<qint64>(1000, 4 * took_)); }
    void begin(Work work)
    {
        size_ = wanted_;
        progress_.share = 0;
        progress_.stop = done_ = false;
        clock_.start();
        try {
            thread_ = std::thread([this, run = std::move(work)] { find(run); });
        } catch (const std::system_error&) {  // no thread to be had: asked for again by the reader
            calledOff_ = true;
        }
    }
    void find(const Work& run)
    {
        try {
            found_ = run(progress_);
        } catch (const std::bad_alloc&) {
            failed_ = true;
        }
        done_ = true;
    }
    void keep()
    {
        calledOff_ |= std::exchange(failed_, false);  // for want of memory; once more when the reader asks for it
        if (progress_.stop || calledOff_) return;
        answer_ = std::move(found_);
        answered_ = size_;
        took_ = clock_.elapsed();
        pause_.start();
    }
    void stop()
    {
        progress_.stop = true;
        if (thread_.joinable()) thread_.join();
    }

    CalculationProgress progress_;
    std::thread thread_;
    std::atomic<bool> done_{false};
    Answer found_{};      // the thread's until it is joined
    bool failed_ = false; // likewise
    std::optional<Answer> answer_;
    int question_ = -1;
    std::size_t size_ = 0, answered_ = 0, wanted_ = 0;
    QElapsedTimer clock_, pause_;
    qint64 took_ = 0;  // milliseconds
    bool calledOff_ = false;
};

}  // namespace ui
