// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/io/json.h"

#include "engine/error.h"

#include <fmt/format.h>

namespace engine {

Fields::Fields(const Json& object, std::string where, std::string code)
    : object_(object), where_(std::move(where)), code_(std::move(code))
{
    if (object.is_object()) return;
    throw Error({.code = code_,
                 .what = "This should be a JSON object",
                 .where = where_,
                 .found = excerpt(object),
                 .allowed = "{ ... }",
                 .advice = "The file was not used."});
}

const Json* Fields::find(const char* key) const
{
    const auto member = object_.find(key);
    return member == object_.end() || member->is_null() ? nullptr : &*member;
}

std::int64_t Fields::int_in(const char* key, std::int64_t low, std::int64_t high,
                            std::optional<std::int64_t> otherwise) const
{
    if (otherwise && !find(key)) return *otherwise;
    const std::string allowed = fmt::format("a whole number from {} to {}", low, high);
    const Json& value = required(key, allowed);
    const bool beyond = value.is_number_unsigned() &&
                        value.get<std::uint64_t>() > std::uint64_t(std::numeric_limits<std::int64_t>::max());
    if (!value.is_number_integer() || beyond) refuse(key, allowed);
    const auto number = value.get<std::int64_t>();
    if (number < low || number > high) refuse(key, allowed);
    return number;
}

double Fields::number_in(const char* key, double low, double high, std::optional<double> otherwise) const
{
    if (otherwise && !find(key)) return *otherwise;
    const std::string allowed = fmt::format("a number from {} to {}", low, high);
    const Json& value = required(key, allowed);
    if (!value.is_number()) refuse(key, allowed);
    const auto number = value.get<double>();
    if (!(number >= low && number <= high)) refuse(key, allowed);
    return number;
}

bool Fields::flag(const char* key, std::optional<bool> otherwise) const
{
    if (otherwise && !find(key)) return *otherwise;
    const Json& value = required(key, "true or false");
    if (!value.is_boolean()) refuse(key, "true or false");
    return value.get<bool>();
}

std::string Fields::text(const char* key, std::optional<std::string> otherwise) const
{
    if (otherwise && !find(key)) return *otherwise;
    const Json& value = required(key, "a string");
    if (!value.is_string()) refuse(key, "a string");
    return value.get<std::string>();
}

Fields Fields::object(const char* key) const
{
    const Json& value = required(key, "an object");
    if (!value.is_object()) refuse(key, "an object");
    return Fields(value, fmt::format("{}, {}", where_, key), code_);
}

const Json& Fields::array(const char* key, std::size_t max_length) const
{
    const std::string allowed = fmt::format("a list of at most {} elements", max_length);
    const Json& value = required(key, allowed);
    if (!value.is_array() || value.size() > max_length) refuse(key, allowed);
    return value;
}

void Fields::refuse(const char* key, const std::string& allowed) const
{
    const Json* value = find(key);
    throw Error({.code = code_,
                 .what = value ? "A value is not one that can be used" : "A value is missing",
                 .where = fmt::format("{}, \"{}\"", where_, key),
                 .found = value ? excerpt(*value) : "nothing",
                 .allowed = allowed,
                 .advice = "The file was not used."});
}

const Json& Fields::required(const char* key, const std::string& allowed) const
{
    const Json* value = find(key);
    if (!value) refuse(key, allowed);
    return *value;
}

}  // namespace engine
