// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/error.h"
#include "engine/io/json.h"
#include "engine/io/mapped_file.h"
#include "engine/text/tokenizer_builder.h"

#include <fmt/format.h>

namespace engine {
namespace {

constexpr std::size_t max_file = std::size_t(128) << 20;
constexpr std::size_t max_added = 4096;

const Json::json_pointer vocabulary_path("/model/vocab"), merges_path("/model/merges");

void ignore_row(const std::string&, const Json&) {}

}  // namespace

/// Reads a tokenizer.json: once for everything short and the lengths of the two long lists, which may come in any
/// order, then once for each of these, because as values they would take thirty times the file.
class TokenizerFile {
public:
    TokenizerFile(std::string_view text, const std::string& where, const std::stop_token& stop)
        : text_(text), where_(where), stop_(stop), builder_(where, "TOK", stop)
    {
    }

    Tokenizer read()
    {
        const Json json = read_short_parts();
        const Fields file(json, where_, "TOK-TYPE");
        const Fields model = file.object("model");
        check_kind(file, model);
        const std::vector<std::string> patterns = read_patterns(file);
        read_vocabulary(model);
        read_added_tokens(file);
        read_merges(model);
        if (model.flag("ignore_merges", false)) builder_.keep_words();
        return builder_.build(PreTokenizer(patterns, where_));
    }

private:
    Json read_short_parts();
    Json read_lists(const JsonRow& token, const JsonRow& merge) const;
    void check_kind(const Fields& file, const Fields& model) const;
    void read_vocabulary(const Fields& model);
    void read_added_tokens(const Fields& file);
    void read_added_token(const Fields& token);
    void read_merges(const Fields& model);
    void read_merge(const Json& merge);
    std::vector<std::string> read_patterns(const Fields& file) const;
    std::string read_pattern(const Fields& stage) const;
    TokenId checked_id(const Json& value, std::string_view token) const;

    std::string_view text_;
    std::string where_;
    std::stop_token stop_;
    TokenizerBuilder builder_;
};

/// All but the long lists, which are left empty.
Json TokenizerFile::read_short_parts()
{
    std::size_t tokens = 0, merges = 0;
    Json json = read_lists([&](const std::string&, const Json&) { builder_.check_counts(++tokens, merges); },
                           [&](const std::string&, const Json&) { builder_.check_counts(tokens, ++merges); });
    builder_.expect(tokens, merges);
    return json;
}

Json TokenizerFile::read_lists(const JsonRow& token, const JsonRow& merge) const
{
    const JsonTable lists[] = {{vocabulary_path, token}, {merges_path, merge}};
    return parse_json(text_, where_, lists, stop_);
}

void TokenizerFile::check_kind(const Fields& file, const Fields& model) const
{
    if (model.text("type", "BPE") != "BPE") model.refuse("type", "\"BPE\"");
    for (const char* key : {"unk_token", "continuing_subword_prefix", "end_of_word_suffix"})
        if (!model.text(key, "").empty()) model.refuse(key, "null");

    if (const Json* normalizer = file.find("normalizer")) {
        const Json* steps = Fields(*normalizer, where_ + ", normalizer", "TOK-TYPE").find("normalizers");
        if (!steps || !steps->is_array() || !steps->empty()) file.refuse("normalizer", "none, text is taken as it is");
    }
    if (file.find("decoder") && file.object("decoder").text("type") != "ByteLevel")
        file.object("decoder").refuse("type", "\"ByteLevel\"");
}

TokenId TokenizerFile::checked_id(const Json& value, std::string_view token) const
{
    const bool whole = value.is_number_unsigned();
    if (!whole || value.get<std::uint64_t>() >= std::uint64_t(TokenizerBuilder::max_ids))
        builder_.refuse("-ID", "A token has an unusable id",
                        fmt::format("{} for \"{}\"", excerpt(value), printable(token)),
                        fmt::format("a whole number from 0 to {}", TokenizerBuilder::max_ids - 1));
    return static_cast<TokenId>(value.get<std::uint64_t>());
}

void TokenizerFile::read_vocabulary(const Fields& model)
{
    const Json* vocabulary = model.find("vocab");
    if (!vocabulary || !vocabulary->is_object()) model.refuse("vocab", "a table of tokens and ids");
    const bool byte_fallback = model.flag("byte_fallback", false);
    const auto add = [&](const std::string& token, const Json& value) {
        const TokenId id = checked_id(value, token);
        if (byte_fallback && token.size() == 6 && token.starts_with("<0x"))
            builder_.add_byte(token, id);
        else if (!builder_.add_token(token, id))
            builder_.refuse("-ID-DUP", "One token has two ids", fmt::format("{} for \"{}\"", id, printable(token)));
    };
    read_lists(add, ignore_row);
}

void TokenizerFile::read_added_tokens(const Fields& file)
{
    if (!file.find("added_tokens")) return;
    const Json& list = *file.find("added_tokens");
    if (!list.is_array() || list.size() > max_added)
        builder_.refuse("-ADDED", "The list of added tokens is unusable", fmt::format("{} entries", list.size()),
                        fmt::format("at most {}", max_added));
    for (const Json& token : list)
        read_added_token(Fields(token, where_ + ", added_tokens", "TOK-ADDED"));
}

void TokenizerFile::read_added_token(const Fields& token)
{
    const std::string content = token.text("content");
    if (content.size() < 2 || content.size() > TokenizerBuilder::max_added_length)
        token.refuse("content", fmt::format("2 to {} bytes", TokenizerBuilder::max_added_length));
    if (!token.find("id")) token.refuse("id", "a whole number");
    const TokenId id = checked_id(*token.find("id"), content);

    // "normalized" decides nothing: check_kind() lets no normalizer through.
    const AddedRules rules{.single_word = token.flag("single_word", false),
                           .strips_left = token.flag("lstrip", false),
                           .strips_right = token.flag("rstrip", false)};
    builder_.add_whole(content, id, token.flag("special", false), rules);
}

void TokenizerFile::read_merges(const Fields& model)
{
    const Json* list = model.find("merges");
    if (!list || !list->is_array())
        builder_.refuse("-MERGE", "The merges are unusable", list ? excerpt(*list) : "nothing", "a list of pairs");
    read_lists(ignore_row, [this](const std::string&, const Json& merge) { read_merge(merge); });
}

/// "a b" in older files, ["a", "b"] in newer ones.
void TokenizerFile::read_merge(const Json& merge)
{
    const auto text = [](const Json& json) -> const std::string& { return json.get_ref<const std::string&>(); };
    if (merge.is_string()) return builder_.add_merge(text(merge));
    if (!merge.is_array() || merge.size() != 2 || !merge[0].is_string() || !merge[1].is_string())
        builder_.refuse("-MERGE", "A merge is no pair of tokens", excerpt(merge));
    builder_.add_merge(text(merge[0]), text(merge[1]));
}

std::vector<std::string> TokenizerFile::read_patterns(const Fields& file) const
{
    if (!file.find("pre_tokenizer"))
        builder_.refuse("-REGEX", "The tokenizer does not say how text is cut", "no pre_tokenizer");
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
std::string TokenizerFile::read_pattern(const Fields& stage) const
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

Tokenizer Tokenizer::load(const std::filesystem::path& tokenizer_json, const std::stop_token& stop)
{
    const std::string where = printable(tokenizer_json.native(), 512);
    const MappedFile file(tokenizer_json);
    const auto bytes = file.bytes();
    if (bytes.size() > max_file)
        throw Error({"TOK-SIZE", "The file is too large", where, fmt::format("{} bytes", bytes.size()),
                     fmt::format("at most {}", max_file), "The tokenizer was not loaded."});
    return parse({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, where, stop);
}

Tokenizer Tokenizer::parse(std::string_view json, const std::string& where, const std::stop_token& stop)
{
    return TokenizerFile(json, where, stop).read();
}

}  // namespace engine
