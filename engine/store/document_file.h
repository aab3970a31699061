// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/store/database.h"

namespace engine {

/// The ways to a session document. All check the file's kind, version and tables before anything is read from it.
std::unique_ptr<Database> create_document(const std::filesystem::path& file);        ///< leaves nothing on failure
std::unique_ptr<Database> open_own_document(const std::filesystem::path& file);      ///< checked after an unclean end
std::unique_ptr<Database> open_foreign_document(const std::filesystem::path& file);  ///< may be hostile

/// With the files SQLite keeps beside it. What is not there or cannot be removed is left.
void remove_document(const std::filesystem::path& file);

}  // namespace engine
