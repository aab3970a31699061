// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/backend.h"
#include "engine/doctor.h"
#include "engine/doctor/random_weight.h"
#include "engine/doctor/tolerance.h"

#include <deque>
#include <map>
#include <span>
#include <stop_token>

namespace engine::doctor {

/// One of the two backends that are compared, with the weights it was given. Matrices are given as they lie in host
/// memory, where they stay.
class Side {
public:
    explicit Side(Backend& b) : backend(b), arithmetic(arithmetic_of(b)) {}

    /// Each matrix once, however often it is asked for.
    const Weight& adopt(const Weight& weight);
    Mlp adopt(const Mlp& mlp);
    LatentExpansion adopt(const LatentExpansion& up);
    std::span<const Mlp> adopt(std::span<const Mlp> experts);

    Tensor tensor(int rows, int cols) { return backend.allocate(rows, cols); }
    Tensor tensor(int rows, int cols, const std::vector<float>& numbers);
    std::vector<float> numbers(const Tensor& tensor, int rows);
    /// Until everything asked for is done.
    void finish() { backend.wait(backend.submit()); }

    Backend& backend;
    const Arithmetic arithmetic;

private:
    std::map<const std::byte*, Weight> weights_;
    std::map<const Mlp*, std::vector<Mlp>> experts_;
};

/// Runs checks on both sides and keeps what they find.
class Examiner {
public:
    /// The backends outlive it.
    Examiner(Backend& examined_backend, Backend& reference_backend, bool is_brief, DoctorProgress progress,
             std::stop_token stop);

    /// Runs `compare` unless the device was lost before. What it throws is what is wrong. Throws CANCELLED.
    void check(const std::string& operation, const std::string& input, const std::function<Comparison()>& compare);
    /// Whether the reference can do so many multiply-adds in reasonable time; otherwise notes that `what` is not run.
    bool affords(double multiply_adds, const std::string& what);
    void leave_out(const std::string& sentence) { report_.not_run.push_back(sentence); }
    void announce(const std::string& doing);

    /// A random matrix that stays as long as the examiner.
    const Weight& weight(WeightType type, int rows, int cols);
    Mlp random_mlp(WeightType type, int hidden, int width);
    std::vector<Mlp>& random_experts(WeightType type, int count, int hidden, int width);
    /// Row norms of a matrix in host memory.
    const std::vector<double>& norms(const Weight& weight);

    OperationsReport take_report() { return std::move(report_); }

    Side examined, reference;
    Random random{20260701};
    const bool brief;

private:
    const DoctorProgress progress_;
    const std::stop_token stop_;
    OperationsReport report_;
    std::deque<RandomWeight> weights_;
    std::deque<std::vector<Mlp>> experts_;
    std::map<const std::byte*, std::vector<double>> norms_;
    bool lost_ = false;
};

/// "Q4_0 [133, 288]"
std::string shown(const Weight& weight);
std::string tokens_text(int tokens);
/// So many ids for a batch of which only positions matter.
std::vector<std::int32_t> any_ids(int tokens);

}  // namespace engine::doctor
