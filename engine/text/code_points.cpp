// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/code_points.h"

namespace engine {
namespace {

constexpr std::string_view spaces[] = {" ",      "\t",     "\n",     "\v",     "\f",     "\r",     "\x1C",   "\x1D",
                                       "\x1E",   "\x1F",   "\u0085", "\u00A0", "\u1680", "\u2000", "\u2001", "\u2002",
                                       "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009", "\u200A",
                                       "\u2028", "\u2029", "\u202F", "\u205F", "\u3000"};

/// Bytes of the space that `holds` of the text, or 0.
template <class Holds>
std::size_t space_where(Holds holds)
{
    for (const std::string_view space : spaces)
        if (holds(space)) return space.size();
    return 0;
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

Extent without_outer_space(std::string_view text)
{
    Extent extent{0, text.size()};
    const auto rest = [&] { return text.substr(extent.begin, extent.end - extent.begin); };
    while (const std::size_t space = space_where([&](auto s) { return rest().starts_with(s); }))
        extent.begin += space;
    while (const std::size_t space = space_where([&](auto s) { return rest().ends_with(s); }))
        extent.end -= space;
    return extent;
}

}  // namespace engine
