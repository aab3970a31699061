// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/io/utf8.h"
#include "engine/text.h"

namespace engine {

std::string Utf8Stream::push(std::string_view bytes)
{
    held_ += bytes;
    std::string_view rest = held_;
    std::string text;
    while (!rest.empty()) {
        const Utf8Step step = utf8_step(rest);
        if (step.kind == Utf8::Started) break;
        text += step.kind == Utf8::Complete ? rest.substr(0, step.length) : replacement_character;
        rest.remove_prefix(step.length);
    }
    held_ = std::string(rest);
    return text;
}

std::string Utf8Stream::finish()
{
    const bool started = !held_.empty();
    held_.clear();
    return std::string(started ? replacement_character : "");
}

}  // namespace engine
