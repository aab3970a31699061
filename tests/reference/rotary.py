# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Rotary embedding and the YaRN extension of its range (arXiv:2309.00071)."""
import math

import numpy as np


def yarn_mscale(factor, mscale):
    return 1.0 if factor <= 1 else 0.1 * mscale * math.log(factor) + 1


def rope_frequencies(rope, dim):
    """[dim/2] radians for each position; YaRN divides the slow dimensions by `factor`."""
    i = np.arange(dim // 2)
    frequency = rope.theta ** (-2.0 * i / dim)
    if rope.factor is None:
        return frequency

    def correction(rotations):
        return dim * math.log(rope.original_length / (rotations * 2 * math.pi)) / (2 * math.log(rope.theta))

    low = max(math.floor(correction(rope.beta_fast)), 0)
    high = min(math.ceil(correction(rope.beta_slow)), dim - 1)
    ramp = np.clip((i - low) / (high - low if high != low else 0.001), 0, 1)
    return frequency / rope.factor * ramp + frequency * (1 - ramp)


def rotary_multiplier(rope):
    """Multiplies cos and sin: acts on the rope part only."""
    if rope.factor is None:
        return 1.0
    if rope.attention_factor is not None:
        return rope.attention_factor
    return yarn_mscale(rope.factor, rope.mscale) / yarn_mscale(rope.factor, rope.mscale_all_dim)


def softmax_scale(config):
    scale = (config.nope_dim + config.rope_dim) ** -0.5
    if config.rope.factor is not None and config.rope.mscale_all_dim:
        scale *= yarn_mscale(config.rope.factor, config.rope.mscale_all_dim) ** 2
    return scale


def rotate(x, rope):
    """x [T, heads, dim], row t at position t; pairs are (2i, 2i+1), or (i, i+dim/2) if not interleaved."""
    tokens, _, dim = x.shape
    angle = np.arange(tokens)[:, None, None] * rope_frequencies(rope, dim)
    cos, sin = np.cos(angle) * rotary_multiplier(rope), np.sin(angle) * rotary_multiplier(rope)
    first, second = np.s_[..., 0::2], np.s_[..., 1::2]
    if not rope.interleaved:
        first, second = np.s_[..., : dim // 2], np.s_[..., dim // 2 :]
    rotated = np.empty_like(x)
    rotated[first] = x[first] * cos - x[second] * sin
    rotated[second] = x[first] * sin + x[second] * cos
    return rotated
