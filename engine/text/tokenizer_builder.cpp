// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/error.h"
#include "engine/io/json.h"
#include "engine/io/mapped_file.h"
#include "engine/text/byte_alphabet.h"
#include "engine/text/tokenizer.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace engine {
namespace {

constexpr std::size_t max_file = std::size_t(128) << 20;
constexpr std::int64_t max_ids = 1 << 20;  // bounds every table, however sparse the ids are
constexpr std::size_t max_merges = 1'000'000;
constexpr std::size_t max_added = 65'536;
constexpr std::size_t max_added_length = 256;

/// Bytes that stand in some UTF-8 text; vocabularies may lack the thirteen others.
constexpr bool occurs_in_utf8(int byte)
{
    return byte < 0xC0 || (byte >= 0xC2 && byte <= 0xF4);
}

bool enclosed(std::string_view content, std::string_view open, std::string_view close)
{
    return content.size() > open.size() + close.size() && content.starts_with(open) &&
           content.ends_with(close);
}

/// Role marks such as <｜User｜>, which some files do not call special.
bool is_role_mark(std::string_view content)
{
    return enclosed(content, "<｜", "｜>") || enclosed(content, "<|", "|>");
}

/// Everything that steers a model, <think> among it, is kept out of what users type.
bool is_markup(std::string_view content)
{
    return enclosed(content, "<", ">") || enclosed(content, "[", "]");
}

}  // namespace

/// Makes a Tokenizer from the parsed file, step by step in the order of the functions.
class TokenizerBuilder {
public:
    explicit TokenizerBuilder(std::string where) : where_(std::move(where)) {}

    Tokenizer build(const Json& json)
    {
        const Fields file(json, where_, "TOK-TYPE");
        const Fields model = file.object("model");
        check_kind(file, model);
        read_vocabulary(model);
        read_added_tokens(file);
        read_merges(model);
        tokenizer_.pre_tokenizer_ = PreTokenizer(read_patterns(file), where_);
        return std::move(tokenizer_);
    }

private:
    [[noreturn]] void refuse(const char* code, const char* what, std::string found,
                             std::string allowed = {}) const
    {
        throw Error(
            {code, what, where_, std::move(found), std::move(allowed), "The tokenizer was not loaded."});
    }

    void check_kind(const Fields& file, const Fields& model) const;
    void read_vocabulary(const Fields& model);
    void read_added_tokens(const Fields& file);
    void read_added_token(const Fields& token);
    void read_merges(const Fields& model);
    BytePairs::Merge read_merge(const Json& merge) const;
    std::vector<std::string> read_patterns(const Fields& file) const;
    std::string read_pattern(const Fields& stage) const;
    TokenId checked_id(const Json& value, std::string_view token) const;
    void put_piece(TokenId id, std::string bytes, std::string_view token);

    std::string where_;
    Tokenizer tokenizer_;
    std::unordered_map<std::string_view, TokenId> vocabulary_;  // keys live in the parsed file
};

void TokenizerBuilder::check_kind(const Fields& file, const Fields& model) const
{
    if (model.text("type", "BPE") != "BPE") model.refuse("type", "\"BPE\"");
    for (const char* key : {"byte_fallback", "ignore_merges"})
        if (model.flag(key, false)) model.refuse(key, "false");
    for (const char* key : {"unk_token", "continuing_subword_prefix", "end_of_word_suffix"})
        if (!model.text(key, "").empty()) model.refuse(key, "null");

    if (const Json* normalizer = file.find("normalizer")) {
        const Json* steps = Fields(*normalizer, where_ + ", normalizer", "TOK-TYPE").find("normalizers");
        if (!steps || !steps->is_array() || !steps->empty())
            file.refuse("normalizer", "none, text is taken as it is");
    }
    if (file.find("decoder") && file.object("decoder").text("type") != "ByteLevel")
        file.object("decoder").refuse("type", "\"ByteLevel\"");
}

TokenId TokenizerBuilder::checked_id(const Json& value, std::string_view token) const
{
    const bool whole = value.is_number_unsigned();
    if (!whole || value.get<std::uint64_t>() >= std::uint64_t(max_ids))
        refuse("TOK-ID", "A token has an unusable id",
               fmt::format("{} for \"{}\"", excerpt(value), printable(token)),
               fmt::format("a whole number from 0 to {}", max_ids - 1));
    return static_cast<TokenId>(value.get<std::uint64_t>());
}

void TokenizerBuilder::put_piece(TokenId id, std::string bytes, std::string_view token)
{
    const auto index = static_cast<std::size_t>(id);
    if (index >= tokenizer_.pieces_.size()) {
        tokenizer_.pieces_.resize(index + 1);
        tokenizer_.special_.resize(index + 1);
    }
    if (!tokenizer_.pieces_[index].empty())
        refuse("TOK-ID-DUP", "Two tokens have one id", fmt::format("{} for \"{}\"", id, printable(token)));
    tokenizer_.pieces_[index] = std::move(bytes);
}

void TokenizerBuilder::read_vocabulary(const Fields& model)
{
    const Json* vocabulary = model.find("vocab");
    if (!vocabulary || !vocabulary->is_object()) model.refuse("vocab", "a table of tokens and ids");
    vocabulary_.reserve(vocabulary->size());
    for (const auto& [token, value] : vocabulary->get_ref<const Json::object_t&>()) {
        const TokenId id = checked_id(value, token);
        put_piece(id, from_alphabet(token).value_or(token), token);
        vocabulary_.emplace(token, id);
    }
}

void TokenizerBuilder::read_added_tokens(const Fields& file)
{
    if (!file.find("added_tokens")) return;
    const Json& list = *file.find("added_tokens");
    if (!list.is_array() || list.size() > max_added)
        refuse("TOK-ADDED", "The list of added tokens is unusable", fmt::format("{} entries", list.size()),
               fmt::format("at most {}", max_added));
    for (const Json& token : list)
        read_added_token(Fields(token, where_ + ", added_tokens", "TOK-ADDED"));
}

void TokenizerBuilder::read_added_token(const Fields& token)
{
    const std::string content = token.text("content");
    if (content.size() < 2 || content.size() > max_added_length)
        token.refuse("content", fmt::format("2 to {} bytes", max_added_length));
    for (const char* key : {"lstrip", "rstrip", "single_word"})
        if (token.flag(key, false)) token.refuse(key, "false");
    if (!token.find("id")) token.refuse("id", "a whole number");
    const TokenId id = checked_id(*token.find("id"), content);

    const auto listed = vocabulary_.find(content);
    const auto known =
        listed == vocabulary_.end() ? tokenizer_.added(content) : std::optional(listed->second);
    if (known && *known != id)
        refuse("TOK-ID-DUP", "One token has two ids",
               fmt::format("{} and {} for \"{}\"", *known, id, printable(content)));
    if (known)
        tokenizer_.pieces_[static_cast<std::size_t>(id)].clear();  // listed in both, its text stands here
    put_piece(id, content, content);

    const bool special = token.flag("special", false);
    tokenizer_.special_[static_cast<std::size_t>(id)] = special || is_role_mark(content);
    (special || is_markup(content) ? tokenizer_.control_ : tokenizer_.anywhere_).add(content, id);
}

void TokenizerBuilder::read_merges(const Fields& model)
{
    std::array<TokenId, 256> byte_ids{};
    for (int byte = 0; byte < 256; ++byte) {
        const auto token = vocabulary_.find(alphabet_character(static_cast<unsigned char>(byte)));
        if (token == vocabulary_.end() && occurs_in_utf8(byte))
            refuse("TOK-BYTES", "The vocabulary has no token for a byte",
                   fmt::format("nothing for 0x{:02X}", byte), "all bytes that occur in UTF-8");
        byte_ids[static_cast<std::size_t>(byte)] = token == vocabulary_.end() ? -1 : token->second;
    }

    const Json* list = model.find("merges");
    if (!list || !list->is_array() || list->size() > max_merges)
        refuse("TOK-MERGE", "The merges are unusable",
               list ? fmt::format("{} entries", list->size()) : "nothing",
               fmt::format("a list of at most {}", max_merges));
    std::vector<BytePairs::Merge> merges;
    merges.reserve(list->size());
    std::unordered_set<std::uint64_t> pairs(list->size());
    for (const Json& entry : *list) {
        merges.push_back(read_merge(entry));
        if (!pairs.insert(std::uint64_t(merges.back().left) << 32 | std::uint32_t(merges.back().right))
                 .second)
            refuse("TOK-MERGE", "A merge is listed twice", entry.dump(-1, ' ', true).substr(0, 64));
    }
    tokenizer_.byte_pairs_ = BytePairs(byte_ids, merges);
}

/// "a b" in older files, ["a", "b"] in newer ones.
BytePairs::Merge TokenizerBuilder::read_merge(const Json& merge) const
{
    std::string left, right;
    if (merge.is_string()) {
        const auto& text = merge.get_ref<const std::string&>();
        const std::size_t space = std::min(text.find(' '), text.size());
        left = text.substr(0, space);
        right = text.substr(std::min(space + 1, text.size()));
    } else if (merge.is_array() && merge.size() == 2 && merge[0].is_string() && merge[1].is_string()) {
        left = merge[0].get<std::string>();
        right = merge[1].get<std::string>();
    }
    const auto id = [&](const std::string& token) {
        const auto known = vocabulary_.find(token);
        if (token.empty() || known == vocabulary_.end())
            refuse("TOK-MERGE", "A merge names a token that the vocabulary lacks",
                   fmt::format("\"{}\" in {}", printable(token), excerpt(merge)));
        return known->second;
    };
    return {id(left), id(right), id(left + right)};
}

std::vector<std::string> TokenizerBuilder::read_patterns(const Fields& file) const
{
    if (!file.find("pre_tokenizer"))
        refuse("TOK-REGEX", "The tokenizer does not say how text is cut", "no pre_tokenizer");
    const Fields pre_tokenizer = file.object("pre_tokenizer");
    if (pre_tokenizer.text("type") != "Sequence") pre_tokenizer.refuse("type", "\"Sequence\"");
    std::vector<std::string> patterns;
    for (const Json& entry : pre_tokenizer.array("pretokenizers", 16)) {
        const Fields stage(entry, where_ + ", pre_tokenizer", "TOK-TYPE");
        const std::string pattern = read_pattern(stage);
        if (!pattern.empty()) patterns.push_back(pattern);
    }
    return patterns;
}

/// The regular expression of one stage; empty for the final mapping to the byte alphabet.
std::string TokenizerBuilder::read_pattern(const Fields& stage) const
{
    const std::string type = stage.text("type");
    if (type == "ByteLevel") {
        for (const char* key : {"add_prefix_space", "use_regex"})
            if (stage.flag(key, true)) stage.refuse(key, "false");
        return {};
    }
    if (type == "Digits") {
        if (!stage.flag("individual_digits", false)) stage.refuse("individual_digits", "true");
        return R"(\p{N})";
    }
    if (type != "Split") stage.refuse("type", "\"Split\", \"Digits\" or \"ByteLevel\"");
    if (stage.text("behavior") != "Isolated") stage.refuse("behavior", "\"Isolated\"");
    if (stage.flag("invert", false)) stage.refuse("invert", "false");
    return stage.object("pattern").text("Regex");
}

Tokenizer Tokenizer::load(const std::filesystem::path& tokenizer_json)
{
    return parse(read_text_file(tokenizer_json, max_file, "TOK-SIZE"),
                 printable(tokenizer_json.native(), 512));
}

Tokenizer Tokenizer::parse(std::string_view json, const std::string& where)
{
    return TokenizerBuilder(where).build(parse_json(json, where));
}

}  // namespace engine
