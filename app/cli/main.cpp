// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "engine/error.h"

#include <fmt/core.h>

#include <cstdio>
#include <new>

namespace {

enum ExitStatus { kDone = 0, kFailed = 1, kWrongUsage = 2 };

ExitStatus run(int argc, char** argv)
{
    CLI::App program("Look inside a Mixture-of-Experts language model from the command line.\n"
                     "MODEL is a Hugging Face directory, a GGUF file, or the name of a bundled model (workshop,\n"
                     "workshop-rl).",
                     "expertscope-cli");
    program.set_version_flag("--version", "expertscope-cli " EXPERTSCOPE_VERSION);
    program.require_subcommand(1);
    app::add_info(program);
    app::add_tokenize(program);
    app::add_detokenize(program);
    app::add_prompt(program);
    app::add_eval(program);
    app::add_generate(program);
    app::add_bench(program);
    app::add_doctor(program);
    app::add_trace(program);
    try {
        program.parse(argc, argv);
    } catch (const CLI::RuntimeError&) {
        return kFailed;  // a command that has said what is wrong
    } catch (const CLI::ParseError& wrong) {
        return program.exit(wrong) == 0 ? kDone : kWrongUsage;
    }
    app::flush_output();
    return kDone;
}

}  // namespace

int main(int argc, char** argv)
{
    try {
        return run(argc, argv);
    } catch (const engine::Error& error) {
        fmt::print(stderr, "{}\n", error.what());
    } catch (const std::bad_alloc&) {
        fmt::print(stderr, "MEMORY - not enough memory. Use a smaller model or a smaller --ctx.\n");
    } catch (const std::exception& error) {
        fmt::print(stderr, "INTERNAL - {}.\n", error.what());
    }
    return kFailed;
}
