// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text.h"
#include "engine/text/tokenizer_builder.h"

#include <fmt/format.h>

namespace engine {
namespace {

enum Type : std::int64_t { Normal = 1, Unknown, Control, UserDefined, Unused, Byte };

constexpr std::size_t max_token_length = 4096;  // bytes

void check_shape(const Vocabulary& vocabulary, const TokenizerBuilder& builder)
{
    if (vocabulary.model != "gpt2")
        builder.refuse("-KIND", "The vocabulary is of a kind that is not supported", printable(vocabulary.model),
                       "\"gpt2\"");
    const std::size_t count = vocabulary.tokens.size();
    if (count == 0) builder.refuse("-LENGTH", "The vocabulary is empty", "no tokens");
    if (!vocabulary.types.empty() && vocabulary.types.size() != count)
        builder.refuse("-LENGTH", "The tokens do not all have a type",
                       fmt::format("{} types of {} tokens", vocabulary.types.size(), count));
    for (const auto& id : {vocabulary.bos, vocabulary.eos, vocabulary.eot})
        if (id && (*id < 0 || std::uint64_t(*id) >= count))
            builder.refuse("-ID", "A token id lies outside the vocabulary", fmt::format("{}", *id),
                           fmt::format("0 to {}", count - 1));
}

void add_token(std::string_view token, TokenId id, std::int64_t type, TokenizerBuilder& builder)
{
    const bool whole = type == Control || type == UserDefined;
    const std::size_t limit = whole ? TokenizerBuilder::max_added_length : max_token_length;
    if (token.size() > limit)
        builder.refuse("-TOKEN-LONG", "A token is too long", fmt::format("{} bytes for id {}", token.size(), id),
                       fmt::format("at most {}", limit));
    if (type == Byte) return builder.add_byte(token, id);
    if (type == Unknown || type == Unused || token.empty()) return builder.add_unused(token, id);
    if (whole) return builder.add_whole(token, id, type == Control);
    builder.add_token(token, id);  // of two with the same text the first is met
}

}  // namespace

Tokenizer Tokenizer::from(const Vocabulary& vocabulary, const std::string& where, const std::stop_token& stop)
{
    TokenizerBuilder builder(where, "VOCAB", stop);
    check_shape(vocabulary, builder);
    builder.expect(vocabulary.tokens.size(), vocabulary.merges.size());
    for (std::size_t id = 0; id < vocabulary.tokens.size(); ++id)
        add_token(vocabulary.tokens[id], static_cast<TokenId>(id),
                  vocabulary.types.empty() ? Type::Normal : vocabulary.types[id], builder);
    for (const std::string_view merge : vocabulary.merges)
        builder.add_merge(merge);
    return builder.build(PreTokenizer::named(vocabulary.pre_tokenizer, where));
}

}  // namespace engine
