// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace cuda_on_cpu {

/// From now on counts what copy_16 reads of `bytes` bytes from `begin` on.
void watch_copies(const void* begin, std::size_t bytes);
std::size_t bytes_copied();

}  // namespace cuda_on_cpu
