# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""The cases: what each tiny random model looks like. README.md says what each of them decides."""
from dataclasses import dataclass, field

REMOVED = object()  # a key that the case's config.json leaves out


@dataclass
class Case:
    name: str
    model_type: str = "deepseek_v3"
    config: dict = field(default_factory=dict)  # overrides of the base config
    tokens: int = 24
    dtype: str = "F32"  # or BF16, F16, FP8: projections in blocks of F8_E4M3 with scales, the rest BF16
    bias_dtype: str = "F32"
    scale_fmt: str | None = None  # ue8m0: the scales of FP8 weights are powers of two
    bias_centre: float = 0.0
    bias_size: float = 0.3  # how far biases lie from their centre
    latent_gain: float = 1.0  # of the projections to latents: a small latent shows which eps its norm uses
    embed_gain: float = 1.0
    wrapper: dict | None = None  # outer config of a multimodal model that nests this one
    gguf: tuple = ()  # layouts of GGUF that golden folders hold besides
    equal_gates: tuple = ()  # two experts of one MoE layer's gate that are given the same row and bias
    experiment: bool = False  # the golden folder holds one on the routers, too


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
    "topk_method": "noaux_tc", "scoring_func": "sigmoid", "norm_topk_prob": True,
    "routed_scaling_factor": 2.5, "rope_scaling": V3_YARN,
}
ONE_GROUP = {"n_routed_experts": 10, "n_group": 1, "topk_group": 1}
ROUTER_DEFAULTS = {
    "n_group": REMOVED, "topk_group": REMOVED, "topk_method": REMOVED, "scoring_func": REMOVED,
    "norm_topk_prob": REMOVED,
}

CASES = [
    Case("v2-lite", "deepseek_v2", {"q_lora_rank": None, "num_hidden_layers": 3}, experiment=True),
    Case("v2-q-lora", "deepseek_v2", ROUTER_DEFAULTS),
    Case("v2-group-limited", "deepseek_v2", {
        "n_routed_experts": 16, "num_experts_per_tok": 4, "n_group": 4, "topk_group": 2,
        "topk_method": "group_limited_greedy", "routed_scaling_factor": 16.0}, experiment=True),
    Case("v3-groups", experiment=True),
    Case("v3-negative-bias", bias_centre=-1.5, experiment=True),
    Case("plain-rope-eps", config=ONE_GROUP | {
        "q_lora_rank": None, "rope_scaling": None, "rope_theta": 50000.0, "rms_norm_eps": 1e-2,
        "n_shared_experts": 2, "routed_scaling_factor": 2.446}, latent_gain=0.2, embed_gain=0.1),
    Case("glm", "glm4_moe_lite", ROUTER_DEFAULTS | {
        "num_attention_heads": 5, "num_key_value_heads": 5, "qk_nope_head_dim": 14, "qk_rope_head_dim": 4,
        "v_head_dim": 18, "hidden_size": 38, "moe_intermediate_size": 11, "n_routed_experts": 9,
        "rms_norm_eps": 1e-2, "rope_theta": 1000000, "rope_scaling": None, "routed_scaling_factor": 1.8,
        "num_hidden_layers": 3, "first_k_dense_replace": REMOVED, "moe_layer_freq": REMOVED,
        "mlp_layer_types": ["dense", "sparse", "sparse"]}, latent_gain=0.2),
    Case("kimi", "kimi_k2", ONE_GROUP | {
        "n_routed_experts": 12, "rope_theta": 50000.0, "routed_scaling_factor": 2.827,
        "rope_scaling": V3_YARN | {"factor": 32.0, "beta_fast": 1.0, "beta_slow": 1.0,
                                    "original_max_position_embeddings": 256}}),
    Case("kimi-nested", "kimi_k2", ONE_GROUP | {
        "n_routed_experts": 10, "rope_theta": 50000.0, "routed_scaling_factor": 2.827, "num_attention_heads": 2,
        "num_key_value_heads": 2, "rope_scaling": V3_YARN | {"factor": 64.0}, "rms_norm_eps": 1e-5},
        wrapper={"model_type": "kimi_k25", "tie_word_embeddings": False}),
    Case("glm-mtp", "glm4_moe_lite", ONE_GROUP | {
        "num_attention_heads": 5, "num_key_value_heads": 5, "qk_nope_head_dim": 14, "qk_rope_head_dim": 4,
        "v_head_dim": 18, "moe_intermediate_size": 8, "rms_norm_eps": 1e-5, "rope_scaling": None, "hidden_size": 24,
        "n_routed_experts": 6, "num_experts_per_tok": 2, "vocab_size": 48, "rope_theta": 1000000,
        "routed_scaling_factor": 1.8, "num_nextn_predict_layers": 1}, gguf=("old", "new")),
    Case("fp8-powers-of-two", config={"hidden_size": 140, "moe_intermediate_size": 12, "n_routed_experts": 8,
        "num_experts_per_tok": 2}, dtype="FP8", scale_fmt="ue8m0"),
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
    config = {key: value for key, value in merged.items() if value is not REMOVED}
    return config if case.wrapper is None else case.wrapper | {"text_config": config}
