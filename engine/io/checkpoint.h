// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/gguf.h"
#include "engine/io/safetensors.h"

#include <map>

namespace engine {

/// All tensors of a model under the names of its files: a directory with `model.safetensors`, or with
/// `model.safetensors.index.json` and its shards, or a GGUF file, or the first of a split one.
/// Throws MODEL-MISSING, INDEX-*, SHARD-*, ST-DUP besides what Safetensors and Gguf throw.
class Checkpoint {
public:
    explicit Checkpoint(const std::filesystem::path& path);

    const TensorView* find(std::string_view name) const;
    std::vector<std::string> names() const;  ///< sorted

    /// Throws MODEL-FILE-CHANGED once a file was cut, written to or lost since it was opened; what was computed from
    /// the tensors since the last call is then worth nothing. One system call per file. A file that was replaced or
    /// deleted lives on while it is mapped.
    void check_unchanged() const;

    /// What is odd about the files and was let pass, one sentence each.
    std::vector<std::string> notes() const;

    /// The GGUF file that holds the keys; null for safetensors, whose settings lie beside them.
    const Gguf* gguf() const { return ggufs_.empty() ? nullptr : &ggufs_.front(); }
    const std::filesystem::path& path() const { return path_; }

private:
    void add_directory();
    void add_shards(const std::filesystem::path& index_file);
    void add_safetensors(const std::filesystem::path& file);
    void add_gguf();

    std::filesystem::path path_;
    std::vector<Safetensors> files_;
    std::vector<Gguf> ggufs_;
    std::map<std::string_view, const TensorView*> tensors_;  // into the files, whose tables never move
};

}  // namespace engine
