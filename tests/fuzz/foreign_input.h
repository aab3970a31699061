// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/error.h"

#include <sys/mman.h>
#include <unistd.h>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

/// Ends the run when a promise about foreign bytes does not hold, for libFuzzer to keep the input.
inline void require(bool holds, const char* promise)
{
    if (holds) return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

/// Runs `action`, which may refuse its input in words. Every other way out of it is a finding: another exception,
/// or a promise inside the engine that does not hold.
template <class Action>
void in_words(Action action)
{
    try {
        action();
    } catch (const engine::Error& error) {
        require(!error.code().empty() && error.code() != "INTERNAL", error.what());
    }
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size)
{
    return {reinterpret_cast<const char*>(data), size};
}

/// The input as a file that only lies in memory, under one path for the whole run.
class ForeignFile {
public:
    ForeignFile() : descriptor_(::memfd_create("input", MFD_CLOEXEC)) { require(descriptor_ >= 0, "memfd_create"); }
    ForeignFile(const ForeignFile&) = delete;
    ForeignFile& operator=(const ForeignFile&) = delete;
    ~ForeignFile() { ::close(descriptor_); }

    void hold(const std::uint8_t* data, std::size_t size) const
    {
        require(::ftruncate(descriptor_, off_t(size)) == 0 && ::pwrite(descriptor_, data, size, 0) == ssize_t(size),
                "the input fits into memory");
    }
    std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

private:
    int descriptor_;
};

/// A folder of sound files for the whole run, and one in it that is foreign.
class ForeignFolder {
public:
    explicit ForeignFolder(const char* foreign_name)
    {
        std::string name = (std::filesystem::temp_directory_path() / "expertscope-fuzz-XXXXXX").string();
        require(::mkdtemp(name.data()) != nullptr, "a temporary folder");
        path_ = name;
        std::filesystem::create_symlink(file_.path(), path_ / foreign_name);
    }
    ForeignFolder(const ForeignFolder&) = delete;
    ForeignFolder& operator=(const ForeignFolder&) = delete;
    ~ForeignFolder() { std::filesystem::remove_all(path_); }

    void hold(const std::uint8_t* data, std::size_t size) const { file_.hold(data, size); }
    const std::filesystem::path& path() const { return path_; }
    void add(const char* name, std::string_view bytes) const { std::ofstream(path_ / name, std::ios::binary) << bytes; }

private:
    ForeignFile file_;
    std::filesystem::path path_;
};
