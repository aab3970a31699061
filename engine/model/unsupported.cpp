// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/unsupported.h"

#include "engine/error.h"

#include <fmt/format.h>

#include <algorithm>

namespace engine {
namespace {

struct Family {
    std::string_view start;  // of its names, with _ for -
    const char* title;       // and what there is in it that is not computed here
};

/// Relatives of the supported models, each under the names of config.json and of GGUF.
constexpr Family families[] = {
    {"deepseek_v32", "DeepSeek-V3.2, whose indexer chooses what to attend to"},
    {"deepseek32", "DeepSeek-V3.2, whose indexer chooses what to attend to"},
    {"deepseek_v4", "DeepSeek-V4, with another attention"},
    {"deepseek4", "DeepSeek-V4, with another attention"},
    {"glm_moe_dsa", "GLM-5, whose indexer chooses what to attend to"},
    {"glm_dsa", "GLM-5, whose indexer chooses what to attend to"},
    {"longcat", "LongCat, with experts that compute nothing"},
    {"kimi_linear", "Kimi-Linear, with layers of linear attention"},
};

std::string shown(std::string_view name)
{
    std::string plain(name.substr(0, 64));
    std::replace(plain.begin(), plain.end(), '-', '_');
    for (const Family& family : families)
        if (plain.starts_with(family.start)) return fmt::format("{}: {}", printable(name), family.title);
    return printable(name);
}

}  // namespace

void refuse_architecture(std::string_view name, const std::string& where, const std::string& allowed)
{
    throw Error({"MODEL-ARCH", "this architecture is not supported", where, shown(name), allowed,
                 "The model was not loaded. The file may be fine; this version cannot compute it."});
}

}  // namespace engine
