// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>

namespace engine {

/// A regular file mapped read-only for the life of this object. Directories, FIFOs, sockets and devices are
/// refused without ever being read or waited for. Throws FILE-MISSING, FILE-PERM, FILE-KIND, FILE-IO.
class MappedFile {
public:
    explicit MappedFile(std::filesystem::path path);
    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;
    ~MappedFile();

    std::span<const std::byte> bytes() const { return {data_, size_}; }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
    const std::byte* data_ = nullptr;
    std::size_t size_ = 0;
};

/// The whole of a small file. Longer than `limit` bytes: Error{size_code}. Otherwise as MappedFile.
std::string read_text_file(const std::filesystem::path& path, std::size_t limit,
                           const char* size_code = "FILE-SIZE");

}  // namespace engine
