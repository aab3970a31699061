# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""A model in the layouts that GGUF files of architecture deepseek2 have had.

old: kv_b whole, and the keys of files made before the newer layout; the MTP block is left out.
new: kv_b as two tensors with a dimension for the heads, of which k_b is transposed; the MTP block is inside.
both: kv_b whole and beside it the halves without that dimension.
"""
import numpy as np

import gguf_file
import safetensors_file
from gguf_file import Stored
from model_config import parse_config

NAMES = {  # behind "model." and "model.layers.N."
    "embed_tokens": "token_embd", "norm": "output_norm", "input_layernorm": "attn_norm",
    "self_attn.q_proj": "attn_q", "self_attn.q_a_proj": "attn_q_a", "self_attn.q_a_layernorm": "attn_q_a_norm",
    "self_attn.q_b_proj": "attn_q_b", "self_attn.kv_a_proj_with_mqa": "attn_kv_a_mqa",
    "self_attn.kv_a_layernorm": "attn_kv_a_norm", "self_attn.kv_b_proj": "attn_kv_b",
    "self_attn.o_proj": "attn_output", "post_attention_layernorm": "ffn_norm", "mlp.gate": "ffn_gate_inp",
    "eh_proj": "nextn.eh_proj", "enorm": "nextn.enorm", "hnorm": "nextn.hnorm",
    "shared_head.norm": "nextn.shared_head_norm", "shared_head.head": "nextn.shared_head_head",
} | {f"mlp.{part}_proj": f"ffn_{part}" for part in ("gate", "up", "down")} | {
    f"mlp.shared_experts.{part}_proj": f"ffn_{part}_shexp" for part in ("gate", "up", "down")}


def keys_of(raw, layout):
    """The metadata; what config.json merely calls by another name, and what it says in another way."""
    raw = raw.get("text_config", raw)
    config, is_old = parse_config(raw), layout == "old"
    router, rope, head = config.router, config.rope, config.nope_dim + config.rope_dim
    blocks = config.layers + (0 if is_old else raw.get("num_nextn_predict_layers") or 0)
    keys = {
        "block_count": blocks, "context_length": raw["max_position_embeddings"], "vocab_size": raw["vocab_size"],
        "embedding_length": raw["hidden_size"], "feed_forward_length": raw["intermediate_size"],
        "attention.head_count": config.heads, "attention.kv_lora_rank": config.kv_lora_rank,
        "attention.layer_norm_rms_epsilon": config.norm_eps, "rope.dimension_count": config.rope_dim,
        "rope.freq_base": rope.theta, "leading_dense_block_count": config.moe.index(True),
        "expert_count": router.experts, "expert_used_count": router.per_token,
        "expert_shared_count": config.shared_experts, "expert_feed_forward_length": raw["moe_intermediate_size"],
        "expert_weights_scale": router.scale,
    }
    if config.q_lora_rank is not None:
        keys["attention.q_lora_rank"] = config.q_lora_rank
    if layout == "new":
        keys |= {"attention.head_count_kv": 1, "attention.key_length": config.kv_lora_rank + config.rope_dim,
                 "attention.value_length": config.kv_lora_rank, "attention.key_length_mla": head,
                 "attention.value_length_mla": config.value_dim}
    else:
        keys |= {"attention.head_count_kv": config.heads, "attention.key_length": head,
                 "attention.value_length": config.value_dim}
    if rope.factor is not None:
        keys |= {"rope.scaling.type": "yarn", "rope.scaling.factor": rope.factor,
                 "rope.scaling.original_context_length": rope.original_length,
                 "rope.scaling.yarn_log_multiplier": 0.1 * rope.mscale_all_dim}
        if not is_old or (rope.beta_fast, rope.beta_slow) != (32, 1):
            keys |= {"rope.scaling.yarn_beta_fast": rope.beta_fast, "rope.scaling.yarn_beta_slow": rope.beta_slow}
        if rope.attention_factor is not None:
            keys["rope.scaling.yarn_attn_factor"] = rope.attention_factor
    if router.scoring == "sigmoid" or not is_old:  # old files of deepseek_v2 said neither
        keys |= {"expert_gating_func": {"softmax": 1, "sigmoid": 2}[router.scoring],
                 "expert_weights_norm": bool(router.normalise)}
    if router.groups > 1:
        keys |= {"expert_group_count": router.groups, "expert_group_used_count": router.kept_groups}
    if blocks > config.layers:
        keys["nextn_predict_layers"] = blocks - config.layers
    return {"general.architecture": "deepseek2", "tokenizer.ggml.model": "no_vocab"} | {
        "deepseek2." + key: value for key, value in keys.items()}


def stored(kind, values):
    return Stored(kind, values.shape, safetensors_file.encode(values, kind))


def halves_of(config, values, flat):
    """kv_b [H*(dn+dv), R] -> k_b [H, R, dn] and v_b [H, dv, R], or the same without a dimension for the heads."""
    heads = values.reshape(config.heads, config.nope_dim + config.value_dim, -1)
    keys, values = heads[:, : config.nope_dim].transpose(0, 2, 1), heads[:, config.nope_dim :]
    return [half.reshape(-1, half.shape[2]) if flat else half for half in (keys, values)]


def block_tensors(config, block, tensors, layout):
    """{name: Stored} of one layer, from {name behind "model.layers.N.": (dtype, values)}."""
    out, experts = {}, {}
    for name, (kind, values) in tensors.items():
        plain = name.removesuffix(".weight")
        if name == "mlp.gate.e_score_correction_bias":
            out[block + "exp_probs_b.bias"] = stored("F32", values)
        elif name.startswith("mlp.experts."):
            number, part = name.split(".")[2:4]
            experts.setdefault((part.removesuffix("_proj"), kind), {})[int(number)] = values
        elif plain == "self_attn.kv_b_proj" and layout != "old":
            for half, part in zip(halves_of(config, values, layout == "both"), ("k_b", "v_b")):
                out[f"{block}attn_{part}.weight"] = stored(kind, np.ascontiguousarray(half))
            if layout == "both":
                out[block + "attn_kv_b.weight"] = stored(kind, values)
        else:
            kind = "F32" if values.ndim == 1 or plain == "mlp.gate" else kind
            gguf_name = "nextn.embed_tokens" if plain == "embed_tokens" else NAMES[plain]
            out[f"{block}{gguf_name}.weight"] = stored(kind, values)
    for (part, kind), matrices in experts.items():
        stack = np.stack([matrices[number] for number in sorted(matrices)])
        out[f"{block}ffn_{part}_exps.weight"] = stored(kind, stack)
    return out


def tensors_of(raw, tensors, layout):
    """{name: Stored} of a whole model, from what `random_tensors` draws."""
    config, out, layers = parse_config(raw), {}, {}
    for name, (kind, values) in tensors.items():
        name = name.removeprefix("language_model.")
        if name.startswith("model.layers."):
            number, inner = name.split(".", 3)[2:]
            layers.setdefault(int(number), {})[inner] = (kind, values)
        elif name == "lm_head.weight":
            out["output.weight"] = stored(kind, values)
        elif name.startswith("model."):
            kind = "F32" if values.ndim == 1 else kind
            out[NAMES[name.removeprefix("model.").removesuffix(".weight")] + ".weight"] = stored(kind, values)
    for layer in range(config.layers if layout == "old" else len(layers)):
        out |= block_tensors(config, f"blk.{layer}.", layers[layer], layout)
    return out


def write(path, raw, tensors, layout):
    gguf_file.write(path, keys_of(raw, layout), tensors_of(raw, tensors, layout))
