// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/text/byte_alphabet.h"
#include "engine/text/tokenizer.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

/// The smallest complete tokenizer.json in the form of DeepSeek-V3: the 256 bytes are ids 0 to 255, merges make
/// "he" 256, "ll" 257, "hell" 258, "hello" 259, " hello" 260, and control tokens follow from 300.
inline nlohmann::json tiny_tokenizer(const std::vector<std::string>& control = {
                                         "<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>", "<｜User｜>",
                                         "<｜Assistant｜>", "<think>", "</think>"})
{
    using nlohmann::json;
    json vocab = json::object();
    for (int byte = 0; byte < 256; ++byte)
        vocab[engine::alphabet_character(static_cast<unsigned char>(byte))] = byte;
    int id = 256;
    for (const char* token : {"he", "ll", "hell", "hello", "Ġhello"})
        vocab[token] = id++;
    json added = json::array();
    id = 300;
    for (const std::string& content : control)
        added.push_back({{"id", id++}, {"content", content}, {"special", false}, {"normalized", true}});
    const auto split = [](const char* pattern) {
        return json{{"type", "Split"},
                    {"pattern", {{"Regex", pattern}}},
                    {"behavior", "Isolated"},
                    {"invert", false}};
    };
    const char* words =
        R"([!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+)"
        R"(| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
    return {{"added_tokens", added},
            {"normalizer", {{"type", "Sequence"}, {"normalizers", json::array()}}},
            {"pre_tokenizer",
             {{"type", "Sequence"},
              {"pretokenizers",
               {split(R"(\p{N}{1,3})"),
                split(R"([\u4E00-\u9FA5\u3040-\u309F\u30A0-\u30FF]+)"),
                split(words),
                {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", false}}}}}},
            {"decoder", {{"type", "ByteLevel"}}},
            {"model",
             {{"type", "BPE"}, {"vocab", vocab}, {"merges", {"h e", "l l", "he ll", "hell o", "Ġ hello"}}}}};
}

inline engine::Tokenizer tokenizer_of(const nlohmann::json& json)
{
    return engine::Tokenizer::parse(json.dump(), "tokenizer.json");
}
