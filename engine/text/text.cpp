// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text.h"

#include "engine/text/chat_template.h"
#include "engine/text/text_files.h"
#include "engine/text/tokenizer.h"

#include <set>

namespace engine {
namespace {

constexpr const char* deepseek_bos = "<｜begin▁of▁sentence｜>";
constexpr const char* deepseek_eos = "<｜end▁of▁sentence｜>";

/// Tokens that end a reply wherever a vocabulary has them (specification section 7.4).
constexpr const char* end_tokens[] = {"<｜end▁of▁sentence｜>", "<|EOT|>", "<|im_end|>", "<|endoftext|>", "<|user|>"};

void add_known_ends(const Tokenizer& tokenizer, std::set<TokenId>& ends)
{
    for (const char* token : end_tokens)
        if (const auto id = tokenizer.added(token)) ends.insert(*id);
}

}  // namespace

struct Text::State {
    Tokenizer tokenizer;
    ChatTemplate chat_template;
    std::optional<TokenId> bos;
    std::set<TokenId> ends;
};

Text::Text(std::unique_ptr<const State> state) : state_(std::move(state)) {}
Text::~Text() = default;

std::shared_ptr<const Text> Text::open(const std::filesystem::path& path, const std::stop_token& stop)
{
    const TextFiles files(path);
    Tokenizer tokenizer = files.load_tokenizer(stop);

    std::string bos = files.token("bos_token");
    if (bos.empty()) bos = deepseek_bos;
    std::optional<TokenId> bos_id = tokenizer.added(bos);
    if (!bos_id) bos.clear();
    if (!files.adds_bos()) bos_id.reset();

    std::string eos = files.token("eos_token");
    std::set<TokenId> ends = files.end_ids();
    if (const auto id = tokenizer.added(eos)) ends.insert(*id);
    add_known_ends(tokenizer, ends);
    if (eos.empty() && tokenizer.added(deepseek_eos)) eos = deepseek_eos;

    ChatTemplate chat_template = ChatTemplate::recognise({files.chat_template(), bos, eos}, tokenizer);
    return std::shared_ptr<const Text>(new Text(
        std::make_unique<const State>(State{std::move(tokenizer), std::move(chat_template), bos_id, std::move(ends)})));
}

bool Text::is_in(const std::filesystem::path& directory)
{
    return TextFiles::find_tokenizer(directory).has_value();
}

std::shared_ptr<const Text> Text::from(const Vocabulary& vocabulary, const std::string& where,
                                       const std::stop_token& stop)
{
    Tokenizer tokenizer = Tokenizer::from(vocabulary, where, stop);
    const auto known = [&](const std::optional<std::int64_t>& id) {
        return id && *id >= 0 && *id < tokenizer.size() ? std::optional(TokenId(*id)) : std::nullopt;
    };
    const auto bos = known(vocabulary.bos), eos = known(vocabulary.eos), eot = known(vocabulary.eot);
    std::set<TokenId> ends;
    for (const auto& end : {eos, eot})
        if (end) ends.insert(*end);
    add_known_ends(tokenizer, ends);

    const auto text = [&](const std::optional<TokenId>& id) { return id ? tokenizer.piece(*id) : std::string(); };
    ChatTemplate chat_template = ChatTemplate::recognise({vocabulary.chat_template, text(bos), text(eos)}, tokenizer);
    return std::shared_ptr<const Text>(new Text(std::make_unique<const State>(State{
        std::move(tokenizer), std::move(chat_template), vocabulary.add_bos ? bos : std::nullopt, std::move(ends)})));
}

std::vector<TokenId> Text::tokenize(std::string_view text, bool parse_special) const
{
    return state_->tokenizer.encode(text, parse_special);
}

std::string Text::detokenize(std::span<const TokenId> ids) const
{
    return state_->tokenizer.decode(ids);
}

std::string Text::piece(TokenId id) const
{
    return id >= 0 && id < size() ? state_->tokenizer.piece(id) : std::string();
}

bool Text::is_special(TokenId id) const
{
    return state_->tokenizer.is_special(id);
}

bool Text::ends_reply(TokenId id) const
{
    return state_->ends.contains(id);
}

int Text::size() const
{
    return state_->tokenizer.size();
}

std::optional<TokenId> Text::bos() const
{
    return state_->bos;
}

std::string Text::prompt(std::span<const Message> chat, bool thinking) const
{
    return text_of(state_->chat_template.segments(chat, thinking));
}

PromptVersions Text::prompt_versions(std::span<const Message> chat, bool thinking) const
{
    PromptVersions versions;
    if (const auto segments = state_->chat_template.by_model(chat, thinking, &versions.problem))
        versions.by_model = text_of(*segments);
    versions.built_in = text_of(state_->chat_template.built_in(chat, thinking));
    return versions;
}

std::vector<TokenId> Text::prompt_ids(std::span<const Message> chat, bool thinking,
                                      std::optional<ErrorParts>* problem) const
{
    const auto segments = state_->chat_template.segments(chat, thinking, problem);
    std::vector<Tokenizer::Part> parts;
    for (const PromptSegment& segment : segments)
        parts.push_back({segment.text, segment.is_template});
    return state_->tokenizer.encode(parts);
}

bool Text::supports_thinking() const
{
    return state_->chat_template.supports_thinking();
}

const std::string& Text::pre_tokenizer() const
{
    return state_->tokenizer.pre_tokenizer();
}

const std::string& Text::template_family() const
{
    return state_->chat_template.family();
}

}  // namespace engine
