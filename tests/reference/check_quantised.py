# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Compares `expertscope-cli eval` on GGUF files of every block format with the reference on the same weights
dequantised:

    python3 tests/reference/check_quantised.py SEED [--cli PATH] [--only TYPE]

The files hold random blocks in rows of 256. The tolerance is what rounding activations to 8 bits may do
(int8_noise.py says how it follows). The last column is how far the reference is from itself with all scales of the
type 5 % too large: a check that could not see that would be none. Exit status 1 if any line fails.
"""
import argparse
import sys
import tempfile
import zlib
from pathlib import Path

import numpy as np

import block_formats
import gguf_file
import gguf_layouts
from cases import Case, raw_config
from check_eval import DEFAULT_CLI, run_eval
from deepseek_reference import Model
from families import V3
from gguf_file import GgufFile, Stored
from gguf_weights import GgufWeights, config_of
from int8_noise import decided, distance, measure
from random_blocks import random_blocks
from tiny_models import random_tensors

CASE = Case("quantised", "deepseek_v3", V3 | {
    "hidden_size": 256, "q_lora_rank": 256, "kv_lora_rank": 256, "num_attention_heads": 4, "qk_nope_head_dim": 64,
    "qk_rope_head_dim": 32, "v_head_dim": 64, "intermediate_size": 512, "moe_intermediate_size": 256,
    "num_hidden_layers": 2, "first_k_dense_replace": 1, "num_nextn_predict_layers": 0, "n_routed_experts": 6,
    "num_experts_per_tok": 2, "n_group": 1, "topk_group": 1, "vocab_size": 64}, bias_size=1.0)
TOKENS, RUNS, DRAWS, WRONG = 8, 12, 200, 1.05
FALLBACK = {"Q2_K": "Q4_0", "Q3_K": "Q4_0", "Q4_K": "Q5_0", "Q5_K": "Q5_1", "Q6_K": "Q8_0", "IQ4_XS": "IQ4_NL"}


def quantised(name, tensor, kind, rng):
    """Random blocks of about the size of the tensor's numbers; vectors and routers stay as they are, and rows that
    are too short get the type that quantisers give them."""
    if len(tensor.shape) == 1 or name.endswith("ffn_gate_inp.weight"):
        return tensor
    if tensor.shape[-1] % block_formats.FORMATS[kind][0]:
        kind = FALLBACK[kind]
    count = int(np.prod(tensor.shape)) // block_formats.FORMATS[kind][0]
    deviation = np.frombuffer(tensor.data, "<f4").std()
    return Stored(kind, tensor.shape, random_blocks(kind, rng, count, deviation).tobytes())


class WrongScales(GgufWeights):
    """All numbers in blocks of one type too large."""

    def __init__(self, file, kind):
        super().__init__(file)
        self.kind = kind

    def read(self, name):
        entry = self.file.tensors.get(self.place(name), (None,))
        return super().read(name) * (WRONG if entry[0] == self.kind else 1)


def certain(noise, count):
    """Whether the noise leaves all experts as they are."""
    return all(decided(routing, spread, count) for routing, spread in zip(noise.exact.routing, noise.choice))


def draw(path, kind, layout, seed):
    """Writes the first model whose experts no rounding can change -> (ids, Noise)."""
    for attempt in range(DRAWS):
        rng = np.random.default_rng([seed, zlib.crc32(f"{kind} {layout}".encode()), attempt])
        raw = raw_config(CASE)
        stored = gguf_layouts.tensors_of(raw, random_tensors(CASE, raw, rng), layout)
        tensors = {name: quantised(name, tensor, kind, rng) for name, tensor in stored.items()}
        gguf_file.write(path, gguf_layouts.keys_of(raw, layout), tensors)
        ids, file = rng.integers(0, raw["vocab_size"], TOKENS), GgufFile(path)
        config, weights = config_of(file), GgufWeights(file)
        for runs in (2, RUNS):  # two show most near ties
            noise = measure(config, weights, ids, rng, runs)
            if not certain(noise, config.router.per_token):
                break
        else:
            return ids, noise
    raise RuntimeError(f"{kind}, {layout}: no model in {DRAWS} draws whose experts are certain")


def check(cli, path, kind, layout, seed):
    """Prints one line of the table -> whether it passed."""
    ids, noise = draw(path, kind, layout, seed)
    tensors = run_eval(cli, path, ids)
    if isinstance(tensors, str):
        print(f"{kind:8}{layout:6}FAILED  {tensors}")
        return False
    file = GgufFile(path)
    blind = distance(Model(config_of(file), WrongScales(file, kind)).forward(ids).logits, noise.exact.logits)
    own = distance(tensors["logits"], noise.exact.logits)
    exact = np.stack([routing.experts for routing in noise.exact.routing], 1)
    same = (np.sort(tensors["experts"], -1) == np.sort(exact, -1)).all()
    passed = own <= noise.tolerance < blind and same
    print(f"{kind:8}{layout:6}{'ok    ' if passed else 'FAILED'}{own:10.5f}{noise.mean:10.5f}{noise.tolerance:10.5f}"
          f"{blind:10.5f}  {'same' if same else 'other'} experts", flush=True)
    return passed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seed", type=int, help="seed of the random models")
    parser.add_argument("--cli", type=Path, default=DEFAULT_CLI, help="default: %(default)s")
    parser.add_argument("--only", choices=block_formats.FORMATS, help="one type")
    arguments = parser.parse_args()
    print(f"{'type':8}{'layout':12}{'engine':>10}{'noise':>10}{'allowed':>10}{'scale+5%':>10}")
    passed = []
    for kind in [arguments.only] if arguments.only else block_formats.FORMATS:
        for layout in ("old", "new"):
            with tempfile.TemporaryDirectory() as folder:
                passed.append(check(arguments.cli, Path(folder) / "model.gguf", kind, layout, arguments.seed))
    return int(not all(passed))


if __name__ == "__main__":
    sys.exit(main())
