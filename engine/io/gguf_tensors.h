// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/gguf_cursor.h"
#include "engine/io/gguf_header.h"

namespace engine {

constexpr std::uint64_t max_gguf_tensors = 100'000;

/// The tensor table of a GGUF header, each entry checked for itself.
std::vector<GgufTensor> read_gguf_tensors(GgufCursor& cursor, std::uint64_t count, std::uint64_t alignment);

/// Sorts by offset and demands that the tensors lie in the data one after another, apart by padding only. Where the
/// last one ends, its padding included.
std::uint64_t check_gguf_layout(std::vector<GgufTensor>& tensors, std::uint64_t data_size, std::uint64_t alignment,
                                const std::string& where);

/// UTF-8 without control characters.
bool is_plain_text(std::string_view text);

}  // namespace engine
