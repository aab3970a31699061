// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/engine.h"

#include "engine/error.h"

#include <cstdlib>

namespace engine {
namespace {

namespace fs = std::filesystem;

/// Folders that may hold bundled models: chosen by hand, installed, or beside a build tree.
std::vector<fs::path> model_folders()
{
    std::vector<fs::path> folders;
    if (const char* chosen = std::getenv("EXPERTSCOPE_MODELS")) folders.emplace_back(chosen);
    std::error_code ignored;
    const fs::path program = fs::read_symlink("/proc/self/exe", ignored).parent_path();
    if (!program.empty()) {
        folders.push_back(program.parent_path() / "share/expertscope/models");
        for (fs::path up = program; up.has_relative_path(); up = up.parent_path())
            folders.push_back(up / "resources/models");
    }
    return folders;
}

}  // namespace

fs::path find_model(const std::string& model)
{
    std::error_code ignored;
    if (fs::exists(model, ignored)) return model;
    const bool is_name = !model.empty() && model.find('/') == std::string::npos;
    if (is_name)
        for (const fs::path& folder : model_folders())
            if (fs::exists(folder / model / "config.json", ignored)) return folder / model;
    throw Error({"MODEL-MISSING", "there is no such model", "", printable(model, 256),
                 "a directory in Hugging Face layout, a GGUF file, or the name of a bundled model (workshop, "
                 "workshop-rl)",
                 "Nothing was loaded."});
}

}  // namespace engine
