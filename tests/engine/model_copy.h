// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTemporaryDir>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

/// A golden model in a folder of its own, so old that any write shows in its files' times, to be harmed in `file`.
class ModelCopy {
public:
    ModelCopy(const char* golden, const char* file) : path_(folder_.path().toStdString()), file_(path_ / file)
    {
        namespace fs = std::filesystem;
        fs::copy(fs::path(EXPERTSCOPE_SOURCE_DIR "/tests/data/golden") / golden, path_, fs::copy_options::recursive);
        for (const auto& entry : fs::directory_iterator(path_))
            fs::last_write_time(entry, fs::file_time_type::clock::now() - std::chrono::hours(1));
    }

    std::string model() const { return file_.extension() == ".gguf" ? file_.string() : path_.string(); }
    const std::filesystem::path& file() const { return file_; }

    void cut(std::uintmax_t size) const { std::filesystem::resize_file(file_, size); }

    /// Other numbers in the same place.
    void rewrite() const
    {
        std::fstream file(file_, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(std::streamoff(std::filesystem::file_size(file_) / 2));
        file << "xxxxxxxx";
    }

    /// Another file of the same name, as downloaders put one there.
    void replace() const
    {
        const std::filesystem::path other = path_ / "download.part";
        std::ofstream(other) << "another model";
        std::filesystem::rename(other, file_);
    }

private:
    QTemporaryDir folder_;
    std::filesystem::path path_, file_;
};
