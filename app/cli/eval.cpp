// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/experiment.h"
#include "app/cli/input.h"
#include "engine/session.h"

#include <memory>

namespace app {

namespace {

struct EvalOptions : ModelOptions {
    std::vector<engine::TokenId> ids;
    engine::RouterOverride router;
    std::string out;
};

void evaluate(const EvalOptions& options)
{
    const auto engine = open_engine(options);
    engine::Session session(engine);
    engine::save_evaluation(session.evaluate(options.ids, 0, options.router), engine->card(), options.out);
}

}  // namespace

void add_eval(CLI::App& program)
{
    auto* command = program.add_subcommand(
        "eval", "Forward token ids once and write logits, routing and latent norms of every position");
    const auto options = std::make_shared<EvalOptions>();
    add_model(*command, *options);
    command->add_option_function<std::string>(
               "--ids", [options](const std::string& text) { options->ids = parse_ids(text); }, "1,2,3 or [1,2,3]")
        ->required();
    command->add_option("--out", options->out, "safetensors file to write")->required();
    add_experiment(*command, options->router);
    command->callback([options] { evaluate(*options); });
}

}  // namespace app
