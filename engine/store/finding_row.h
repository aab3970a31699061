// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/store.h"
#include "engine/store/database.h"

namespace engine {

/// Keeps an answer in place of an earlier one to the same question; the first makes the document one of format 3.
/// What is no finding is left out. The caller's transaction.
void write_finding(Database& database, const Event& found);

/// The answers in a document of any format, oldest first. `document` is what else stands there: answers about replies
/// or models that it does not hold, or that none of its models can have given, are left out, like unreadable ones.
std::vector<Event> read_findings(Database& database, const Document& document);

}  // namespace engine
