// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <vector>

namespace engine::cpu {

/// Activations rounded to bfloat16, as matrix units read them: sixteen tokens are a strip, and of a strip every 32
/// columns are one tile of 1 KiB: [16 pairs of columns][16 tokens][2]. The last strip is padded with zeros.
struct TokenTiles {
    static constexpr int kTokens = 16, kColumns = 32;

    std::uint16_t* first = nullptr;  // not owned
    int strip_tiles = 0;             // tiles of a strip: columns / 32

    static constexpr int strips(int tokens) { return (tokens + kTokens - 1) / kTokens; }
    std::uint16_t* tile(int strip, int part) const
    {
        return first + (std::size_t(strip) * std::size_t(strip_tiles) + std::size_t(part)) * kTokens * kColumns;
    }
    TokenTiles from(int strip) const { return {tile(strip, 0), strip_tiles}; }
};

/// Memory for them; grows to the largest size so far and stays.
class TokenTileRows {
public:
    TokenTiles resize(int strips, int cols)
    {
        const int strip_tiles = cols / TokenTiles::kColumns;
        const std::size_t tiles = std::size_t(strips) * std::size_t(strip_tiles);
        if (tiles_.size() < tiles) tiles_.resize(tiles);
        return {tiles_.empty() ? nullptr : tiles_[0].values, strip_tiles};
    }

private:
    struct alignas(64) Tile {
        std::uint16_t values[TokenTiles::kTokens * TokenTiles::kColumns];
    };
    std::vector<Tile> tiles_;
};

}  // namespace engine::cpu
