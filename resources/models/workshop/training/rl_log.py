# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""What is written down in every step of reinforcement learning, and how far the routing has moved."""

import json
from pathlib import Path

import torch

import corpus
from batches import Batch, Packer
from chat import Chat
from model import WorkshopModel

COLUMNS = {
    "step": "number of updates made before this row; the row describes the model after them and the answers it wrote",
    "reward": "mean reward of the answers of this step: 1 for the right result, 0.1 for the form",
    "right_share": "share of the answers of this step with the right result (sampled at temperature 1)",
    "reply_tokens": "mean length of the answers in tokens, thought included, end token not",
    "mixed_groups": "share of the groups with right and wrong answers: only these teach anything",
    "kl": "KL divergence from the supervised model, nats per token, estimated on the answers of this step",
    "held_out_accuracy": "share of right greedy answers to held-out problems; null where it was not measured",
    "routing_drift": "for each MoE layer: share of the chosen experts that the supervised model did not choose, on a "
                     "fixed text from all domains",
    "routing_drift_arithmetic": "the same on the arithmetic in that text",
    "seconds": "wall time since the start, at the end of the step",
}
PROBE_BLOCKS = ((10, 128),)
PROBE_SEED = 20_260_002


class Drift:
    """Compares the experts chosen for a fixed text with those that the supervised model chose."""

    def __init__(self, chat: Chat, reference: WorkshopModel):
        self.batch: Batch = Packer(chat.render, corpus.stream(PROBE_SEED), PROBE_BLOCKS).batch()
        self.real = self.batch.domains >= 0
        self.arithmetic = self.batch.domains == list(corpus.DOMAINS).index("arithmetic")
        self.before = self._choices(reference)

    @torch.no_grad()
    @torch.compiler.set_stance("force_eager")
    def _choices(self, model: WorkshopModel) -> torch.Tensor:
        """[MoE layers, N, E], one where an expert was chosen."""
        model.hidden(self.batch.ids, self.batch.positions, self.batch.rows, torch.bfloat16)
        empty = torch.zeros(len(self.batch.ids), model.c.n_routed_experts)
        return torch.stack([empty.scatter(1, layer.choice, 1.0) for layer in model.moe_layers()])

    def measure(self, model: WorkshopModel) -> dict[str, list[float]]:
        now = self._choices(model)
        new = (now * (1 - self.before)).sum(-1) / now.sum(-1)  # [layers, N]
        return {"routing_drift": new[:, self.real].mean(1).tolist(),
                "routing_drift_arithmetic": new[:, self.arithmetic].mean(1).tolist()}


class RlLog:
    """rl_log.json, written anew with each row."""

    def __init__(self, path: Path):
        self.path, self.rows = path, []

    def add(self, row: dict) -> None:
        self.rows.append({name: _short(row.get(name)) for name in COLUMNS})
        rows = ",\n".join("    " + json.dumps(row) for row in self.rows)
        columns = json.dumps(COLUMNS, indent=4).replace("\n}", "\n  }")
        self.path.write_text(f'{{\n  "columns": {columns},\n  "rows": [\n{rows}\n  ]\n}}\n', encoding="utf-8")
        print(json.dumps(self.rows[-1]), flush=True)


def _short(value):
    if isinstance(value, list):
        return [_short(v) for v in value]
    return round(value, 5) if isinstance(value, float) else value
