# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""config.json of DeepSeek-V2/V3 and their relatives, with the defaults of keys that may be missing."""
import json
from dataclasses import dataclass

V2_TYPES = ("deepseek_v2",)
V3_TYPES = ("deepseek_v3", "deepseek_v32", "kimi_k2", "glm4_moe_lite")


@dataclass
class Rope:
    """Rotary embedding. `factor` is None for plain rope, else the YaRN parameters count."""

    theta: float
    interleaved: bool
    factor: float | None = None
    original_length: int = 0
    beta_fast: float = 32.0
    beta_slow: float = 1.0
    mscale: float = 1.0
    mscale_all_dim: float = 0.0
    attention_factor: float | None = None


@dataclass
class Router:
    experts: int
    per_token: int
    groups: int
    kept_groups: int
    method: str  # greedy, group_limited_greedy, noaux_tc
    scoring: str  # softmax, sigmoid
    normalise: bool
    scale: float


@dataclass
class Config:
    layers: int
    heads: int
    q_lora_rank: int | None
    kv_lora_rank: int
    nope_dim: int
    rope_dim: int
    value_dim: int
    shared_experts: int
    moe: list  # [layers] bool: the layer's feed-forward part is a mixture of experts
    norm_eps: float
    tied: bool
    rope: Rope
    router: Router | None


def parse_rope(raw):
    parameters = raw.get("rope_parameters") or raw.get("rope_scaling") or {}
    theta = float(parameters.get("rope_theta", raw.get("rope_theta", 10000.0)))
    rope = Rope(theta, raw.get("rope_interleave", True))
    kind = parameters.get("rope_type", parameters.get("type", "default"))
    if kind == "default":
        return rope
    if kind != "yarn":
        raise ValueError(f"rope type {kind!r} is not supported")
    rope.factor = float(parameters["factor"])
    rope.original_length = parameters["original_max_position_embeddings"]
    for key in ("beta_fast", "beta_slow", "mscale", "mscale_all_dim", "attention_factor"):
        if parameters.get(key) is not None:
            setattr(rope, key, float(parameters[key]))
    return rope


def parse_router(raw):
    if not raw.get("n_routed_experts"):
        return None
    v3 = raw["model_type"] in V3_TYPES

    def value(key, default):
        return default if raw.get(key) is None else raw[key]

    return Router(
        experts=raw["n_routed_experts"],
        per_token=raw["num_experts_per_tok"],
        groups=value("n_group", 1),
        kept_groups=value("topk_group", 1),
        method=value("topk_method", "noaux_tc" if v3 else "greedy"),
        scoring=value("scoring_func", "sigmoid" if v3 else "softmax"),
        normalise=value("norm_topk_prob", v3),
        scale=float(value("routed_scaling_factor", 1.0)),
    )


def moe_layers(raw):
    """[L] bool. `mlp_layer_types` of newer configs wins over first_k_dense_replace and moe_layer_freq."""
    layers = raw["num_hidden_layers"]
    if not raw.get("n_routed_experts"):
        return [False] * layers
    if "mlp_layer_types" in raw:
        return [kind == "sparse" for kind in raw["mlp_layer_types"]]
    first, every = raw.get("first_k_dense_replace", 0), raw.get("moe_layer_freq", 1)
    return [layer >= first and layer % every == 0 for layer in range(layers)]


def parse_config(raw):
    raw = raw.get("text_config", raw)
    if raw["model_type"] not in V2_TYPES + V3_TYPES:
        raise ValueError(f"model_type {raw['model_type']!r} is not supported")
    return Config(
        layers=raw["num_hidden_layers"],
        heads=raw["num_attention_heads"],
        q_lora_rank=raw.get("q_lora_rank"),
        kv_lora_rank=raw["kv_lora_rank"],
        nope_dim=raw["qk_nope_head_dim"],
        rope_dim=raw["qk_rope_head_dim"],
        value_dim=raw["v_head_dim"],
        shared_experts=raw.get("n_shared_experts") or 0,
        moe=moe_layers(raw),
        norm_eps=float(raw.get("rms_norm_eps", 1e-6)),
        tied=raw.get("tie_word_embeddings", False),
        rope=parse_rope(raw),
        router=parse_router(raw),
    )


def load_config(folder):
    return parse_config(json.loads((folder / "config.json").read_text(encoding="utf-8")))
