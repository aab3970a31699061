// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/io/gguf_header.h"

#include "engine/error.h"
#include "engine/io/gguf_cursor.h"
#include "engine/io/gguf_tensors.h"
#include "engine/io/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>

namespace engine {
namespace {

constexpr std::uint64_t max_keys = 100'000;
constexpr std::uint64_t max_key_length = 65'535;
constexpr std::uint64_t max_elements = std::uint64_t(1) << 21;
constexpr std::uint32_t max_alignment = 65'536;

struct Signature {
    std::string_view start;
    const char* kind;
};

/// What downloads bring under the name of a model.
constexpr Signature signatures[] = {
    {"<!DOCTYPE", "a web page; the download failed"},
    {"<!doctype", "a web page; the download failed"},
    {"<html", "a web page; the download failed"},
    {"version https://git-lfs", "a Git LFS pointer; run git lfs pull"},
    {"PK\x03\x04", "a zip archive"},
    {"\x1F\x8B", "a gzip archive"},
    {"\x80", "a Python pickle; pickles are never opened"},
    {"SQLite format 3", "an SQLite database"},
    {"\x7F"
     "ELF",
     "a program"},
};

std::string kind_of(std::string_view file)
{
    for (const Signature& signature : signatures)
        if (file.starts_with(signature.start)) return signature.kind;
    if (file.size() > 8 && file[8] == '{') return "safetensors; open the folder that holds it";
    return fmt::format("{:02x} {:02x} {:02x} {:02x}", std::uint8_t(file[0]), std::uint8_t(file[1]),
                       std::uint8_t(file[2]), std::uint8_t(file[3]));
}

void check_magic(GgufCursor& cursor, std::span<const std::byte> bytes)
{
    const std::string_view file(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (file.size() < 4)
        cursor.refuse("GGUF-SHORT", file.empty() ? "The file is empty" : "The file is too short for a GGUF header",
                      fmt::format("{} bytes", file.size()), "at least 24");
    for (const char* old : {"ggml", "ggmf", "ggjt", "ggla", "GGLA", "lmgg", "fmgg", "tjgg", "algg"})
        if (file.starts_with(old))
            cursor.refuse("GGUF-OLD", "The file has a format older than GGUF", old,
                          "GGUF version 2 or 3; convert the model anew");
    if (!file.starts_with("GGUF")) cursor.refuse("NOT-A-MODEL", "This is not a model file", kind_of(file), "GGUF");
    cursor.take(4);
    const auto version = cursor.number<std::uint32_t>();
    if (version == 0x02000000 || version == 0x03000000)
        cursor.refuse("GGUF-ENDIAN", "The file is big-endian", {}, "little-endian");
    if (version != 2 && version != 3)
        cursor.refuse("GGUF-VERSION", "This version of GGUF is not supported", std::to_string(version), "2, 3");
}

class KeyReader {
public:
    KeyReader(GgufCursor& cursor, std::uint64_t count) : cursor_(cursor), count_(count)
    {
        if (count > max_keys)
            cursor.refuse("GGUF-COUNT", "The header claims too many keys", std::to_string(count),
                          fmt::format("at most {}", max_keys));
    }

    std::vector<GgufKey> read()
    {
        std::vector<GgufKey> keys;
        for (std::uint64_t i = 0; i < count_; ++i) {
            cursor_.enter("key", i, count_);
            GgufKey& key = keys.emplace_back();
            key.name = read_name();
            key.type = read_type();
            if (key.type == GgufType::List)
                read_list(key);
            else
                key.bytes = read_values(key.type, 1);
        }
        std::sort(keys.begin(), keys.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
        const auto same = [](const auto& a, const auto& b) { return a.name == b.name; };
        const auto twice = std::adjacent_find(keys.begin(), keys.end(), same);
        if (twice != keys.end())
            cursor_.refuse("GGUF-KEY-DUP", "The header has a key twice", printable(twice->name), "each key once");
        return keys;
    }

private:
    std::string_view read_name()
    {
        const std::string_view name = cursor_.text();
        if (name.empty()) cursor_.refuse("GGUF-KEY-EMPTY", "A key has no name");
        if (name.size() > max_key_length)
            cursor_.refuse("GGUF-KEY-LONG", "The name of a key is too long", fmt::format("{} bytes", name.size()),
                           fmt::format("at most {}", max_key_length));
        if (!is_plain_text(name))
            cursor_.refuse("GGUF-KEY-CHARS", "The name of a key has characters that cannot be shown", printable(name),
                           "UTF-8 without control characters");
        return name;
    }

    GgufType read_type()
    {
        const auto type = cursor_.number<std::uint32_t>();
        if (type > std::uint32_t(GgufType::F64))
            cursor_.refuse("GGUF-KV-TYPE", "A value has an unknown type", std::to_string(type), "0 to 12");
        return GgufType(type);
    }

    void read_list(GgufKey& key)
    {
        key.is_list = true;
        key.type = read_type();
        key.count = cursor_.number<std::uint64_t>();
        if (key.type == GgufType::List)
            cursor_.refuse("GGUF-ARRAY-NEST", "A list holds lists", printable(key.name), "numbers or strings");
        if (key.count > max_elements)
            cursor_.refuse("GGUF-ARRAY", "A list is too long", fmt::format("{} elements", key.count),
                           fmt::format("at most {}", max_elements));
        key.bytes = read_values(key.type, key.count);
    }

    std::span<const std::byte> read_values(GgufType type, std::uint64_t count)
    {
        if (type != GgufType::String) {
            const auto bytes = cursor_.take(count * size_of(type));
            const auto is_bool = [](std::byte b) { return b <= std::byte(1); };
            if (type == GgufType::Bool && !std::all_of(bytes.begin(), bytes.end(), is_bool))
                cursor_.refuse("GGUF-KV-BOOL", "A truth value is neither", {}, "0, 1");
            return bytes;
        }
        const std::size_t begin = cursor_.position();
        for (std::uint64_t i = 0; i < count; ++i)
            cursor_.text();
        return cursor_.since(begin);
    }

    GgufCursor& cursor_;
    std::uint64_t count_;
};

std::uint32_t read_alignment(const GgufCursor& cursor, const std::vector<GgufKey>& keys)
{
    constexpr std::uint32_t usual = 32;
    const auto at = std::find_if(keys.begin(), keys.end(), [](auto& k) { return k.name == "general.alignment"; });
    if (at == keys.end()) return usual;
    if (at->type != GgufType::U32 || at->is_list)
        cursor.refuse("GGUF-KV-TYPE", "general.alignment has another type", {}, "a whole number of 32 bits");
    std::uint32_t alignment;
    std::memcpy(&alignment, at->bytes.data(), sizeof alignment);
    if (!std::has_single_bit(alignment) || alignment > max_alignment)
        cursor.refuse("GGUF-ALIGN", "general.alignment cannot be used", std::to_string(alignment),
                      fmt::format("a power of two up to {}", max_alignment));
    return alignment;
}

}  // namespace

std::size_t size_of(GgufType type)
{
    constexpr std::array<std::uint8_t, 13> sizes{1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};
    return sizes[std::size_t(type)];
}

bool is_plain_text(std::string_view text)
{
    const auto is_control = [](char c) { return std::uint8_t(c) < 0x20 || c == 0x7F; };
    return std::none_of(text.begin(), text.end(), is_control) && utf8_valid_length(text) == text.size();
}

GgufHeader read_gguf_header(std::span<const std::byte> file, const std::string& where)
{
    GgufCursor cursor(file, where);
    check_magic(cursor, file);
    const auto tensor_count = cursor.number<std::uint64_t>();
    const auto key_count = cursor.number<std::uint64_t>();
    if (tensor_count > max_gguf_tensors)
        cursor.refuse("GGUF-COUNT", "The header claims too many tensors", std::to_string(tensor_count),
                      fmt::format("at most {}", max_gguf_tensors));

    GgufHeader header;
    header.keys = KeyReader(cursor, key_count).read();
    const std::uint64_t alignment = read_alignment(cursor, header.keys);
    header.tensors = read_gguf_tensors(cursor, tensor_count, alignment);
    header.data_begin = (cursor.position() + alignment - 1) / alignment * alignment;
    const std::uint64_t data_size = file.size() - std::min<std::uint64_t>(file.size(), header.data_begin);
    const std::uint64_t end = check_gguf_layout(header.tensors, data_size, alignment, where);
    header.trailing = data_size - std::min(data_size, end);
    return header;
}

}  // namespace engine
