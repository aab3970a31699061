// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/io/safetensors_header.h"

#include "engine/error.h"
#include "engine/io/json.h"
#include "engine/io/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <limits>
#include <optional>
#include <tuple>

namespace engine {
namespace {

constexpr std::uint64_t max_header = 100'000'000;  // bytes, as in the reference implementation
constexpr std::size_t max_tensors = 160'000;  // the largest models have 140,000
constexpr std::size_t max_name = 1024;
constexpr std::size_t max_dimensions = 8;

[[noreturn]] void refuse(const char* code, const char* what, std::string where, std::string found = {},
                         std::string allowed = {})
{
    throw Error(
        {code, what, std::move(where), std::move(found), std::move(allowed), "The file was not used."});
}

/// The header's bytes after the length was checked against the file.
std::string_view header_text(std::span<const std::byte> file, const std::string& where)
{
    if (file.size() < 8)
        refuse("ST-SHORT", "The file is too short for a safetensors header", where,
               fmt::format("{} bytes", file.size()), "at least 8");
    std::uint64_t length = 0;
    for (int i = 7; i >= 0; --i)
        length = length << 8 | std::to_integer<std::uint64_t>(file[i]);
    const std::uint64_t allowed = std::min<std::uint64_t>(max_header, file.size() - 8);
    if (length > allowed)
        refuse("ST-HEADER-SIZE", "The header is longer than the file or the limit", where,
               fmt::format("{} bytes", length), fmt::format("at most {}", allowed));
    const std::string_view text(reinterpret_cast<const char*>(file.data()) + 8, length);
    const bool utf16 = text.size() >= 2 && (text[0] == '\0' || text[1] == '\0');
    const std::size_t valid = utf16 || text.starts_with("\xEF\xBB\xBF") ? 0 : utf8_valid_length(text);
    if (valid < text.size())
        refuse("ST-HEADER-UTF8", "The header is not UTF-8", fmt::format("{}, byte {}", where, 8 + valid),
               printable(text.substr(valid), 8), "UTF-8 without a byte order mark");
    return text;
}

/// Turns the rows of the header into entries and checks each for itself.
class EntryReader {
public:
    EntryReader(std::string where, std::uint64_t data_size) : where_(std::move(where)), data_size_(data_size)
    {
    }

    void add(const std::string& name, const Json& value)
    {
        if (name == "__metadata__") return check_metadata(value);
        name_ = printable(name);
        check_name(name);
        if (entries_.size() == max_tensors)
            refuse("ST-COUNT", "The file holds too many tensors", where_, {}, fmt::format("{}", max_tensors));
        if (!value.is_object() || value.size() > 3)
            refuse("ST-HEADER-JSON", "A tensor is not described as the format demands", place(),
                   excerpt(value), "dtype, shape and data_offsets");
        SafetensorsEntry& entry = entries_.emplace_back();
        entry.name = name;
        entry.dtype = read_dtype(value);
        entry.shape = read_shape(value);
        std::tie(entry.begin, entry.end) = read_offsets(value);
        check_size(entry);
    }

    std::deque<SafetensorsEntry> take() { return std::move(entries_); }

private:
    std::string place() const { return fmt::format("{}, tensor \"{}\"", where_, name_); }

    void check_metadata(const Json& value)
    {
        const bool strings =
            value.is_object() &&
            std::all_of(value.begin(), value.end(), [](const Json& member) { return member.is_string(); });
        if (std::exchange(has_metadata_, true)) refuse("ST-DUP-KEY", "The file has metadata twice", where_);
        if (!strings)
            refuse("ST-METADATA", "The metadata holds something else than strings", where_, excerpt(value),
                   "a table of strings");
    }

    void check_name(const std::string& name) const
    {
        const bool control = std::any_of(name.begin(), name.end(), [](char c) { return c >= 0 && c < 0x20; });
        if (name.empty() || name.size() > max_name || control)
            refuse("ST-NAME", "A tensor has an unusable name", place(), fmt::format("{} bytes", name.size()),
                   fmt::format("1 to {} bytes without control characters", max_name));
    }

    const Json& member(const Json& value, const char* key, const char* code) const
    {
        const auto found = value.find(key);
        if (found == value.end())
            refuse(code, "A tensor's description is incomplete", place(), "nothing", key);
        return *found;
    }

    DType read_dtype(const Json& value) const
    {
        const Json& dtype = member(value, "dtype", "ST-DTYPE");
        const auto known =
            dtype.is_string() ? dtype_named(dtype.get_ref<const std::string&>()) : std::nullopt;
        if (!known)
            refuse("ST-DTYPE", "A tensor has an unknown element type", place(), excerpt(dtype),
                   "a safetensors dtype such as BF16 or F32");
        return *known;
    }

    std::vector<std::int64_t> read_shape(const Json& value) const
    {
        const Json& shape = member(value, "shape", "ST-SHAPE");
        const auto whole = [](const Json& n) {
            return n.is_number_unsigned() &&
                   n.get<std::uint64_t>() <= std::uint64_t(std::numeric_limits<std::int64_t>::max());
        };
        if (!shape.is_array() || shape.size() > max_dimensions ||
            !std::all_of(shape.begin(), shape.end(), whole))
            refuse("ST-SHAPE", "A tensor has an unusable shape", place(), shape.dump().substr(0, 64),
                   fmt::format("up to {} whole numbers", max_dimensions));
        return shape.get<std::vector<std::int64_t>>();
    }

    std::pair<std::uint64_t, std::uint64_t> read_offsets(const Json& value) const
    {
        const Json& offsets = member(value, "data_offsets", "ST-OFFSET");
        const bool pair = offsets.is_array() && offsets.size() == 2 && offsets[0].is_number_unsigned() &&
                          offsets[1].is_number_unsigned();
        if (!pair || offsets[1] < offsets[0])
            refuse("ST-OFFSET", "A tensor has unusable data offsets", place(), offsets.dump().substr(0, 64),
                   "[begin, end] with begin <= end");
        const auto end = offsets[1].get<std::uint64_t>();
        if (end > data_size_)
            refuse("ST-RANGE", "A tensor ends behind the end of the file", place(), fmt::format("{}", end),
                   fmt::format("at most {}; the file may be cut off", data_size_));
        return {offsets[0].get<std::uint64_t>(), end};
    }

    void check_size(const SafetensorsEntry& entry) const
    {
        const ElementBlock block = block_of(entry.dtype);
        std::uint64_t bits = std::uint64_t(8 * block.bytes / block.elements);
        for (const std::int64_t length : entry.shape)
            if (__builtin_mul_overflow(bits, std::uint64_t(length), &bits))
                refuse("ST-OVERFLOW", "The size of a tensor does not fit 64 bits", place());
        if (bits % 8 != 0)
            refuse("ST-MISALIGNED", "A tensor does not fill whole bytes", place(),
                   fmt::format("{} bits", bits));
        if (bits / 8 != entry.end - entry.begin)
            refuse("ST-SIZE", "A tensor's data does not have the size of its shape", place(),
                   fmt::format("{} bytes", entry.end - entry.begin), fmt::format("{}", bits / 8));
    }

    std::string where_;
    std::uint64_t data_size_;
    std::string name_;  // printable, of the entry being read
    bool has_metadata_ = false;
    std::deque<SafetensorsEntry> entries_;
};

/// Codes of the JSON reader in the words of this format.
std::string code_for(const std::string& json_code)
{
    if (json_code == "JSON-DUP") return "ST-DUP-KEY";
    if (json_code == "JSON-STRING") return "ST-NAME";
    return json_code == "JSON-DEPTH" || json_code.starts_with("ST-") ? json_code : "ST-HEADER-JSON";
}

void check_unique(const std::deque<SafetensorsEntry>& entries, const std::string& where)
{
    std::vector<std::string_view> names;
    names.reserve(entries.size());
    for (const auto& entry : entries)
        names.push_back(entry.name);
    std::sort(names.begin(), names.end());
    const auto twice = std::adjacent_find(names.begin(), names.end());
    if (twice != names.end())
        refuse("ST-DUP-KEY", "The file names a tensor twice", where, printable(*twice), "each name once");
}

/// Sorts by position and demands that the data is covered without overlap or hole.
void check_layout(std::deque<SafetensorsEntry>& entries, std::uint64_t data_size, const std::string& where)
{
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
        return std::tie(a.begin, a.end) < std::tie(b.begin, b.end);
    });
    std::uint64_t covered = 0;
    for (const auto& entry : entries) {
        if (entry.begin != covered)
            refuse(entry.begin < covered ? "ST-OVERLAP" : "ST-HOLE",
                   entry.begin < covered ? "Two tensors share bytes" : "Bytes belong to no tensor",
                   fmt::format("{}, tensor \"{}\"", where, printable(entry.name)),
                   fmt::format("begin {}", entry.begin), fmt::format("{}", covered));
        covered = entry.end;
    }
    if (covered != data_size)
        refuse("ST-TRAILING", "Bytes after the last tensor", where,
               fmt::format("{} bytes", data_size - covered), "none");
}

}  // namespace

SafetensorsHeader read_safetensors_header(std::span<const std::byte> file, const std::string& where)
{
    const std::string_view text = header_text(file, where);
    SafetensorsHeader header;
    header.data_begin = 8 + text.size();
    const std::uint64_t data_size = file.size() - header.data_begin;

    const auto check_start = [&] {
        if (text.front() != '{')
            refuse("ST-HEADER-START", "The header does not start with {", where, printable(text.substr(0, 1)), "{");
    };
    EntryReader reader(where, data_size);
    try {
        const JsonTable entries{Json::json_pointer(), [&](const std::string& name, const Json& value) {
                                    check_start();  // a list has no names
                                    reader.add(name, value);
                                }};
        parse_json(text, where, {&entries, 1});
    } catch (const Error& error) {
        ErrorParts parts = error.parts();
        parts.code = code_for(parts.code);
        throw Error(std::move(parts));
    }
    check_start();

    header.entries = reader.take();
    check_unique(header.entries, where);
    check_layout(header.entries, data_size, where);
    return header;
}

}  // namespace engine
