// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/error.h"
#include "engine/io/gguf.h"

#include <fmt/format.h>

namespace engine {
namespace {

namespace fs = std::filesystem;

constexpr int max_shards = 1024;

[[noreturn]] void refuse(const char* code, const char* what, const fs::path& file, std::string found,
                         std::string allowed)
{
    throw Error(
        {code, what, printable(file.native(), 512), std::move(found), std::move(allowed), "The model was not loaded."});
}

/// What a file says about the split it belongs to.
struct Place {
    int number = 0, count = 0;  // from 0; a count of 0 or 1 is no split
    std::int64_t tensors = -1;  // of all files
};

Place place_of(const Gguf& file)
{
    const Json keys = file.scalars("split.");
    const Fields fields(keys, printable(file.path().native(), 512), "GGUF-KV-TYPE");
    return {int(fields.int_in("no", 0, max_shards - 1, 0)), int(fields.int_in("count", 0, max_shards, 0)),
            fields.int_in("tensors.count", 0, std::int64_t(1) << 40, -1)};
}

std::string suffix(int number, int count)
{
    return fmt::format("-{:05}-of-{:05}.gguf", number + 1, count);
}

/// `prefix` of prefix-00001-of-0000N.gguf.
std::string prefix_of(const fs::path& first, const Place& place)
{
    if (place.number != 0)
        refuse("SHARD-FIRST", "This is not the first file of a split model", first,
               fmt::format("number {}", place.number + 1), "the file that ends in " + suffix(0, place.count));
    const std::string name = first.filename().string(), end = suffix(0, place.count);
    if (!name.ends_with(end))
        refuse("SHARD-COUNT", "The name of a split file does not say how many there are", first, printable(name),
               "a name that ends in " + end);
    return name.substr(0, name.size() - end.size());
}

Gguf open_next(const fs::path& path, int number, const Gguf& first, int count)
{
    std::error_code ignored;
    if (!fs::exists(path, ignored))
        refuse("SHARD-MISSING", "A file of a split model is not there", path, {}, fmt::format("{} files", count));
    Gguf next(path);
    const Place place = place_of(next);
    if (place.count != count)
        refuse("SHARD-COUNT", "A file belongs to a split of another size", path, std::to_string(place.count),
               std::to_string(count));
    const auto is_other = [&](const char* prefix, const char* key) {
        const Json a = first.scalars(prefix), b = next.scalars(prefix);
        return a.contains(key) && b.contains(key) && a[key] != b[key];
    };
    if (place.number != number || is_other("general.", "architecture") || is_other("general.", "name"))
        refuse("SHARD-MIXED", "A file is another part, or a part of another model, than its name says", path,
               fmt::format("number {}", place.number + 1), std::to_string(number + 1));
    return next;
}

}  // namespace

std::vector<Gguf> open_gguf(const fs::path& first)
{
    std::vector<Gguf> files;
    files.emplace_back(first);
    const Place place = place_of(files.front());
    if (place.count <= 1) return files;

    const std::string prefix = prefix_of(first, place);
    auto tensors = std::int64_t(files.front().names().size());
    for (int number = 1; number < place.count; ++number) {
        const fs::path path = first.parent_path() / (prefix + suffix(number, place.count));
        files.push_back(open_next(path, number, files.front(), place.count));
        tensors += std::int64_t(files.back().names().size());
    }
    if (place.tensors >= 0 && tensors != place.tensors)
        refuse("SHARD-COUNT", "The files of a split model do not hold all its tensors", first,
               fmt::format("{} tensors", tensors), std::to_string(place.tensors));
    return files;
}

}  // namespace engine
