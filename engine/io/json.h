// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace engine {

using Json = nlohmann::json;

/// Events of a strict parse: nesting deeper than 32 and strings over 1 MiB are refused before a derived class
/// sees them; nothing recurses. A derived class overrides the events it accepts and calls the base of the
/// structural ones. Throws JSON-DEPTH, JSON-STRING, JSON-NUMBER (not finite), JSON-SYNTAX with the byte offset.
class JsonEvents : public nlohmann::json_sax<Json> {
public:
    explicit JsonEvents(std::string where) : where_(std::move(where)) {}

    bool start_object(std::size_t) override { return descend(); }
    bool start_array(std::size_t) override { return descend(); }
    bool end_object() override { return ascend(); }
    bool end_array() override { return ascend(); }
    bool key(string_t& text) override { return check_length(text); }
    bool string(string_t& text) override { return check_length(text); }
    bool binary(binary_t&) override { return false; }
    bool parse_error(std::size_t position, const std::string& last_token,
                     const nlohmann::detail::exception& error) final;

    /// Feeds `text`, which must be one JSON value and nothing else, through these events.
    void parse(std::string_view text);

protected:
    const std::string& where() const { return where_; }
    int depth() const { return depth_; }  ///< open objects and arrays

private:
    bool descend();
    bool ascend();
    bool check_length(const string_t& text) const;

    std::string where_;
    std::size_t size_ = 0;  // of the text being parsed
    int depth_ = 0;
};

/// The value `text` holds. Strict as JsonEvents; an object that names a key twice is refused (JSON-DUP).
/// `where` stands in errors, usually the file's path.
Json parse_json(std::string_view text, const std::string& where);

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
