// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/safetensors.h"

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <vector>

namespace engine {

struct SafetensorsEntry {
    std::string name;
    DType dtype = DType::F32;
    std::vector<std::int64_t> shape;
    std::uint64_t begin = 0, end = 0;  ///< bytes from the start of the data
};

struct SafetensorsHeader {
    std::uint64_t data_begin = 0;  ///< byte offset in the file
    /// By begin; together they cover the data exactly. In pieces, because a vector that grows holds them twice.
    std::deque<SafetensorsEntry> entries;
};

/// Reads and checks the header of a whole file. Throws ST-*, JSON-DEPTH.
SafetensorsHeader read_safetensors_header(std::span<const std::byte> file, const std::string& where);

}  // namespace engine
