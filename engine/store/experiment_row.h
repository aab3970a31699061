// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/store/database.h"
#include "engine/trace.h"

#include <optional>

namespace engine {

/// Keeps what a reply was made under, in place of what was kept before. The first experiment makes the document one
/// of format 2 (3 without shared experts); without any it stays one that older programs open. The caller's
/// transaction.
void write_experiment(Database& database, ReplyId reply, const RouterOverride& router);

/// The overrides of the replies in a document of any format.
class ExperimentReader {
public:
    explicit ExperimentReader(Database& database);

    /// The default for a reply that ran the model as it is. Throws TRACE-DAMAGED and TRACE-RANGE: a reply must
    /// not be shown as if it had been made without an experiment that cannot be read.
    RouterOverride read(ReplyId reply);

private:
    std::optional<Statement> select_;  // none in format 1
};

}  // namespace engine
