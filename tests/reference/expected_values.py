# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""The tensors that `expertscope-cli eval` writes and golden folders keep, made from a reference result."""
import numpy as np


def expected_tensors(result, ids):
    """{name: (dtype, array)}; [T, M, ...] for M MoE layers."""

    def stacked(field):
        return np.stack([getattr(routing, field) for routing in result.routing], axis=1)

    return {
        "input_ids": ("I32", np.asarray(ids)),
        "logits": ("F32", result.logits),
        "latent_norm": ("F32", result.latent_norm),
        "moe_layers": ("I32", np.asarray(result.moe_layers)),
        "experts": ("I32", stacked("experts")),
        "weights": ("F32", stacked("weights")),
        "scores": ("F32", stacked("scores")),
    }
