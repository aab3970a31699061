// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/text/chat_template.h"

#include <optional>
#include <string_view>

namespace engine {

/// The family that writes prompts like `jinja`, with the variations of that version; nothing when unknown.
std::optional<PromptFamily> family_of_template(std::string_view jinja);

/// The family whose control tokens the vocabulary has; the plainest form when it has none.
PromptFamily family_of_vocabulary(const Tokenizer& tokenizer);

}  // namespace engine
