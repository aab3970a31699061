// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/text/jinja/template.h"

#include "engine/text/jinja/interpreter.h"

#include <fmt/format.h>

namespace engine::jinja {
namespace {

/// One kind of line break, none at the end.
std::string normalised(std::string_view source)
{
    std::string text;
    for (std::size_t i = 0; i < source.size(); ++i) {
        if (source[i] != '\r')
            text += source[i];
        else if (!source.substr(i + 1).starts_with('\n'))
            text += '\n';
    }
    if (text.ends_with('\n')) text.pop_back();
    return text;
}

}  // namespace

Template::Template(std::string_view source)
{
    if (source.size() > Budget::max_source)
        refuse("TPL-BUDGET", "The template is too long", {}, fmt::format("{} bytes", source.size()),
               fmt::format("{} bytes", Budget::max_source));
    block_ = parse(normalised(source));
}

MarkedText Template::render(const Dict& variables, Heap& heap) const
{
    return Interpreter(variables, heap).run(block_);
}

}  // namespace engine::jinja
