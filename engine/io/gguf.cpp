// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/io/gguf.h"

#include "engine/error.h"
#include "engine/io/gguf_cursor.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace engine {
namespace {

std::string shown(const std::filesystem::path& path)
{
    return printable(path.native(), 512);
}

/// One number of any type, as a `Number`: std::int64_t or JSON.
template <class Number>
Number read_number(GgufType type, GgufCursor& cursor)
{
    switch (type) {
    case GgufType::U8: return Number(cursor.number<std::uint8_t>());
    case GgufType::I8: return Number(cursor.number<std::int8_t>());
    case GgufType::U16: return Number(cursor.number<std::uint16_t>());
    case GgufType::I16: return Number(cursor.number<std::int16_t>());
    case GgufType::U32: return Number(cursor.number<std::uint32_t>());
    case GgufType::I32: return Number(cursor.number<std::int32_t>());
    case GgufType::F32: return Number(cursor.number<float>());
    case GgufType::Bool: return Number(cursor.number<std::uint8_t>() != 0);
    case GgufType::U64: return Number(cursor.number<std::uint64_t>());
    case GgufType::I64: return Number(cursor.number<std::int64_t>());
    case GgufType::F64: return Number(cursor.number<double>());
    case GgufType::String:
    case GgufType::List: break;
    }
    return Number();
}

bool is_text(GgufType type)
{
    return type == GgufType::String;
}

bool is_integer(GgufType type)
{
    return size_of(type) > 0 && type != GgufType::F32 && type != GgufType::F64 && type != GgufType::Bool;
}

bool is_real(GgufType type)
{
    return type == GgufType::F32 || type == GgufType::F64;
}

}  // namespace

Gguf::Gguf(const std::filesystem::path& path) : file_(path)
{
    GgufHeader header = read_gguf_header(file_.bytes(), shown(path));
    header_size_ = std::size_t(std::min<std::uint64_t>(header.data_begin, file_.bytes().size()));
    trailing_bytes_ = header.trailing;
    keys_ = std::move(header.keys);
    names_.reserve(header.tensors.size());
    tensors_.reserve(header.tensors.size());
    for (GgufTensor& tensor : header.tensors) {
        const auto bytes = file_.bytes().subspan(header.data_begin + tensor.offset, tensor.size);
        tensors_.push_back({tensor.dtype, std::move(tensor.shape), bytes});
        names_.emplace_back(tensor.name);
    }
}

const GgufKey* Gguf::find(std::string_view key) const
{
    const auto at = std::lower_bound(keys_.begin(), keys_.end(), key,
                                     [](const GgufKey& k, std::string_view wanted) { return k.name < wanted; });
    return at != keys_.end() && at->name == key ? &*at : nullptr;
}

Json Gguf::scalars(std::string_view prefix) const
{
    Json object = Json::object();
    for (const GgufKey& key : keys_) {
        if (key.is_list || !key.name.starts_with(prefix)) continue;
        GgufCursor cursor(key.bytes, {});
        object[std::string(key.name.substr(prefix.size()))] =
            key.type == GgufType::String ? Json(valid_utf8(cursor.text()))
            : key.type == GgufType::Bool ? Json(cursor.number<std::uint8_t>() != 0)
                                         : read_number<Json>(key.type, cursor);
    }
    return object;
}

/// Null when there is no such key.
const GgufKey* Gguf::list(std::string_view name, bool (*fits)(GgufType), const char* allowed) const
{
    const GgufKey* key = find(name);
    if (key && !(key->is_list && fits(key->type)))
        throw Error({"VOCAB-TYPE",
                     "A key has another type",
                     fmt::format("{}, \"{}\"", shown(path()), name),
                     {},
                     allowed,
                     "The file was not used."});
    return key;
}

std::vector<std::string_view> Gguf::texts(std::string_view name) const
{
    std::vector<std::string_view> elements;
    const GgufKey* key = list(name, is_text, "a list of strings");
    if (!key) return elements;
    GgufCursor cursor(key->bytes, {});
    elements.reserve(std::size_t(key->count));
    for (std::uint64_t i = 0; i < key->count; ++i)
        elements.push_back(cursor.text());
    return elements;
}

template <class Number>
std::vector<Number> Gguf::numbers(std::string_view name, bool (*fits)(GgufType), const char* allowed) const
{
    std::vector<Number> elements;
    const GgufKey* key = list(name, fits, allowed);
    if (!key) return elements;
    GgufCursor cursor(key->bytes, {});
    elements.reserve(std::size_t(key->count));
    for (std::uint64_t i = 0; i < key->count; ++i)
        elements.push_back(read_number<Number>(key->type, cursor));
    return elements;
}

std::vector<std::int64_t> Gguf::integers(std::string_view name) const
{
    return numbers<std::int64_t>(name, is_integer, "a list of whole numbers");
}

std::vector<double> Gguf::reals(std::string_view name) const
{
    return numbers<double>(name, is_real, "a list of numbers");
}

}  // namespace engine
