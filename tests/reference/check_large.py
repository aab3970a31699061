# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Compares `expertscope-cli eval` with the reference on a GGUF file of real size, which is read layer by layer and
of which only the chosen experts are dequantised: about 4 GB of memory, minutes for DeepSeek-V2-Lite.

    python3 tests/reference/check_large.py FILE [--ids 1,2,3] [--cli PATH]

Beside the exact reference runs one with the noise of 8-bit activations (int8_noise.py): its distance from the exact
logits is what an engine that computes right is expected to have. Exit status 1 if the engine's distance is more than
twice as large, or if it takes another expert where the exact router logits are further apart than six standard
deviations of what the noise does to them.
"""
import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from check_eval import DEFAULT_CLI, run_eval
from deepseek_reference import Model
from gguf_file import GgufFile
from gguf_weights import GgufWeights, config_of
from int8_noise import DEVIATIONS, NoisyModel, distance

IDS = "1,5,42,300,1000,20000,77,102"


def forward_together(models, ids, weights):
    """[(logits, [Routing of each MoE layer])] of models that share their weights, one layer at a time."""
    states = [(model.embed(ids).astype(np.float64), []) for model in models]
    start = time.monotonic()
    for layer in range(models[0].config.layers):
        for number, model in enumerate(models):
            x, _, routing = model.layer(layer, states[number][0])
            states[number] = (x, states[number][1] + ([routing] if routing else []))
        weights.forget()
        print(f"\rlayer {layer}, {time.monotonic() - start:.0f} s", end="", file=sys.stderr)
    print(file=sys.stderr)
    return [(model.logits(x), routings) for model, (x, routings) in zip(models, states)]


def chosen(routings):
    """[T, M, K]"""
    return np.stack([routing.experts for routing in routings], 1)


def swapped_gap(found, routings, noisy_routings):
    """How near a tie the other choices of `found` [T, M, K] are: the largest distance of the exact router logits
    between an expert left out and one taken instead, in standard deviations of the noise; and how many there are."""
    worst, count = 0.0, 0
    for layer, (exact, noisy) in enumerate(zip(routings, noisy_routings)):
        logit = np.log(exact.scores)
        deviation = np.sqrt(2 * np.mean((np.log(noisy.scores) - logit) ** 2))
        for token, experts in enumerate(found[:, layer]):
            wanted, got = set(exact.experts[token]), set(experts)
            left, taken = wanted - got, got - wanted
            count += len(left)
            if left:
                gap = max(logit[token, list(left)]) - min(logit[token, list(taken)])
                worst = max(worst, gap / deviation)
    return worst, count


def overlap(found, wanted, count):
    """Which part of the `count` most likely tokens is the same, over all positions."""
    best = [np.argsort(-logits, axis=-1)[:, :count] for logits in (found, wanted)]
    return np.mean([len(set(a) & set(b)) / count for a, b in zip(*best)])


def report(name, logits, experts, exact, routings, noisy_routings):
    gap, count = swapped_gap(experts, routings, noisy_routings)
    print(f"{name:7} r = {distance(logits, exact):.4f}, top-1 {overlap(logits, exact, 1):.2f}, "
          f"top-10 {overlap(logits, exact, 10):.2f}, {count} of {experts.size} experts differ, "
          f"in near ties of {gap:.1f} deviations at most")
    return gap


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--ids", default=IDS, help="default: %(default)s")
    parser.add_argument("--cli", type=Path, default=DEFAULT_CLI, help="default: %(default)s")
    arguments = parser.parse_args()
    ids = [int(number) for number in arguments.ids.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        link = Path(folder) / arguments.file.name
        link.symlink_to(arguments.file.resolve())
        tensors = run_eval(arguments.cli, link, ids, 1800)
    if isinstance(tensors, str):
        print(tensors)
        return 1
    file = GgufFile(arguments.file)
    config, weights = config_of(file), GgufWeights(file)
    models = [Model(config, weights), NoisyModel(config, weights, np.random.default_rng(1))]
    (exact, routings), (noisy, noisy_routings) = forward_together(models, np.array(ids), weights)
    found, noisy_found = tensors["experts"], chosen(noisy_routings)
    gap = report("engine", tensors["logits"], found, exact, routings, noisy_routings)
    report("noise", noisy, noisy_found, exact, routings, noisy_routings)
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB")
    return int(distance(tensors["logits"], exact) > 2 * distance(noisy, exact) or gap > DEVIATIONS)


if __name__ == "__main__":
    sys.exit(main())
