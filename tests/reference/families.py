# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""The released families as tiny models: the settings of their config.json, sizes in proportion.

Hidden size, ranks and widths are no multiples of 128, so that FP8 weights end in short blocks both ways.
"""
from cases import REMOVED, Case

FAR = {"num_hidden_layers": 3, "vocab_size": 96, "hidden_size": 144, "intermediate_size": 160,
       "num_attention_heads": 4, "num_key_value_heads": 4, "kv_lora_rank": 136, "q_lora_rank": 72,
       "qk_nope_head_dim": 16, "qk_rope_head_dim": 8, "v_head_dim": 16, "moe_intermediate_size": 24,
       "torch_dtype": "bfloat16", "use_cache": True, "attention_dropout": 0.0, "pretraining_tp": 1, "ep_size": 1,
       "aux_loss_alpha": 0.001, "seq_aux": True, "initializer_range": 0.02}
NO_Q_LORA = {"q_lora_rank": None}


def yarn(factor, mscale, fast=32, slow=1):
    return {"rope_scaling": {"type": "yarn", "factor": factor, "beta_fast": fast, "beta_slow": slow, "mscale": mscale,
                             "mscale_all_dim": mscale, "original_max_position_embeddings": 64}}


V2_LITE = FAR | yarn(40, 0.707) | NO_Q_LORA | {
    "n_routed_experts": 16, "n_shared_experts": 2, "num_experts_per_tok": 6, "n_group": 1, "topk_group": 1,
    "topk_method": "greedy", "scoring_func": "softmax", "norm_topk_prob": False, "routed_scaling_factor": 1.0}
V2 = FAR | yarn(40, 0.707) | {
    "n_routed_experts": 24, "n_shared_experts": 2, "num_experts_per_tok": 6, "n_group": 8, "topk_group": 3,
    "topk_method": "group_limited_greedy", "scoring_func": "softmax", "norm_topk_prob": False,
    "routed_scaling_factor": 16.0}
V3 = FAR | yarn(40, 1.0) | {
    "n_routed_experts": 24, "n_shared_experts": 1, "num_experts_per_tok": 8, "n_group": 8, "topk_group": 4,
    "topk_method": "noaux_tc", "scoring_func": "sigmoid", "norm_topk_prob": True, "routed_scaling_factor": 2.5,
    "num_hidden_layers": 5, "first_k_dense_replace": 3, "num_nextn_predict_layers": 1}
ONE_GROUP = {"n_group": 1, "topk_group": 1, "num_hidden_layers": 3, "first_k_dense_replace": 1,
             "num_nextn_predict_layers": 0}
MOONLIGHT = V3 | ONE_GROUP | NO_Q_LORA | {
    "rope_scaling": None, "rope_theta": 50000.0, "rms_norm_eps": 1e-5, "n_shared_experts": 2, "n_routed_experts": 16,
    "num_experts_per_tok": 6, "routed_scaling_factor": 2.446}
KIMI = V3 | ONE_GROUP | yarn(32.0, 1.0, 1.0, 1.0) | {
    "rope_theta": 50000.0, "num_attention_heads": 2, "num_key_value_heads": 2, "n_routed_experts": 36,
    "routed_scaling_factor": 2.827}
GLM = V3 | ONE_GROUP | {
    "rope_scaling": None, "rope_theta": 1000000, "rms_norm_eps": 1e-5, "num_attention_heads": 5,
    "num_key_value_heads": 5, "qk_nope_head_dim": 24, "v_head_dim": 32, "n_routed_experts": 16,
    "num_experts_per_tok": 4, "routed_scaling_factor": 1.8, "num_nextn_predict_layers": 1, "partial_rotary_factor": 1.0}
NEW_SPELLING = {
    "rope_scaling": REMOVED, "rope_theta": REMOVED, "rope_parameters": {"rope_type": "default", "rope_theta": 1000000},
    "first_k_dense_replace": REMOVED, "moe_layer_freq": REMOVED, "scoring_func": REMOVED, "topk_method": REMOVED,
    "mlp_layer_types": ["dense", "sparse", "sparse"]}

FAMILIES = [
    Case("V2-Lite, Coder-V2-Lite", "deepseek_v2", V2_LITE),
    Case("V2, Coder-V2", "deepseek_v2", V2),
    Case("V2.5", "deepseek_v2", V2 | yarn(40, 1.0)),
    Case("V3, R1", "deepseek_v3", V3),
    Case("V3.1", "deepseek_v3", V3, scale_fmt="ue8m0"),
    Case("Moonlight", "deepseek_v3", MOONLIGHT),
    Case("Kimi-K2", "kimi_k2", KIMI),
    Case("Kimi-K2-0905", "kimi_k2", KIMI | yarn(64.0, 1.0, 1.0, 1.0)),
    Case("Kimi-K2.5", "kimi_k2", KIMI | yarn(64.0, 1.0) | {"rms_norm_eps": 1e-5}, wrapper={"model_type": "kimi_k25"}),
    Case("GLM-4.7-Flash", "glm4_moe_lite", GLM),
    Case("GLM, new spelling", "glm4_moe_lite", GLM | NEW_SPELLING),
    Case("attention_factor", "deepseek_v3", MOONLIGHT | {"rope_scaling": {
        "type": "yarn", "factor": 8, "mscale": 1.0, "mscale_all_dim": 1.0, "attention_factor": 1.3,
        "original_max_position_embeddings": 64}}),
]
