// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <optional>

namespace engine::cuda {

/// Which parts of a stretch of memory are taken: first fit, and free neighbours become one again. Knows offsets only,
/// no device. Not for several threads at once.
class DeviceArena {
public:
    static constexpr std::size_t kAlignment = 256;  // of every block, as CUDA's own allocations have it

    explicit DeviceArena(std::size_t bytes);

    /// Where a block of at least `bytes` begins; nothing when none is free in one piece.
    std::optional<std::size_t> take(std::size_t bytes);
    bool give_back(std::size_t offset) noexcept;  // false, and nothing was done: no block begins there
    std::size_t free_bytes() const;

private:
    std::map<std::size_t, std::size_t> free_, taken_;  // bytes by offset
};

}  // namespace engine::cuda
