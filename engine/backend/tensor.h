// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/backend/weight_type.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace engine {

/// A matrix of weights [rows, cols], row-major, cols fastest, in the memory of its backend. Not owned: on the
/// CPU it is the mapped file itself, kept alive by the model.
struct Weight {
    WeightType type = WeightType::F32;
    int rows = 0, cols = 0;
    const std::byte* data = nullptr;
    const float* block_scales = nullptr;  // F8_E4M3: [ceil(rows/128), ceil(cols/128)], of 128 x 128 blocks

    explicit operator bool() const { return data != nullptr; }
    std::size_t row_bytes() const { return bytes_of_row(type, cols); }
    const std::byte* row(int r) const { return data + std::size_t(r) * row_bytes(); }
};

/// Float activations [rows, cols] owned by whoever holds them, in the memory of the backend that made them.
class Tensor {
public:
    using Storage = std::unique_ptr<float, std::function<void(float*)>>;

    Tensor() = default;
    Tensor(int rows, int cols, Storage storage) : rows_(rows), cols_(cols), storage_(std::move(storage)) {}

    int rows() const { return rows_; }
    int cols() const { return cols_; }
    float* data() { return storage_.get(); }
    const float* data() const { return storage_.get(); }
    float* row(int r) { return data() + std::size_t(r) * std::size_t(cols_); }
    const float* row(int r) const { return data() + std::size_t(r) * std::size_t(cols_); }

private:
    int rows_ = 0, cols_ = 0;
    Storage storage_;
};

}  // namespace engine
