// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/line_difference.h"

#include <algorithm>
#include <cstdint>
#include <span>

namespace ui {
namespace {

using In = DifferenceLine::In;
using Lines = std::span<const std::string_view>;

/// [i, j]: length of the longest common sequence of a's lines from i and b's from j.
class CommonLengths {
public:
    CommonLengths(Lines a, Lines b) : width_(b.size() + 1), lengths_((a.size() + 1) * width_)
    {
        for (size_t i = a.size(); i-- > 0;)
            for (size_t j = b.size(); j-- > 0;)
                lengths_[i * width_ + j] = a[i] == b[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
    }

    std::uint32_t at(size_t i, size_t j) const { return lengths_[i * width_ + j]; }

private:
    size_t width_;
    std::vector<std::uint32_t> lengths_;
};

void append(std::vector<DifferenceLine>& all, In in, Lines lines)
{
    for (const std::string_view line : lines)
        all.push_back({in, line});
}

void appendChanged(std::vector<DifferenceLine>& all, Lines a, Lines b, size_t most)
{
    size_t i = 0, j = 0;
    if (!a.empty() && !b.empty() && a.size() <= most * most / b.size()) {
        const CommonLengths common(a, b);
        while (common.at(i, j) > 0) {
            if (a[i] == b[j]) {
                all.push_back({In::Both, a[i++]});
                ++j;
            } else if (common.at(i + 1, j) >= common.at(i, j + 1)) {
                all.push_back({In::First, a[i++]});
            } else {
                all.push_back({In::Second, b[j++]});
            }
        }
    }
    append(all, In::First, a.subspan(i));
    append(all, In::Second, b.subspan(j));
}

}  // namespace

std::vector<std::string_view> linesOf(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        lines.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return lines;
}

std::vector<DifferenceLine> lineDifference(std::string_view first, std::string_view second, size_t most)
{
    const auto a = linesOf(first), b = linesOf(second);
    const size_t shorter = std::min(a.size(), b.size());
    size_t start = 0, end = 0;
    while (start < shorter && a[start] == b[start])
        ++start;
    while (end < shorter - start && a[a.size() - 1 - end] == b[b.size() - 1 - end])
        ++end;

    std::vector<DifferenceLine> all;
    append(all, In::Both, Lines(a).first(start));
    appendChanged(all, Lines(a).subspan(start, a.size() - end - start), Lines(b).subspan(start, b.size() - end - start),
                  most);
    append(all, In::Both, Lines(a).last(end));
    return all;
}

}  // namespace ui
