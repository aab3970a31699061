# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Draws every released family as a tiny model, writes it in every layout, and compares `expertscope-cli eval` with
the reference:

    python3 tests/reference/check_families.py SEED [--cli PATH] [--only TEXT]

Real values may differ by 1e-4 of the largest size in their tensor, chosen experts must be equal. The table has the
largest difference of all tensors for each layout; exit status 1 if any is too large.
"""
import argparse
import dataclasses
import sys
import tempfile
from pathlib import Path

import gguf_file
import gguf_layouts
from cases import raw_config
from check_eval import DEFAULT_CLI, TOLERANCE, difference, run_eval
from expected_values import expected_tensors
from families import FAMILIES
from tiny_models import draw_model

TYPES = ("F32", "BF16", "FP8")
COLUMNS = ["F32", "BF16", "FP8", "F32 old", "F32 new", "F32 both", "BF16 new"]  # folders, then GGUF files


def write_gguf(folder, raw, tensors, layout):
    if layout == "both":
        keys, stored = gguf_layouts.keys_of(raw, layout), gguf_layouts.tensors_of(raw, tensors, layout)
        return gguf_file.write_split(folder, layout, 3, keys, stored)
    path = folder / (layout + ".gguf")
    gguf_layouts.write(path, raw, tensors, layout)
    return path


def largest_difference(cli, model, ids, result):
    """Of all tensors, or the sentence that eval failed with."""
    tensors = run_eval(cli, model, ids)
    if isinstance(tensors, str):
        return tensors
    expected = expected_tensors(result, ids)
    del expected["input_ids"]  # eval is given them
    return max(difference(wanted, dtype, tensors.get(name)) for name, (dtype, wanted) in expected.items())


def check_family(cli, family, seed, folder):
    """{column: largest difference, or the sentence that eval failed with}."""
    raw, outcome = raw_config(family), {}
    for dtype in TYPES:
        case, tensors, place = dataclasses.replace(family, dtype=dtype), {}, folder / dtype
        ids, result = draw_model(case, seed, place, tensors)
        outcome[dtype] = largest_difference(cli, place, ids, result)
        for column in COLUMNS[len(TYPES) :]:
            if column.startswith(dtype + " "):
                path = write_gguf(place, raw, tensors, column.split()[1])
                outcome[column] = largest_difference(cli, path, ids, result)
    return outcome


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seed", type=int, help="seed of the random models")
    parser.add_argument("--cli", type=Path, default=DEFAULT_CLI, help="default: %(default)s")
    parser.add_argument("--only", default="", help="families whose name has this text")
    arguments = parser.parse_args()
    print(" " * 24 + "".join(f"{column:>10}" for column in COLUMNS))
    failures = []
    for family in FAMILIES:
        if arguments.only not in family.name:
            continue
        with tempfile.TemporaryDirectory() as folder:
            outcome = check_family(arguments.cli, family, arguments.seed, Path(folder))
        line = ""
        for column in COLUMNS:
            value = outcome[column]
            failed = isinstance(value, str) or not value <= TOLERANCE  # NaN fails, too
            line += f"{'FAILED':>10}" if failed else f"{value:10.0e}"
            if failed:
                failures.append(f"{family.name}, {column}: {value}")
        print(f"{family.name:24}{line}", flush=True)
    print(*failures, sep="\n")
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
