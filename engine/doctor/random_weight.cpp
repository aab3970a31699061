// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/doctor/random_weight.h"

#include <bit>
#include <cstring>

namespace engine::doctor {
namespace {

/// Where in a block of a type half-precision scales lie; the rest of it may be any bytes.
std::vector<std::size_t> places_of_halves(WeightType type)
{
    switch (type) {
    case WeightType::Q4_1:
    case WeightType::Q5_1:
    case WeightType::Q4_K:
    case WeightType::Q5_K: return {0, 2};
    case WeightType::Q2_K: return {80, 82};
    case WeightType::Q3_K: return {108};
    case WeightType::Q6_K: return {208};
    case WeightType::MXFP4: return {};
    default: return {0};
    }
}

void fill_blocks(WeightType type, std::vector<std::byte>& bytes, Random& random)
{
    for (std::byte& byte : bytes) byte = std::byte(random.next());
    const auto halves = places_of_halves(type);
    for (std::size_t block = 0; block < bytes.size(); block += std::size_t(format_of(type).bytes)) {
        for (const std::size_t half : halves) {  // an exponent that makes 2^-9 to 2^-7
            std::byte& upper = bytes[block + half + 1];
            upper = (upper & std::byte(0x83)) | std::byte(0x18 + 4 * random.below(2));
        }
        if (type == WeightType::MXFP4) bytes[block] = std::byte(118 + random.below(8));
    }
}

/// Of a number that has no more bits than the type.
void store(WeightType type, float number, std::byte* to)
{
    const auto bits = std::bit_cast<std::uint32_t>(number);
    const auto half = number == 0 ? std::uint16_t(0)
                                  : std::uint16_t((bits >> 16 & 0x8000) | ((bits >> 13 & 0x3FFFF) - (112 << 10)));
    const auto bf16 = std::uint16_t(bits >> 16);
    if (type == WeightType::F32) std::memcpy(to, &bits, sizeof bits);
    if (type == WeightType::F16) std::memcpy(to, &half, sizeof half);
    if (type == WeightType::BF16) std::memcpy(to, &bf16, sizeof bf16);
}

}  // namespace

RandomWeight random_weight(WeightType type, int rows, int cols, Random& random)
{
    RandomWeight made;
    made.bytes.resize(std::size_t(rows) * bytes_of_row(type, cols));
    const BlockFormat& format = format_of(type);
    if (format.elements > 1) {
        fill_blocks(type, made.bytes, random);
    } else if (type == WeightType::F8_E4M3) {
        for (std::byte& byte : made.bytes) byte = std::byte(random.below(127) | random.below(2) << 7);  // no NaN
        made.block_scales.resize(std::size_t((rows + 127) / 128) * std::size_t((cols + 127) / 128));
        for (float& scale : made.block_scales) scale = float(1 + random.below(100)) / 8192;
    } else {
        for (std::size_t at = 0; at < made.bytes.size(); at += std::size_t(format.bytes))
            store(type, float(random.below(255) - 127) / 64, &made.bytes[at]);
    }
    made.weight = {type, rows, cols, made.bytes.data(), made.block_scales.empty() ? nullptr : made.block_scales.data()};
    return made;
}

}  // namespace engine::doctor
