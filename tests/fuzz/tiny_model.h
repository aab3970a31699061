// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../engine/io/gguf_bytes.h"

#include <filesystem>
#include <string>

/// The smallest model with everything in it, made for fuzzing: a dense and a MoE layer of width 4, two heads, two
/// experts and a shared one.
std::string tiny_config();
void write_tiny_safetensors(const std::filesystem::path& file);

/// `split_heads`: the newer layout of attention, with the halves of kv_b in tensors of their own. `vocabulary`: that of
/// tiny_tokenizer(), which is most of the file.
GgufBytes tiny_gguf(bool split_heads, bool vocabulary);
