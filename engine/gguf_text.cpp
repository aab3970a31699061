// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/gguf_text.h"

#include "engine/engine.h"
#include "engine/error.h"
#include "engine/io/gguf.h"
#include "engine/io/json.h"

#include <fmt/format.h>

#include <limits>

namespace engine {
namespace {

/// Byte pairs need no scores, but a list of another kind or length is the mark of a damaged file.
void check_scores(const Gguf& file, std::size_t tokens)
{
    const std::size_t scores = file.reals("tokenizer.ggml.scores").size();
    if (scores == 0 || scores == tokens) return;
    throw Error({"VOCAB-LENGTH", "The tokens do not all have a score", printable(file.path().native(), 512),
                 fmt::format("{} scores of {} tokens", scores, tokens), "one for each", "The file was not used."});
}

/// The vocabulary in the keys of `file`, whose strings stay there.
Vocabulary read_vocabulary(const Gguf& file, const Fields& keys)
{
    const auto id = [&](const char* key) -> std::optional<std::int64_t> {
        if (!keys.find(key)) return {};
        return keys.int_in(key, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::uint32_t>::max());
    };
    Vocabulary vocabulary;
    vocabulary.model = keys.text("ggml.model");
    vocabulary.pre_tokenizer = keys.text("ggml.pre", "");
    vocabulary.tokens = file.texts("tokenizer.ggml.tokens");
    check_scores(file, vocabulary.tokens.size());
    vocabulary.types = file.integers("tokenizer.ggml.token_type");
    vocabulary.merges = file.texts("tokenizer.ggml.merges");
    vocabulary.bos = id("ggml.bos_token_id");
    vocabulary.eos = id("ggml.eos_token_id");
    vocabulary.eot = id("ggml.eot_token_id");
    vocabulary.add_bos = keys.flag("ggml.add_bos_token", true);
    vocabulary.chat_template = keys.text("chat_template", "");
    return vocabulary;
}

}  // namespace

std::shared_ptr<const Text> text_of(const Gguf& file, const std::stop_token& stop)
{
    const std::string where = printable(file.path().native(), 512);
    const Json scalars = file.scalars("tokenizer.");
    const Fields keys(scalars, where, "VOCAB-TYPE");
    const std::string kind = keys.text("ggml.model", "no_vocab");
    if (kind == "no_vocab" || kind == "none") return nullptr;
    return Text::from(read_vocabulary(file, keys), where, stop);
}

std::shared_ptr<const Text> open_text(const std::string& model)
{
    const std::filesystem::path path = find_model(model);
    if (path.extension() != ".gguf") return Text::open(path);
    const Gguf file(path);
    if (auto text = text_of(file)) return text;
    throw Error({"MODEL-NO-TOKENIZER", "the file has no vocabulary", printable(path.native(), 512), "", "",
                 "Text cannot be turned into tokens; give token ids."});
}

}  // namespace engine
