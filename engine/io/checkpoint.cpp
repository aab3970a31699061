// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/io/checkpoint.h"

#include "engine/error.h"
#include "engine/io/json.h"

#include <fmt/format.h>

#include <map>
#include <set>

namespace engine {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t max_index_bytes = std::size_t(64) << 20;
constexpr std::size_t max_index_tensors = 160'000;  // the largest models have 140,000
constexpr std::size_t max_shards = 1024;

[[noreturn]] void refuse(const char* code, const char* what, std::string where, std::string found,
                         std::string allowed = {})
{
    throw Error(
        {code, what, std::move(where), std::move(found), std::move(allowed), "The model was not loaded."});
}

std::string shown(const fs::path& path)
{
    return printable(path.native(), 512);
}

/// A shard must lie beside its index and be safetensors: a downloaded index cannot reach other files.
void check_shard_name(const std::string& name, const std::string& where)
{
    const bool bare = !name.empty() && name.size() <= 255 &&
                      name.find_first_of(std::string_view("/\\:\0", 4)) == std::string::npos &&
                      name[0] != '.';
    if (!bare)
        refuse("INDEX-NAME", "The index names a shard outside its folder", where, printable(name),
               "a bare file name");
    if (!name.ends_with(".safetensors"))
        refuse("INDEX-KIND", "The index names a shard of another kind", where, printable(name),
               "*.safetensors");
}

/// The "weight_map" of an index, read row by row: which tensor lies in which shard.
class WeightMap {
public:
    explicit WeightMap(const fs::path& file) : where_(shown(file))
    {
        const JsonTable rows{Json::json_pointer("/weight_map"),
                             [&](const std::string& tensor, const Json& shard) { add(tensor, shard); }};
        const Json json = parse_json(read_text_file(file, max_index_bytes), where_, {&rows, 1});
        const Fields fields(json, where_, "INDEX-JSON");
        const Json* map = fields.find("weight_map");
        if (!map || !map->is_object()) fields.refuse("weight_map", "a table of tensor and file names");
    }

    const std::set<std::string>& shards() const { return shards_; }
    const auto& tensors() const { return tensors_; }
    bool places(const std::string& tensor, const std::string& shard) const
    {
        const auto listed = tensors_.find(tensor);
        return listed != tensors_.end() && *listed->second == shard;
    }

private:
    void add(const std::string& tensor, const Json& shard)
    {
        if (!shard.is_string())
            refuse("INDEX-NAME", "The index names a shard by no string", where_, excerpt(shard), "a bare file name");
        const auto& name = shard.get_ref<const std::string&>();
        check_shard_name(name, where_);
        const auto known = shards_.insert(name).first;
        check_count("shards", shards_.size(), max_shards);
        if (!tensors_.emplace(tensor, &*known).second)
            refuse("INDEX-DUP", "The index names a tensor twice", where_, printable(tensor), "each tensor once");
        check_count("tensors", tensors_.size(), max_index_tensors);
    }

    void check_count(const char* what, std::size_t count, std::size_t most) const
    {
        if (count > most)
            refuse("INDEX-COUNT", "The index names too many files or tensors", where_,
                   fmt::format("more than {} {}", most, what), fmt::format("{}", most));
    }

    std::string where_;
    std::set<std::string> shards_;
    std::map<std::string, const std::string*> tensors_;  // to the name of the shard
};

}  // namespace

Checkpoint::Checkpoint(const fs::path& path) : path_(path)
{
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) add_directory();
    else add_gguf();
}

void Checkpoint::add_directory()
{
    const fs::path single = path_ / "model.safetensors";
    const fs::path index = path_ / "model.safetensors.index.json";
    std::error_code ignored;
    if (fs::exists(single, ignored)) {
        add_safetensors(single);
    } else if (fs::exists(index, ignored)) {
        add_shards(index);
    } else {
        refuse("MODEL-MISSING", "There are no weights here", shown(path_),
               "neither model.safetensors nor model.safetensors.index.json",
               "weights in safetensors format, or the path of a .gguf file; pickle files (.bin, .pt) are never opened");
    }
}

void Checkpoint::add_gguf()
{
    ggufs_ = open_gguf(path_);
    for (const Gguf& file : ggufs_)
        for (std::size_t i = 0; i < file.names().size(); ++i)
            if (!tensors_.emplace(file.names()[i], &file.tensor(i)).second)
                refuse("SHARD-DUP", "Two files of a split model hold the same tensor", shown(file.path()),
                       printable(file.names()[i]), "each tensor once");
}

void Checkpoint::add_safetensors(const fs::path& file)
{
    const Safetensors& added = files_.emplace_back(file);
    for (std::size_t i = 0; i < added.names().size(); ++i)
        if (!tensors_.emplace(added.names()[i], &added.tensor(i)).second)
            refuse("ST-DUP", "Two shards hold the same tensor", shown(file), printable(added.names()[i]),
                   "each tensor once");
}

void Checkpoint::add_shards(const fs::path& index_file)
{
    const std::string where = shown(index_file);
    const WeightMap index(index_file);
    for (const std::string& shard : index.shards()) {
        const fs::path file = index_file.parent_path() / shard;
        std::error_code ignored;
        if (!fs::exists(file, ignored))
            refuse("SHARD-MISSING", "A shard that the index names is not there", where, shown(file));
        add_safetensors(file);
        for (const std::string& tensor : files_.back().names())
            if (!index.places(tensor, shard))
                refuse("INDEX-EXTRA", "A shard holds a tensor that the index does not place there",
                       shown(file), printable(tensor));
    }
    for (const auto& [tensor, shard] : index.tensors())
        if (!find(tensor))
            refuse("INDEX-MISSING", "The index names a tensor that its shard lacks", where,
                   printable(tensor));
}

const TensorView* Checkpoint::find(std::string_view name) const
{
    const auto at = tensors_.find(name);
    return at == tensors_.end() ? nullptr : at->second;
}

std::vector<std::string> Checkpoint::names() const
{
    std::vector<std::string> names;
    names.reserve(tensors_.size());
    for (const auto& [name, tensor] : tensors_)
        names.emplace_back(name);
    return names;
}

void Checkpoint::check_unchanged() const
{
    const auto check_file = [](const MappedFile& file) {
        std::string change = file.change();
        if (change.empty()) return;
        throw Error({"MODEL-FILE-CHANGED", "the model file changed on disk", shown(file.path()), std::move(change),
                     "a file that stays as it was opened",
                     "Nothing that was computed from it since is used. Open the model again."});
    };
    for (const Safetensors& file : files_) check_file(file.file());
    for (const Gguf& file : ggufs_) check_file(file.file());
}

std::vector<std::string> Checkpoint::notes() const
{
    std::vector<std::string> notes;
    for (const Gguf& file : ggufs_)
        if (file.trailing_bytes() > 0)
            notes.push_back(sentence({"GGUF-TRAILING", "Bytes after the last tensor were not read", shown(file.path()),
                                      fmt::format("{} bytes", file.trailing_bytes()), "none",
                                      "Something else may be hidden there; compare the file with its source."}));
    return notes;
}

}  // namespace engine
