// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/text.h"

#include <memory>
#include <stop_token>

namespace engine {

class Gguf;

/// The tokenizer and chat template in the keys of a GGUF file; null when it says that it has none.
/// Throws Error VOCAB-*, TOK-*, CANCELLED.
std::shared_ptr<const Text> text_of(const Gguf& file, const std::stop_token& stop = {});

}  // namespace engine
