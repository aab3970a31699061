// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/error.h"
#include "engine/text/byte_alphabet.h"
#include "engine/text/tokenizer_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace engine {
namespace {

constexpr std::size_t max_token_length = 1024;  // bytes; bounds what merge_by_id() tries
constexpr TokenId control_tokens = 256;         // behind the ranks

/// The bytes that base64 stands for; nothing when it is malformed.
std::optional<std::string> from_base64(std::string_view text)
{
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if (text.empty() || text.size() % 4 != 0) return {};
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    text.remove_suffix(padding);
    std::string bytes;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : text) {
        const std::size_t digit = digits.find(c);
        if (digit == digits.npos) return {};
        bits = bits << 6 | static_cast<std::uint32_t>(digit);
        held += 6;
        if (held < 8) continue;
        held -= 8;
        bytes.push_back(static_cast<char>(bits >> held & 0xFF));
    }
    return bytes;
}

struct Rank {
    std::string token;  // in the byte alphabet
    TokenId id;
};

/// "base64(bytes) rank".
Rank read_line(std::string_view line, const TokenizerBuilder& builder)
{
    const std::size_t space = std::min(line.find(' '), line.size());
    const auto bytes = from_base64(line.substr(0, space));
    const std::string_view number = line.substr(std::min(space + 1, line.size()));
    TokenId id = -1;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), id);
    if (!bytes || error != std::errc() || end != number.data() + number.size() || id < 0 ||
        id >= TokenizerBuilder::max_ids - control_tokens)
        builder.refuse("-RANK", "A line names no token and its rank", printable(line, 80),
                       fmt::format("base64 and a number below {}", TokenizerBuilder::max_ids - control_tokens));
    if (bytes->size() > max_token_length)
        builder.refuse("-TOKEN-LONG", "A token is too long", fmt::format("{} bytes for id {}", bytes->size(), id),
                       fmt::format("at most {}", max_token_length));
    std::string token;
    for (const char byte : *bytes)
        token += alphabet_character(static_cast<unsigned char>(byte));
    return {std::move(token), id};
}

}  // namespace

Tokenizer Tokenizer::parse_ranks(std::string_view ranks, const std::map<TokenId, std::string>& named,
                                 const std::string& where, const std::stop_token& stop)
{
    TokenizerBuilder builder(where, "TOK", stop);
    builder.expect(std::size_t(std::count(ranks.begin(), ranks.end(), '\n')) + control_tokens, 0);
    TokenId count = 0, last = -1;
    while (!ranks.empty()) {
        const std::size_t end = std::min(ranks.find('\n'), ranks.size());
        const Rank rank = read_line(ranks.substr(0, end), builder);
        builder.add_token(rank.token, rank.id);
        last = std::max(last, rank.id);
        ++count;
        ranks.remove_prefix(std::min(end + 1, ranks.size()));
    }
    if (last + 1 != count)
        builder.refuse("-RANK", "The ranks have gaps", fmt::format("{} tokens up to {}", count, last));
    builder.merge_by_id();
    for (TokenId id = count; id < count + control_tokens; ++id) {
        const auto name = named.find(id);
        const std::string content = name != named.end() ? name->second : fmt::format("<|reserved_token_{}|>", id);
        if (content.size() < 2 || content.size() > TokenizerBuilder::max_added_length)
            builder.refuse("-ADDED", "A control token has an unusable name", printable(content, 80),
                           fmt::format("2 to {} bytes", TokenizerBuilder::max_added_length));
        builder.add_whole(content, id, true);
    }
    return builder.build(PreTokenizer::named("kimi-k2", where));
}

}  // namespace engine
