// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

class Pattern;
struct KnownPatterns;

/// Cuts text into the pieces that BPE merges within (specification section 7.2). Only the known sequences are
/// run, as patterns of our own that cost linear time; a file's pattern selects one of them and is never run.
class PreTokenizer {
public:
    PreTokenizer() = default;

    /// `patterns`: the file's regular expressions in order. Throws TOK-REGEX with the first unknown one.
    PreTokenizer(const std::vector<std::string>& patterns, const std::string& where);

    /// By the name that GGUF files give it, e.g. "deepseek-v3". Throws TOK-REGEX.
    static PreTokenizer named(std::string_view name, const std::string& where);

    /// Appends the pieces of `text`, which must be valid UTF-8; together they are the whole text.
    void split(std::string_view text, std::vector<std::string_view>& pieces) const;

    const std::string& name() const { return name_; }  ///< e.g. "deepseek-v3"

private:
    explicit PreTokenizer(const KnownPatterns& known);
    std::string name_;
    std::vector<std::shared_ptr<const Pattern>> stages_;
};

}  // namespace engine
