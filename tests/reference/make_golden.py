# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Writes the golden folders: make_golden.py [CASE...], all cases without arguments; seeded, so repeatable."""
import json
import sys

import gguf_layouts
import safetensors_file
from cases import CASES, raw_config
from check_golden import GOLDEN
from effects import effects_of
from expected_values import expected_tensors
from experiment import Override
from tiny_models import draw_experiment, draw_model

SEED = 2026


def main():
    wanted = sys.argv[1:]
    for case in CASES:
        if wanted and case.name not in wanted:
            continue
        folder, tensors = GOLDEN / case.name, {}
        ids, result = draw_model(case, SEED, folder, tensors)
        for layout in case.gguf:
            gguf_layouts.write(folder / f"model-{layout}.gguf", raw_config(case), tensors, layout)
        safetensors_file.write(folder / "expected.safetensors", expected_tensors(result, ids))
        if case.experiment:
            override, result = draw_experiment(case, SEED, folder, ids)
            text = json.dumps(override.as_json(), indent=1) + "\n"
            (folder / "experiment.json").write_text(text, encoding="utf-8")
            safetensors_file.write(folder / "expected-experiment.safetensors", expected_tensors(result, ids))
            found = [effects_of(folder, ids, one) for one in (Override(), override)]
            (folder / "effects.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        size = sum(file.stat().st_size for file in folder.iterdir())
        print(f"{case.name:24} {size / 1000:6.0f} kB, logits up to {abs(result.logits).max():.2f}")


if __name__ == "__main__":
    main()
