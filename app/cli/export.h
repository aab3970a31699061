// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store.h"

#include <filesystem>

namespace app {

/// Writes tokens, routing, cache and device of a session document into `folder`, each as CSV and as JSON.
/// The columns are listed where each table is written. Throws EXPORT-IO and what reading the document throws.
void export_tables(const engine::Store& store, const std::filesystem::path& folder);

}  // namespace app
