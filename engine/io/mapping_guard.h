// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace engine {

/// Lets reading a mapped file survive the loss of its pages: the file was cut, or its disk is gone. Such a fault
/// (SIGBUS) inside a guarded range, in whatever thread, puts zeros in place of the whole range and marks it lost.
/// Faults elsewhere go to whoever handled them before. Made and destroyed in any thread, while the range is mapped.
class MappingGuard {
public:
    /// `begin` is where a page begins. Throws FILE-COUNT, FILE-SIZE.
    MappingGuard(const void* begin, std::size_t size);
    ~MappingGuard();
    MappingGuard(const MappingGuard&) = delete;
    MappingGuard& operator=(const MappingGuard&) = delete;

    /// From before the first zero is read. What was computed from the range since then is worth nothing.
    bool lost() const;

private:
    std::size_t slot_;
};

}  // namespace engine
