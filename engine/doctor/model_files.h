// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/io/checkpoint.h"
#include "engine/model/weights.h"

#include <memory>
#include <stop_token>
#include <vector>

namespace engine::doctor {

/// A model's weights in host memory, without the model: whoever examines gives them to the backends it compares.
class ModelFiles {
public:
    /// Throws what Engine::open throws of a model's files.
    ModelFiles(const std::string& model, const std::stop_token& stop);

    const Config& config() const { return config_; }
    const Weights& weights() const { return weights_; }
    /// One layer of each kind: those with the same types and sizes are the same to a backend. Their matrices, and the
    /// embedding and head, are aligned.
    const std::vector<std::size_t>& kinds() const { return kinds_; }
    std::int64_t bytes() const { return bytes_; }  ///< of those matrices

private:
    std::unique_ptr<Backend> cpu_;
    Checkpoint checkpoint_;
    Config config_;
    Weights weights_;
    std::vector<std::size_t> kinds_;
    std::int64_t bytes_ = 0;
};

}  // namespace engine::doctor
