// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/store.h"
#include "engine/store/database.h"

namespace engine {

/// Inserts or replaces one message, and the reply's numbers when it is the assistant's. The caller's transaction.
void write_message(Database& database, const StoredMessage& message);

/// All messages, ascending. Numbers that cannot be are clamped to what can. Throws TRACE-RANGE for more messages
/// or text than a document may have, TRACE-LINKS when a parent does not stand before its child.
std::vector<StoredMessage> read_messages(Database& database);

std::optional<StoredMessage> read_message(Database& database, ReplyId id);

}  // namespace engine
