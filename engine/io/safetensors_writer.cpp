// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/error.h"
#include "engine/io/json.h"
#include "engine/io/safetensors.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>

namespace engine {
namespace {

/// The file while it is being written; removed again unless it was put in place.
class PartFile {
public:
    explicit PartFile(const std::filesystem::path& target) : target_(target), part_(target.native() + ".part")
    {
        fd_ = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
        if (fd_ < 0) fail();
    }
    ~PartFile()
    {
        if (fd_ < 0) return;
        ::close(fd_);
        ::unlink(part_.c_str());
    }
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;

    void write(std::span<const std::byte> bytes)
    {
        while (!bytes.empty()) {
            const ssize_t count = ::write(fd_, bytes.data(), bytes.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) fail();
            bytes = bytes.subspan(static_cast<std::size_t>(count));
        }
    }

    void put_in_place()
    {
        if (::fsync(fd_) != 0 || ::rename(part_.c_str(), target_.c_str()) != 0) fail();
        ::close(std::exchange(fd_, -1));
    }

private:
    [[noreturn]] void fail() const
    {
        throw Error({.code = "FILE-IO",
                     .what = "The file could not be written",
                     .where = printable(target_.native(), 512),
                     .found = std::strerror(errno),
                     .allowed = {},
                     .advice = "What was there before is untouched."});
    }

    std::filesystem::path target_, part_;
    int fd_ = -1;
};

std::string header_of(const std::vector<TensorEntry>& entries, const std::map<std::string, std::string>& metadata)
{
    Json header = Json::object();
    if (!metadata.empty()) header["__metadata__"] = metadata;
    std::size_t offset = 0;
    for (const auto& [name, tensor] : entries) {
        header[name] = {{"dtype", name_of(tensor.dtype)},
                        {"shape", tensor.shape},
                        {"data_offsets", {offset, offset + tensor.bytes.size()}}};
        offset += tensor.bytes.size();
    }
    std::string text = header.dump();
    text.resize((text.size() + 7) / 8 * 8, ' ');  // data starts aligned
    return text;
}

}  // namespace

void write_safetensors(const std::filesystem::path& path, const std::vector<TensorEntry>& entries,
                       const std::map<std::string, std::string>& metadata)
{
    const std::string header = header_of(entries, metadata);
    std::array<std::byte, 8> length{};
    for (std::size_t i = 0; i < length.size(); ++i)
        length[i] = std::byte(header.size() >> (8 * i));

    PartFile file(path);
    file.write(length);
    file.write(std::as_bytes(std::span(header)));
    for (const TensorEntry& entry : entries)
        file.write(entry.tensor.bytes);
    file.put_in_place();
}

}  // namespace engine
