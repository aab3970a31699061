// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/io/gguf_cursor.h"

#include "engine/error.h"

#include <fmt/format.h>

namespace engine {

std::span<const std::byte> GgufCursor::take(std::uint64_t count)
{
    if (count > file_.size() - at_)
        refuse("GGUF-SHORT", "The file ends inside its header", fmt::format("{} bytes left", file_.size() - at_),
               fmt::format("{} or more; the file may be cut off", count));
    const auto bytes = file_.subspan(at_, std::size_t(count));
    at_ += bytes.size();
    return bytes;
}

std::string_view GgufCursor::text()
{
    constexpr std::uint64_t max_text = std::uint64_t(16) << 20;
    const auto length = number<std::uint64_t>();
    if (length > max_text)
        refuse("GGUF-STRING", "A string is too long", fmt::format("{} bytes", length),
               fmt::format("at most {}", max_text));
    const auto bytes = take(length);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void GgufCursor::refuse(const char* code, const char* what, std::string found, std::string allowed) const
{
    std::string where = where_;
    if (count_ > 0) where += fmt::format(", {} {} of {}", kind_, index_ + 1, count_);
    throw Error({code, what, fmt::format("{}, byte {}", where, at_), std::move(found), std::move(allowed),
                 "The file was not used."});
}

}  // namespace engine
