// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace app {

/// One table as two files in `folder`: NAME.csv and NAME.json (an array of objects, one a line), written row by
/// row. Cells are JSON scalars; null is an empty CSV field.
class TableFile {
public:
    /// Replaces the files. Throws EXPORT-IO.
    TableFile(const std::filesystem::path& folder, const std::string& name, std::vector<std::string> columns);

    void add(const std::vector<Json>& cells);
    /// Ends both files. Throws EXPORT-IO when not everything could be written.
    void close();

private:
    std::filesystem::path path_;  // without extension
    std::vector<std::string> columns_;
    std::ofstream csv_, json_;
    bool empty_ = true;
};

/// A CSV field (RFC 4180). Text that a spreadsheet would run as a formula gets a leading apostrophe.
std::string csv_field(const Json& cell);

}  // namespace app
