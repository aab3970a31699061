// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ui {

/// A line with its line break; of which of two texts.
struct DifferenceLine {
    enum class In { Both, First, Second } in;
    std::string_view text;  ///< into the texts that were compared
};

/// `text` cut behind every line break; together they are the text.
std::vector<std::string_view> linesOf(std::string_view text);

/// What has to be taken out of `first` and put in to make it `second`, with the longest common sequence of lines kept.
/// Where more than `most` squared pairs of lines would have to be compared, all between the common start and the common
/// end counts as changed.
std::vector<DifferenceLine> lineDifference(std::string_view first, std::string_view second, size_t most = 1000);

}  // namespace ui
