// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace engine {

/// Puts the finished file `part` in the place of `file`, so that after a power loss either the old or the new one
/// is there, whole. Throws std::filesystem::filesystem_error.
void replace_file(const std::filesystem::path& part, const std::filesystem::path& file);

}  // namespace engine
