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

}  // namespace

std::vector<TokenId> Tokenizer::encode(std::string_view text, bool parse_special) const
{
    const std::array parts{Part{text, parse_special}};
    return encode(parts);
}

std::vector<TokenId> Tokenizer::encode(std::span<const Part> parts) const
{
    std::vector<TokenId> ids;
    std::string plain;  // since the last control token
    const auto flush = [&] {
        encode_plain(utf8_valid_length(plain) == plain.size() ? plain : repaired(plain), ids);
        plain.clear();
    };
    for (const Part& part : parts) {
        std::size_t done = 0;
        while (done < part.text.size()) {
            const std::size_t end = part.text.size();
            const auto match = part.parse_special ? control_.find(part.text, done) : TokenTrie::Match{end, end, -1};
            plain += part.text.substr(done, match.begin - done);
            done = match.end;
            if (match.id < 0) continue;
            flush();
            ids.push_back(match.id);
        }
    }
    flush();
    return ids;
}

/// `text` is valid UTF-8.
void Tokenizer::encode_plain(std::string_view text, std::vector<TokenId>& ids) const
{
    std::vector<std::string_view> pieces;
    BytePairs::Scratch scratch;
    for (std::size_t done = 0; done < text.size();) {
        const auto match = anywhere_.find(text, done);
        pieces.clear();
        if (match.begin > done) pre_tokenizer_.split(text.substr(done, match.begin - done), pieces);
        for (const std::string_view piece : pieces)
            byte_pairs_.encode(piece, scratch, ids);
        if (match.id >= 0) ids.push_back(match.id);
        done = match.end;
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
    for (const TokenTrie* trie : {&control_, &anywhere_})
        if (const TokenId id = trie->id_of(content); id >= 0) return id;
    return {};
}

}  // namespace engine
