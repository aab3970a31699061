// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/text/jinja/budget.h"

#include <string_view>
#include <vector>

namespace engine::jinja {

struct Token {
    enum class Kind : std::uint8_t {
        Data,  ///< text outside of tags, white space control applied
        VariableBegin,
        VariableEnd,
        BlockBegin,
        BlockEnd,
        Name,
        String /* without its quotes, escapes still in it */,
        Integer,
        Float,
        Operator,
        End
    };
    Kind kind = Kind::End;
    std::string_view text;
    Place place;
};

/// The tokens of `source`, which they point into, as Jinja cuts them with trim_blocks and lstrip_blocks.
/// Throws TPL-SYNTAX.
std::vector<Token> tokens_of(std::string_view source);

}  // namespace engine::jinja
