// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/io/mapped_file.h"

#include "engine/error.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <utility>

namespace engine {
namespace {

[[noreturn]] void refuse_file(const std::filesystem::path& path, int error)
{
    const bool missing = error == ENOENT || error == ENOTDIR || error == ENAMETOOLONG;
    const bool denied = error == EACCES || error == EPERM;
    throw Error({.code = missing  ? "FILE-MISSING"
                         : denied ? "FILE-PERM"
                                  : "FILE-IO",
                 .what = missing  ? "There is no such file"
                         : denied ? "The file may not be read"
                                  : "The file could not be read",
                 .where = printable(path.native(), 512),
                 .found = std::strerror(error),
                 .allowed = {},
                 .advice = denied ? "Check its permissions." : "Check the path."});
}

class Descriptor {
public:
    /// O_NONBLOCK so that a FIFO without a writer is looked at instead of waited for.
    explicit Descriptor(const std::filesystem::path& path)
        : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK))
    {
        if (fd_ < 0) refuse_file(path, errno);
    }
    ~Descriptor() { ::close(fd_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return fd_; }

private:
    int fd_;
};

const char* kind_of(mode_t mode)
{
    if (S_ISDIR(mode)) return "a directory";
    if (S_ISFIFO(mode)) return "a named pipe";
    if (S_ISSOCK(mode)) return "a socket";
    return "a device";
}

std::size_t regular_file_size(const Descriptor& file, const std::filesystem::path& path)
{
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) refuse_file(path, errno);
    if (!S_ISREG(status.st_mode)) {
        throw Error({.code = "FILE-KIND",
                     .what = "This is not a file that can be read",
                     .where = printable(path.native(), 512),
                     .found = kind_of(status.st_mode),
                     .allowed = "a regular file",
                     .advice = "Nothing was read."});
    }
    return static_cast<std::size_t>(status.st_size);
}

}  // namespace

MappedFile::MappedFile(std::filesystem::path path) : path_(std::move(path))
{
    const Descriptor file(path_);
    size_ = regular_file_size(file, path_);
    if (size_ == 0) return;
    void* address = ::mmap(nullptr, size_, PROT_READ, MAP_SHARED, file.get(), 0);
    if (address == MAP_FAILED) refuse_file(path_, errno);
    data_ = static_cast<const std::byte*>(address);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : path_(std::move(other.path_)),
      data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0))
{
}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept
{
    std::swap(path_, other.path_);
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
}

MappedFile::~MappedFile()
{
    if (data_) ::munmap(const_cast<std::byte*>(data_), size_);
}

std::string read_text_file(const std::filesystem::path& path, std::size_t limit, const char* size_code)
{
    const Descriptor file(path);
    const std::size_t size = regular_file_size(file, path);
    if (size > limit) {
        throw Error({.code = size_code,
                     .what = "The file is too large for what it should hold",
                     .where = printable(path.native(), 512),
                     .found = fmt::format("{} bytes", size),
                     .allowed = fmt::format("at most {} bytes", limit),
                     .advice = "Nothing was read."});
    }
    std::string text(size, '\0');
    std::size_t done = 0;
    while (done < size) {
        const ssize_t count = ::read(file.get(), text.data() + done, size - done);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) refuse_file(path, errno);
        if (count == 0) break;  // became shorter meanwhile
        done += static_cast<std::size_t>(count);
    }
    text.resize(done);
    return text;
}

}  // namespace engine
