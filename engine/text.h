// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/error.h"
#include "engine/trace.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

enum class Role : std::uint8_t { System, User, Assistant };

struct Message {
    Role role = Role::User;
    std::string content;   ///< without the thinking
    std::string thinking;  ///< what stood between <think> and </think>; never sent back to the model
};

/// Turns the bytes of reply tokens into text a reader may see: emits the longest complete UTF-8, holds back a
/// started character, replaces what can never become valid by U+FFFD. (Specification section 7.5.)
class Utf8Stream {
public:
    std::string push(std::string_view bytes);
    std::string finish();

private:
    std::string held_;  // at most 3 bytes
};

/// A vocabulary as GGUF files list it (specification section 7.4), in plain values that are only read while a Text
/// is made of them.
struct Vocabulary {
    std::string model;                     ///< tokenizer.ggml.model; "gpt2" is byte-level BPE
    std::string pre_tokenizer;             ///< tokenizer.ggml.pre
    std::vector<std::string_view> tokens;  ///< [ids]
    std::vector<std::int64_t> types;       ///< [ids] 1 normal ... 6 byte; empty: all normal
    std::vector<std::string_view> merges;  ///< "left right", by rank
    std::optional<std::int64_t> bos = {}, eos = {}, eot = {};
    bool add_bos = true;
    std::string chat_template = {};  ///< Jinja, may be empty
};

/// The language side of a model: tokenizer and prompts. Const and thread-safe once opened.
class Text {
public:
    /// A directory in Hugging Face layout, or a bare tokenizer.json or tiktoken.model.
    /// Throws Error TOK-*, JSON-*, FILE-*, CANCELLED.
    static std::shared_ptr<const Text> open(const std::filesystem::path& path, const std::stop_token& stop = {});
    static bool is_in(const std::filesystem::path& directory);  ///< whether it has a tokenizer to open
    /// Throws Error TOK-*, CANCELLED. `where` stands in errors.
    static std::shared_ptr<const Text> from(const Vocabulary& vocabulary, const std::string& where,
                                            const std::stop_token& stop = {});
    ~Text();

    /// Plain text to ids; no BOS is added. Control tokens are recognised only with `parse_special`, which is
    /// for template text: what a user typed never becomes a control token.
    std::vector<TokenId> tokenize(std::string_view text, bool parse_special = false) const;

    /// Bytes of the ids; control tokens as their literal text. Throws TOK-ID for an id outside the vocabulary.
    std::string detokenize(std::span<const TokenId> ids) const;

    /// Bytes of one token; empty for ids that are padding of the embedding table.
    std::string piece(TokenId id) const;
    bool is_special(TokenId id) const;
    bool ends_reply(TokenId id) const;
    int size() const;                    ///< ids below this have a piece or are holes
    std::optional<TokenId> bos() const;  ///< stands before raw text; nothing when the model wants none

    /// The exact prompt, ending where the assistant speaks: by the template in the model's file, or where that does
    /// not work by the built-in one of the family (specification section 8).
    std::string prompt(std::span<const Message> chat, bool thinking) const;
    /// The same as ids: template strings become control tokens, message contents never do.
    /// `problem`: why the template in the file was not used, when there is one.
    std::vector<TokenId> prompt_ids(std::span<const Message> chat, bool thinking,
                                    std::optional<ErrorParts>* problem = nullptr) const;

    PromptVersions prompt_versions(std::span<const Message> chat, bool thinking) const;

    bool supports_thinking() const;
    const std::string& pre_tokenizer() const;
    const std::string& template_family() const;

private:
    struct State;
    explicit Text(std::unique_ptr<const State> state);
    std::unique_ptr<const State> state_;
};

}  // namespace engine
