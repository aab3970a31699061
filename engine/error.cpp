// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/error.h"

#include <fmt/format.h>

#include <string_view>

namespace engine {
namespace {

/// Length of the well-formed UTF-8 sequence at the start of `s`, 0 when there is none.
std::size_t sequence_length(std::string_view s)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || s.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0) != 0x80) return 0;
    const bool overlong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
    const bool surrogate = lead == 0xED && byte(1) > 0x9F;
    const bool beyond = lead == 0xF4 && byte(1) > 0x8F;
    return overlong || surrogate || beyond ? 0 : length;
}

/// Zero-width, direction-changing and tag characters change what a reader sees; they are shown by number.
bool is_invisible(char32_t c)
{
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           c == 0xFEFF || c == 0x00AD || (c >= 0x80 && c < 0xA0) || (c >= 0xE0000 && c <= 0xE007F);
}

char32_t decode(std::string_view s)
{
    if (s.size() == 1) return static_cast<unsigned char>(s[0]);
    char32_t c = static_cast<unsigned char>(s[0]) & (0xFFu >> (s.size() + 1));
    for (std::size_t i = 1; i < s.size(); ++i) c = (c << 6) | (static_cast<unsigned char>(s[i]) & 0x3Fu);
    return c;
}

}  // namespace

std::string sentence(const ErrorParts& parts)
{
    std::string text = parts.code + " - " + parts.what;
    if (!parts.where.empty()) text += ", in " + parts.where;
    if (!parts.found.empty()) text += ", found " + parts.found;
    if (!parts.allowed.empty()) text += ", allowed " + parts.allowed;
    text += '.';
    if (!parts.advice.empty()) text += ' ' + parts.advice;
    return text;
}

Error::Error(ErrorParts parts) : std::runtime_error(sentence(parts)), parts_(std::move(parts)) {}

std::string printable(std::string_view foreign, std::size_t limit)
{
    std::string out;
    while (!foreign.empty()) {
        if (out.size() >= limit) return out + "...";
        const std::size_t length = sequence_length(foreign);
        if (length == 0) {
            out += fmt::format("\\x{:02X}", static_cast<unsigned char>(foreign[0]));
            foreign.remove_prefix(1);
            continue;
        }
        const char32_t c = decode(foreign.substr(0, length));
        if (c < 0x20 || c == 0x7F || is_invisible(c))
            out += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
        else
            out += foreign.substr(0, length);
        foreign.remove_prefix(length);
    }
    return out;
}

std::string valid_utf8(std::string_view foreign)
{
    std::string out;
    out.reserve(foreign.size());
    while (!foreign.empty()) {
        const std::size_t length = sequence_length(foreign);
        out += length == 0 ? std::string_view("\xEF\xBF\xBD") : foreign.substr(0, length);
        foreign.remove_prefix(length == 0 ? 1 : length);
    }
    return out;
}

void check(bool holds, const char* promise)
{
    if (holds) return;
    throw Error({"INTERNAL", "a promise inside the engine does not hold", promise, "", "",
                 "The step was not done; please report this sentence."});
}

}  // namespace engine
