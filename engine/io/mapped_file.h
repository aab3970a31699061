// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace engine {

/// A regular file mapped read-only for the life of this object. Directories, FIFOs, sockets and devices are
/// refused without ever being read or waited for. Throws FILE-MISSING, FILE-PERM, FILE-KIND, FILE-IO, FILE-SIZE,
/// FILE-COUNT.
class MappedFile {
public:
    explicit MappedFile(std::filesystem::path path);
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;
    ~MappedFile();

    /// Bytes that the file loses meanwhile read as zeros: nothing that was computed from them counts until change()
    /// was asked.
    std::span<const std::byte> bytes() const;
    /// What has happened to the file since it was mapped, in words; empty while it is as it was. Costs one system
    /// call. Another file put in its place is no change: the mapped one lives on.
    std::string change() const;
    const std::filesystem::path& path() const { return path_; }

private:
    struct Mapping;

    std::filesystem::path path_;
    std::unique_ptr<const Mapping> mapping_;
};

/// The whole of a small file. Longer than `limit` bytes: Error{size_code}. Otherwise as MappedFile.
std::string read_text_file(const std::filesystem::path& path, std::size_t limit, const char* size_code = "FILE-SIZE");

}  // namespace engine
