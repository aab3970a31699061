// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "../engine/peak_memory.h"
#include "engine/text.h"
#include "foreign_input.h"

using namespace engine;

namespace {

constexpr std::string_view sample = "hello <｜User｜>a\n\n  b <think>日本 ü\xFF ٣123 don't";

void use(const std::filesystem::path& folder, std::size_t size)
{
    const PeakMemory memory;
    const auto text = Text::open(folder);
    require(memory.bytes() <= PeakMemory::allowed(size), "memory for a tokenizer");
    for (const bool special : {false, true})
        for (const TokenId id : text->tokenize(sample, special)) {
            require(id >= 0 && id < text->size(), "ids of the vocabulary");
            text->piece(id);
        }
    const Message chat[] = {{Role::System, "s", {}}, {Role::User, std::string(sample), {}}};
    text->prompt_ids(chat, true);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const ForeignFolder folder("tokenizer.json");
    folder.hold(data, size);
    in_words([&] { use(folder.path(), size); });
    return 0;
}
