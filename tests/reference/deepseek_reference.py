# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Forward pass of DeepSeek-V2/V3 in float64: the yardstick of the engine's numbers.

Written from the published formulas (DeepSeek-V2, arXiv:2405.04434; DeepSeek-V3, arXiv:2412.19437; YaRN,
arXiv:2309.00071), for clearness and not for speed: all positions at once, keys and values decompressed.
A weight [out, in] is applied as x @ W.T; T = tokens, H = heads, R = kv_lora_rank, E = experts, K = chosen.
"""
import json
import math
from dataclasses import dataclass

import numpy as np

import safetensors_file
from model_config import load_config

LATENT_EPS = 1e-6  # q_a_layernorm and kv_a_layernorm ignore rms_norm_eps


@dataclass
class Routing:
    experts: np.ndarray  # [T, K] int, the higher selection score first, ties to the lower index
    weights: np.ndarray  # [T, K]
    scores: np.ndarray  # [T, E] softmax or sigmoid, before any bias
    choice: np.ndarray  # [T, E] what the K experts were chosen by, -inf in dropped groups
    groups: np.ndarray | None  # [T, groups] what the groups were chosen by


@dataclass
class Result:
    logits: np.ndarray  # [T, vocabulary]
    latent_norm: np.ndarray  # [T, layers] L2 norm of the normalised latent c, without k_pe
    moe_layers: list  # layer numbers of `routing`
    routing: list  # one Routing for each MoE layer


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def rms_norm(x, weight, eps):
    return weight * x / np.sqrt((x * x).mean(-1, keepdims=True) + eps)


def largest(scores, count):
    """Indices of the `count` largest of each row, in falling order, ties to the lower index."""
    return np.argsort(-scores, axis=-1, kind="stable")[:, :count]


# --- rotary embedding ------------------------------------------------------------------------------------------


def yarn_mscale(factor, mscale):
    return 1.0 if factor <= 1 else 0.1 * mscale * math.log(factor) + 1


def rope_frequencies(rope, dim):
    """[dim/2] radians for each position; YaRN divides the slow dimensions by `factor`."""
    i = np.arange(dim // 2)
    frequency = rope.theta ** (-2.0 * i / dim)
    if rope.factor is None:
        return frequency

    def correction(rotations):
        return dim * math.log(rope.original_length / (rotations * 2 * math.pi)) / (2 * math.log(rope.theta))

    low = max(math.floor(correction(rope.beta_fast)), 0)
    high = min(math.ceil(correction(rope.beta_slow)), dim - 1)
    ramp = np.clip((i - low) / (high - low if high != low else 0.001), 0, 1)
    return frequency / rope.factor * ramp + frequency * (1 - ramp)


def rotary_multiplier(rope):
    """Multiplies cos and sin: acts on the rope part only."""
    if rope.factor is None:
        return 1.0
    if rope.attention_factor is not None:
        return rope.attention_factor
    return yarn_mscale(rope.factor, rope.mscale) / yarn_mscale(rope.factor, rope.mscale_all_dim)


def softmax_scale(config):
    scale = (config.nope_dim + config.rope_dim) ** -0.5
    if config.rope.factor is not None and config.rope.mscale_all_dim:
        scale *= yarn_mscale(config.rope.factor, config.rope.mscale_all_dim) ** 2
    return scale


def rotate(x, rope):
    """x [T, heads, dim], row t standing at position t; pairs are (2i, 2i+1), or (i, i+dim/2) if not interleaved."""
    tokens, _, dim = x.shape
    angle = np.arange(tokens)[:, None, None] * rope_frequencies(rope, dim)
    cos, sin = np.cos(angle) * rotary_multiplier(rope), np.sin(angle) * rotary_multiplier(rope)
    first, second = (np.s_[..., 0::2], np.s_[..., 1::2]) if rope.interleaved else (
        np.s_[..., : dim // 2], np.s_[..., dim // 2 :])
    rotated = np.empty_like(x)
    rotated[first] = x[first] * cos - x[second] * sin
    rotated[second] = x[first] * sin + x[second] * cos
    return rotated


# --- router ----------------------------------------------------------------------------------------------------


def group_scores(router, choice):
    """[T, groups]: the best expert of each group, for noaux_tc the sum of its two best."""
    grouped = np.sort(choice.reshape(len(choice), router.groups, -1), axis=-1)
    return grouped[..., -2:].sum(-1) if router.method == "noaux_tc" else grouped[..., -1]


def route(router, x, gate, bias):
    """x [T, hidden] normalised, gate [E, hidden], bias [E] or None -> Routing."""
    # Not a matrix product: equal rows of the gate must give exactly equal scores.
    gate_logits = (x[:, None, :] * gate).sum(-1)
    scores = softmax(gate_logits) if router.scoring == "softmax" else sigmoid(gate_logits)
    choice, groups = (scores + bias if router.method == "noaux_tc" else scores), None
    if router.groups > 1 and router.method != "greedy":
        groups = group_scores(router, choice)
        kept = np.zeros(groups.shape, bool)
        np.put_along_axis(kept, largest(groups, router.kept_groups), True, axis=1)
        choice = np.where(kept.repeat(router.experts // router.groups, axis=1), choice, -np.inf)
    experts = largest(choice, router.per_token)
    weights = np.take_along_axis(scores, experts, axis=1)
    if router.normalise:
        weights = weights / (weights.sum(-1, keepdims=True) + 1e-20)
    if router.method == "noaux_tc" or not router.normalise:  # V2 normalises or scales, V3 does both
        weights = weights * router.scale
    return Routing(experts, weights, scores, choice, groups)


# --- layers ----------------------------------------------------------------------------------------------------


class Model:
    """A model folder: config.json and one or more safetensors files."""

    def __init__(self, folder):
        self.config = load_config(folder)
        self.weights = load_weights(folder)

    def weight(self, name):
        return self.weights[f"model.{name}.weight"]

    def attention(self, layer, x):
        """Multi-head latent attention over all positions; returns its output and the latent c [T, R]."""
        c, part, tokens = self.config, f"layers.{layer}.self_attn.", len(x)
        if c.q_lora_rank is None:
            q = x @ self.weight(part + "q_proj").T
        else:
            q = x @ self.weight(part + "q_a_proj").T
            q = rms_norm(q, self.weight(part + "q_a_layernorm"), LATENT_EPS) @ self.weight(part + "q_b_proj").T
        q = q.reshape(tokens, c.heads, c.nope_dim + c.rope_dim)
        q_nope, q_pe = q[..., : c.nope_dim], rotate(q[..., c.nope_dim :], c.rope)

        compressed = x @ self.weight(part + "kv_a_proj_with_mqa").T
        latent = rms_norm(compressed[:, : c.kv_lora_rank], self.weight(part + "kv_a_layernorm"), LATENT_EPS)
        k_pe = rotate(compressed[:, None, c.kv_lora_rank :], c.rope)[:, 0]
        kv = (latent @ self.weight(part + "kv_b_proj").T).reshape(tokens, c.heads, c.nope_dim + c.value_dim)
        k_nope, value = kv[..., : c.nope_dim], kv[..., c.nope_dim :]

        scores = np.einsum("thd,shd->hts", q_nope, k_nope) + np.einsum("thd,sd->hts", q_pe, k_pe)
        future = np.triu(np.ones((tokens, tokens), bool), 1)
        attention = softmax(np.where(future, -np.inf, scores * softmax_scale(c)))
        heads = np.einsum("hts,shd->thd", attention, value).reshape(tokens, -1)
        return heads @ self.weight(part + "o_proj").T, latent

    def mlp(self, part, x):
        gate = x @ self.weight(part + ".gate_proj").T
        return (gate * sigmoid(gate) * (x @ self.weight(part + ".up_proj").T)) @ self.weight(part + ".down_proj").T

    def mixture(self, layer, x):
        part = f"layers.{layer}.mlp"
        bias = self.weights.get(f"model.{part}.gate.e_score_correction_bias")
        routing = route(self.config.router, x, self.weight(part + ".gate"), bias)
        y = self.mlp(part + ".shared_experts", x) if self.config.shared_experts else np.zeros_like(x)
        for expert in np.unique(routing.experts):
            token, slot = np.nonzero(routing.experts == expert)
            y[token] += routing.weights[token, slot, None] * self.mlp(f"{part}.experts.{expert}", x[token])
        return y, routing

    def forward(self, ids):
        """ids: token numbers at positions 0, 1, 2, ... -> Result."""
        c, latent_norms, routings = self.config, [], []
        x = self.weight("embed_tokens")[ids]
        for layer in range(c.layers):
            u = rms_norm(x, self.weight(f"layers.{layer}.input_layernorm"), c.norm_eps)
            output, latent = self.attention(layer, u)
            latent_norms.append(np.linalg.norm(latent, axis=-1))
            x = x + output
            u = rms_norm(x, self.weight(f"layers.{layer}.post_attention_layernorm"), c.norm_eps)
            if c.moe[layer]:
                output, routing = self.mixture(layer, u)
                routings.append(routing)
            else:
                output = self.mlp(f"layers.{layer}.mlp", u)
            x = x + output
        head = self.weight("embed_tokens") if c.tied else self.weights["lm_head.weight"]
        logits = rms_norm(x, self.weight("norm"), c.norm_eps) @ head.T
        return Result(logits, np.stack(latent_norms, 1), list(np.flatnonzero(c.moe)), routings)


def load_weights(folder):
    """{name: float64 array}; the index says which shards there are, FP8 weights are multiplied by their scales."""
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
        rows, columns = tensors[scaled].shape
        scale = tensors.pop(name).repeat(128, axis=0)[:rows].repeat(128, axis=1)[:, :columns]
        tensors[scaled] = (tensors[scaled].astype(np.float32) * scale.astype(np.float32)).astype(np.float64)
    return tensors
