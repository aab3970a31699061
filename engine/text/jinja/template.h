// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/text/jinja/syntax.h"

#include <string_view>

namespace engine::jinja {

/// A chat template, run by an interpreter of the part of Jinja that chat templates use, as the library
/// `transformers` runs it (trim_blocks, lstrip_blocks, lenient undefined values). It can turn values into text
/// and nothing else: no files, no reflection, bounded work (Budget). Const and thread-safe once made.
class Template {
public:
    /// Throws TPL-SYNTAX, TPL-NAME, TPL-DEPTH, TPL-BUDGET.
    explicit Template(std::string_view source);

    /// What it writes when it knows `variables`, whose containers belong to `heap`. Throws TPL-*.
    MarkedText render(const Dict& variables, Heap& heap) const;

private:
    Node block_;
};

}  // namespace engine::jinja
