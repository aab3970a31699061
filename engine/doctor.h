// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/engine.h"
#include "engine/trace.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

/// Whether this machine computes what it should, and how fast: every operation of a backend beside a reference, the
/// speed of memory and card, a text beside the processor's, and what a model's tokens cost. Plain values.
namespace engine {

/// One operation on one kind of input. Errors count in what a number is made of: 1 is the root of the sum of the
/// squares of its terms (of w . x: |w| times the root mean square of x).
struct OperationCheck {
    std::string operation;        ///< as Backend calls it
    std::string input;            ///< e.g. "Q4_0 [133, 288], 16 tokens"
    double error = 0;             ///< largest of all numbers; infinite for one that is none
    double tolerance = 0;         ///< for it: eight times what rounding makes of a number typically
    double typical_error = 0;     ///< root mean square over all numbers
    double typical_tolerance = 0; ///< one and a half times what rounding makes of a number typically
    std::string problem;          ///< what is wrong besides, a sentence; empty: nothing
    bool passed = false;
};

/// Every operation of one backend.
struct OperationsReport {
    std::string device;              ///< "cpu", "cuda", and what it is
    std::string reference;           ///< what it was compared with
    std::vector<OperationCheck> checks;
    std::vector<std::string> not_run;  ///< what was left out and why, one sentence each
    bool passed() const { return std::all_of(checks.begin(), checks.end(), [](auto& c) { return c.passed; }); }
};

/// A backend that could be found, and what was measured on it. 0: not measured.
struct DeviceReport {
    std::string name;    ///< "cpu", "cuda"
    std::string detail;  ///< its kernels, or the card
    double bytes_per_second = 0;      ///< read from memory, the median of several runs
    std::int64_t bytes_read = 0;      ///< in one of them
    double recorded_step_us = 0;      ///< one of many tiny kernels that wait for each other, started together
    double launch_us = 0;             ///< from starting one kernel to knowing that it has ended
    double host_store_us = 0;         ///< what such a step costs more when it writes into the host's memory
    std::string problem;              ///< why it could not be measured, a sentence; empty: it could
};

struct MachineReport {
    std::vector<DeviceReport> devices;
    std::string no_card;  ///< why there is no CUDA device, a sentence; empty: there is one
    bool passed() const
    {
        return std::all_of(devices.begin(), devices.end(), [](auto& device) { return device.problem.empty(); });
    }
};

/// Where two devices went on with different tokens.
struct TextDifference {
    struct One {
        TokenId id = 0;
        std::string text;              ///< UTF-8, foreign
        float on_cpu = 0, on_device = 0;  ///< probability behind the same tokens; 0: not among the ten best there
    };
    int token = 0;        ///< of the reply, from 0
    One cpu, device;      ///< what each of the two chose
    double gap = 0;       ///< of the two, in nats, on the device where it is larger
    bool near_tie = false;  ///< the gap is no more than twice what is usual: either token would be right
};

/// One greedy reply on the processor and on the device.
struct TextCheck {
    std::string prompt;
    std::string reply;   ///< the processor's
    bool equal = false;  ///< the device wrote the same
    int tokens = 0;      ///< compared, each behind the processor's tokens
    double usual = 0;    ///< by how many nats likely tokens' probabilities differ at most where both choose the same
    std::vector<TextDifference> differences;
    bool passed() const
    {
        const auto is_tie = [](const TextDifference& difference) { return difference.near_tie; };
        return equal || (!differences.empty() && std::all_of(differences.begin(), differences.end(), is_tie));
    }
};

struct TextReport {
    std::string model, device;
    std::vector<TextCheck> checks;
    std::string not_run;  ///< why there is nothing to compare; empty: there is
    std::string problem;  ///< what went wrong on the way; empty: nothing
    bool passed() const
    {
        return problem.empty() && std::all_of(checks.begin(), checks.end(), [](auto& c) { return c.passed(); });
    }
};

/// One device with one model. Times are of one token, in milliseconds.
struct SpeedReport {
    std::string device, detail, model;
    std::string problem;  ///< what went wrong; empty: nothing
    int prompt = 0, reply = 0;  ///< tokens
    double prefill_tokens_per_second = 0, decode_tokens_per_second = 0;  ///< medians, with capture
    StageTimes prefill, decode;  ///< means
    double bytes_per_token = 0;   ///< that decoding reads: active weights and the latent cache half way
    double bytes_per_second = 0;  ///< of the device's memory, as measured
    double bandwidth_share() const
    {
        return bytes_per_second > 0 ? decode_tokens_per_second * bytes_per_token / bytes_per_second : 0;
    }
};

struct DoctorReport {
    std::optional<MachineReport> machine;
    std::vector<OperationsReport> operations;
    std::optional<TextReport> text;
    std::vector<SpeedReport> speed;
    bool passed() const;  ///< nothing that was checked is wrong, and what was measured could be
};

enum class DoctorSection : std::uint8_t { Operations, Machine, Text, Speed };

struct DoctorOptions {
    std::string model = "workshop";
    LoadOptions load;  ///< device "auto": the processor and a GPU if there is one; "cpu": no GPU is looked at
    std::vector<DoctorSection> only;  ///< empty: all of them
    bool brief = false;  ///< fewer and smaller inputs, where a device is slow
};

/// What is being done, now and then; called on the thread that examines.
using DoctorProgress = std::function<void(const std::string& doing)>;

/// Throws what Engine::open throws, CANCELLED; what a device does wrong stands in the report.
DoctorReport examine(const DoctorOptions& options, const DoctorProgress& progress = {}, std::stop_token stop = {});

}  // namespace engine
