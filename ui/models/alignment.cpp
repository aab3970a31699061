// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/alignment.h"

#include <algorithm>

namespace ui {
namespace {

using Ids = std::span<const std::int32_t>;

/// [i, j]: length of the longest common subsequence of a from i and b from j. It is no longer than the shorter of the
/// two, so that it fits 16 bits wherever the table fits largest_alignment.
class CommonLengths {
public:
    CommonLengths(Ids a, Ids b) : width_(b.size() + 1), lengths_((a.size() + 1) * width_)
    {
        for (size_t i = a.size(); i-- > 0;)
            for (size_t j = b.size(); j-- > 0;)
                lengths_[i * width_ + j] =
                    a[i] == b[j] ? std::uint16_t(at(i + 1, j + 1) + 1) : std::max(at(i + 1, j), at(i, j + 1));
    }

    std::uint16_t at(size_t i, size_t j) const { return lengths_[i * width_ + j]; }

private:
    size_t width_;
    std::vector<std::uint16_t> lengths_;
};

void alignExactly(Ids a, Ids b, int offset, std::vector<std::pair<int, int>>& pairs)
{
    const CommonLengths common(a, b);
    for (size_t i = 0, j = 0; common.at(i, j) > 0;) {
        if (a[i] == b[j])
            pairs.emplace_back(offset + int(i++), offset + int(j++));
        else
            common.at(i + 1, j) >= common.at(i, j + 1) ? ++i : ++j;
    }
}

}  // namespace

Alignment align(Ids first, Ids second, std::size_t most)
{
    const size_t shorter = std::min(first.size(), second.size());
    size_t start = 0, end = 0;
    while (start < shorter && first[start] == second[start]) ++start;
    while (end < shorter - start && first[first.size() - 1 - end] == second[second.size() - 1 - end]) ++end;

    Alignment result;
    result.commonStart = int(start);
    for (size_t i = 0; i < start; ++i) result.pairs.emplace_back(int(i), int(i));
    const Ids a = first.subspan(start, first.size() - end - start);
    const Ids b = second.subspan(start, second.size() - end - start);
    result.exact = a.empty() || b.empty() || a.size() <= std::min(most, largest_alignment) / b.size();
    if (result.exact && !a.empty() && !b.empty()) alignExactly(a, b, int(start), result.pairs);
    if (!result.exact)
        for (size_t i = 0; i < std::min(a.size(), b.size()); ++i)
            result.pairs.emplace_back(int(start + i), int(start + i));
    for (size_t i = end; i > 0; --i) result.pairs.emplace_back(int(first.size() - i), int(second.size() - i));
    return result;
}

}  // namespace ui
