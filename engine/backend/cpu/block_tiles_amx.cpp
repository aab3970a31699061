// SPDX-FileCopyrightText: 2026 The Expertscope authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/backend/cpu/bytes_avx2_impl.h"

#include <algorithm>
#include <vector>

// Products with many tokens in the processor's matrix unit. Some rows of weights are widened to bfloat16 once, in
// tiles of 16 rows x 32 columns, and multiplied with all tokens while they lie in the second-level cache. Rounding
// weights and activations to 8 significant bits disturbs a product less than rounding activations to int8 does.
namespace engine::cpu {
namespace {

constexpr int kTileRows = 16, kPanelRows = 2 * kTileRows;
constexpr int kCachedTiles = 1 << 10;  // 1 MiB: of widened rows, beside the tokens that pass
constexpr std::size_t kTileValues = std::size_t(kTileRows) * TokenTiles::kColumns;

struct alignas(64) Tile {
    std::uint16_t bf16[kTileValues];
};

/// The compiler does not see that tile instructions read and write memory.
inline void memory_is_used()
{
    asm volatile("" ::: "memory");
}

/// All eight tile registers as 16 rows of 64 bytes, while this lives. They belong to the thread.
class TileRegisters {
public:
    TileRegisters()
    {
        alignas(64) std::uint8_t layout[64] = {1};
        for (int tile = 0; tile < 8; ++tile) {
            layout[16 + 2 * tile] = 64;
            layout[48 + tile] = 16;
        }
        memory_is_used();
        _tile_loadconfig(layout);
    }
    ~TileRegisters() { _tile_release(); }
    TileRegisters(const TileRegisters&) = delete;
    TileRegisters& operator=(const TileRegisters&) = delete;
};

inline __m512i as_bf16(__m512 low, __m512 high)
{
    return __m512i(_mm512_cvtne2ps_pbh(high, low));
}

/// Rows of 16 dwords become columns.
inline void transpose(__m512i (&r)[16])
{
    __m512i pairs[16], quads[16];
    for (int i = 0; i < 16; i += 2) {
        pairs[i] = _mm512_unpacklo_epi32(r[i], r[i + 1]);
        pairs[i + 1] = _mm512_unpackhi_epi32(r[i], r[i + 1]);
    }
    for (int i = 0; i < 16; i += 4)
        for (int k = 0; k < 2; ++k) {
            quads[i + 2 * k] = _mm512_unpacklo_epi64(pairs[i + k], pairs[i + 2 + k]);
            quads[i + 2 * k + 1] = _mm512_unpackhi_epi64(pairs[i + k], pairs[i + 2 + k]);
        }
    for (int k = 0; k < 4; ++k) {  // lane l of quads[4 * i + k]: dword 4 * l + k of rows 4 * i to 4 * i + 3
        const __m512i low02 = _mm512_shuffle_i32x4(quads[k], quads[4 + k], 0x88);
        const __m512i low13 = _mm512_shuffle_i32x4(quads[k], quads[4 + k], 0xDD);
        const __m512i high02 = _mm512_shuffle_i32x4(quads[8 + k], quads[12 + k], 0x88);
        const __m512i high13 = _mm512_shuffle_i32x4(quads[8 + k], quads[12 + k], 0xDD);
        r[k] = _mm512_shuffle_i32x4(low02, high02, 0x88);
        r[8 + k] = _mm512_shuffle_i32x4(low02, high02, 0xDD);
        r[4 + k] = _mm512_shuffle_i32x4(low13, high13, 0x88);
        r[12 + k] = _mm512_shuffle_i32x4(low13, high13, 0xDD);
    }
}

void pack(const float* const* x, int tokens, int begin, int end, const TokenTiles& strip)
{
    for (int column = begin; column < end; column += TokenTiles::kColumns) {
        __m512i rows[16];
        for (int t = 0; t < 16; ++t)
            rows[t] = t < tokens ? as_bf16(_mm512_loadu_ps(x[t] + column), _mm512_loadu_ps(x[t] + column + 16))
                                 : _mm512_setzero_si512();
        transpose(rows);
        std::uint16_t* tile = strip.tile(0, column / TokenTiles::kColumns);
        for (int i = 0; i < 16; ++i)
            _mm512_store_si512(tile + 32 * i, rows[i]);
    }
}

/// One row of weights into row `place` of consecutive tiles.
template <class F>
void widen_row(const std::byte* run, int cols, int place, Tile* tiles)
{
    constexpr int kVectors = 32 / F::kGroup;
    for (int column = 0; column < cols; column += F::kRun, run += F::kRunBytes) {
        for (int line = 0; line < F::kRunBytes; line += 64)
            __builtin_prefetch(run + kAhead + line);
        const int parts = std::min(8, (cols - column) / 32);
        __m256 a[kVectors], b[kVectors];
        F::template scales<Avx2Bytes>(run, parts, a, b);
        alignas(64) float factors[16], shifts[16];
        for (int v = 0; v < kVectors; ++v) {
            _mm256_store_ps(factors + 8 * v, a[v]);
            _mm256_store_ps(shifts + 8 * v, F::kOffset ? b[v] : _mm256_mul_ps(a[v], _mm256_set1_ps(F::kZero)));
        }
        const auto widened = [&](__m128i bytes, int group) __attribute__((always_inline))
        {
            const __m512i wide = F::kSigned ? _mm512_cvtepi8_epi32(bytes) : _mm512_cvtepu8_epi32(bytes);
            return _mm512_fmsub_ps(_mm512_cvtepi32_ps(wide), _mm512_set1_ps(factors[group]),
                                   _mm512_set1_ps(shifts[group]));
        };
        for (int j = 0; j < parts; ++j) {
            const __m256i values = F::template values<Avx2Bytes>(run, j);
            const __m512 low = widened(_mm256_castsi256_si128(values), kVectors * j);
            const __m512 high = widened(_mm256_extracti128_si256(values, 1), kVectors * j + kVectors - 1);
            _mm512_store_si512((tiles++)->bf16 + 32 * place, as_bf16(low, high));
        }
    }
}

/// Sums of one tile of rows, transposed: y[t][row + r] for `tokens` tokens and `rows` rows.
void store_sums(const float* sums, int row, int rows, float* const* y, int tokens)
{
    __m512i columns[16];
    for (int i = 0; i < 16; ++i)
        columns[i] = _mm512_load_si512(sums + 16 * i);
    transpose(columns);
    const auto some = __mmask16((1u << rows) - 1);
    for (int t = 0; t < tokens; ++t)
        _mm512_mask_storeu_epi32(y[t] + row, some, columns[t]);
}

/// 32 rows x 32 tokens, or 32 x 16.
template <int strips>
void multiply_panel(const Tile* upper, const Tile* lower, int parts, const TokenTiles& x, float* const* y, int tokens,
                    int row, int rows)
{
    _tile_zero(0);
    _tile_zero(1);
    if constexpr (strips == 2) {
        _tile_zero(2);
        _tile_zero(3);
    }
    for (int j = 0; j < parts; ++j) {
        _tile_loadd(4, upper[j].bf16, 64);
        _tile_loadd(6, x.tile(0, j), 64);
        _tile_dpbf16ps(0, 4, 6);
        _tile_loadd(5, lower[j].bf16, 64);
        _tile_dpbf16ps(1, 5, 6);
        if constexpr (strips == 2) {
            _tile_loadd(7, x.tile(1, j), 64);
            _tile_dpbf16ps(2, 4, 7);
            _tile_dpbf16ps(3, 5, 7);
        }
    }
    alignas(64) float sums[4][256];
    _tile_stored(0, sums[0], 64);
    _tile_stored(1, sums[1], 64);
    if constexpr (strips == 2) {
        _tile_stored(2, sums[2], 64);
        _tile_stored(3, sums[3], 64);
    }
    memory_is_used();
    for (int s = 0; s < strips; ++s) {
        const int count = std::min(TokenTiles::kTokens, tokens - TokenTiles::kTokens * s);
        float* const* out = y + TokenTiles::kTokens * s;
        store_sums(sums[2 * s], row, std::min(rows, kTileRows), out, count);
        if (rows > kTileRows) store_sums(sums[2 * s + 1], row + kTileRows, rows - kTileRows, out, count);
    }
}

template <class, class F>
struct MultiplyTiles {
    static void call(const RowBlock& w, const TokenTiles& x, float* const* y, int tokens)
    {
        const int panel_tiles = 2 * (w.cols / 32);
        const int step = std::clamp(kCachedTiles / panel_tiles, 1, TileKernels::kRows / kPanelRows) * kPanelRows;
        thread_local std::vector<Tile> tiles;
        tiles.resize(std::max(tiles.size(), std::size_t(step / kPanelRows * panel_tiles)));
        const TileRegisters registers;
        for (int row = w.begin; row < w.end; row += step) {
            RowBlock some = w;
            some.begin = row;
            some.end = std::min(row + step, w.end);
            widen(some, tiles.data());
            for (int s = 0; s < TokenTiles::strips(tokens); s += 2)
                pass_tokens(some, tiles.data(), x, s, y, tokens);
        }
    }

private:
    /// Rows that are missing in the last tile leave what was there: their sums are not stored.
    static void widen(const RowBlock& w, Tile* tiles)
    {
        for (int r = 0; r < w.end - w.begin; ++r)
            widen_row<F>(w.base + (w.begin + r) * w.stride, w.cols, r % kTileRows,
                         tiles + r / kTileRows * (w.cols / 32));
        memory_is_used();
    }

    /// Strips `strip` and, if there is one, the next.
    static void pass_tokens(const RowBlock& w, const Tile* tiles, const TokenTiles& x, int strip, float* const* y,
                            int tokens)
    {
        const int first = strip * TokenTiles::kTokens, parts = w.cols / 32;
        const auto multiply = tokens - first > TokenTiles::kTokens ? multiply_panel<2> : multiply_panel<1>;
        for (int row = w.begin; row < w.end; row += kPanelRows, tiles += 2 * parts)
            multiply(tiles, tiles + parts, parts, x.from(strip), y + first, tokens - first, row,
                     std::min(kPanelRows, w.end - row));
    }
};

void multiply(const RowBlock& w, const TokenTiles& x, float* const* y, int tokens)
{
    for_format<MultiplyTiles, void>(w, x, y, tokens);
}

}  // namespace

extern const TileKernels kAmxTileKernels;
const TileKernels kAmxTileKernels = {pack, multiply};

}  // namespace engine::cpu
