// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "../engine/text/tiny_tokenizer.h"
#include "engine/error.h"
#include "engine/io/utf8.h"
#include "engine/text.h"
#include "engine/text/known_patterns.h"
#include "engine/text/tokenizer.h"
#include "foreign_input.h"

using namespace engine;

namespace {

/// The tiny vocabulary behind the patterns of every known family.
std::vector<Tokenizer> tokenizers()
{
    std::vector<Tokenizer> made;
    for (const KnownPatterns& known : known_patterns()) {
        nlohmann::json json = tiny_tokenizer();
        nlohmann::json& stages = json["pre_tokenizer"]["pretokenizers"];
        const nlohmann::json last = stages.back();
        stages = nlohmann::json::array();
        for (const auto& stage : known.stages)
            stages.push_back({{"type", "Split"}, {"pattern", {{"Regex", stage.published}}}, {"behavior", "Isolated"}});
        stages.push_back(last);
        made.push_back(Tokenizer::parse(json.dump(), "tiny"));
    }
    return made;
}

std::string streamed(std::string_view bytes, std::size_t step)
{
    Utf8Stream stream;
    std::string shown;
    for (; !bytes.empty(); bytes.remove_prefix(std::min(step, bytes.size())))
        shown += stream.push(bytes.substr(0, step));
    return shown + stream.finish();
}

void check_tokenizer(const Tokenizer& tokenizer, std::string_view text, const std::string& shown)
{
    for (const bool special : {false, true}) {
        const auto ids = tokenizer.encode(text, special);
        require(tokenizer.decode(ids) == shown, "decoding gives the text back, repaired");
        if (special) continue;
        for (const TokenId id : ids)
            require(!tokenizer.is_special(id), "what is typed is never a control token");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const std::vector<Tokenizer> all = tokenizers();
    const std::string_view text = text_of(data, size);
    const std::string shown = streamed(text, size);
    require(utf8_valid_length(shown) == shown.size(), "readers see UTF-8");
    require(streamed(text, 1) == shown && streamed(text, 3) == shown, "the same in any pieces");
    in_words([&] {
        for (const Tokenizer& tokenizer : all)
            check_tokenizer(tokenizer, text, shown);
    });
    require(utf8_valid_length(printable(text, 64)) == printable(text, 64).size(), "errors can be shown");
    return 0;
}
