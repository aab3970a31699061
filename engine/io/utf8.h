// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace engine {

enum class Utf8 : std::uint8_t {
    Complete,  ///< a well-formed character
    Started,   ///< the text ends inside a character that could still become well-formed
    Broken     ///< can never become well-formed
};

struct Utf8Step {
    Utf8 kind = Utf8::Broken;
    std::size_t length = 1;  ///< bytes of it; of a broken one those that one U+FFFD stands for
};

/// What stands at the start of `text`, which must not be empty (Unicode 15, table 3-7, and U+FFFD substitution of
/// maximal subparts).
constexpr Utf8Step utf8_step(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return {Utf8::Complete, 1};
    if (lead < 0xC2 || lead > 0xF4) return {};
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    for (std::size_t i = 1; i < length; ++i) {
        if (i == text.size()) return {Utf8::Started, i};
        unsigned char low = 0x80, high = 0xBF;
        if (i == 1) {  // no overlong forms, surrogates or numbers beyond U+10FFFF
            if (lead == 0xE0) low = 0xA0;
            if (lead == 0xED) high = 0x9F;
            if (lead == 0xF0) low = 0x90;
            if (lead == 0xF4) high = 0x8F;
        }
        if (byte(i) < low || byte(i) > high) return {Utf8::Broken, i};
    }
    return {Utf8::Complete, length};
}

/// Byte offset of the first byte that is not UTF-8, or text.size().
constexpr std::size_t utf8_valid_length(std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size()) {
        const Utf8Step step = utf8_step(text.substr(at));
        if (step.kind != Utf8::Complete) break;
        at += step.length;
    }
    return at;
}

constexpr std::string_view replacement_character = "\xEF\xBF\xBD";  // U+FFFD

}  // namespace engine
