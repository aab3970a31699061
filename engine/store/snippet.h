// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// The words of a search: what stands between spaces, ideographic ones included.
std::vector<std::string> search_words(std::string_view text);

std::size_t count_characters(std::string_view utf8);

bool contains(std::string_view text, std::string_view word);  ///< ASCII letters match in either case

/// About a line of `text` around the first place where one of `words` stands, else its beginning; line breaks
/// become spaces.
std::string snippet(std::string_view text, const std::vector<std::string>& words);

}  // namespace engine
