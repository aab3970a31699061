# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Random blocks of GGUF's formats: every bit that is no scale is random, and so are the small scales."""
import numpy as np

from block_formats import FORMATS, dequantise

# Where the float16 scale lies and where the float16 offset, and how many scales make an offset that centres the
# values around 0 (signed: of the byte's own sign).
HALVES = {
    "Q4_0": (0, None, 0), "Q4_1": (0, 2, -7.5), "Q5_0": (0, None, 0), "Q5_1": (0, 2, -15.5), "Q8_0": (0, None, 0),
    "Q2_K": (80, 82, 1.5), "Q3_K": (108, None, 0), "Q4_K": (0, 2, 7.5), "Q5_K": (0, 2, 15.5),
    "Q6_K": (208, None, 0), "IQ4_NL": (0, None, 0), "IQ4_XS": (0, None, 0),
}


def set_halves(blocks, at, values):
    blocks[:, at : at + 2] = values.astype("<f2").view(np.uint8).reshape(-1, 2)


def set_scales(kind, blocks, scales):
    if kind == "MXFP4":  # powers of two
        blocks[:, 0] = 128 + np.round(np.log2(scales))
        return
    scale, offset, ratio = HALVES[kind]
    set_halves(blocks, scale, scales)
    if offset is not None:
        set_halves(blocks, offset, ratio * scales)


def random_blocks(kind, rng, count, deviation):
    """`count` blocks [count, bytes] whose numbers have about this standard deviation."""
    blocks = rng.integers(0, 256, (count, FORMATS[kind][1]), np.uint8)
    set_scales(kind, blocks, np.ones(count))
    size = deviation / dequantise(kind, blocks[:64].reshape(-1)).std()
    set_scales(kind, blocks, size * rng.uniform(0.6, 1.4, count))
    return blocks
