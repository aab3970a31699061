// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/store/database.h"

namespace engine {

constexpr std::int64_t document_application_id = 0x45787073;  // "Exps"
// user_version; grows with every change of the tables or of what stands in them. A document has the lowest format that
// says all that is in it. 1: what make_schema makes; 2: with overrides of the routers; 3: such as leave the shared
// experts out, replies whose beginning was given or whose observing was timed (all that are captured now), findings.
constexpr std::int64_t document_version = 3;

/// Makes the tables of an empty document and names the file's kind in its header: format 1.
void make_schema(Database& database);

/// Makes a document one of this format or leaves it one of a higher, in the caller's transaction.
void require_format(Database& database, std::int64_t format);
/// Also where only reading of our tables is allowed.
bool has_table(Database& database, std::string_view name);

/// Throws TRACE-SCHEMA unless the file holds exactly the tables of its format, text for text: no view, trigger,
/// virtual table, generated column or index can hide there.
void require_schema(Database& database);

}  // namespace engine
