// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/doctor/tolerance.h"

namespace engine::doctor {

Arithmetic arithmetic_of(const Backend& backend)
{
    if (backend.name() == "plain") return {.exact = true};
    if (backend.name() == "cpu") return {.bf16_from = 5};  // with a matrix unit; others are nearer
    return {.bf16_from = 16, .bf16_for_all = true, .halves = true};
}

Share share_of_product(const Arithmetic& a, const Weight& w, int tokens, bool whole)
{
    if (a.exact) return Share::of(kFloat);
    const bool blocks = format_of(w.type).elements > 1;
    const bool bf16 = tokens >= a.bf16_from && (blocks || a.bf16_for_all);
    Share share = share_of_sum(w.cols);
    if (bf16) share += Share::of(kBf16);                    // the weights
    if (bf16 && !whole) share += Share::of(kBf16);          // and what they are multiplied with,
    if (blocks && !whole) share += Share::of(kEightBits);   // or this, where there is no matrix unit
    return share;
}

void Comparison::write_to(OperationCheck& check) const
{
    check.error = largest_;
    check.tolerance = kLargest * allowed_.root();
    check.typical_error = count_ > 0 ? std::sqrt(squares_ / double(count_)) : 0;
    check.typical_tolerance = kTypical * allowed_.root();
    check.problem = problem_;
    if (count_ == 0 && problem_.empty()) check.problem = "Nothing was compared.";
    check.passed = check.problem.empty() && check.error <= check.tolerance &&
                   check.typical_error <= check.typical_tolerance;
}

void compare_outputs(std::span<const float> got, std::span<const float> expected, std::span<const double> norms,
                     Comparison& differences)
{
    double squares = 0;
    int count = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        if (norms[i] <= 0) continue;
        const double share = double(expected[i]) / norms[i];
        squares += share * share;
        ++count;
    }
    const double size = count > 0 ? std::sqrt(squares / count) : 0;
    for (std::size_t i = 0; i < got.size(); ++i) differences.add(got[i], double(expected[i]), norms[i] * size);
}

}  // namespace engine::doctor
