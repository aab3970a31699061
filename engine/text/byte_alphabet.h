// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace engine {

/// The character that stands for `byte` in the token strings of a byte-level vocabulary, in UTF-8 (e.g. U+0120
/// for a space; specification section 7.1).
std::string alphabet_character(unsigned char byte);

/// The bytes that a token string stands for; nothing when a character is not of the alphabet.
std::optional<std::string> from_alphabet(std::string_view token);

}  // namespace engine
