// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>

namespace engine {

/// Reads a GGUF header from front to back. Every step is checked against the end of the file before it is taken.
class GgufCursor {
public:
    GgufCursor(std::span<const std::byte> file, std::string where) : file_(file), where_(std::move(where)) {}

    /// What is being read now, for errors: "key 12 of 13".
    void enter(const char* kind, std::uint64_t index, std::uint64_t count)
    {
        kind_ = kind;
        index_ = index;
        count_ = count;
    }

    template <class T>
    T number()
    {
        T value;
        std::memcpy(&value, take(sizeof(T)).data(), sizeof(T));
        return value;
    }

    /// Length and bytes. Throws GGUF-STRING for lengths that no file has a use for.
    std::string_view text();
    std::span<const std::byte> take(std::uint64_t count);
    std::span<const std::byte> since(std::size_t begin) const { return file_.subspan(begin, at_ - begin); }
    std::size_t position() const { return at_; }
    std::size_t file_size() const { return file_.size(); }

    [[noreturn]] void refuse(const char* code, const char* what, std::string found = {},
                             std::string allowed = {}) const;

private:
    std::span<const std::byte> file_;
    std::string where_;
    std::size_t at_ = 0;
    const char* kind_ = "";
    std::uint64_t index_ = 0, count_ = 0;
};

}  // namespace engine
