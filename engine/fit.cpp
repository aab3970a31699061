// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/fit.h"

#include <algorithm>
#include <system_error>

namespace engine {
namespace {

namespace fs = std::filesystem;

constexpr int kDeepest = 4;
constexpr int kMostEntries = 20000;

bool is_model_directory(const fs::path& path)
{
    std::error_code ignored;
    return fs::exists(path / "config.json", ignored) && (fs::exists(path / "model.safetensors", ignored) ||
                                                         fs::exists(path / "model.safetensors.index.json", ignored));
}

/// "x-00002-of-00003.gguf" belongs to "x-00001-of-00003.gguf".
bool is_model_file(const fs::path& path)
{
    if (path.extension() != ".gguf") return false;
    const std::string stem = path.stem().string();
    const auto part = stem.rfind("-of-");
    return part == std::string::npos || part < 6 || stem.substr(part - 6, 6) == "-00001";
}

}  // namespace

std::vector<fs::path> find_models(const fs::path& folder)
{
    std::vector<fs::path> models;
    std::error_code error;
    fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error), end;
    if (is_model_directory(folder)) models.push_back(folder);
    for (int seen = 0; !error && entry != end && seen < kMostEntries; entry.increment(error), ++seen) {
        if (entry.depth() >= kDeepest) entry.disable_recursion_pending();
        std::error_code ignored;
        if (entry->is_directory(ignored) ? is_model_directory(entry->path()) : is_model_file(entry->path()))
            models.push_back(entry->path());
    }
    std::sort(models.begin(), models.end());
    return models;
}

}  // namespace engine
