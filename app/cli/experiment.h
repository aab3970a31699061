// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/output.h"

#include <CLI/CLI.hpp>

#include <string>

namespace app {

/// Adds --top-k-experts, --mute, --boost, --force, --no-bias, --no-groups and --no-shared. `router` outlives the
/// command.
void add_experiment(CLI::App& command, engine::RouterOverride& router);

/// The same options, as one would type them; empty when the model ran as it is.
std::string options_text(const engine::RouterOverride& router);

/// The override as documents keep it; null when the model ran as it is.
Json experiment_json(const engine::RouterOverride& router);

}  // namespace app
