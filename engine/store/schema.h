// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/store/database.h"

namespace engine {

constexpr std::int64_t document_application_id = 0x45787073;  // "Exps"
constexpr std::int64_t document_version = 1;                  // user_version; grows with every change of the tables

/// Makes the tables of an empty document and names the file's kind in its header.
void make_schema(Database& database);

/// Throws TRACE-SCHEMA unless the file holds exactly the tables that make_schema makes, text for text: no view,
/// trigger, virtual table, generated column or index can hide there.
void require_schema(Database& database);

}  // namespace engine
