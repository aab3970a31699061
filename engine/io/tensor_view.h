// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace engine {

/// Element types of safetensors, then those that only GGUF has.
// clang-format off
enum class DType : std::uint8_t {
    Bool, F4, F6_E2M3, F6_E3M2, U8, I8, F8_E5M2, F8_E4M3, F8_E8M0, F8_E4M3FNUZ, F8_E5M2FNUZ,
    I16, U16, F16, BF16, I32, U32, F32, C64, F64, I64, U64,
    Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, IQ4_NL, IQ4_XS, MXFP4
};
// clang-format on

/// The least that a type is stored in: so many numbers in so many bytes.
struct ElementBlock {
    int elements, bytes;
};

std::string_view name_of(DType dtype);  ///< as in the file, e.g. "BF16"
ElementBlock block_of(DType dtype);
std::optional<DType> dtype_named(std::string_view name);  ///< of safetensors

/// One tensor where it lies in the mapped file: row-major (the last dimension is contiguous), little-endian, not
/// aligned to anything.
struct TensorView {
    DType dtype = DType::F32;
    std::vector<std::int64_t> shape;
    std::span<const std::byte> bytes;  ///< valid while the owning file is open
};

}  // namespace engine
