// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "../engine/peak_memory.h"
#include "engine/engine.h"
#include "engine/gguf_text.h"
#include "engine/io/gguf.h"
#include "engine/session.h"
#include "foreign_input.h"

using namespace engine;

namespace {

void read_lists(const Gguf& file)
{
    for (const char* key :
         {"tokenizer.ggml.tokens", "tokenizer.ggml.merges", "tokenizer.ggml.token_type", "general.tags"}) {
        in_words([&] { file.texts(key); });
        in_words([&] { file.integers(key); });
    }
}

void read_header(const std::string& path, std::size_t size)
{
    const PeakMemory memory;
    const Gguf file(path);
    require(memory.bytes() <= PeakMemory::allowed(size), "memory for a header");
    for (const char* prefix : {"", "general.", "deepseek2."})
        file.scalars(prefix);
    read_lists(file);
    std::size_t total = 0;
    for (std::size_t i = 0; i < file.names().size(); ++i)
        total += file.tensor(i).bytes.size();
    require(file.header().size() + total <= size, "no two tensors share bytes");
    if (const auto text = engine::text_of(file)) text->tokenize("hello <think> \xFF", true);
}

/// As far as a model can be used: two tokens through all layers.
void compute(const std::string& path)
{
    LoadOptions options;
    options.threads = 1;
    options.context = 2;
    Session session(Engine::open(path, options));
    session.evaluate(std::vector<TokenId>{0, 0});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const ForeignFile file;
    file.hold(data, size);
    in_words([&] { read_header(file.path(), size); });
    in_words([&] { compute(file.path()); });
    return 0;
}
