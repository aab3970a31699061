// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/text_files.h"

#include "engine/error.h"
#include "engine/io/mapped_file.h"

#include <charconv>
#include <map>

namespace engine {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_config = std::size_t(4) << 20;
constexpr std::size_t max_ranks = std::size_t(16) << 20;

/// Tokens are strings, or in older files objects with a "content".
std::string text_of(const Json& object, const char* key)
{
    const auto member = object.find(key);
    if (member == object.end()) return {};
    const Json& text = member->is_object() ? member->value("content", Json()) : *member;
    return text.is_string() ? text.get<std::string>() : std::string();
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

}  // namespace

std::optional<fs::path> TextFiles::find_tokenizer(const fs::path& directory)
{
    std::error_code ignored;
    for (const char* name : {"tokenizer.json", "tiktoken.model"})
        if (fs::exists(directory / name, ignored)) return directory / name;
    return {};
}

TextFiles::TextFiles(const fs::path& path) : tokenizer_(find_tokenizer(path).value_or(path))
{
    std::error_code ignored;
    if (!fs::exists(tokenizer_, ignored) || fs::is_directory(tokenizer_, ignored))
        throw Error({"TOK-MISSING", "There is no tokenizer", printable(path.native(), 512), "",
                     "tokenizer.json or tiktoken.model", "The model can only be used with token ids."});
    config_ = read_beside("tokenizer_config.json");
}

/// A JSON object beside the tokenizer; empty when there is no such file.
Json TextFiles::read_beside(const char* name) const
{
    const fs::path file = tokenizer_.parent_path() / name;
    std::error_code ignored;
    if (!fs::exists(file, ignored)) return Json::object();
    const std::string where = printable(file.native(), 512);
    Json json = parse_json(read_text_file(file, max_config), where);
    Fields(json, where, "TOK-CONFIG");  // throws when it is no object
    return json;
}

Tokenizer TextFiles::load_tokenizer(const std::stop_token& stop) const
{
    if (!has_ranks()) return Tokenizer::load(tokenizer_, stop);
    const std::string where = printable(tokenizer_.native(), 512);
    return Tokenizer::parse_ranks(read_text_file(tokenizer_, max_ranks, "TOK-SIZE"), named_tokens(config_, where),
                                  where, stop);
}

std::string TextFiles::token(const char* key) const
{
    return text_of(config_, key);
}

bool TextFiles::adds_bos() const
{
    return config_.value("add_bos_token", Json(!has_ranks())) != Json(false);
}

std::string TextFiles::chat_template() const
{
    const fs::path file = tokenizer_.parent_path() / "chat_template.jinja";
    std::error_code ignored;
    if (fs::exists(file, ignored)) return read_text_file(file, max_config);
    const auto member = config_.find("chat_template");
    if (member == config_.end()) return {};
    if (member->is_string()) return member->get<std::string>();
    if (member->is_array())  // named templates
        for (const Json& entry : *member)
            if (entry.is_object() && text_of(entry, "name") == "default") return text_of(entry, "template");
    return {};
}

std::set<TokenId> TextFiles::end_ids() const
{
    std::set<TokenId> ids;
    add_ids(read_beside("generation_config.json"), ids);
    add_ids(read_beside("config.json"), ids);
    return ids;
}

}  // namespace engine
