// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

namespace engine {

using Json = nlohmann::json;

constexpr std::size_t max_json_values = 65'536;  ///< of which a usual file has some hundred

/// A long table inside a JSON text: the members of the object, or the elements of the list (without names), that stand
/// at `path` are handed out one after another and not kept, so that memory is bounded by one row. Members of the same
/// name are the receiver's to refuse.
using JsonRow = std::function<void(const std::string& name, const Json& value)>;
struct JsonTable {
    Json::json_pointer path;  ///< through objects only; empty for the whole text
    JsonRow row;
};

/// The value `text` holds, strictly: one value and nothing else, UTF-8, at most 32 levels deep, strings of at
/// most 1 MiB, finite numbers, no member named twice. Nothing recurses. A value takes up to 160 bytes, a hundred times
/// its text, so that at most max_json_values are kept at once; `tables` are left empty in what is returned.
/// `where` stands in errors, usually the file's path. Throws JSON-SYNTAX (with the byte offset), JSON-DEPTH,
/// JSON-STRING, JSON-NUMBER, JSON-DUP, JSON-SIZE, CANCELLED, and what a row's receiver throws.
Json parse_json(std::string_view text, const std::string& where, std::span<const JsonTable> tables = {},
                const std::stop_token& stop = {});

/// Typed reading of one JSON object. A member that is absent or null takes the given default; without one it
/// is an error like a member of the wrong kind: Error{code} names file, key, what was found, what is allowed.
/// The object must outlive this.
class Fields {
public:
    /// `code`: e.g. "CFG-VALUE". Throws it when `object` is no object.
    Fields(const Json& object, std::string where, std::string code);

    const Json* find(const char* key) const;  ///< null when absent or null

    /// A whole number as JSON writes it: 8.0 and "8" are refused.
    std::int64_t int_in(const char* key, std::int64_t low, std::int64_t high,
                        std::optional<std::int64_t> otherwise = {}) const;
    double number_in(const char* key, double low, double high, std::optional<double> otherwise = {}) const;
    bool flag(const char* key, std::optional<bool> otherwise = {}) const;
    std::string text(const char* key, std::optional<std::string> otherwise = {}) const;
    Fields object(const char* key) const;
    const Json& array(const char* key, std::size_t max_length) const;

    [[noreturn]] void refuse(const char* key, const std::string& allowed) const;
    const std::string& where() const { return where_; }

private:
    const Json& required(const char* key, const std::string& allowed) const;

    const Json& object_;
    std::string where_;
    std::string code_;
};

/// A foreign JSON value for an error sentence, escaped and cut.
std::string excerpt(const Json& value);

}  // namespace engine
