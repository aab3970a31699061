// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

struct pcre2_real_code_8;
struct pcre2_real_match_data_8;

namespace engine {

/// A compiled regular expression of our own, never of a file's. Const and shared between threads.
class Pattern {
public:
    explicit Pattern(std::string_view pattern);
    ~Pattern();
    Pattern(const Pattern&) = delete;
    Pattern& operator=(const Pattern&) = delete;

    /// Appends the matches in each of `texts`, which must be valid UTF-8, and what lies between them.
    void split(std::span<const std::string_view> texts, std::vector<std::string_view>& pieces) const;

    /// Whether it matches anywhere in `text`.
    bool occurs_in(std::string_view text) const;

private:
    struct Range {
        std::size_t begin, end;
    };
    Range find(std::string_view text, std::size_t from, pcre2_real_match_data_8* match) const;

    pcre2_real_code_8* code_ = nullptr;
};

}  // namespace engine
