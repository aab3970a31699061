// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/gguf_header.h"
#include "engine/io/json.h"
#include "engine/io/mapped_file.h"

#include <string>
#include <string_view>
#include <vector>

namespace engine {

/// One GGUF file of version 2 or 3. Everything its header claims is checked before the constructor returns
/// (GGUF-*, NOT-A-MODEL, FILE-*), so every TensorView lies inside the file, has the length of its shape, and
/// overlaps no other. Keys and values stay in the mapped file.
class Gguf {
public:
    explicit Gguf(const std::filesystem::path& path);

    const std::vector<std::string>& names() const { return names_; }               ///< in order of their data
    const TensorView& tensor(std::size_t index) const { return tensors_[index]; }  ///< of names()[index]

    bool has(std::string_view key) const { return find(key) != nullptr; }
    /// An object of all keys that start with `prefix`, without it, and are no lists; to be read with Fields.
    Json scalars(std::string_view prefix) const;

    /// The elements of a list; empty when there is no such key. Throws VOCAB-TYPE when they are of another kind.
    std::vector<std::string_view> texts(std::string_view key) const;  ///< any bytes, valid while the file is open
    std::vector<std::int64_t> integers(std::string_view key) const;
    std::vector<double> reals(std::string_view key) const;

    /// Bytes that belong to no tensor at the end of the file: harmless, but nobody needs them.
    std::uint64_t trailing_bytes() const { return trailing_bytes_; }

    /// The bytes before the tensor data, padding included.
    std::span<const std::byte> header() const { return file_.bytes().first(header_size_); }
    const MappedFile& file() const { return file_; }
    const std::filesystem::path& path() const { return file_.path(); }

private:
    const GgufKey* find(std::string_view key) const;
    const GgufKey* list(std::string_view key, bool (*fits)(GgufType), const char* allowed) const;
    template <class Number>
    std::vector<Number> numbers(std::string_view key, bool (*fits)(GgufType), const char* allowed) const;

    MappedFile file_;
    std::size_t header_size_ = 0;
    std::uint64_t trailing_bytes_ = 0;
    std::vector<GgufKey> keys_;  // by name
    std::vector<std::string> names_;
    std::vector<TensorView> tensors_;
};

/// The file, or all files of a split one (`...-00001-of-0000N.gguf`, opened by its first).
/// Throws SHARD-FIRST, SHARD-MISSING, SHARD-COUNT, SHARD-MIXED.
std::vector<Gguf> open_gguf(const std::filesystem::path& first);

}  // namespace engine
