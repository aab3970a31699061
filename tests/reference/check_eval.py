# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Runs `expertscope-cli eval` on fresh random models of every case and compares it with the reference: the model as
it is, and under a random experiment on its routers.

Real values may differ by 1e-4 of the largest size in their tensor, integers (chosen experts) must be equal.
Exit status 1 if any case fails; the table has the difference of every tensor (inf: integers or shapes).
"""
import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

import safetensors_file
from cases import CASES
from expected_values import expected_tensors
from tiny_models import draw_experiment, draw_model

TOLERANCE = 1e-4
DEFAULT_CLI = Path(__file__).resolve().parents[2] / "build" / "bin" / "expertscope-cli"


def run_eval(cli, model, ids, options=(), seconds=120):
    """The tensors that eval writes beside the model, or the sentence it failed with."""
    output = (model if model.is_dir() else model.parent) / "eval.safetensors"
    command = [cli, "eval", model, "--ids", ",".join(map(str, ids)), "--out", output, *options]
    process = subprocess.run(command, capture_output=True, text=True, timeout=seconds)
    if process.returncode != 0:
        return f"exit status {process.returncode}: {process.stderr.strip()}"
    return safetensors_file.read(output)


def difference(wanted, dtype, found):
    """Relative to the largest size; infinite if an integer or the shape differs."""
    if found is None or found.shape != wanted.shape or (dtype == "I32" and (found != wanted).any()):
        return np.inf
    return np.abs(found - wanted).max() / max(np.abs(wanted).max(), 1e-30)


def compare(cli, folder, ids, result, options=()):
    """{tensor name: difference}, or the sentence that eval failed with."""
    tensors = run_eval(cli, folder, ids, options)
    if isinstance(tensors, str):
        return tensors
    expected = expected_tensors(result, ids)
    del expected["input_ids"]  # eval is given them
    return {name: difference(wanted, dtype, tensors.get(name)) for name, (dtype, wanted) in expected.items()}


def check_case(cli, case, seed, folder):
    """Prints the lines of a case -> whether it passed."""
    ids, result = draw_model(case, seed, folder)
    passed = report(case.name, compare(cli, folder, ids, result))
    if case.equal_gates:  # of equal experts an experiment tells nothing
        return passed
    override, result = draw_experiment(case, seed, folder, ids)
    options = override.options()
    return report("  " + " ".join(options), compare(cli, folder, ids, result, options)) and passed


def report(name, outcome):
    """Prints one line of the table -> whether the case passed."""
    if isinstance(outcome, str):
        print(f"{name:24} FAILED  {outcome}")
        return False
    passed = all(value <= TOLERANCE for value in outcome.values())  # false for NaN, too
    values = "  ".join(f"{tensor} {value:.0e}" for tensor, value in outcome.items())
    print(f"{name:24} {'ok    ' if passed else 'FAILED'}  {values}")
    return passed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seed", type=int, help="seed of the random models")
    parser.add_argument("--cli", type=Path, default=DEFAULT_CLI, help="default: %(default)s")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        passed = [
            check_case(arguments.cli, case, arguments.seed, Path(folder) / case.name) for case in CASES
        ]
    return int(not all(passed))


if __name__ == "__main__":
    sys.exit(main())
