// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/mapped_file.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// Element types of the safetensors format.
// clang-format off
enum class DType : std::uint8_t {
    Bool, F4, F6_E2M3, F6_E3M2, U8, I8, F8_E5M2, F8_E4M3, F8_E8M0, F8_E4M3FNUZ, F8_E5M2FNUZ,
    I16, U16, F16, BF16, I32, U32, F32, C64, F64, I64, U64
};
// clang-format on

std::string_view name_of(DType dtype);  ///< as in the file, e.g. "BF16"
int bits_of(DType dtype);               ///< of one element; below 8 for the packed types
std::optional<DType> dtype_named(std::string_view name);

/// One tensor where it lies in the mapped file: row-major, little-endian, not aligned to anything.
struct TensorView {
    DType dtype = DType::F32;
    std::vector<std::int64_t> shape;
    std::span<const std::byte> bytes;  ///< valid while the owning file is open
};

/// One safetensors file. Everything its header claims is checked before the constructor returns (ST-*, JSON-*,
/// FILE-*), so every TensorView lies inside the file, has the length of its shape, and overlaps no other.
class Safetensors {
public:
    explicit Safetensors(const std::filesystem::path& path);

    const TensorView* find(std::string_view name) const;
    const std::vector<std::string>& names() const { return names_; }               ///< in order of their data
    const TensorView& tensor(std::size_t index) const { return tensors_[index]; }  ///< of names()[index]
    const std::filesystem::path& path() const { return file_.path(); }

private:
    MappedFile file_;
    std::vector<std::string> names_;
    std::vector<TensorView> tensors_;
    std::vector<std::uint32_t> by_name_;  // indices, sorted by name
};

/// All tensors of a model directory: `model.safetensors`, or `model.safetensors.index.json` with its shards.
/// Throws MODEL-MISSING, INDEX-*, SHARD-MISSING, ST-DUP besides what Safetensors throws.
class Checkpoint {
public:
    explicit Checkpoint(const std::filesystem::path& directory);

    const TensorView* find(std::string_view name) const;
    std::vector<std::string> names() const;  ///< sorted
    std::int64_t total_bytes() const;        ///< of tensor data

private:
    void add(const std::filesystem::path& file);
    void add_shards(const std::filesystem::path& index_file);

    std::vector<Safetensors> files_;
    std::map<std::string_view, const TensorView*> tensors_;  // into files_, whose tables never move
};

/// A tensor to be written; `bytes` are borrowed and must have the length of `shape`.
struct TensorEntry {
    std::string name;
    TensorView tensor;
};

/// Writes `entries` to a sibling of `path`, syncs and renames, so that `path` is never half a file.
/// Throws FILE-IO.
void write_safetensors(const std::filesystem::path& path, const std::vector<TensorEntry>& entries);

}  // namespace engine
