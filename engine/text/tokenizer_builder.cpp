// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/tokenizer_builder.h"

#include "engine/error.h"
#include "engine/io/cancel.h"
#include "engine/text/byte_alphabet.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace engine {
namespace {

/// Bytes that stand in some UTF-8 text; vocabularies may lack the thirteen others.
constexpr bool occurs_in_utf8(int byte)
{
    return byte < 0xC0 || (byte >= 0xC2 && byte <= 0xF4);
}

bool enclosed(std::string_view content, std::string_view open, std::string_view close)
{
    return content.size() > open.size() + close.size() && content.starts_with(open) && content.ends_with(close);
}

/// Role marks such as <｜User｜>, which some files do not call special.
bool is_role_mark(std::string_view content)
{
    return enclosed(content, "<｜", "｜>") || enclosed(content, "<|", "|>");
}

/// Everything that steers a model, <think> among it, is kept out of what users type.
bool is_markup(std::string_view content)
{
    return enclosed(content, "<", ">") || enclosed(content, "[", "]");
}

}  // namespace

void TokenizerBuilder::refuse(const char* kind, const char* what, std::string found, std::string allowed) const
{
    throw Error({code_ + kind, what, where_, std::move(found), std::move(allowed), "The tokenizer was not loaded."});
}

void TokenizerBuilder::check_counts(std::size_t tokens, std::size_t merges) const
{
    if (tokens > std::size_t(max_ids))
        refuse("-LENGTH", "There are too many tokens", fmt::format("{}", tokens), fmt::format("at most {}", max_ids));
    if (merges > max_merges)
        refuse("-MERGE", "There are too many merges", fmt::format("{}", merges), fmt::format("at most {}", max_merges));
}

void TokenizerBuilder::expect(std::size_t tokens, std::size_t merges)
{
    check_counts(tokens, merges);
    merges_.reserve(merges);
    end_of_ids_ = std::min<std::int64_t>(max_ids, 2 * std::int64_t(tokens) + max_holes);
    vocabulary_.reserve(tokens);
    tokenizer_.pieces_.reserve(tokens);
    tokenizer_.special_.reserve(tokens);
}

void TokenizerBuilder::put_piece(TokenId id, std::string bytes, std::string_view token)
{
    check_not_stopped(stop_);
    const auto index = static_cast<std::size_t>(id);
    if (id >= end_of_ids_)
        refuse("-ID", "A token has an unusable id", fmt::format("{} for \"{}\"", id, printable(token)),
               fmt::format("a whole number from 0 to {}", end_of_ids_ - 1));
    if (index >= tokenizer_.pieces_.size()) {
        tokenizer_.pieces_.resize(index + 1);
        tokenizer_.special_.resize(index + 1);
    }
    if (!tokenizer_.pieces_[index].empty())
        refuse("-ID-DUP", "Two tokens have one id", fmt::format("{} for \"{}\"", id, printable(token)));
    tokenizer_.pieces_[index] = std::move(bytes);
}

bool TokenizerBuilder::add_token(std::string_view token, TokenId id)
{
    auto bytes = from_alphabet(token);
    const bool spelled = bytes.has_value();
    put_piece(id, spelled ? std::move(*bytes) : std::string(token), token);
    spelled_.resize(tokenizer_.pieces_.size());
    spelled_[static_cast<std::size_t>(id)] = spelled;
    return vocabulary_.add(token, id);
}

void TokenizerBuilder::add_byte(std::string_view token, TokenId id)
{
    unsigned byte = 0;
    const char* digits = token.data() + std::min<std::size_t>(3, token.size());
    const bool formed = token.size() == 6 && token.starts_with("<0x") && token.ends_with('>');
    const auto read = std::from_chars(digits, formed ? digits + 2 : digits, byte, 16);
    if (!formed || read.ec != std::errc() || read.ptr != digits + 2)
        refuse("-BYTE", "A byte token names no byte", printable(token), "<0x00> to <0xFF>");
    put_piece(id, std::string(1, static_cast<char>(byte)), token);
    bytes_.emplace(int(byte), id);
}

void TokenizerBuilder::add_unused(std::string_view content, TokenId id)
{
    put_piece(id, std::string(content), content);
    tokenizer_.special_[static_cast<std::size_t>(id)] = true;
}

void TokenizerBuilder::add_whole(std::string_view content, TokenId id, bool special, AddedRules rules)
{
    added_bytes_ += content.size();
    if (added_bytes_ > max_added_bytes)
        refuse("-ADDED", "The added tokens are too long together", printable(content),
               fmt::format("{} bytes", max_added_bytes));
    const TokenId listed = vocabulary_.id_of(content);
    const auto known = listed < 0 ? tokenizer_.added(content) : std::optional(listed);
    if (known && *known != id)
        refuse("-ID-DUP", "One token has two ids", fmt::format("{} and {} for \"{}\"", *known, id, printable(content)));
    if (known) tokenizer_.pieces_[static_cast<std::size_t>(id)].clear();  // listed in both, its text stands here
    if (std::size_t(id) < spelled_.size()) spelled_[static_cast<std::size_t>(id)] = false;
    put_piece(id, std::string(content), content);

    tokenizer_.special_[static_cast<std::size_t>(id)] = special || is_role_mark(content);
    if (special || is_markup(content)) return tokenizer_.control_.add(content, id, rules);
    if (content.size() > max_typed_length)  // each byte of a text may be compared with so many
        refuse("-ADDED", "An added token is too long for plain text", printable(content),
               fmt::format("{} bytes", max_typed_length));
    tokenizer_.anywhere_.add(content, id, rules);
}

TokenId TokenizerBuilder::id_of(std::string_view token, std::string_view left, std::string_view right) const
{
    const TokenId id = token.empty() ? -1 : vocabulary_.id_of(token);
    if (id < 0)
        refuse("-MERGE", "A merge names a token that the vocabulary lacks",
               fmt::format("\"{}\" in \"{} {}\"", printable(token), printable(left), printable(right)));
    return id;
}

void TokenizerBuilder::add_merge(std::string_view left, std::string_view right)
{
    check_not_stopped(stop_);
    joined_.assign(left).append(right);
    merges_.push_back({id_of(left, left, right), id_of(right, left, right), id_of(joined_, left, right),
                       std::uint32_t(merges_.size())});
}

void TokenizerBuilder::add_merge(std::string_view merge)
{
    const std::size_t space = std::min(merge.find(' '), merge.size());
    add_merge(merge.substr(0, space), merge.substr(std::min(space + 1, merge.size())));
}

void TokenizerBuilder::list_words()
{
    tokenizer_.words_.emplace();
    tokenizer_.words_->reserve(tokenizer_.pieces_.size());
    for (std::size_t id = 0; id < spelled_.size(); ++id)
        if (spelled_[id]) tokenizer_.words_->add(tokenizer_.pieces_[id], static_cast<TokenId>(id));
}

void TokenizerBuilder::merge_by_id()
{
    list_words();
    const TokenTable& words = *tokenizer_.words_;
    for (std::size_t id = 0; id < spelled_.size(); ++id) {
        const std::string_view whole = spelled_[id] ? tokenizer_.pieces_[id] : std::string_view();
        for (std::size_t length = 1; length < whole.size(); ++length) {
            const TokenId left = words.id_of(whole.substr(0, length));
            const TokenId right = left < 0 ? -1 : words.id_of(whole.substr(length));
            if (right >= 0) merges_.push_back({left, right, static_cast<TokenId>(id), std::uint32_t(id)});
        }
    }
}

std::array<TokenId, 256> TokenizerBuilder::byte_ids() const
{
    std::array<TokenId, 256> ids{};
    for (int byte = 0; byte < 256; ++byte) {
        const auto fallback = bytes_.find(byte);
        TokenId& id = ids[static_cast<std::size_t>(byte)];
        id = vocabulary_.id_of(alphabet_character(static_cast<unsigned char>(byte)));
        if (id < 0 && fallback != bytes_.end()) id = fallback->second;
        if (id < 0 && occurs_in_utf8(byte))
            refuse("-BYTES", "The vocabulary has no token for a byte", fmt::format("nothing for 0x{:02X}", byte),
                   "all bytes that occur in UTF-8");
    }
    return ids;
}

Tokenizer TokenizerBuilder::build(PreTokenizer pre_tokenizer)
{
    const auto bytes = byte_ids();
    vocabulary_ = TokenTable();  // not needed any more, while the rules of merges are made
    tokenizer_.byte_pairs_ = BytePairs(bytes, std::move(merges_));
    if (keeps_words_) list_words();
    if (const auto twice = tokenizer_.byte_pairs_.ambiguous())
        refuse("-MERGE", "A merge is listed twice",
               printable(tokenizer_.piece(twice->first) + " " + tokenizer_.piece(twice->second)));
    tokenizer_.pre_tokenizer_ = std::move(pre_tokenizer);
    return std::move(tokenizer_);
}

}  // namespace engine
