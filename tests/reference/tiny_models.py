# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""The cases: the shape of each tiny model, its random weights, and which draws are good enough to judge by."""
import json
import zlib
from dataclasses import dataclass, field

import numpy as np

import safetensors_file
from deepseek_reference import Model
from model_config import parse_config

NEAR_TIE = 1e-4  # relative; float32 engines must be able to choose the same experts
REMOVED = object()  # a key that the case's config.json leaves out


@dataclass
class Case:
    name: str
    model_type: str = "deepseek_v3"
    config: dict = field(default_factory=dict)  # overrides of the base config
    tokens: int = 24
    dtype: str = "F32"
    bias_dtype: str = "F32"
    bias_centre: float = 0.0
    latent_gain: float = 1.0  # of kv_a_proj: a small latent shows which eps its norm uses
    embed_gain: float = 1.0
    equal_gates: tuple = ()  # two experts of one MoE layer's gate that are given the same row and bias


YARN = {"type": "yarn", "factor": 40, "beta_fast": 32, "beta_slow": 1, "original_max_position_embeddings": 64}
V2_YARN = YARN | {"mscale": 0.707, "mscale_all_dim": 0.707}
V3_YARN = YARN | {"mscale": 1.0, "mscale_all_dim": 1.0}

BASE = {
    "hidden_act": "silu", "attention_bias": False, "tie_word_embeddings": False, "torch_dtype": "float32",
    "vocab_size": 64, "hidden_size": 36, "num_hidden_layers": 2, "num_attention_heads": 4,
    "num_key_value_heads": 4, "max_position_embeddings": 256, "bos_token_id": 0, "eos_token_id": 1,
    "rms_norm_eps": 1e-6, "rope_theta": 10000, "q_lora_rank": 24, "kv_lora_rank": 20, "qk_nope_head_dim": 12,
    "qk_rope_head_dim": 8, "v_head_dim": 12, "intermediate_size": 48, "moe_intermediate_size": 12,
    "moe_layer_freq": 1, "first_k_dense_replace": 1,
}
V2 = BASE | {
    "n_routed_experts": 8, "n_shared_experts": 2, "num_experts_per_tok": 3, "n_group": 1, "topk_group": 1,
    "topk_method": "greedy", "scoring_func": "softmax", "norm_topk_prob": False, "routed_scaling_factor": 1.0,
    "rope_scaling": V2_YARN,
}
V3 = BASE | {
    "n_routed_experts": 16, "n_shared_experts": 1, "num_experts_per_tok": 4, "n_group": 4, "topk_group": 2,
    "topk_method": "noaux_tc", "scoring_func": "sigmoid", "norm_topk_prob": True, "routed_scaling_factor": 2.5,
    "rope_scaling": V3_YARN,
}
ONE_GROUP = {"n_routed_experts": 10, "n_group": 1, "topk_group": 1}
DEFAULTED = {key: REMOVED for key in ("n_group", "topk_group", "topk_method", "scoring_func", "norm_topk_prob")}

CASES = [
    Case("v2-lite", "deepseek_v2", {"q_lora_rank": None, "num_hidden_layers": 3}),
    Case("v2-q-lora", "deepseek_v2", DEFAULTED),
    Case("v2-group-limited", "deepseek_v2", {
        "n_routed_experts": 16, "num_experts_per_tok": 4, "n_group": 4, "topk_group": 2,
        "topk_method": "group_limited_greedy", "routed_scaling_factor": 16.0}),
    Case("v3-groups"),
    Case("v3-negative-bias", bias_centre=-1.5),
    Case("plain-rope-eps", config=ONE_GROUP | {
        "q_lora_rank": None, "rope_scaling": None, "rope_theta": 50000.0, "rms_norm_eps": 1e-2,
        "n_shared_experts": 2, "routed_scaling_factor": 2.446}, latent_gain=0.2, embed_gain=0.1),
    Case("glm", "glm4_moe_lite", DEFAULTED | {
        "num_attention_heads": 5, "num_key_value_heads": 5, "qk_nope_head_dim": 14, "qk_rope_head_dim": 4,
        "v_head_dim": 18, "hidden_size": 38, "moe_intermediate_size": 11, "n_routed_experts": 9,
        "rms_norm_eps": 1e-5, "rope_theta": 1000000, "rope_scaling": None, "routed_scaling_factor": 1.8,
        "num_hidden_layers": 3, "first_k_dense_replace": REMOVED, "moe_layer_freq": REMOVED,
        "mlp_layer_types": ["dense", "sparse", "sparse"]}),
    Case("kimi", "kimi_k2", ONE_GROUP | {
        "n_routed_experts": 12, "rope_theta": 50000.0, "routed_scaling_factor": 2.827,
        "rope_scaling": V3_YARN | {"factor": 32.0, "beta_fast": 1.0, "beta_slow": 1.0}}),
    Case("yarn-mscale-ratio", config=ONE_GROUP | {
        "rope_scaling": YARN | {"mscale": 2.0, "mscale_all_dim": 0.5}}),
    Case("yarn-no-mscale-all-dim", config=ONE_GROUP | {"rope_scaling": {
        "type": "yarn", "factor": 40, "mscale": 0.707, "original_max_position_embeddings": 64}}),
    Case("rope-parameters", config=ONE_GROUP | {
        "rope_scaling": REMOVED, "rope_theta": 777.0, "rope_parameters": {
            "rope_type": "yarn", "rope_theta": 20000.0, "factor": 8, "mscale": 1, "mscale_all_dim": 1,
            "original_max_position_embeddings": 6}}),
    Case("tied-embeddings", config=ONE_GROUP | {"tie_word_embeddings": True}),
    Case("gate-ties", config=ONE_GROUP, equal_gates=(2, 7)),
    Case("past-original-length", config=ONE_GROUP | {
        "rope_scaling": V3_YARN | {"factor": 4, "original_max_position_embeddings": 32}}, tokens=96),
    Case("bf16-weights", config=ONE_GROUP | {"torch_dtype": "bfloat16"}, dtype="BF16", bias_dtype="BF16"),
    Case("f16-weights", "deepseek_v2", {"torch_dtype": "float16"}, dtype="F16"),
]


def raw_config(case):
    merged = (V2 if case.model_type == "deepseek_v2" else V3) | case.config | {"model_type": case.model_type}
    return {key: value for key, value in merged.items() if value is not REMOVED}


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
    weights.matrix(part + "kv_a_proj_with_mqa", rank + config.rope_dim, hidden, weights.case.latent_gain)
    weights.norm(part + "kv_a_layernorm", rank)
    weights.matrix(part + "kv_b_proj", config.heads * (config.nope_dim + config.value_dim), rank, 1.2)
    weights.matrix(part + "o_proj", hidden, config.heads * config.value_dim, 1.5)


def add_mixture(weights, part, config, raw):
    case, router, hidden, width = weights.case, config.router, raw["hidden_size"], raw["moe_intermediate_size"]
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
    config, weights, hidden, vocabulary = parse_config(raw), Weights(case, rng), raw["hidden_size"], raw["vocab_size"]
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
    """Whether this draw judges an engine: sizes as they should be, no near ties, and the case's point is met."""
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
