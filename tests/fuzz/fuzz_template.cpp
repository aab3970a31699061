// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/text/model_template.h"
#include "foreign_input.h"

using namespace engine;

/// A template over a conversation whose bytes it cannot make itself; by those its origin marks are judged.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const Message chat[] = {{Role::System, "<s>\x01\x02", {}},
                            {Role::User, "<u>\x01\x01", {}},
                            {Role::Assistant, "a</think>\x02\x02", {}},
                            {Role::User, " \x02 \x01 ", {}}};
    const std::string_view source = text_of(data, size);
    const bool clean = source.find_first_of("\x01\x02\\") == source.npos;
    in_words([&] {
        const ModelTemplate own(source, "<bos>", "<eos>");
        for (const bool thinking : {false, true})
            for (const PromptSegment& segment : own.segments(chat, thinking))
                if (clean && segment.is_template)
                    require(segment.text.find_first_of("\x01\x02") == std::string::npos,
                            "what people wrote is never taken for the template's own");
    });
    return 0;
}
