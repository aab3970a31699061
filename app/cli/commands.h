// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <CLI/CLI.hpp>

/// The commands of expertscope-cli, one file each. Every function adds one subcommand whose callback runs it.
/// Results go to standard output, remarks to standard error; failures are thrown as engine::Error, wrong usage
/// as CLI::ParseError. Numbers are written the same way in every locale.
namespace app {

void add_info(CLI::App& program);
void add_tokenize(CLI::App& program);
void add_detokenize(CLI::App& program);
void add_prompt(CLI::App& program);
void add_eval(CLI::App& program);
void add_generate(CLI::App& program);
void add_bench(CLI::App& program);
void add_doctor(CLI::App& program);
void add_trace(CLI::App& program);

}  // namespace app
