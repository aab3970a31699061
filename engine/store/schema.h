// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/store/database.h"

namespace engine {

constexpr std::int64_t document_application_id = 0x45787073;  // "Exps"
// user_version; grows with every change of the tables. 1: what make_schema makes; 2: with add_experiments.
constexpr std::int64_t document_version = 2;

/// Makes the tables of an empty document and names the file's kind in its header: format 1.
void make_schema(Database& database);

/// Makes a document of format 1 one of format 2, in the caller's transaction.
void add_experiments(Database& database);

/// Throws TRACE-SCHEMA unless the file holds exactly the tables of its format, text for text: no view, trigger,
/// virtual table, generated column or index can hide there.
void require_schema(Database& database);

}  // namespace engine
