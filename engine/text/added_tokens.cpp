// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/added_tokens.h"

#include "engine/io/utf8.h"

#include <algorithm>

namespace engine {
namespace {

std::string_view first_character(std::string_view text)
{
    return text.empty() ? text : text.substr(0, utf8_step(text).length);
}

std::string_view last_character(std::string_view text)
{
    std::size_t begin = text.size();
    while (begin > 0 && (static_cast<unsigned char>(text[--begin]) & 0xC0) == 0x80) {
    }
    return text.substr(begin);
}

}  // namespace

void AddedTokens::add(std::string_view content, TokenId id, AddedRules rules)
{
    trie_.add(content, id);
    if (rules.single_word || rules.strips_left || rules.strips_right) rules_[id] = rules;
    if (rules.single_word && !word_)
        word_ = std::make_shared<const Pattern>(R"([\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}])");
}

bool AddedTokens::in_word(std::string_view text, Extent token) const
{
    return word_->occurs_in(last_character(text.substr(0, token.begin))) ||
           word_->occurs_in(first_character(text.substr(token.end)));
}

void AddedTokens::divide(std::string_view text, std::span<const Extent> extents,
                         const std::function<void(std::string_view)>& plain,
                         const std::function<void(TokenId)>& whole) const
{
    std::size_t done = 0;
    for (const Extent& extent : extents)
        for (std::size_t from = std::max(extent.begin, done); from < extent.end;) {
            const TokenTrie::Match match = trie_.find(text.substr(0, extent.end), from);
            if (match.id < 0) break;
            from = match.end;
            const auto known = rules_.find(match.id);
            const AddedRules rules = known == rules_.end() ? AddedRules() : known->second;
            if (rules.single_word && in_word(text, {match.begin, match.end})) continue;

            const std::string_view before = text.substr(done, match.begin - done);
            const std::size_t left = before.size() - (rules.strips_left ? trailing_space(before) : 0);
            if (left > 0) plain(before.substr(0, left));
            whole(match.id);
            done = match.end + (rules.strips_right ? leading_space(text.substr(match.end)) : 0);
            from = done;
        }
    if (done < text.size()) plain(text.substr(done));
}

}  // namespace engine
