// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/doctor/model_files.h"

#include "engine/engine.h"
#include "engine/model/config.h"

#include <fmt/format.h>

#include <set>

namespace engine::doctor {
namespace {

/// Types and sizes of a layer's matrices, of its experts those of the first.
std::string kind_of(LayerWeights& layer)
{
    std::string kind;
    int routed = 0;
    for_each_matrix(layer, [&](Weight& matrix, bool is_routed) {
        if (!is_routed || routed++ < 3) kind += fmt::format("{} {} {}, ", int(matrix.type), matrix.rows, matrix.cols);
    });
    return kind;
}

}  // namespace

ModelFiles::ModelFiles(const std::string& model, const std::stop_token& stop)
    : cpu_(make_cpu_backend(1)), checkpoint_(find_model(model)), config_(load_config(checkpoint_)),
      weights_(find_weights(config_, checkpoint_, *cpu_, stop))
{
    const auto adopt = [&](Weight& matrix) {
        if (!matrix) return;
        matrix = cpu_->adopt(matrix, stop);
        bytes_ += std::int64_t(matrix.row_bytes()) * matrix.rows;
    };
    std::set<std::string> seen;
    for (std::size_t l = 0; l < weights_.layers.size(); ++l) {
        if (!seen.insert(kind_of(weights_.layers[l])).second) continue;
        kinds_.push_back(l);
        for_each_matrix(weights_.layers[l], [&](Weight& matrix, bool) { adopt(matrix); });
    }
    adopt(weights_.embed_tokens);
    adopt(weights_.lm_head);
}

}  // namespace engine::doctor
