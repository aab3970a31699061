// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// A pre-tokenizer of a model family: one regular expression per stage, as tokenizer.json files write it and as
/// PCRE2 runs it.
struct KnownPatterns {
    struct Stage {
        std::string_view published;
        std::string_view pattern;
    };
    std::string_view name;
    std::vector<Stage> stages;
};

std::span<const KnownPatterns> known_patterns();

}  // namespace engine
