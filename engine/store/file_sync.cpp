// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/store/file_sync.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

namespace engine {
namespace {

void sync(const std::filesystem::path& path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool done = descriptor >= 0 && ::fsync(descriptor) == 0;
    const std::error_code error(errno, std::generic_category());
    if (descriptor >= 0) ::close(descriptor);
    if (!done) throw std::filesystem::filesystem_error("sync", path, error);
}

}  // namespace

void replace_file(const std::filesystem::path& part, const std::filesystem::path& file)
{
    sync(part);
    std::filesystem::rename(part, file);
    sync(std::filesystem::absolute(file).parent_path());
}

}  // namespace engine
