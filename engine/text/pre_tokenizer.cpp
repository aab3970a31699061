// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/pre_tokenizer.h"

#include "engine/error.h"
#include "engine/text/code_points.h"
#include "engine/text/known_patterns.h"
#include "engine/text/pattern.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

namespace engine {
namespace {

/// Some files write a character, others its escape: \r, \n, \uXXXX and \x{...} become the character itself.
std::string without_escapes(std::string_view pattern)
{
    std::string text;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const std::string_view rest = pattern.substr(i);
        std::string_view digits;
        std::size_t length = 2;
        if (rest.starts_with("\\u") && rest.size() >= 6) {
            digits = rest.substr(2, 4);
            length = 6;
        } else if (const auto close = rest.find('}'); rest.starts_with("\\x{") && close != rest.npos) {
            digits = rest.substr(3, close - 3);
            length = close + 1;
        }
        std::uint32_t code_point = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code_point, 16);
        if (!digits.empty() && error == std::errc() && end == digits.data() + digits.size()) {
            append_utf8(text, code_point);
        } else if (rest.starts_with("\\r") || rest.starts_with("\\n")) {
            text.push_back(rest[1] == 'r' ? '\r' : '\n');
        } else {
            length = rest[0] == '\\' && rest.size() > 1 ? 2 : 1;  // "\\n" is a backslash and an n
            text += rest.substr(0, length);
        }
        i += length - 1;
    }
    return text;
}

bool is_family(const KnownPatterns& known, const std::vector<std::string>& patterns)
{
    return std::equal(known.stages.begin(), known.stages.end(), patterns.begin(), patterns.end(),
                      [](const KnownPatterns::Stage& stage, const std::string& pattern) {
                          return without_escapes(stage.published) == without_escapes(pattern);
                      });
}

[[noreturn]] void refuse(const std::string& found, const std::string& where)
{
    std::vector<std::string_view> names;
    for (const auto& known : known_patterns())
        names.push_back(known.name);
    throw Error({.code = "TOK-REGEX",
                 .what = "The tokenizer cuts text by patterns that are not supported",
                 .where = where,
                 .found = found.empty() ? "none" : printable(found, 200),
                 .allowed = fmt::format("the patterns of {}", fmt::join(names, ", ")),
                 .advice = "They were not run; the model cannot be used for text."});
}

std::string shown(const std::vector<std::string>& patterns)
{
    std::vector<std::string> quoted;
    for (const auto& pattern : patterns)
        quoted.push_back(fmt::format("\"{}\"", printable(pattern, 40)));
    return fmt::format("{}", fmt::join(quoted, ", "));
}

/// Throws TOK-REGEX, which shows `found`, when there is none.
template <class Fits>
const KnownPatterns& known_where(Fits fits, const std::string& found, const std::string& where)
{
    const auto all = known_patterns();
    const auto known = std::find_if(all.begin(), all.end(), fits);
    if (known == all.end()) refuse(found, where);
    return *known;
}

}  // namespace

PreTokenizer::PreTokenizer(const KnownPatterns& known) : name_(known.name)
{
    for (const auto& stage : known.stages)
        stages_.push_back(std::make_shared<const Pattern>(stage.pattern));
}

PreTokenizer::PreTokenizer(const std::vector<std::string>& patterns, const std::string& where)
    : PreTokenizer(known_where([&](const auto& known) { return is_family(known, patterns); }, shown(patterns), where))
{
}

PreTokenizer PreTokenizer::named(std::string_view name, const std::string& where)
{
    if (name == "chatglm-bpe") name = "glm4";
    return PreTokenizer(known_where([&](const auto& known) { return known.name == name; }, std::string(name), where));
}

void PreTokenizer::split(std::string_view text, std::vector<std::string_view>& pieces) const
{
    std::vector<std::string_view> before{text}, after;
    for (const auto& stage : stages_) {
        after.clear();
        stage->split(before, after);
        std::swap(before, after);
    }
    pieces.insert(pieces.end(), before.begin(), before.end());
}

}  // namespace engine
