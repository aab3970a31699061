// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace engine {

void append_utf8(std::string& text, std::uint32_t code_point);

/// A range of bytes.
struct Extent {
    std::size_t begin = 0, end = 0;
};

/// Bytes of the Unicode property White_Space at the start of `text`, and at its end.
std::size_t leading_space(std::string_view text);
std::size_t trailing_space(std::string_view text);

/// What is left of `text` without the characters of the Unicode property White_Space at its ends, and without the
/// four separators that Python's str.strip() counts too.
Extent without_outer_space(std::string_view text);

}  // namespace engine
