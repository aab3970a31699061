# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""What 8-bit activations may change: the reference with noise of the size of their rounding.

An engine that multiplies block formats in integers rounds every 32 neighbouring activations to -127 ... 127 times a
step, step = (largest size among them) / 127. The error of each is then between -step/2 and step/2. Where in that
range depends on digits far behind those that matter, so the errors of different activations are as good as
independent and uniform, with variance step^2 / 12. `NoisyModel` adds exactly such errors, drawn at random, wherever
an engine rounds; its outputs are therefore distributed like the engine's, through every non-linear step. The
relative distance from the exact logits, r = |noisy - exact| / |exact| (norms over all positions and tokens), sums up
thousands of independent errors and varies little: an engine that computes right has an r from the same
distribution, and one beyond its mean plus six standard deviations is wrong.
"""
from dataclasses import dataclass

import numpy as np

from deepseek_reference import Model

BLOCK, STEPS, DEVIATIONS = 32, 127, 6


class NoisyModel(Model):
    def __init__(self, config, weights, rng):
        super().__init__(config, weights)
        self.rng = rng

    def rounded(self, x):
        blocks = x.reshape(*x.shape[:-1], -1, BLOCK)
        step = np.abs(blocks).max(-1, keepdims=True) / STEPS
        return (blocks + step * self.rng.uniform(-0.5, 0.5, blocks.shape)).reshape(x.shape)


def distance(found, exact):
    return np.linalg.norm(found - exact) / np.linalg.norm(exact)


@dataclass
class Noise:
    exact: object  # Result without noise
    mean: float  # of the distances r of noisy runs
    deviation: float
    choice: list  # [T, E] for each MoE layer: standard deviation of what experts are chosen by

    @property
    def tolerance(self):
        return self.mean + DEVIATIONS * self.deviation


def measure(config, weights, ids, rng, runs):
    exact = Model(config, weights).forward(ids)
    noisy = [NoisyModel(config, weights, rng).forward(ids) for _ in range(runs)]
    distances = [distance(run.logits, exact.logits) for run in noisy]
    choice = [
        np.sqrt(np.mean([(run.routing[m].scores - exact.routing[m].scores) ** 2 for run in noisy], axis=0))
        for m in range(len(exact.routing))
    ]
    return Noise(exact, float(np.mean(distances)), float(np.std(distances)), choice)


def decided(routing, deviation, count):
    """Whether noise of that size leaves the `count` chosen experts as they are: the last that is chosen and the first
    that is not are further apart than six standard deviations of their difference."""
    order = np.argsort(-routing.choice, axis=-1, kind="stable")[:, count - 1 : count + 1]
    best, spread = np.take_along_axis(routing.choice, order, 1), np.take_along_axis(deviation, order, 1)
    return (best[:, 0] - best[:, 1] > DEVIATIONS * np.hypot(spread[:, 0], spread[:, 1])).all()
