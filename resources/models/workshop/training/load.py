# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Loads an exported model back into PyTorch: what is evaluated is the rounded model that people get."""

import json
from dataclasses import fields
from pathlib import Path

import torch

from config import Config
from model import WorkshopModel
from safetensors_reader import read_safetensors


def load_model(folder: Path) -> WorkshopModel:
    settings = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    config = Config(**{field.name: settings[field.name] for field in fields(Config)})
    arrays = read_safetensors(folder / "model.safetensors")
    tensors = {name: torch.tensor(array) for name, array in arrays.items()}
    model = WorkshopModel(config)
    model.load_state_dict({name: _trained(name, tensors, config) for name in model.state_dict()})
    return model.eval()


def _trained(name: str, tensors: dict, config: Config) -> torch.Tensor:
    """The inverse of the renaming in export.py: experts are stacked again."""
    stem, _, last = f"model.{name}".rpartition(".")
    experts = range(config.n_routed_experts)
    if last == "gate_up_proj":
        pairs = [[tensors[f"{stem}.{e}.{kind}.weight"] for kind in ("gate_proj", "up_proj")] for e in experts]
        return torch.stack([torch.stack(pair) for pair in pairs])
    if last == "down_proj":
        return torch.stack([tensors[f"{stem}.{e}.down_proj.weight"] for e in experts])
    if name == "lm_head.weight":
        return tensors[name]
    return tensors[f"model.{name}".replace("mlp.e_score", "mlp.gate.e_score")]
