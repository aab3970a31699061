// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/error.h"
#include "peak_memory.h"

#include <ctime>
#include <string>

/// Milliseconds of work, however busy the machine is with other things.
class CpuTimer {
public:
    long elapsed() const { return long((std::clock() - start_) * 1000 / CLOCKS_PER_SEC); }

private:
    std::clock_t start_ = std::clock();
};

/// What came of reading foreign bytes, and what it cost. Like peak_memory.h for one source file of a program.
struct Attempt {
    std::string code = "none", sentence;
    long milliseconds = 0;
    std::size_t memory = 0;  ///< the most at once, bytes

    /// Within what is promised of a header of so many bytes: a quarter of a second, and twice its size and 16 MiB.
    bool is_cheap(std::size_t header) const
    {
        return milliseconds <= 250 * patience && memory <= PeakMemory::allowed(header);
    }
    std::string cost() const
    {
        return sentence + " after " + std::to_string(milliseconds) + " ms, " + std::to_string(memory) + " bytes";
    }

#if defined(NDEBUG) && !defined(__SANITIZE_ADDRESS__)
    static constexpr long patience = 1;
#else
    static constexpr long patience = 20;
#endif
};

template <class Action>
Attempt attempt(Action action)
{
    Attempt result;
    const PeakMemory memory;
    const CpuTimer timer;
    try {
        action();
    } catch (const engine::Error& error) {
        result.code = error.code();
        result.sentence = error.what();
    }
    result.milliseconds = timer.elapsed();
    result.memory = memory.bytes();
    return result;
}
