// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/verify_weights.h"

#include "engine/error.h"
#include "engine/io/cancel.h"
#include "engine/model/weights.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

namespace engine {
namespace {

constexpr std::int64_t batch_numbers = 1 << 20;  // widened at once
constexpr std::int64_t fp8_block = 128;

[[noreturn]] void refuse(const Checkpoint& checkpoint, const std::string& tensor, std::int64_t row, std::int64_t column,
                         float found)
{
    throw Error({"WEIGHT-NONFINITE", "a weight is not a finite number",
                 fmt::format("{}, tensor \"{}\", row {}, column {}", printable(checkpoint.path().native(), 512),
                             printable(tensor), row, column),
                 fmt::format("{}", found), "finite numbers",
                 "The model would answer nonsense; compare the file with its source."});
}

/// A stack of matrices is one with all their rows; nothing for types and shapes that hold no weights.
std::optional<Weight> matrix_of(const TensorView& view)
{
    const auto type = weight_type(view.dtype);
    if (!type || view.shape.empty() || view.bytes.empty()) return {};
    const std::int64_t cols = view.shape.back();
    const std::int64_t rows =
        std::accumulate(view.shape.begin(), view.shape.end() - 1, std::int64_t(1), std::multiplies<>());
    if (rows > std::numeric_limits<int>::max() || cols > std::numeric_limits<int>::max()) return {};
    return Weight{*type, int(rows), int(cols), view.bytes.data()};
}

/// Widens rows on the CPU, wherever the model is computed: what is asked is whether the file is sound.
class Verifier {
public:
    Verifier(const Checkpoint& checkpoint, const std::stop_token& stop)
        : checkpoint_(checkpoint), stop_(stop), backend_(make_cpu_backend(1))
    {
    }

    void verify(const std::string& name, Weight matrix)
    {
        if (matrix.type == WeightType::F8_E4M3) {  // its scales are a tensor of their own
            scales_.assign(std::size_t((matrix.rows / fp8_block + 1) * (matrix.cols / fp8_block + 1)), 1.0f);
            matrix.block_scales = scales_.data();
        }
        const int batch = int(std::clamp<std::int64_t>(batch_numbers / matrix.cols, 1, matrix.rows));
        ids_.resize(std::size_t(batch));
        std::iota(ids_.begin(), ids_.end(), 0);
        numbers_ = backend_->allocate(batch, matrix.cols);
        for (int first = 0; first < matrix.rows; first += batch) {
            check_not_stopped(stop_);
            verify_rows(name, matrix, first, std::min(batch, matrix.rows - first));
        }
    }

private:
    void verify_rows(const std::string& name, const Weight& matrix, int first, int rows)
    {
        Weight part = matrix;
        part.rows = rows;
        aligned_.assign(matrix.row(first), matrix.row(first) + std::size_t(rows) * matrix.row_bytes());
        part.data = aligned_.data();
        backend_->look_up(part, std::span(ids_).first(std::size_t(rows)), numbers_);
        const std::span<const float> numbers(numbers_.data(), std::size_t(rows) * std::size_t(matrix.cols));
        const auto bad = std::ranges::find_if_not(numbers, [](float x) { return std::isfinite(x); });
        if (bad == numbers.end()) return;
        const std::int64_t at = bad - numbers.begin();
        refuse(checkpoint_, name, first + at / matrix.cols, at % matrix.cols, *bad);
    }

    const Checkpoint& checkpoint_;
    const std::stop_token& stop_;
    std::unique_ptr<Backend> backend_;
    std::vector<float> scales_;
    std::vector<std::int32_t> ids_;
    std::vector<std::byte> aligned_;  // a copy, because tensors in files are aligned to nothing
    Tensor numbers_;
};

}  // namespace

void verify_weights(const Checkpoint& checkpoint, const LoadCallback& progress, const std::stop_token& stop)
{
    const auto names = checkpoint.names();
    std::int64_t done = 0, total = 0;
    for (const auto& name : names) total += std::int64_t(checkpoint.find(name)->bytes.size());
    Verifier verifier(checkpoint, stop);
    for (const auto& name : names) {
        const TensorView& view = *checkpoint.find(name);
        if (const auto matrix = matrix_of(view)) verifier.verify(name, *matrix);
        done += std::int64_t(view.bytes.size());
        if (progress) progress(done, total);
    }
    checkpoint.check_unchanged();
}

}  // namespace engine
