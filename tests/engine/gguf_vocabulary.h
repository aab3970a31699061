// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "io/gguf_bytes.h"
#include "text/tiny_tokenizer.h"

constexpr int vocabulary_size = 306;

inline std::string list_of(const std::vector<std::string>& texts)
{
    std::string value = GgufBytes::u32(gguf_type::text) + GgufBytes::u64(texts.size());
    for (const std::string& text : texts)
        value += GgufBytes::text(text);
    return value;
}

/// The keys of a GGUF file that list the tokens, types and merges of tiny_tokenizer().
inline GgufBytes& add_vocabulary(GgufBytes& gguf)
{
    const nlohmann::json json = tiny_tokenizer();
    std::vector<std::string> tokens(vocabulary_size);
    for (std::size_t id = 0; id < tokens.size(); ++id)
        tokens[id] = "[unused" + std::to_string(id) + "]";
    std::vector<std::int32_t> types(vocabulary_size, 5);
    for (const auto& [token, id] : json["model"]["vocab"].items()) {
        tokens[id.get<std::size_t>()] = token;
        types[id.get<std::size_t>()] = 1;
    }
    for (const auto& added : json["added_tokens"]) {
        tokens[added["id"].get<std::size_t>()] = added["content"];
        types[added["id"].get<std::size_t>()] = 3;
    }
    std::string numbers = GgufBytes::u32(gguf_type::i32) + GgufBytes::u64(types.size());
    for (const std::int32_t type : types)
        numbers += GgufBytes::raw(type);
    return gguf.key("tokenizer.ggml.tokens", gguf_type::list, list_of(tokens))
        .key("tokenizer.ggml.token_type", gguf_type::list, numbers)
        .key("tokenizer.ggml.merges", gguf_type::list, list_of(json["model"]["merges"]));
}
