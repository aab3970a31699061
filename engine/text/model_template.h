// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/text.h"
#include "engine/text/jinja/template.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// A piece of a prompt: written by the template, where control tokens count, or by people, where they do not.
struct PromptSegment {
    std::string text;
    bool is_template = false;
};

std::string text_of(const std::vector<PromptSegment>& segments);

/// The chat template that stands in a model's file.
class ModelTemplate {
public:
    /// `bos`, `eos`: texts of those tokens, as templates ask for them. Throws TPL-*.
    ModelTemplate(std::string_view jinja, std::string bos, std::string eos);

    /// What it writes, with contents kept apart from its own text. Throws TPL-*.
    std::vector<PromptSegment> segments(std::span<const Message> chat, bool thinking) const;

private:
    jinja::Template template_;
    std::string bos_, eos_;
};

}  // namespace engine
