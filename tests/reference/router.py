# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""The router: which experts a token goes to, and with which weights (arXiv:2405.04434, arXiv:2412.19437)."""
from dataclasses import dataclass

import numpy as np

from experiment import Override


@dataclass
class Routing:
    experts: np.ndarray  # [T, K] int, the higher selection score first, ties to the lower index
    weights: np.ndarray  # [T, K]
    scores: np.ndarray  # [T, E] softmax or sigmoid, before any bias
    choice: np.ndarray  # [T, E] what the experts were chosen by; -inf: in a dropped group, muted, or forced
    places: int  # how many of them were chosen by it: K without the forced ones
    order: np.ndarray  # [T, K] the selection scores of the chosen
    groups: np.ndarray | None  # [T, groups] what the groups were chosen by


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def largest(scores, count):
    """Indices of the `count` largest of each row, in falling order, ties to the lower index."""
    return np.argsort(-scores, axis=-1, kind="stable")[:, :count]


def group_scores(router, choice):
    """[T, groups]: the best expert of each group, for noaux_tc the sum of its two best that are not muted."""
    grouped = np.sort(choice.reshape(len(choice), router.groups, -1), axis=-1)
    if router.method != "noaux_tc":
        return grouped[..., -1]
    best = grouped[..., -2:]
    alive = np.isfinite(best)
    return np.where(alive.any(-1), np.where(alive, best, 0).sum(-1), -np.inf)


def select(choice, selection, forced, count):
    """`count` experts, the forced ones among them, in falling order of their selection scores."""
    best = largest(choice, count - len(forced))
    chosen = np.sort(np.concatenate([np.tile(forced, (len(choice), 1)), best], axis=1).astype(int), axis=1)
    order = largest(np.take_along_axis(selection, chosen, axis=1), count)
    return np.take_along_axis(chosen, order, axis=1)


def route(router, x, gate, bias, override=Override(), layer=-1):
    """x [T, hidden] normalised, gate [E, hidden], bias [E] or None -> Routing."""
    # Not a matrix product: equal rows of the gate must give exactly equal scores.
    gate_logits = (x[:, None, :] * gate).sum(-1)
    scores = softmax(gate_logits) if router.scoring == "softmax" else sigmoid(gate_logits)
    choice, groups = (scores + bias if router.method == "noaux_tc" and override.bias else scores.copy()), None
    for change in override.of("boosted", layer):
        choice[:, change["expert"]] += change["boost"]
    for change in override.of("muted", layer):
        choice[:, change["expert"]] = -np.inf
    selection = choice
    if router.groups > 1 and router.method != "greedy" and override.groups:
        groups = group_scores(router, choice)
        kept = np.zeros(groups.shape, bool)
        np.put_along_axis(kept, largest(groups, router.kept_groups), True, axis=1)
        choice = np.where(kept.repeat(router.experts // router.groups, axis=1), choice, -np.inf)
    forced = sorted({change["expert"] for change in override.of("forced", layer)})
    choice = choice.copy()
    choice[:, forced] = -np.inf
    count = override.top_k or router.per_token
    experts = select(choice, selection, forced, count)
    weights = np.take_along_axis(scores, experts, axis=1)
    if router.normalise:
        weights = weights / (weights.sum(-1, keepdims=True) + 1e-20)
    if router.method == "noaux_tc" or not router.normalise:  # V2 normalises or scales, V3 does both
        weights = weights * router.scale
    order = np.take_along_axis(selection, experts, axis=1)
    return Routing(experts, weights, scores, choice, count - len(forced), order, groups)
