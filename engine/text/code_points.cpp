// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/code_points.h"

#include <algorithm>
#include <span>

namespace engine {
namespace {

constexpr std::string_view spaces[] = {"\x1C",   "\x1D",   "\x1E",   "\x1F",   " ",      "\t",     "\n",     "\v",
                                       "\f",     "\r",     "\u0085", "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002",
                                       "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200A",
                                       "\u2028", "\u2029", "\u202F", "\u205F", "\u3000"};
constexpr std::span<const std::string_view> all_spaces = spaces, white_space = all_spaces.subspan(4);

/// Bytes at the start of `text` that are spaces of these kinds.
std::size_t leading(std::string_view text, std::span<const std::string_view> kinds)
{
    std::size_t end = 0;
    const auto here = [&](std::string_view space) { return text.substr(end).starts_with(space); };
    for (auto space = kinds.begin(); (space = std::find_if(kinds.begin(), kinds.end(), here)) != kinds.end();)
        end += space->size();
    return end;
}

std::size_t trailing(std::string_view text, std::span<const std::string_view> kinds)
{
    std::size_t begin = text.size();
    const auto here = [&](std::string_view space) { return text.substr(0, begin).ends_with(space); };
    for (auto space = kinds.begin(); (space = std::find_if(kinds.begin(), kinds.end(), here)) != kinds.end();)
        begin -= space->size();
    return text.size() - begin;
}

}  // namespace

void append_utf8(std::string& text, std::uint32_t c)
{
    const auto put = [&](std::uint32_t byte) { text.push_back(static_cast<char>(byte)); };
    if (c < 0x80) return put(c);
    if (c < 0x800) {
        put(0xC0 | c >> 6);
    } else {
        if (c < 0x10000) {
            put(0xE0 | c >> 12);
        } else {
            put(0xF0 | c >> 18);
            put(0x80 | (c >> 12 & 0x3F));
        }
        put(0x80 | (c >> 6 & 0x3F));
    }
    put(0x80 | (c & 0x3F));
}

std::size_t leading_space(std::string_view text)
{
    return leading(text, white_space);
}

std::size_t trailing_space(std::string_view text)
{
    return trailing(text, white_space);
}

Extent without_outer_space(std::string_view text)
{
    const std::size_t begin = leading(text, all_spaces);
    return {begin, text.size() - trailing(text.substr(begin), all_spaces)};
}

}  // namespace engine
