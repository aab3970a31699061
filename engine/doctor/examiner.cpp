// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/doctor/examiner.h"

#include "engine/doctor/plain_backend.h"
#include "engine/error.h"

#include <fmt/format.h>

namespace engine::doctor {
namespace {

constexpr double kMostByHand = 1.5e8;  // multiply-adds in plain loops, a fifth of a second

void check_not_cancelled(const std::stop_token& stop)
{
    if (stop.stop_requested())
        throw Error({"CANCELLED", "the examination was cancelled", "", "", "", "What was found so far is not shown."});
}

std::string described(const Backend& backend) { return fmt::format("{}: {}", backend.name(), backend.describe()); }

}  // namespace

const Weight& Side::adopt(const Weight& weight)
{
    const auto known = weights_.find(weight.data);
    if (known != weights_.end()) return known->second;
    return weights_.emplace(weight.data, weight ? backend.adopt(weight, {}) : Weight()).first->second;
}

Mlp Side::adopt(const Mlp& mlp)
{
    return {adopt(mlp.gate), adopt(mlp.up), adopt(mlp.down)};
}

LatentExpansion Side::adopt(const LatentExpansion& up)
{
    return {adopt(up.kv_b), adopt(up.k_b), adopt(up.v_b)};
}

std::span<const Mlp> Side::adopt(std::span<const Mlp> experts)
{
    std::vector<Mlp>& own = experts_[experts.data()];
    if (own.empty())
        for (const Mlp& expert : experts) own.push_back(adopt(expert));
    return own;
}

Tensor Side::tensor(int rows, int cols, const std::vector<float>& numbers)
{
    Tensor made = backend.allocate(rows, cols);
    backend.copy_from_host(numbers.data(), 0, rows, made);
    return made;
}

std::vector<float> Side::numbers(const Tensor& tensor, int rows)
{
    std::vector<float> numbers(std::size_t(rows) * std::size_t(tensor.cols()));
    backend.copy_to_host(tensor, 0, rows, numbers.data());
    return numbers;
}

Examiner::Examiner(Backend& examined_backend, Backend& reference_backend, bool is_brief, DoctorProgress progress,
                   std::stop_token stop)
    : examined(examined_backend), reference(reference_backend), brief(is_brief), progress_(std::move(progress)),
      stop_(std::move(stop))
{
    report_.device = described(examined_backend);
    report_.reference = described(reference_backend);
}

void Examiner::announce(const std::string& doing)
{
    check_not_cancelled(stop_);
    if (progress_) progress_(doing);
}

void Examiner::check(const std::string& operation, const std::string& input,
                     const std::function<Comparison()>& compare)
{
    check_not_cancelled(stop_);
    if (lost_) return;
    OperationCheck& check = report_.checks.emplace_back();
    check.operation = operation;
    check.input = input;
    try {
        compare().write_to(check);
    } catch (const Error& error) {
        check.problem = error.what();
        lost_ = error.code() == "DEVICE-LOST";
        if (lost_) leave_out("Everything behind the operation at which the device was lost.");
    }
}

bool Examiner::affords(double multiply_adds, const std::string& what)
{
    if (!reference.arithmetic.exact || multiply_adds <= kMostByHand) return true;
    leave_out(fmt::format("{}: {:.1e} multiplications are too many for plain loops.", what, multiply_adds));
    return false;
}

const Weight& Examiner::weight(WeightType type, int rows, int cols)
{
    return weights_.emplace_back(random_weight(type, rows, cols, random)).weight;
}

Mlp Examiner::random_mlp(WeightType type, int hidden, int width)
{
    return {weight(type, width, hidden), weight(type, width, hidden), weight(type, hidden, width)};
}

std::vector<Mlp>& Examiner::random_experts(WeightType type, int count, int hidden, int width)
{
    std::vector<Mlp>& made = experts_.emplace_back();
    for (int i = 0; i < count; ++i) made.push_back(random_mlp(type, hidden, width));
    return made;
}

const std::vector<double>& Examiner::norms(const Weight& weight)
{
    std::vector<double>& known = norms_[weight.data];
    if (known.empty()) known = row_norms(weight);
    return known;
}

std::string shown(const Weight& weight)
{
    return fmt::format("{} [{}, {}]", format_of(weight.type).name, weight.rows, weight.cols);
}

std::string tokens_text(int tokens) { return fmt::format("{} {}", tokens, tokens == 1 ? "token" : "tokens"); }

std::vector<std::int32_t> any_ids(int tokens) { return std::vector<std::int32_t>(std::size_t(tokens), 0); }

}  // namespace engine::doctor
