// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cuda/device_arena.h"

#include <algorithm>
#include <iterator>

namespace engine::cuda {

DeviceArena::DeviceArena(std::size_t bytes)
{
    if (bytes >= kAlignment) free_[0] = bytes / kAlignment * kAlignment;
}

std::optional<std::size_t> DeviceArena::take(std::size_t bytes)
{
    if (bytes > std::size_t(-1) - kAlignment) return {};
    const std::size_t wanted = std::max<std::size_t>(1, (bytes + kAlignment - 1) / kAlignment) * kAlignment;
    const auto fits = std::find_if(free_.begin(), free_.end(), [&](const auto& hole) { return hole.second >= wanted; });
    if (fits == free_.end()) return {};
    const auto [offset, size] = *fits;
    free_.erase(fits);
    if (size > wanted) free_[offset + wanted] = size - wanted;
    taken_[offset] = wanted;
    return offset;
}

bool DeviceArena::give_back(std::size_t offset) noexcept
{
    const auto block = taken_.find(offset);
    if (block == taken_.end()) return false;
    auto hole = free_.insert(taken_.extract(block)).position;
    const auto after = std::next(hole);
    if (after != free_.end() && hole->first + hole->second == after->first) {
        hole->second += after->second;
        free_.erase(after);
    }
    if (hole == free_.begin()) return true;
    const auto before = std::prev(hole);
    if (before->first + before->second != hole->first) return true;
    before->second += hole->second;
    free_.erase(hole);
    return true;
}

std::size_t DeviceArena::free_bytes() const
{
    std::size_t sum = 0;
    for (const auto& [offset, bytes] : free_) sum += bytes;
    return sum;
}

}  // namespace engine::cuda
