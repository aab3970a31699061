// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/io/safetensors.h"

#include <array>

namespace engine {
namespace {

struct Kind {
    std::string_view name;
    int bits;
};

/// In the order of DType.
constexpr std::array<Kind, 22> kinds{
    {{"BOOL", 8},    {"F4", 4},      {"F6_E2M3", 6}, {"F6_E3M2", 6},     {"U8", 8},          {"I8", 8},
     {"F8_E5M2", 8}, {"F8_E4M3", 8}, {"F8_E8M0", 8}, {"F8_E4M3FNUZ", 8}, {"F8_E5M2FNUZ", 8}, {"I16", 16},
     {"U16", 16},    {"F16", 16},    {"BF16", 16},   {"I32", 32},        {"U32", 32},        {"F32", 32},
     {"C64", 64},    {"F64", 64},    {"I64", 64},    {"U64", 64}}};
static_assert(kinds.size() == static_cast<std::size_t>(DType::U64) + 1);

}  // namespace

std::string_view name_of(DType dtype)
{
    return kinds[static_cast<std::size_t>(dtype)].name;
}

int bits_of(DType dtype)
{
    return kinds[static_cast<std::size_t>(dtype)].bits;
}

std::optional<DType> dtype_named(std::string_view name)
{
    for (std::size_t i = 0; i < kinds.size(); ++i)
        if (kinds[i].name == name) return static_cast<DType>(i);
    return {};
}

}  // namespace engine
