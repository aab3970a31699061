# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Checks an exported model: an independent float64 forward pass must give the logits of PyTorch.

    python3 check_export.py ../
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch

from attention import Rows
from bpe import Tokenizer
from chat import Chat
from load import load_model
from safetensors_reader import read_safetensors


def rms_norm(x, weight, eps):
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + eps) * weight


def swiglu(x, w, stem):
    gate, up = x @ w[stem + ".gate_proj.weight"].T, x @ w[stem + ".up_proj.weight"].T
    return (gate / (1 + np.exp(-gate)) * up) @ w[stem + ".down_proj.weight"].T


def rotate(x, positions, theta):
    """Each pair (2i, 2i+1) as a complex number, turned. x [T, ..., dr]."""
    pairs = x[..., 0::2] + 1j * x[..., 1::2]
    angles = positions[:, None] * theta ** (-np.arange(0, x.shape[-1], 2) / x.shape[-1])
    turned = pairs * np.exp(1j * angles).reshape(len(positions), *(1,) * (x.ndim - 2), -1)
    return np.stack((turned.real, turned.imag), -1).reshape(x.shape)


def attention(x, w, stem, c):
    """The absorbed form: scores and sums are taken over the latent itself, keys and values never exist."""
    heads, rank = c["num_attention_heads"], c["kv_lora_rank"]
    dn, dr, dv = c["qk_nope_head_dim"], c["qk_rope_head_dim"], c["v_head_dim"]
    length = len(x)
    positions = np.arange(length)
    q = (x @ w[stem + "q_proj.weight"].T).reshape(length, heads, dn + dr)
    latent = x @ w[stem + "kv_a_proj_with_mqa.weight"].T
    k_pe = rotate(latent[:, rank:], positions, c["rope_theta"])
    cache = rms_norm(latent[:, :rank], w[stem + "kv_a_layernorm.weight"], 1e-6)
    kv_b = w[stem + "kv_b_proj.weight"].reshape(heads, dn + dv, rank)
    absorbed = np.einsum("thd,hdr->thr", q[..., :dn], kv_b[:, :dn])
    scores = np.einsum("thr,sr->hts", absorbed, cache)
    scores += np.einsum("thd,sd->hts", rotate(q[..., dn:], positions, c["rope_theta"]), k_pe)
    scores = np.where(np.tri(length, dtype=bool), scores / np.sqrt(dn + dr), -np.inf)
    weights = np.exp(scores - scores.max(-1, keepdims=True))
    weights /= weights.sum(-1, keepdims=True)
    out = np.einsum("hts,sr,hvr->thv", weights, cache, kv_b[:, dn:], optimize=True)
    return out.reshape(length, heads * dv) @ w[stem + "o_proj.weight"].T


def mixture(x, w, stem, c):
    scores = 1 / (1 + np.exp(-(x @ w[stem + ".gate.weight"].T)))
    biased = scores + w[stem + ".gate.e_score_correction_bias"]
    out = swiglu(x, w, stem + ".shared_experts")
    for t, row in enumerate(biased):
        chosen = np.argsort(-row, kind="stable")[: c["num_experts_per_tok"]]
        weights = scores[t, chosen] / (scores[t, chosen].sum() + 1e-20) * c["routed_scaling_factor"]
        for expert, weight in zip(chosen, weights):
            out[t] += weight * swiglu(x[t], w, f"{stem}.experts.{expert}")
    return out


def forward(ids, w, c):
    x, eps = w["model.embed_tokens.weight"][ids], c["rms_norm_eps"]
    for layer in range(c["num_hidden_layers"]):
        stem = f"model.layers.{layer}"
        x = x + attention(rms_norm(x, w[stem + ".input_layernorm.weight"], eps), w, stem + ".self_attn.", c)
        normed = rms_norm(x, w[stem + ".post_attention_layernorm.weight"], eps)
        feed = swiglu if layer < c["first_k_dense_replace"] else lambda *a: mixture(*a, c)
        x = x + feed(normed, w, stem + ".mlp")
    return rms_norm(x, w["model.norm.weight"], eps) @ w["lm_head.weight"].T


def main(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text())
    arrays = read_safetensors(folder / "model.safetensors")
    weights = {name: array.astype(np.float64) for name, array in arrays.items()}
    chat = Chat(Tokenizer(folder / "tokenizer.json"))
    ids = chat.prompt(["What does a router do in a mixture of experts?"], [], thinking=False)
    expected = forward(np.array(ids), weights, config)
    model = load_model(folder)
    with torch.no_grad():
        rows = Rows([torch.full((len(ids), len(ids)), float("-inf")).triu(1)[None, None]])
        positions = torch.arange(len(ids))
        found = model.lm_head(model.hidden(torch.tensor(ids), positions, rows)).double().numpy()
    difference = np.abs(found - expected).max() / np.abs(expected).max()
    print(f"largest difference of logits, relative: {difference:.2e}")
    if not difference < 1e-4:
        sys.exit("the export does not compute what the trained model computes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
