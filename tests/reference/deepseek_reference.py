# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Forward pass of DeepSeek-V2/V3 in float64: the yardstick of the engine's numbers.

Written from the published formulas (DeepSeek-V2, arXiv:2405.04434; DeepSeek-V3, arXiv:2412.19437), for
clearness and not for speed: all positions at once, keys decompressed.
A weight [out, in] is applied as x @ W.T; T = tokens, H = heads, R = kv_lora_rank, E = experts, K = chosen.
"""
import json
from dataclasses import dataclass

import numpy as np

import safetensors_file
from experiment import Override
from model_config import load_config
from rotary import rotate, softmax_scale
from router import Routing, route, sigmoid, softmax

LATENT_EPS = 1e-6  # q_a_layernorm and kv_a_layernorm ignore rms_norm_eps


@dataclass
class Result:
    logits: np.ndarray  # [T, vocabulary]
    latent_norm: np.ndarray  # [T, layers] L2 norm of the normalised latent c, without k_pe
    moe_layers: list  # layer numbers of `routing`
    routing: list[Routing]  # one Routing for each MoE layer


def rms_norm(x, weight, eps):
    return weight * x / np.sqrt((x * x).mean(-1, keepdims=True) + eps)


class Model:
    """A configuration and its weights {name: [out, in] or [n]}; `override` is an experiment on its routers."""

    def __init__(self, config, weights, override=Override()):
        self.config, self.weights, self.override = config, weights, override

    def weight(self, name):
        return self.weights[f"model.{name}.weight"]

    def rounded(self, x):
        """What engines may round before they multiply it with a weight."""
        return x

    def attention(self, layer, x):
        """Multi-head latent attention over all positions; returns its output and the latent c [T, R]."""
        c, part, tokens = self.config, f"layers.{layer}.self_attn.", len(x)
        x = self.rounded(x)
        if c.q_lora_rank is None:
            q = x @ self.weight(part + "q_proj").T
        else:
            q = x @ self.weight(part + "q_a_proj").T
            q = rms_norm(q, self.weight(part + "q_a_layernorm"), LATENT_EPS)
            q = self.rounded(q) @ self.weight(part + "q_b_proj").T
        q = q.reshape(tokens, c.heads, c.nope_dim + c.rope_dim)
        q_nope, q_pe = self.rounded(q[..., : c.nope_dim]), rotate(q[..., c.nope_dim :], c.rope)

        compressed = x @ self.weight(part + "kv_a_proj_with_mqa").T
        latent = rms_norm(compressed[:, : c.kv_lora_rank], self.weight(part + "kv_a_layernorm"), LATENT_EPS)
        k_pe = rotate(compressed[:, None, c.kv_lora_rank :], c.rope)[:, 0]
        expand = self.weight(part + "kv_b_proj").reshape(c.heads, c.nope_dim + c.value_dim, c.kv_lora_rank)
        k_nope = np.einsum("sr,hdr->shd", latent, expand[:, : c.nope_dim])

        scores = np.einsum("thd,shd->hts", q_nope, k_nope) + np.einsum("thd,sd->hts", q_pe, k_pe)
        future = np.triu(np.ones((tokens, tokens), bool), 1)
        attention = softmax(np.where(future, -np.inf, scores * softmax_scale(c)))
        mixed = self.rounded(np.einsum("hts,sr->thr", attention, latent))
        heads = np.einsum("thr,hdr->thd", mixed, expand[:, c.nope_dim :]).reshape(tokens, -1)
        return self.rounded(heads) @ self.weight(part + "o_proj").T, latent

    def mlp(self, part, x):
        gate, up = x @ self.weight(part + ".gate_proj").T, x @ self.weight(part + ".up_proj").T
        return self.rounded(gate * sigmoid(gate) * up) @ self.weight(part + ".down_proj").T

    def mixture(self, layer, x):
        part = f"layers.{layer}.mlp"
        bias = self.weights.get(f"model.{part}.gate.e_score_correction_bias")
        routing = route(self.config.router, x, self.weight(part + ".gate"), bias, self.override, layer)
        x = self.rounded(x)
        shared = self.config.shared_experts and self.override.shared_experts
        y = self.mlp(part + ".shared_experts", x) if shared else np.zeros_like(x)
        for expert in np.unique(routing.experts):
            token, slot = np.nonzero(routing.experts == expert)
            y[token] += routing.weights[token, slot, None] * self.mlp(f"{part}.experts.{expert}", x[token])
        return y, routing

    def embed(self, ids):
        return self.weight("embed_tokens")[ids]

    def layer(self, layer, x):
        """-> x behind the layer, the latent, and its Routing or None."""
        c, routing = self.config, None
        u = rms_norm(x, self.weight(f"layers.{layer}.input_layernorm"), c.norm_eps)
        output, latent = self.attention(layer, u)
        x = x + output
        u = rms_norm(x, self.weight(f"layers.{layer}.post_attention_layernorm"), c.norm_eps)
        if c.moe[layer]:
            output, routing = self.mixture(layer, u)
        else:
            output = self.mlp(f"layers.{layer}.mlp", self.rounded(u))
        return x + output, latent, routing

    def logits(self, x):
        head = self.weight("embed_tokens") if self.config.tied else self.weights["lm_head.weight"]
        return self.rounded(rms_norm(x, self.weight("norm"), self.config.norm_eps)) @ head.T

    def forward(self, ids):
        """ids: token numbers at positions 0, 1, 2, ... -> Result."""
        x, norms, routings = self.embed(ids), [], []
        for layer in range(self.config.layers):
            x, latent, routing = self.layer(layer, x)
            norms.append(np.linalg.norm(latent, axis=-1))
            if routing is not None:
                routings.append(routing)
        return Result(self.logits(x), np.stack(norms, 1), list(np.flatnonzero(self.config.moe)), routings)


def load_model(folder, override=Override()):
    """A model folder: config.json and one or more safetensors files."""
    return Model(load_config(folder), load_weights(folder), override)


def spread(scales, shape):
    """Scales of blocks of 128 x 128, one for each element of a matrix of that shape."""
    return scales.repeat(128, axis=0)[: shape[0]].repeat(128, axis=1)[:, : shape[1]]


def load_weights(folder):
    """{name: float64 array} of all shards; FP8 weights times their scales (128x128 blocks)."""
    index = folder / "model.safetensors.index.json"
    shards = {"model.safetensors"}
    if index.exists():
        shards = set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values())
    tensors = {}
    for shard in sorted(shards):
        for name, values in safetensors_file.read(folder / shard).items():
            tensors[name.removeprefix("language_model.")] = values
    for name in [n for n in tensors if n.endswith(".weight_scale_inv")]:
        scaled = name.removesuffix("_scale_inv")
        scale = spread(tensors.pop(name), tensors[scaled].shape)
        tensors[scaled] = (tensors[scaled].astype(np.float32) * scale.astype(np.float32)).astype(np.float64)
    return tensors
