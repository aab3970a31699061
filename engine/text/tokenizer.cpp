// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/tokenizer.h"

#include "engine/error.h"
#include "engine/io/utf8.h"

#include <fmt/format.h>

#include <array>

namespace engine {
namespace {

/// `text` with every byte that is no UTF-8 replaced by U+FFFD.
std::string repaired(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        const std::size_t valid = utf8_valid_length(text);
        out += text.substr(0, valid);
        text.remove_prefix(valid);
        if (text.empty()) break;
        out += replacement_character;
        text.remove_prefix(utf8_step(text).length);
    }
    return out;
}

/// The parts as one text of valid UTF-8.
struct Joined {
    explicit Joined(std::span<const Tokenizer::Part> parts)
    {
        for (const Tokenizer::Part& part : parts) {
            const std::size_t begin = text.size();
            text += repaired(part.text);
            if (part.parse_special) special.push_back({begin, text.size()});
        }
    }

    std::string text;
    std::vector<Extent> special;  // where control tokens count
};

}  // namespace

std::vector<TokenId> Tokenizer::encode(std::string_view text, bool parse_special) const
{
    const std::array parts{Part{text, parse_special}};
    return encode(parts);
}

std::vector<TokenId> Tokenizer::encode(std::span<const Part> parts) const
{
    const Joined joined(parts);
    std::vector<TokenId> ids;
    BytePairs::Scratch scratch;
    const auto whole = [&](TokenId id) { ids.push_back(id); };
    const auto words = [&](std::string_view text) { encode_words(text, scratch, ids); };
    const auto plain = [&](std::string_view text) {
        const std::array all{Extent{0, text.size()}};
        anywhere_.divide(text, all, words, whole);
    };
    control_.divide(joined.text, joined.special, plain, whole);
    return ids;
}

void Tokenizer::encode_words(std::string_view text, BytePairs::Scratch& scratch, std::vector<TokenId>& ids) const
{
    std::vector<std::string_view> pieces;
    pre_tokenizer_.split(text, pieces);
    for (const std::string_view piece : pieces) {
        const TokenId word = words_ ? words_->id_of(piece) : -1;
        if (word >= 0)
            ids.push_back(word);
        else
            byte_pairs_.encode(piece, scratch, ids);
    }
}

std::string Tokenizer::decode(std::span<const TokenId> ids) const
{
    std::string bytes;
    for (const TokenId id : ids)
        bytes += piece(id);
    return bytes;
}

const std::string& Tokenizer::piece(TokenId id) const
{
    if (id < 0 || id >= size())
        throw Error({"TOK-ID", "There is no such token", "the vocabulary", fmt::format("id {}", id),
                     fmt::format("0 to {}", size() - 1), "Nothing was decoded."});
    return pieces_[static_cast<std::size_t>(id)];
}

bool Tokenizer::is_special(TokenId id) const
{
    return id >= 0 && id < size() && special_[static_cast<std::size_t>(id)];
}

std::optional<TokenId> Tokenizer::added(std::string_view content) const
{
    for (const AddedTokens* tokens : {&control_, &anywhere_})
        if (const TokenId id = tokens->id_of(content); id >= 0) return id;
    return {};
}

}  // namespace engine
