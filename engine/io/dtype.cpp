// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/io/tensor_view.h"

#include <array>

namespace engine {
namespace {

struct Kind {
    std::string_view name;
    ElementBlock block;
};

/// In the order of DType.
// clang-format off
constexpr std::array<Kind, 35> kinds{{
    {"BOOL", {1, 1}},        {"F4", {2, 1}},          {"F6_E2M3", {4, 3}},  {"F6_E3M2", {4, 3}},
    {"U8", {1, 1}},          {"I8", {1, 1}},          {"F8_E5M2", {1, 1}},  {"F8_E4M3", {1, 1}},
    {"F8_E8M0", {1, 1}},     {"F8_E4M3FNUZ", {1, 1}}, {"F8_E5M2FNUZ", {1, 1}},
    {"I16", {1, 2}},         {"U16", {1, 2}},         {"F16", {1, 2}},      {"BF16", {1, 2}},
    {"I32", {1, 4}},         {"U32", {1, 4}},         {"F32", {1, 4}},      {"C64", {1, 8}},
    {"F64", {1, 8}},         {"I64", {1, 8}},         {"U64", {1, 8}},
    {"Q4_0", {32, 18}},      {"Q4_1", {32, 20}},      {"Q5_0", {32, 22}},   {"Q5_1", {32, 24}},
    {"Q8_0", {32, 34}},      {"Q2_K", {256, 84}},     {"Q3_K", {256, 110}}, {"Q4_K", {256, 144}},
    {"Q5_K", {256, 176}},    {"Q6_K", {256, 210}},    {"IQ4_NL", {32, 18}}, {"IQ4_XS", {256, 136}},
    {"MXFP4", {32, 17}},
}};
// clang-format on
static_assert(kinds.size() == static_cast<std::size_t>(DType::MXFP4) + 1);
constexpr std::size_t safetensors_kinds = static_cast<std::size_t>(DType::U64) + 1;

}  // namespace

std::string_view name_of(DType dtype)
{
    return kinds[static_cast<std::size_t>(dtype)].name;
}

ElementBlock block_of(DType dtype)
{
    return kinds[static_cast<std::size_t>(dtype)].block;
}

std::optional<DType> dtype_named(std::string_view name)
{
    for (std::size_t i = 0; i < safetensors_kinds; ++i)
        if (kinds[i].name == name) return static_cast<DType>(i);
    return {};
}

}  // namespace engine
