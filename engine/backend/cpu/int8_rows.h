// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace engine::cpu {

/// One row of activations rounded to 8 bits, in blocks of 32 with a scale of their own: x = scale * value.
/// The sums serve weights that are not symmetric around zero.
struct Int8Row {
    static constexpr int kBlock = 32;

    std::int8_t* values = nullptr;  // [cols], -127..127
    float* scales = nullptr;        // [cols/32]
    float* sums = nullptr;          // [cols/32], scale * sum of the block's values
    float* half_sums = nullptr;     // [cols/16], the same of half a block
};

/// Memory for such rows; grows to the largest size so far and stays.
class Int8Rows {
public:
    void resize(int rows, int cols)
    {
        blocks_ = std::size_t(cols + Int8Row::kBlock - 1) / Int8Row::kBlock;
        if (values_.size() < std::size_t(rows) * blocks_ * Int8Row::kBlock) {
            values_.resize(std::size_t(rows) * blocks_ * Int8Row::kBlock);
            floats_.resize(std::size_t(rows) * blocks_ * 4);
        }
    }

    Int8Row operator[](int row)
    {
        float* floats = floats_.data() + std::size_t(row) * blocks_ * 4;
        return {values_.data() + std::size_t(row) * blocks_ * Int8Row::kBlock, floats, floats + blocks_,
                floats + 2 * blocks_};
    }

private:
    std::size_t blocks_ = 0;  // of a row
    std::vector<std::int8_t> values_;
    std::vector<float> floats_;
};

}  // namespace engine::cpu
