# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Random weights for the cases, and which draws are fit to judge an engine by."""
import json
import zlib

import numpy as np

import safetensors_file
from cases import raw_config
from deepseek_reference import Model
from model_config import parse_config

NEAR_TIE = 1e-4  # relative; float32 engines must be able to choose the same experts


class Weights:
    """Random tensors under their names; every matrix keeps the size of what it is applied to."""

    def __init__(self, case, rng):
        self.case, self.rng, self.tensors = case, rng, {}

    def add(self, name, values, dtype=None):
        dtype = dtype or self.case.dtype
        self.tensors[name] = (dtype, safetensors_file.representable(values, dtype))

    def matrix(self, name, rows, columns, gain=1.0):
        self.add(name + ".weight", self.rng.normal(0, gain * columns**-0.5, (rows, columns)))

    def norm(self, name, size):
        self.add(name + ".weight", self.rng.uniform(0.8, 1.2, size))

    def mlp(self, name, hidden, width):
        self.matrix(name + ".gate_proj", width, hidden, 1.5)
        self.matrix(name + ".up_proj", width, hidden, 1.5)
        self.matrix(name + ".down_proj", hidden, width, 1.5)


def add_attention(weights, part, config, hidden):
    query = config.heads * (config.nope_dim + config.rope_dim)
    if config.q_lora_rank is None:
        weights.matrix(part + "q_proj", query, hidden, 1.2)
    else:
        weights.matrix(part + "q_a_proj", config.q_lora_rank, hidden, weights.case.latent_gain)
        weights.norm(part + "q_a_layernorm", config.q_lora_rank)
        weights.matrix(part + "q_b_proj", query, config.q_lora_rank, 1.2)
    rank = config.kv_lora_rank
    compress = weights.rng.normal(0, hidden**-0.5, (rank + config.rope_dim, hidden))
    compress[:rank] *= weights.case.latent_gain
    weights.add(part + "kv_a_proj_with_mqa.weight", compress)
    weights.norm(part + "kv_a_layernorm", rank)
    weights.matrix(part + "kv_b_proj", config.heads * (config.nope_dim + config.value_dim), rank, 1.2)
    weights.matrix(part + "o_proj", hidden, config.heads * config.value_dim, 1.5)


def add_mixture(weights, part, config, raw):
    case, router = weights.case, config.router
    hidden, width = raw["hidden_size"], raw["moe_intermediate_size"]
    gate = weights.rng.normal(0, 1.5 * hidden**-0.5, (router.experts, hidden))
    bias = weights.rng.uniform(-0.3, 0.3, router.experts) + case.bias_centre
    if case.equal_gates:
        first, second = case.equal_gates
        gate[second], bias[second] = gate[first], bias[first]
    weights.add(part + ".gate.weight", gate)
    if router.method == "noaux_tc":
        weights.add(part + ".gate.e_score_correction_bias", bias, case.bias_dtype)
    for expert in range(router.experts):
        weights.mlp(f"{part}.experts.{expert}", hidden, width)
    weights.mlp(part + ".shared_experts", hidden, width * config.shared_experts)


def random_tensors(case, raw, rng):
    """{name: (dtype, values)} of a whole model."""
    config, weights = parse_config(raw), Weights(case, rng)
    hidden, vocabulary = raw["hidden_size"], raw["vocab_size"]
    embed_size = hidden**-0.5 if config.tied else case.embed_gain
    weights.add("model.embed_tokens.weight", rng.normal(0, embed_size, (vocabulary, hidden)))
    weights.norm("model.norm", hidden)
    if not config.tied:
        weights.matrix("lm_head", vocabulary, hidden)
    for layer in range(config.layers):
        part = f"model.layers.{layer}."
        weights.norm(part + "input_layernorm", hidden)
        weights.norm(part + "post_attention_layernorm", hidden)
        add_attention(weights, part + "self_attn.", config, hidden)
        if config.moe[layer]:
            add_mixture(weights, part + "mlp", config, raw)
        else:
            weights.mlp(part + "mlp", hidden, raw["intermediate_size"])
    return weights.tensors


def near_tie(scores, count, equal=()):
    """Whether two of the `count`+1 best of any row are closer than NEAR_TIE times the row's largest size."""
    size = np.abs(np.where(np.isfinite(scores), scores, 0)).max(-1, keepdims=True)
    if equal:  # a tie that is meant: the twin is out of the way
        scores = np.delete(scores, equal[1], axis=1)
    best = -np.sort(-scores, axis=-1)[:, : count + 1]
    with np.errstate(invalid="ignore"):
        return (best[:, :-1] - best[:, 1:] <= NEAR_TIE * size).any()


def decisive(case, router, result):
    """Whether this draw judges an engine: sizes as they should be, no near ties, equal gates that matter."""
    if not 1 <= np.abs(result.logits).max() <= 6:
        return False
    for routing in result.routing:
        if near_tie(routing.choice, router.per_token, case.equal_gates):
            return False
        if routing.groups is not None and near_tie(routing.groups, router.kept_groups):
            return False
    return not case.equal_gates or any(splits_twins(case.equal_gates, routing) for routing in result.routing)


def splits_twins(equal, routing):
    """Whether some token has room for one of two equal experts only."""
    chosen = [(routing.experts == expert).any(-1) for expert in equal]
    return (chosen[0] != chosen[1]).any()


def draw_model(case, seed, folder):
    """Writes config.json and model.safetensors of the first decisive draw -> (ids, Result)."""
    raw = raw_config(case)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")
    for attempt in range(200):
        rng = np.random.default_rng([seed, zlib.crc32(case.name.encode()), attempt])
        safetensors_file.write(folder / "model.safetensors", random_tensors(case, raw, rng))
        ids = rng.integers(0, raw["vocab_size"], case.tokens)
        model = Model(folder)
        result = model.forward(ids)
        if decisive(case, model.config.router, result):
            return ids, result
    raise RuntimeError(f"{case.name}: no decisive model in 200 draws")
