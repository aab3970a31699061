// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace ui {

/// Which places of one sequence belong to which of another.
struct Alignment {
    std::vector<std::pair<int, int>> pairs;  ///< ascending in both
    int commonStart = 0;                     ///< so many first places hold the same
    bool exact = true;                       ///< false: some are paired by place alone, see align()
};

constexpr std::size_t largest_alignment = std::size_t(1) << 22;  ///< comparisons; 8 MiB, some 10 ms

/// A longest common subsequence. Common start and end are found in any case; where what lies between them would take
/// more than `most` comparisons, it is paired place by place there, whatever it holds.
Alignment align(std::span<const std::int32_t> first, std::span<const std::int32_t> second,
                std::size_t most = largest_alignment);

}  // namespace ui
