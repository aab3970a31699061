// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/text/code_points.h"

#include <random>
#include <string>
#include <string_view>

/// Random valid UTF-8 of all planes, most of it unassigned, with a bias to what pre-tokenizers treat specially.
inline std::string random_text(std::mt19937& random, int characters)
{
    using namespace std::string_view_literals;
    constexpr std::string_view frequent[] = {
        " "sv,      "  "sv,     "\n"sv, "\r\n"sv,   "\t"sv,         "\0"sv,      "hello"sv,  " hello"sv, "123"sv,
        "!"sv,      "don't"sv,  "é"sv,  "ü"sv,      "日本"sv,       "カナ"sv,    "한"sv,     "\u00A0"sv, "\u3000"sv,
        "\u0301"sv, "\u20DD"sv, "😀"sv,  "\u200D"sv, "<｜User｜>"sv, "<think>"sv, "\u180E"sv, "\uFFFD"sv, "\u0378"sv};
    std::string text;
    for (int i = 0; i < characters; ++i) {
        const auto code_point = static_cast<std::uint32_t>(random() % 0x110000);
        if (random() % 2)
            text += frequent[random() % std::size(frequent)];
        else if (code_point < 0xD800 || code_point > 0xDFFF)
            engine::append_utf8(text, code_point);
    }
    return text;
}
