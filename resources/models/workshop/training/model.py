# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""The workshop model: multi-head latent attention and a mixture of experts, as in DeepSeek-V3."""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

from grouped_experts import GroupedExperts


@dataclass(frozen=True)
class Config:
    """Field names are those of config.json."""

    vocab_size: int
    hidden_size: int = 256
    num_hidden_layers: int = 8
    num_attention_heads: int = 8
    kv_lora_rank: int = 64
    qk_nope_head_dim: int = 32
    qk_rope_head_dim: int = 16
    v_head_dim: int = 32
    intermediate_size: int = 512
    moe_intermediate_size: int = 64
    n_routed_experts: int = 32
    n_shared_experts: int = 1
    num_experts_per_tok: int = 4
    first_k_dense_replace: int = 1
    routed_scaling_factor: float = 2.5
    rms_norm_eps: float = 1e-6
    rope_theta: float = 10000.0
    max_position_embeddings: int = 2048


def linear(inputs: int, outputs: int, gain: float = 1.0) -> nn.Linear:
    layer = nn.Linear(inputs, outputs, bias=False)
    nn.init.normal_(layer.weight, std=gain * 0.5 / math.sqrt(inputs))
    return layer


def rotate(x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    """Rotary embedding of interleaved pairs (2i, 2i+1). x [..., dr], cos and sin [T, dr/2]."""
    even, odd = x[..., 0::2], x[..., 1::2]
    return torch.stack((even * cos - odd * sin, even * sin + odd * cos), dim=-1).flatten(-2)


class LatentAttention(nn.Module):
    """MLA in its decompressed form: keys and values are expanded from the latent for the whole row."""

    def __init__(self, c: Config, residual_gain: float):
        super().__init__()
        self.c = c
        heads, per_head = c.num_attention_heads, c.qk_nope_head_dim + c.qk_rope_head_dim
        self.q_proj = linear(c.hidden_size, heads * per_head)
        self.kv_a_proj_with_mqa = linear(c.hidden_size, c.kv_lora_rank + c.qk_rope_head_dim)
        self.kv_a_layernorm = nn.RMSNorm(c.kv_lora_rank, eps=1e-6)
        self.kv_b_proj = linear(c.kv_lora_rank, heads * (c.qk_nope_head_dim + c.v_head_dim))
        self.o_proj = linear(heads * c.v_head_dim, c.hidden_size, residual_gain)
        self.cache: torch.Tensor | None = None  # [B, n, R + dr] while generating, none while training

    def forward(self, x, mask, cos, sin):
        """x [B, T, h]; mask [B, 1, T, n] is added to the scores of all n keys, those in the cache first."""
        c, (batch, length, _) = self.c, x.shape
        heads, dn, dr = c.num_attention_heads, c.qk_nope_head_dim, c.qk_rope_head_dim
        q = self.q_proj(x).view(batch, length, heads, dn + dr).transpose(1, 2)
        q = torch.cat((q[..., :dn], rotate(q[..., dn:], cos, sin)), dim=-1)
        latent, k_pe = self.kv_a_proj_with_mqa(x).split((c.kv_lora_rank, dr), dim=-1)
        latent, k_pe = self.kv_a_layernorm(latent), rotate(k_pe, cos, sin)
        if self.cache is not None:
            self.cache = torch.cat((self.cache, torch.cat((latent, k_pe), dim=-1)), dim=1)
            latent, k_pe = self.cache.split((c.kv_lora_rank, dr), dim=-1)
        kv = self.kv_b_proj(latent).view(batch, -1, heads, dn + c.v_head_dim).transpose(1, 2)
        k = torch.cat((kv[..., :dn], k_pe.unsqueeze(1).expand(-1, heads, -1, -1)), dim=-1)
        # Values padded to the width of the keys: the fused attention of PyTorch wants equal head sizes.
        v = F.pad(kv[..., dn:], (0, dn + dr - c.v_head_dim))
        out = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)[..., : c.v_head_dim]
        return self.o_proj(out.transpose(1, 2).reshape(batch, length, -1))


class Mlp(nn.Module):
    def __init__(self, hidden: int, width: int, residual_gain: float):
        super().__init__()
        self.gate_proj = linear(hidden, width)
        self.up_proj = linear(hidden, width)
        self.down_proj = linear(width, hidden, residual_gain)

    def forward(self, x):
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))


class MoE(nn.Module):
    """Sigmoid router with a correction bias that takes part in the choice and not in the weights."""

    def __init__(self, c: Config, residual_gain: float):
        super().__init__()
        self.c = c
        self.gate = linear(c.hidden_size, c.n_routed_experts)
        width = c.moe_intermediate_size
        self.experts = GroupedExperts(c.n_routed_experts, c.hidden_size, width, residual_gain)
        self.shared_experts = Mlp(c.hidden_size, c.n_shared_experts * width, residual_gain)
        self.register_buffer("e_score_correction_bias", torch.zeros(c.n_routed_experts))
        self.register_buffer("load", torch.zeros(c.n_routed_experts), persistent=False)

    def forward(self, x):
        flat = x.reshape(-1, x.shape[-1])
        scores = torch.sigmoid(self.gate(flat))
        choice = (scores + self.e_score_correction_bias).topk(self.c.num_experts_per_tok, dim=-1).indices
        weights = scores.gather(-1, choice)
        weights = weights / (weights.sum(-1, keepdim=True) + 1e-20) * self.c.routed_scaling_factor
        self.load = torch.bincount(choice.flatten(), minlength=self.c.n_routed_experts)
        out = self.experts(flat, choice, weights) + self.shared_experts(flat)
        return out.view_as(x)

    @torch.no_grad()
    def rebalance(self, load: torch.Tensor, speed: float) -> None:
        """Raises the bias of experts that were called too seldom, lowers it for the overloaded ones."""
        self.e_score_correction_bias += speed * torch.sign(load.mean() - load)


class Layer(nn.Module):
    def __init__(self, c: Config, index: int):
        super().__init__()
        residual_gain = 1 / math.sqrt(2 * c.num_hidden_layers)
        self.input_layernorm = nn.RMSNorm(c.hidden_size, eps=c.rms_norm_eps)
        self.self_attn = LatentAttention(c, residual_gain)
        self.post_attention_layernorm = nn.RMSNorm(c.hidden_size, eps=c.rms_norm_eps)
        dense = index < c.first_k_dense_replace
        self.mlp = Mlp(c.hidden_size, c.intermediate_size, residual_gain) if dense else MoE(c, residual_gain)

    def forward(self, x, mask, cos, sin):
        x = x + self.self_attn(self.input_layernorm(x), mask, cos, sin)
        return x + self.mlp(self.post_attention_layernorm(x))


class WorkshopModel(nn.Module):
    def __init__(self, c: Config):
        super().__init__()
        self.c = c
        self.embed_tokens = nn.Embedding(c.vocab_size, c.hidden_size)
        nn.init.normal_(self.embed_tokens.weight, std=0.2)
        self.layers = nn.ModuleList(Layer(c, i) for i in range(c.num_hidden_layers))
        self.norm = nn.RMSNorm(c.hidden_size, eps=c.rms_norm_eps)
        self.lm_head = linear(c.hidden_size, c.vocab_size)
        angles = self._angles()
        self.register_buffer("cos", angles.cos(), persistent=False)
        self.register_buffer("sin", angles.sin(), persistent=False)

    def _angles(self) -> torch.Tensor:
        pairs = torch.arange(0, self.c.qk_rope_head_dim, 2) / self.c.qk_rope_head_dim
        return torch.arange(self.c.max_position_embeddings)[:, None] * self.c.rope_theta ** -pairs

    def moe_layers(self) -> list[MoE]:
        return [layer.mlp for layer in self.layers if isinstance(layer.mlp, MoE)]

    def hidden(self, ids, mask, start: int = 0):
        """ids [B, T] at positions from `start` -> normalised hidden states [B, T, h]."""
        x, positions = self.embed_tokens(ids), slice(start, start + ids.shape[1])
        for layer in self.layers:
            x = layer(x, mask, self.cos[positions], self.sin[positions])
        return self.norm(x)

    @torch.no_grad()
    def greedy(self, prompt: list[int], end: int, limit: int) -> list[int]:
        """The most likely reply, without its end token."""
        for layer in self.layers:
            layer.self_attn.cache = torch.zeros(1, 0, self.c.kv_lora_rank + self.c.qk_rope_head_dim)
        reply, new, start = [], list(prompt), 0
        while len(reply) < limit:
            causal = torch.full((len(new), start + len(new)), float("-inf")).triu(start + 1)[None, None]
            token = self.lm_head(self.hidden(torch.tensor([new]), causal, start)[0, -1]).argmax().item()
            if token == end:
                break
            start += len(new)
            reply.append(token)
            new = [token]
        for layer in self.layers:
            layer.self_attn.cache = None
        return reply
