// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/io/safetensors.h"

#include "engine/error.h"
#include "engine/io/safetensors_header.h"

#include <algorithm>
#include <numeric>

namespace engine {

Safetensors::Safetensors(const std::filesystem::path& path) : file_(path)
{
    SafetensorsHeader header = read_safetensors_header(file_.bytes(), printable(path.native(), 512));
    names_.reserve(header.entries.size());
    tensors_.reserve(header.entries.size());
    for (SafetensorsEntry& entry : header.entries) {
        const auto bytes = file_.bytes().subspan(header.data_begin + entry.begin, entry.end - entry.begin);
        tensors_.push_back({entry.dtype, std::move(entry.shape), bytes});
        names_.push_back(std::move(entry.name));
    }
    by_name_.resize(names_.size());
    std::iota(by_name_.begin(), by_name_.end(), 0u);
    std::sort(by_name_.begin(), by_name_.end(), [this](auto a, auto b) { return names_[a] < names_[b]; });
}

const TensorView* Safetensors::find(std::string_view name) const
{
    const auto at =
        std::lower_bound(by_name_.begin(), by_name_.end(), name,
                         [this](auto index, std::string_view wanted) { return names_[index] < wanted; });
    return at != by_name_.end() && names_[*at] == name ? &tensors_[*at] : nullptr;
}

}  // namespace engine
