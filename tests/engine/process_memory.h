// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <malloc.h>
#include <unistd.h>
#include <cstdint>
#include <fstream>
#include <optional>

/// Bytes that malloc has handed out and not got back; nothing under a sanitizer, whose heap does not say.
inline std::optional<std::int64_t> heap_bytes()
{
    const struct mallinfo2 info = ::mallinfo2();
    const auto bytes = std::int64_t(info.uordblks + info.hblkhd);
    return bytes > 0 ? std::optional(bytes) : std::nullopt;
}

inline std::int64_t resident_bytes()
{
    std::int64_t size = 0, resident = 0;
    std::ifstream("/proc/self/statm") >> size >> resident;
    return resident * ::sysconf(_SC_PAGESIZE);
}
