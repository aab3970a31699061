// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/table_file.h"

#include "engine/error.h"

namespace app {

namespace {

[[noreturn]] void fail(const std::filesystem::path& file)
{
    throw engine::Error({"EXPORT-IO", "the file could not be written", engine::printable(file.string(), 200), "", "",
                         "Check the folder's permissions and the free space; the export is not complete."});
}

}  // namespace

std::string csv_field(const Json& cell)
{
    if (cell.is_null()) return {};
    if (!cell.is_string()) return dump(cell);
    const auto value = cell.get<std::string>();
    constexpr std::string_view formula_starts = "=+-@\t\r";
    const bool is_formula = !value.empty() && formula_starts.find(value.front()) != std::string_view::npos;
    const std::string text = (is_formula ? "'" : "") + value;
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted.append(c == '"' ? 2 : 1, c);
    return quoted + '"';
}

TableFile::TableFile(const std::filesystem::path& folder, const std::string& name, std::vector<std::string> columns)
    : path_(folder / name), columns_(std::move(columns)), csv_(path_.string() + ".csv", std::ios::binary),
      json_(path_.string() + ".json", std::ios::binary)
{
    if (!csv_ || !json_) fail(path_.string() + (csv_ ? ".json" : ".csv"));
    for (std::size_t i = 0; i < columns_.size(); ++i) csv_ << (i == 0 ? "" : ",") << columns_[i];
    csv_ << "\r\n";
    json_ << "[";
}

void TableFile::add(const std::vector<Json>& cells)
{
    engine::check(cells.size() == columns_.size(), "a table row has one cell for each column");
    auto object = Json::object();
    for (std::size_t i = 0; i < cells.size(); ++i) {
        csv_ << (i == 0 ? "" : ",") << csv_field(cells[i]);
        object[columns_[i]] = cells[i];
    }
    csv_ << "\r\n";
    json_ << (std::exchange(empty_, false) ? "\n" : ",\n") << dump(object);
}

void TableFile::close()
{
    json_ << "\n]\n";
    csv_.close();
    json_.close();
    if (!csv_ || !json_) fail(path_.string() + (csv_ ? ".json" : ".csv"));
}

}  // namespace app
