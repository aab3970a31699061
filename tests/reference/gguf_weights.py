# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""A GGUF file of architecture deepseek2 as the reference wants it: a configuration, and weights by the names of
the checkpoint, read and dequantised when they are asked for."""
import numpy as np

from gguf_layouts import NAMES
from model_config import Config, Rope, Router


class GgufWeights:
    def __init__(self, file):
        self.file, self.kept = file, {}

    def __getitem__(self, name):
        if name not in self.kept:
            self.kept[name] = self.read(name)
        return self.kept[name]

    def get(self, name):
        return self[name] if name.endswith("bias") and self.place(name) in self.file.tensors else None

    def forget(self):
        """What was read so far."""
        self.kept.clear()

    def place(self, name):
        if name == "lm_head.weight":
            return "output.weight"
        plain = name.removeprefix("model.").removesuffix(".weight")
        if not plain.startswith("layers."):
            return NAMES[plain] + ".weight"
        number, inner = plain.split(".", 2)[1:]
        if inner == "mlp.gate.e_score_correction_bias":
            return f"blk.{number}.exp_probs_b.bias"
        if inner.startswith("mlp.experts."):
            return f"blk.{number}.ffn_{inner.split('.')[3].removesuffix('_proj')}_exps.weight"
        return f"blk.{number}.{NAMES[inner]}.weight"

    def read(self, name):
        place = self.place(name)
        if ".mlp.experts." in name:
            return self.file.read(place, int(name.split(".")[5]), 1)[0]
        if place.endswith("attn_kv_b.weight") and place not in self.file.tensors:
            keys, values = (self.file.read(place.replace("kv_b", half)) for half in ("k_b", "v_b"))
            return np.concatenate([keys.transpose(0, 2, 1), values], 1).reshape(-1, keys.shape[1])
        return self.file.read(place)


def config_of(file):
    """Of either layout; sigmoid scores and a bias where the file has one (noaux_tc)."""
    def key(name, default=None):
        return file.keys.get("deepseek2." + name, default)

    layers = key("block_count") - key("nextn_predict_layers", 0)
    noaux = any(name.endswith("exp_probs_b.bias") for name in file.tensors)
    groups, rope_dim = key("expert_group_count", 1), key("rope.dimension_count")
    rope = Rope(key("rope.freq_base"), True)
    if key("rope.scaling.type") == "yarn":
        rope.factor, rope.original_length = key("rope.scaling.factor"), key("rope.scaling.original_context_length")
        rope.mscale = rope.mscale_all_dim = 10 * key("rope.scaling.yarn_log_multiplier")
        rope.beta_fast = key("rope.scaling.yarn_beta_fast", rope.beta_fast)
        rope.beta_slow = key("rope.scaling.yarn_beta_slow", rope.beta_slow)
    method = "noaux_tc" if noaux else "greedy" if groups == 1 else "group_limited_greedy"
    return Config(
        layers=layers, heads=key("attention.head_count"), q_lora_rank=key("attention.q_lora_rank"),
        kv_lora_rank=key("attention.kv_lora_rank"), rope_dim=rope_dim,
        nope_dim=key("attention.key_length_mla", key("attention.key_length")) - rope_dim,
        value_dim=key("attention.value_length_mla", key("attention.value_length")),
        shared_experts=key("expert_shared_count", 0),
        moe=[layer >= key("leading_dense_block_count") for layer in range(layers)],
        norm_eps=key("attention.layer_norm_rms_epsilon"), tied="output.weight" not in file.tensors, rope=rope,
        router=Router(
            experts=key("expert_count"), per_token=key("expert_used_count"), groups=groups,
            kept_groups=key("expert_group_used_count", 1), method=method,
            scoring="sigmoid" if key("expert_gating_func", 2 if noaux else 1) == 2 else "softmax",
            normalise=key("expert_weights_norm", noaux), scale=key("expert_weights_scale", 1.0)))
