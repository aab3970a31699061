# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Multi-head latent attention: decompressed for training rows, absorbed over the cache for writing."""

import torch
from torch import nn

import pointwise
from config import Config
from layers import RmsNorm, linear


class _RowAttention(torch.autograd.Function):
    """Softmax attention inside rows: q, k [B, H, T, d], v [B, H, T, dv], mask [B, 1, T, T] added to the scores.

    The gradient is written by hand because PyTorch's own is several times slower on a CPU."""

    @staticmethod
    def forward(ctx, q, k, v, mask, scale):
        weights = pointwise.masked_softmax(q @ k.mT, mask, scale)
        ctx.save_for_backward(q, k, v, weights)
        ctx.scale = scale
        return weights @ v

    @staticmethod
    def backward(ctx, grad):
        q, k, v, weights = ctx.saved_tensors
        grad = grad.contiguous()
        grad_scores = pointwise.softmax_gradient(weights, grad @ v.mT, ctx.scale)
        return grad_scores @ k, grad_scores.mT @ q, weights.mT @ grad, None, None


class Rows:
    """How training attends: the N tokens are blocks of rows; masks: one [B, 1, T, T] for each block."""

    def __init__(self, masks: list[torch.Tensor]):
        self.masks = masks

    def attend(self, layer: "LatentAttention", q, latent, k_pe):
        c, heads = layer.c, layer.c.num_attention_heads
        kv = layer.kv_b_proj(latent).view(-1, heads, c.qk_nope_head_dim + c.v_head_dim)
        k = torch.cat((kv[..., : c.qk_nope_head_dim], k_pe.expand(-1, heads, -1)), dim=-1)
        v = kv[..., c.qk_nope_head_dim :]
        sizes = [mask.shape[0] * mask.shape[-1] for mask in self.masks]
        outs = []
        for mask, *parts in zip(self.masks, q.split(sizes), k.split(sizes), v.split(sizes)):
            shape = (mask.shape[0], mask.shape[-1], heads, -1)
            rows = (part.view(shape).transpose(1, 2).contiguous() for part in parts)
            out = _RowAttention.apply(*rows, mask, layer.scale)
            outs.append(out.transpose(1, 2).reshape(-1, heads * c.v_head_dim))
        return torch.cat(outs)


class Cache:
    """How writing attends: B sequences side by side, latent and rotated key of all past tokens per layer."""

    def __init__(self, batch: int, capacity: int, c: Config, dtype: torch.dtype):
        width = c.kv_lora_rank + c.qk_rope_head_dim
        self.store = torch.zeros(c.num_hidden_layers, batch, capacity, width, dtype=dtype)
        self.hidden_keys = torch.zeros(batch, 1, 1, capacity)  # very negative at padding
        self.length = 0  # tokens of each sequence before the ones being read

    def keep(self, which: torch.Tensor) -> None:
        """Goes on with these sequences only. which [B], bool."""
        self.store, self.hidden_keys = self.store[:, which], self.hidden_keys[which]

    def attend(self, layer: "LatentAttention", q, latent, k_pe):
        c, batch, heads = layer.c, self.store.shape[1], layer.c.num_attention_heads
        dn, rank, new = c.qk_nope_head_dim, c.kv_lora_rank, len(latent) // batch
        end = self.length + new
        store = self.store[layer.index]
        store[:, self.length : end] = torch.cat((latent, k_pe.squeeze(1)), dim=-1).view(batch, new, -1)
        past = store[:, :end]
        expand = layer.kv_b_proj.weight.to(q.dtype).view(heads, -1, rank)
        q_latent = torch.einsum("nhd,hdr->nhr", q[..., :dn], expand[:, :dn])
        q = torch.cat((q_latent, q[..., dn:]), dim=-1).view(batch, new, heads, -1).transpose(1, 2)
        scores = (q.flatten(1, 2) @ past.mT).view(batch, heads, new, end)  # all heads share what is remembered
        mask = torch.full((new, end), float("-inf")).triu(self.length + 1) + self.hidden_keys[..., :end]
        weights = pointwise.masked_softmax(scores, mask, layer.scale).flatten(1, 2)
        mixed = (weights @ past[..., :rank]).view(batch, heads, new, rank).transpose(1, 2).flatten(0, 1)
        return torch.einsum("nhr,hvr->nhv", mixed, expand[:, dn:]).flatten(1)


class LatentAttention(nn.Module):
    def __init__(self, c: Config, index: int, residual_gain: float):
        super().__init__()
        self.c, self.index = c, index
        heads, per_head = c.num_attention_heads, c.qk_nope_head_dim + c.qk_rope_head_dim
        self.scale = per_head**-0.5
        self.q_proj = linear(c.hidden_size, heads * per_head)
        self.kv_a_proj_with_mqa = linear(c.hidden_size, c.kv_lora_rank + c.qk_rope_head_dim)
        self.kv_a_layernorm = RmsNorm(c.kv_lora_rank, 1e-6)
        self.kv_b_proj = linear(c.kv_lora_rank, heads * (c.qk_nope_head_dim + c.v_head_dim))
        self.o_proj = linear(heads * c.v_head_dim, c.hidden_size, residual_gain)

    def forward(self, x, cos, sin, how):
        """x [N, h]; cos, sin [N, 1, dr/2]; how: Rows or Cache."""
        c = self.c
        q = self.q_proj(x).view(len(x), c.num_attention_heads, -1)
        q = torch.cat((q[..., : c.qk_nope_head_dim], pointwise.rotate(q[..., c.qk_nope_head_dim :], cos, sin)), -1)
        latent, k_pe = self.kv_a_proj_with_mqa(x).split((c.kv_lora_rank, c.qk_rope_head_dim), dim=-1)
        k_pe = pointwise.rotate(k_pe.unsqueeze(1), cos, sin)
        return self.o_proj(how.attend(self, q, self.kv_a_layernorm(latent), k_pe))
