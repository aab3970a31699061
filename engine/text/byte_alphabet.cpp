// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/byte_alphabet.h"

#include <array>

namespace engine {
namespace {

constexpr bool stands_for_itself(unsigned byte)
{
    return (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
}

constexpr unsigned code_points = 256 + 68;  // the 68 other bytes follow at U+0100

/// [code point] its byte, -1 for the code points below 256 that are not of the alphabet.
constexpr std::array<int, code_points> bytes_of_code_points = [] {
    std::array<int, code_points> bytes{};
    unsigned next = 256;
    for (unsigned byte = 0; byte < 256; ++byte) {
        bytes[byte] = stands_for_itself(byte) ? int(byte) : -1;
        if (!stands_for_itself(byte)) bytes[next++] = int(byte);
    }
    return bytes;
}();

}  // namespace

std::string alphabet_character(unsigned char byte)
{
    unsigned code_point = byte;
    if (!stands_for_itself(byte))
        for (code_point = 256; bytes_of_code_points[code_point] != byte;)
            ++code_point;
    if (code_point < 0x80) return {static_cast<char>(code_point)};
    return {static_cast<char>(0xC0 | code_point >> 6), static_cast<char>(0x80 | (code_point & 0x3F))};
}

std::optional<std::string> from_alphabet(std::string_view token)
{
    std::string bytes;
    for (std::size_t i = 0; i < token.size(); ++i) {
        unsigned code_point = static_cast<unsigned char>(token[i]);
        if (code_point >= 0x80) {  // all of the alphabet has one or two bytes in UTF-8
            if (code_point < 0xC2 || code_point > 0xDF || i + 1 == token.size()) return {};
            code_point = (code_point & 0x1F) << 6 | (static_cast<unsigned char>(token[++i]) & 0x3F);
        }
        if (code_point >= code_points || bytes_of_code_points[code_point] < 0) return {};
        bytes.push_back(static_cast<char>(bytes_of_code_points[code_point]));
    }
    return bytes;
}

}  // namespace engine
