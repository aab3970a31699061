// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace engine {

/// How the numbers of a weight lie in memory (specification section 6).
// clang-format off
enum class WeightType : std::uint8_t {
    F32, F16, BF16, F8_E4M3,
    Q4_0, Q4_1, Q5_0, Q5_1, Q8_0, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K, IQ4_NL, IQ4_XS, MXFP4
};
// clang-format on

/// A row is a sequence of blocks: `elements` numbers in `bytes` bytes, aligned to `alignment`.
struct BlockFormat {
    std::string_view name;  // as model files and people write it
    int elements, bytes, alignment;
};

constexpr std::array<BlockFormat, 17> block_formats{{{"F32", 1, 4, 4},
                                                     {"F16", 1, 2, 2},
                                                     {"BF16", 1, 2, 2},
                                                     {"F8_E4M3", 1, 1, 1},
                                                     {"Q4_0", 32, 18, 2},
                                                     {"Q4_1", 32, 20, 2},
                                                     {"Q5_0", 32, 22, 2},
                                                     {"Q5_1", 32, 24, 2},
                                                     {"Q8_0", 32, 34, 2},
                                                     {"Q2_K", 256, 84, 2},
                                                     {"Q3_K", 256, 110, 2},
                                                     {"Q4_K", 256, 144, 2},
                                                     {"Q5_K", 256, 176, 2},
                                                     {"Q6_K", 256, 210, 2},
                                                     {"IQ4_NL", 32, 18, 2},
                                                     {"IQ4_XS", 256, 136, 2},
                                                     {"MXFP4", 32, 17, 1}}};
static_assert(block_formats.size() == std::size_t(WeightType::MXFP4) + 1);

constexpr const BlockFormat& format_of(WeightType type) { return block_formats[std::size_t(type)]; }

/// Bytes of a row of `cols` numbers; `cols` is a multiple of the block's elements.
constexpr std::size_t bytes_of_row(WeightType type, std::int64_t cols)
{
    const BlockFormat& format = format_of(type);
    return std::size_t(cols / format.elements) * std::size_t(format.bytes);
}

}  // namespace engine
