// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/io/mapped_file.h"

#include "engine/error.h"
#include "engine/io/mapping_guard.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>
#include <optional>
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

struct stat regular_file(const Descriptor& file, const std::filesystem::path& path)
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
    return status;
}

class Pages {
public:
    Pages(const Descriptor& file, std::size_t size, const std::filesystem::path& path) : size_(size)
    {
        if (size == 0) return;
        void* address = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.get(), 0);
        if (address == MAP_FAILED) refuse_file(path, errno);
        data_ = static_cast<const std::byte*>(address);
    }
    ~Pages()
    {
        if (data_) ::munmap(const_cast<std::byte*>(data_), size_);
    }
    Pages(const Pages&) = delete;
    Pages& operator=(const Pages&) = delete;
    std::span<const std::byte> bytes() const { return {data_, size_}; }

private:
    const std::byte* data_ = nullptr;
    std::size_t size_;
};

bool same_time(const timespec& a, const timespec& b)
{
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

}  // namespace

/// The descriptor stays open so that change() asks about the file that is mapped, whatever its path leads to by then.
struct MappedFile::Mapping {
    explicit Mapping(const std::filesystem::path& path)
        : file(path), opened(regular_file(file, path)), pages(file, static_cast<std::size_t>(opened.st_size), path)
    {
        if (opened.st_size > 0) guard.emplace(pages.bytes().data(), pages.bytes().size());
    }

    Descriptor file;
    struct stat opened;
    Pages pages;
    std::optional<MappingGuard> guard;  // goes before the pages do
};

MappedFile::MappedFile(std::filesystem::path path)
    : path_(std::move(path)), mapping_(std::make_unique<const Mapping>(path_))
{
}

MappedFile::MappedFile(MappedFile&& other) noexcept = default;
MappedFile& MappedFile::operator=(MappedFile&& other) noexcept = default;
MappedFile::~MappedFile() = default;

std::span<const std::byte> MappedFile::bytes() const
{
    return mapping_ ? mapping_->pages.bytes() : std::span<const std::byte>();
}

std::string MappedFile::change() const
{
    if (!mapping_) return {};
    struct stat now {};
    if (::fstat(mapping_->file.get(), &now) != 0) return std::strerror(errno);
    const struct stat& then = mapping_->opened;
    if (now.st_size != then.st_size) return fmt::format("{} bytes, before {}", now.st_size, then.st_size);
    if (!same_time(now.st_mtim, then.st_mtim)) return "it was written to after it was opened";
    if (mapping_->guard && mapping_->guard->lost()) return "parts of it can no longer be read";
    return {};
}

std::string read_text_file(const std::filesystem::path& path, std::size_t limit, const char* size_code)
{
    const Descriptor file(path);
    const auto size = static_cast<std::size_t>(regular_file(file, path).st_size);
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
