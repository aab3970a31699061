# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Compares `expertscope-cli eval`, and the reference, with the transformers library: an oracle of other authors.

    python3 tests/reference/check_transformers.py SEED [--cli PATH]

Needs torch and transformers (pip install torch transformers), and skips without them. The library builds tiny models
of its classes for DeepSeek-V2, DeepSeek-V3 and GLM-4.7-Flash with seeded weights, saves them as it saves any model,
and computes logits in float64, but for what it always computes in float32 (router, cos and sin). Logits may differ by
1e-4 of the largest. Versions that leave YaRN's mscale out of the softmax scale of deepseek_v2 are no oracle for it;
those rows are left out.
"""
import argparse
import inspect
import sys
import tempfile
from pathlib import Path

import numpy as np

from check_eval import DEFAULT_CLI, TOLERANCE, difference, run_eval
from deepseek_reference import load_model
from families import FAMILIES
from cases import raw_config

try:
    import torch
    import transformers
except ImportError as error:
    torch, missing = None, error.name

TOKENS = 24
LIBRARY_TYPES = {"kimi_k2": "deepseek_v3"}  # the same computation


def fill(model):
    """Weights that keep sizes, norms around 1, biases of both signs."""
    with torch.no_grad():
        for name, values in list(model.named_parameters()) + list(model.named_buffers()):
            if "e_score_correction_bias" in name:
                values.uniform_(-0.3, 0.3)
            elif "norm" in name:
                values.uniform_(0.8, 1.2)
            elif "inv_freq" not in name:
                values.normal_(0, 1.0 if "embed_tokens" in name else 1.3 * values.shape[-1] ** -0.5)


def is_oracle(model_type):
    if model_type != "deepseek_v2":
        return True
    from transformers.models.deepseek_v2 import modeling_deepseek_v2
    return "mscale_all_dim" in inspect.getsource(modeling_deepseek_v2)


def build(case, model_type, folder):
    """Saves a model and returns token ids and the library's logits."""
    raw = raw_config(case)
    raw = raw.get("text_config", raw) | {"model_type": model_type, "max_position_embeddings": 256}
    raw.pop("torch_dtype")
    config = transformers.AutoConfig.for_model(**raw)
    config._attn_implementation = config._experts_implementation = "eager"  # others lack float64
    model = transformers.AutoModelForCausalLM.from_config(config).eval()
    fill(model)
    model.save_pretrained(folder)
    ids = torch.randint(raw["vocab_size"], (1, TOKENS))
    with torch.no_grad():
        return ids[0].tolist(), model.double()(ids).logits[0].double().numpy()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seed", type=int, help="seed of the random models")
    parser.add_argument("--cli", type=Path, default=DEFAULT_CLI, help="default: %(default)s")
    arguments = parser.parse_args()
    if torch is None:
        print(f"skipped: {missing} is not installed (pip install torch transformers)")
        return 0
    print(f"transformers {transformers.__version__}, torch {torch.__version__}")
    print(f"{'':24}{'class':15}{'eval':>10}{'reference':>11}{'eval to reference':>19}")
    torch.manual_seed(arguments.seed)
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    passed = []
    for case in FAMILIES:
        model_type = LIBRARY_TYPES.get(case.model_type, case.model_type)
        if model_type not in transformers.CONFIG_MAPPING or not is_oracle(model_type):
            print(f"{case.name:24}{model_type:15}skipped: this version of transformers does not compute it")
            continue
        with tempfile.TemporaryDirectory() as folder:
            ids, logits = build(case, model_type, folder)
            tensors = run_eval(arguments.cli, Path(folder), ids)
            if isinstance(tensors, str):
                print(f"{case.name:24}{model_type:15}FAILED  {tensors}")
                passed.append(False)
                continue
            own = load_model(Path(folder)).forward(np.array(ids)).logits
        pairs = ((logits, tensors["logits"]), (logits, own), (own, tensors["logits"]))
        values = [difference(wanted, "F32", found) for wanted, found in pairs]
        passed.append(values[0] <= TOLERANCE)
        print(f"{case.name:24}{model_type:15}{values[0]:10.0e}{values[1]:11.0e}{values[2]:19.0e}"
              f"{'' if passed[-1] else '  FAILED'}", flush=True)
    return int(not all(passed))


if __name__ == "__main__":
    sys.exit(main())
