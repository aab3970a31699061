// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace engine {

/// The parts of an error sentence: `CODE - what, where, found, allowed. What to do.`
/// Empty parts are left out. `code` is stable (scripts and tests rely on it), the rest is prose.
struct ErrorParts {
    std::string code;     ///< e.g. "ST-HEADER-SIZE"; "unsupported" and "damaged" have different codes
    std::string what;     ///< what is wrong
    std::string where;    ///< file, key, tensor or byte offset
    std::string found;    ///< the offending value, printable
    std::string allowed;  ///< what would have been accepted
    std::string advice;   ///< what was not done, and what to do
};

/// The whole sentence, in English on purpose: what users search for and send us.
std::string sentence(const ErrorParts& parts);

/// Everything that foreign bytes, memory or a device can do to us. Thrown anywhere in the engine, caught in
/// one place per program (the worker, or main of the command line). Programming errors use it too, through
/// check(), so that a window never dies with its conversation.
class Error : public std::runtime_error {
public:
    explicit Error(ErrorParts parts);

    const ErrorParts& parts() const { return parts_; }
    const std::string& code() const { return parts_.code; }

private:
    ErrorParts parts_;
};

/// Escapes control, invalid and direction-changing characters and cuts to `limit` bytes, so that foreign
/// names can stand in a sentence or a terminal.
std::string printable(std::string_view foreign, std::size_t limit = 64);

/// `foreign` with every byte that does not belong to a well-formed UTF-8 sequence replaced by U+FFFD.
std::string valid_utf8(std::string_view foreign);

/// Throws Error{"INTERNAL", ...} when a promise inside the engine is broken; always on.
void check(bool holds, const char* promise);

}  // namespace engine
