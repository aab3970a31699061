# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""The workshop model: multi-head latent attention and a mixture of experts, as in DeepSeek-V3."""

import math

import torch
from torch import nn

from attention import LatentAttention
from config import Config
from experts import MoE
from layers import Mlp, RmsNorm, linear


class Layer(nn.Module):
    def __init__(self, c: Config, index: int):
        super().__init__()
        residual_gain = 1 / math.sqrt(2 * c.num_hidden_layers)
        self.input_layernorm = RmsNorm(c.hidden_size, c.rms_norm_eps)
        self.self_attn = LatentAttention(c, index, residual_gain)
        self.post_attention_layernorm = RmsNorm(c.hidden_size, c.rms_norm_eps)
        dense = index < c.first_k_dense_replace
        self.mlp = Mlp(c.hidden_size, c.intermediate_size, residual_gain) if dense else MoE(c, residual_gain)

    def forward(self, x, cos, sin, how):
        x = x + self.self_attn(self.input_layernorm(x), cos, sin, how)
        return x + self.mlp(self.post_attention_layernorm(x))


class WorkshopModel(nn.Module):
    def __init__(self, c: Config):
        super().__init__()
        self.c = c
        self.embed_tokens = nn.Embedding(c.vocab_size, c.hidden_size)
        nn.init.normal_(self.embed_tokens.weight, std=0.2)
        self.layers = nn.ModuleList(Layer(c, i) for i in range(c.num_hidden_layers))
        self.norm = RmsNorm(c.hidden_size, c.rms_norm_eps)
        self.lm_head = linear(c.hidden_size, c.vocab_size)
        angles = self._angles()
        self.register_buffer("cos", angles.cos(), persistent=False)
        self.register_buffer("sin", angles.sin(), persistent=False)

    def _angles(self) -> torch.Tensor:
        pairs = torch.arange(0, self.c.qk_rope_head_dim, 2) / self.c.qk_rope_head_dim
        return torch.arange(self.c.max_position_embeddings)[:, None] * self.c.rope_theta ** -pairs

    def moe_layers(self) -> list[MoE]:
        return [layer.mlp for layer in self.layers if isinstance(layer.mlp, MoE)]

    def hidden(self, ids, positions, how, dtype=torch.float32):
        """ids, positions [N]; how: attention.Rows or attention.Cache -> normalised hidden states [N, h]."""
        x = self.embed_tokens(ids).to(dtype)
        cos, sin = self.cos[positions][:, None], self.sin[positions][:, None]
        for layer in self.layers:
            x = layer(x, cos, sin, how)
        return self.norm(x)
