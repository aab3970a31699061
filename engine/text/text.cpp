// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text.h"

#include "engine/error.h"
#include "engine/io/json.h"
#include "engine/io/mapped_file.h"
#include "engine/text/chat_template.h"
#include "engine/text/tokenizer.h"

#include <charconv>
#include <map>
#include <set>

namespace engine {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_config = std::size_t(4) << 20;
constexpr std::size_t max_ranks = std::size_t(16) << 20;
constexpr const char* deepseek_bos = "<｜begin▁of▁sentence｜>";
constexpr const char* deepseek_eos = "<｜end▁of▁sentence｜>";

/// Tokens that end a reply wherever a vocabulary has them (specification section 7.4).
constexpr const char* end_tokens[] = {"<｜end▁of▁sentence｜>", "<|EOT|>", "<|im_end|>", "<|endoftext|>", "<|user|>"};

/// The tokenizer in a directory, or the file itself. Throws TOK-MISSING.
fs::path tokenizer_file(const fs::path& path)
{
    std::error_code ignored;
    for (const char* name : {"tokenizer.json", "tiktoken.model"})
        if (fs::exists(path / name, ignored)) return path / name;
    if (!fs::exists(path, ignored) || fs::is_directory(path, ignored))
        throw Error({"TOK-MISSING",
                     "There is no tokenizer",
                     printable(path.native(), 512),
                     {},
                     "tokenizer.json or tiktoken.model",
                     "The model can only be used with token ids."});
    return path;
}

/// A JSON object beside the tokenizer; empty when there is no such file.
Json read_beside(const fs::path& tokenizer_json, const char* name)
{
    const fs::path file = tokenizer_json.parent_path() / name;
    std::error_code ignored;
    if (!fs::exists(file, ignored)) return Json::object();
    const std::string where = printable(file.native(), 512);
    Json json = parse_json(read_text_file(file, max_config), where);
    Fields(json, where, "TOK-CONFIG");  // throws when it is no object
    return json;
}

/// "bos_token" and its like are a string, or in older files an object with a "content".
std::string token_text(const Json& config, const char* key)
{
    const auto member = config.find(key);
    if (member == config.end()) return {};
    const Json& text = member->is_object() ? member->value("content", Json()) : *member;
    return text.is_string() ? text.get<std::string>() : std::string();
}

std::string jinja_of(const Json& config, const fs::path& tokenizer_json)
{
    const fs::path file = tokenizer_json.parent_path() / "chat_template.jinja";
    std::error_code ignored;
    if (fs::exists(file, ignored)) return read_text_file(file, max_config);
    const auto member = config.find("chat_template");
    if (member == config.end()) return {};
    if (member->is_string()) return member->get<std::string>();
    if (member->is_array())  // named templates
        for (const Json& entry : *member)
            if (entry.is_object() && token_text(entry, "name") == "default") return token_text(entry, "template");
    return {};
}

void add_ids(const Json& config, std::set<TokenId>& ids)
{
    const auto member = config.find("eos_token_id");
    if (member == config.end()) return;
    for (const Json& id : member->is_array() ? *member : Json::array({*member}))
        if (id.is_number_unsigned() && id.get<std::uint64_t>() < (1u << 31)) ids.insert(id.get<TokenId>());
}

/// The names that Kimi's tokenizer_config.json gives to control tokens, whose ids are its keys.
std::map<TokenId, std::string> named_tokens(const Json& config, const std::string& where)
{
    std::map<TokenId, std::string> names;
    const auto list = config.find("added_tokens_decoder");
    if (list == config.end()) return names;
    Fields(*list, where, "TOK-CONFIG");  // throws when it is no object
    for (const auto& [key, token] : list->items()) {
        TokenId id = -1;
        const auto read = std::from_chars(key.data(), key.data() + key.size(), id);
        if (read.ec == std::errc() && read.ptr == key.data() + key.size())
            names[id] = Fields(token, where, "TOK-CONFIG").text("content");
    }
    return names;
}

bool is_ranks(const fs::path& tokenizer)
{
    return tokenizer.extension() == ".model";
}

Tokenizer load_tokenizer(const fs::path& file, const Json& config, const std::stop_token& stop)
{
    if (!is_ranks(file)) return Tokenizer::load(file, stop);
    const std::string where = printable(file.native(), 512);
    return Tokenizer::parse_ranks(read_text_file(file, max_ranks, "TOK-SIZE"), named_tokens(config, where), where,
                                  stop);
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

std::shared_ptr<const Text> Text::open(const fs::path& path, const std::stop_token& stop)
{
    const fs::path file = tokenizer_file(path);
    const Json config = read_beside(file, "tokenizer_config.json");
    Tokenizer tokenizer = load_tokenizer(file, config, stop);

    std::string bos = token_text(config, "bos_token");
    if (bos.empty()) bos = deepseek_bos;
    std::optional<TokenId> bos_id = tokenizer.added(bos);
    if (!bos_id) bos.clear();
    if (config.value("add_bos_token", Json(!is_ranks(file))) == Json(false)) bos_id.reset();

    std::set<TokenId> ends;
    add_ids(read_beside(file, "generation_config.json"), ends);
    add_ids(read_beside(file, "config.json"), ends);
    if (const auto eos = tokenizer.added(token_text(config, "eos_token"))) ends.insert(*eos);
    for (const char* token : end_tokens)
        if (const auto id = tokenizer.added(token)) ends.insert(*id);

    std::string eos = token_text(config, "eos_token");
    if (eos.empty() && tokenizer.added(deepseek_eos)) eos = deepseek_eos;
    ChatTemplate chat_template = ChatTemplate::recognise({jinja_of(config, file), bos, eos}, tokenizer);
    return std::shared_ptr<const Text>(new Text(
        std::make_unique<const State>(State{std::move(tokenizer), std::move(chat_template), bos_id, std::move(ends)})));
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
    for (const char* token : end_tokens)
        if (const auto id = tokenizer.added(token)) ends.insert(*id);

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
