// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/store/snippet.h"

#include <algorithm>

namespace engine {
namespace {

constexpr std::size_t before_match = 40, after_match = 100;     // bytes
constexpr std::string_view ideographic_space = "\xE3\x80\x80";  // U+3000

bool continues_character(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? char(letter - 'A' + 'a') : letter;
}

std::size_t find(std::string_view text, std::string_view word)
{
    const auto same = [](char a, char b) { return lower(a) == lower(b); };
    return std::size_t(std::search(text.begin(), text.end(), word.begin(), word.end(), same) - text.begin());
}

}  // namespace

std::vector<std::string> search_words(std::string_view text)
{
    std::string spaced(text);
    for (auto at = spaced.find(ideographic_space); at != std::string::npos; at = spaced.find(ideographic_space))
        spaced.replace(at, ideographic_space.size(), 1, ' ');
    std::vector<std::string> words;
    for (std::size_t begin = 0; (begin = spaced.find_first_not_of(" \t\n", begin)) != std::string::npos;) {
        const std::size_t end = std::min(spaced.find_first_of(" \t\n", begin), spaced.size());
        words.push_back(spaced.substr(begin, end - begin));
        begin = end;
    }
    return words;
}

std::size_t count_characters(std::string_view utf8)
{
    return std::size_t(std::ranges::count_if(utf8, [](char byte) { return !continues_character(byte); }));
}

bool contains(std::string_view text, std::string_view word)
{
    return word.empty() || find(text, word) < text.size();
}

std::string snippet(std::string_view text, const std::vector<std::string>& words)
{
    std::size_t match = text.size();
    for (const std::string& word : words)
        match = std::min(match, find(text, word));
    if (match == text.size()) match = 0;
    std::size_t begin = match - std::min(match, before_match);
    std::size_t end = std::min(text.size(), match + after_match);
    while (begin < match && continues_character(text[begin]))
        ++begin;
    while (end < text.size() && continues_character(text[end]))
        ++end;
    std::string line(text.substr(begin, end - begin));
    std::ranges::replace(line, '\n', ' ');
    return (begin > 0 ? "…" : "") + line + (end < text.size() ? "…" : "");
}

}  // namespace engine
