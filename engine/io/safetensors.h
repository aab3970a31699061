// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/mapped_file.h"
#include "engine/io/tensor_view.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// One safetensors file. Everything its header claims is checked before the constructor returns (ST-*, JSON-*,
/// FILE-*), so every TensorView lies inside the file, has the length of its shape, and overlaps no other.
class Safetensors {
public:
    explicit Safetensors(const std::filesystem::path& path);

    const TensorView* find(std::string_view name) const;
    const std::vector<std::string>& names() const { return names_; }               ///< in order of their data
    const TensorView& tensor(std::size_t index) const { return tensors_[index]; }  ///< of names()[index]
    const MappedFile& file() const { return file_; }
    const std::filesystem::path& path() const { return file_.path(); }

private:
    MappedFile file_;
    std::vector<std::string> names_;
    std::vector<TensorView> tensors_;
    std::vector<std::uint32_t> by_name_;  // indices, sorted by name
};

/// A tensor to be written; `bytes` are borrowed and must have the length of `shape`.
struct TensorEntry {
    std::string name;
    TensorView tensor;
};

/// Writes `entries` to a sibling of `path`, syncs and renames, so that `path` is never half a file.
/// `metadata`: what else stands in the header. Throws FILE-IO.
void write_safetensors(const std::filesystem::path& path, const std::vector<TensorEntry>& entries,
                       const std::map<std::string, std::string>& metadata = {});

}  // namespace engine
