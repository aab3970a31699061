// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/tensor_view.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// Numbered as in the file.
// clang-format off
enum class GgufType : std::uint32_t { U8, I8, U16, I16, U32, I32, F32, Bool, String, List, U64, I64, F64 };
// clang-format on

std::size_t size_of(GgufType type);  ///< of a number; 0 for String and List

struct GgufKey {
    std::string_view name;         ///< in the file, like the value
    GgufType type = GgufType::U8;  ///< of the value, or of each element of a list
    bool is_list = false;
    std::uint64_t count = 1;
    std::span<const std::byte> bytes;  ///< of the elements; each string is its length and its bytes
};

struct GgufTensor {
    std::string_view name;
    DType dtype = DType::F32;
    std::vector<std::int64_t> shape;     ///< row-major: the reverse of the file's order
    std::uint64_t offset = 0, size = 0;  ///< bytes from the start of the data
};

struct GgufHeader {
    std::uint64_t data_begin = 0;     ///< byte offset in the file
    std::uint64_t trailing = 0;       ///< bytes after the last tensor and its padding
    std::vector<GgufKey> keys;        ///< by name
    std::vector<GgufTensor> tensors;  ///< by offset
};

/// Reads and checks the header of a whole file, in one pass and without copying values. Throws GGUF-*,
/// NOT-A-MODEL, and MODEL-DTYPE for tensor types that exist but are not supported.
GgufHeader read_gguf_header(std::span<const std::byte> file, const std::string& where);

}  // namespace engine
