# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Recomputes the expected values of golden folders: check_golden.py [FOLDER...]; exit status 1 if any
differs."""
import json
import sys
from pathlib import Path

import numpy as np

import safetensors_file
from deepseek_reference import load_model
from effects import effects_of
from expected_values import expected_tensors
from experiment import Override

GOLDEN = Path(__file__).resolve().parent.parent / "data" / "golden"
TOLERANCE = 1e-6


def experiments(folder):
    """[(Override, expected values)] of the folder: of the model as it is, and of an experiment when it has one."""
    found = [(Override(), stored_values(folder))]
    if (folder / "experiment.json").exists():
        override = Override(**json.loads((folder / "experiment.json").read_text(encoding="utf-8")))
        found.append((override, safetensors_file.read(folder / "expected-experiment.safetensors")))
    return found


def stored_values(folder):
    """The folder's expected values: expected.safetensors, or expected.json with ids and logits alone."""
    if (folder / "expected.safetensors").exists():
        return safetensors_file.read(folder / "expected.safetensors")
    stored = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return {"input_ids": np.array(stored["input_ids"]), "logits": np.array(stored["logits"])}


def largest_difference(folder, override, stored):
    """The largest difference relative to the largest size in its tensor; infinite if integers differ."""
    computed = expected_tensors(load_model(folder, override).forward(stored["input_ids"]), stored["input_ids"])
    worst = 0.0
    for name, values in stored.items():
        dtype, own = computed[name]
        if own.shape != values.shape or (dtype == "I32" and (own != values).any()):
            return np.inf
        worst = max(worst, np.abs(own - values).max() / max(np.abs(values).max(), 1e-30))
    return worst


def numbers(effects):
    """All numbers of an answer about effects, in order."""
    rows = [[one[key] for key in ("expert", "weight", "norm", "logit")] for one in effects["experts"]]
    return np.array([effects[key] for key in ("layer", "target", "target_logit", "stream_norm")] + sum(rows, []))


def effects_difference(folder):
    """As largest_difference, of effects.json where there is one."""
    if not (folder / "effects.json").exists():
        return 0.0
    worst = 0.0
    for stored in json.loads((folder / "effects.json").read_text(encoding="utf-8")):
        own = numbers(effects_of(folder, np.array(stored["ids"]), Override(**stored["override"])))
        worst = max(worst, np.abs(own - numbers(stored)).max())
    return worst


def main():
    folders = [Path(name) for name in sys.argv[1:]] or sorted(p for p in GOLDEN.iterdir() if p.is_dir())
    worst = {
        folder.name: max(
            effects_difference(folder), *(largest_difference(folder, *experiment) for experiment in experiments(folder))
        )
        for folder in folders
    }
    for name, difference in worst.items():
        print(f"{name:24} {difference:.1e}")
    return int(not all(difference <= TOLERANCE for difference in worst.values()))


if __name__ == "__main__":
    sys.exit(main())
