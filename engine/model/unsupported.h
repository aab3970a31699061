// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace engine {

/// Throws MODEL-ARCH, which says that the file may be sound: `name` is what config.json or a GGUF file calls its
/// architecture, and is shown with its family where that is known.
[[noreturn]] void refuse_architecture(std::string_view name, const std::string& where, const std::string& allowed);

}  // namespace engine
