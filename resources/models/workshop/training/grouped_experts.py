# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""All routed experts of a layer: tokens are sorted by expert, so that each expert is three matrix products.

The gradient is written by hand: autograd over 32 small experts per layer costs more than their arithmetic.
"""

import math

import torch
from torch import nn


class _SortedExperts(torch.autograd.Function):
    """x [N, h] sorted by expert, counts: rows per expert, gate_up [E, 2*mi, h], down [E, h, mi]."""

    @staticmethod
    def forward(ctx, x, counts, gate_up, down):
        inner = x.new_empty(x.shape[0], gate_up.shape[1])
        out = torch.empty_like(x)
        acted = x.new_empty(x.shape[0], down.shape[2])
        for expert, rows in _slices(counts):
            torch.mm(x[rows], gate_up[expert].T, out=inner[rows])
        gate, up = inner.chunk(2, dim=-1)
        torch.mul(torch.nn.functional.silu(gate), up, out=acted)
        for expert, rows in _slices(counts):
            torch.mm(acted[rows], down[expert].T, out=out[rows])
        ctx.save_for_backward(x, inner, acted, gate_up, down)
        ctx.counts = counts
        return out

    @staticmethod
    def backward(ctx, grad_out):
        x, inner, acted, gate_up, down = ctx.saved_tensors
        grad_out = grad_out.contiguous()
        grad_acted, grad_down = torch.empty_like(acted), torch.zeros_like(down)
        for expert, rows in _slices(ctx.counts):
            torch.mm(grad_out[rows], down[expert], out=grad_acted[rows])
            torch.mm(grad_out[rows].T, acted[rows], out=grad_down[expert])
        gate, up = inner.chunk(2, dim=-1)
        sigmoid = torch.sigmoid(gate)
        grad_gate = grad_acted * up * sigmoid * (1 + gate * (1 - sigmoid))
        grad_inner = torch.cat((grad_gate, grad_acted * gate * sigmoid), dim=-1)
        grad_x, grad_gate_up = torch.empty_like(x), torch.zeros_like(gate_up)
        for expert, rows in _slices(ctx.counts):
            torch.mm(grad_inner[rows], gate_up[expert], out=grad_x[rows])
            torch.mm(grad_inner[rows].T, x[rows], out=grad_gate_up[expert])
        return grad_x, None, grad_gate_up, grad_down


def _slices(counts):
    start = 0
    for expert, count in enumerate(counts):
        if count:
            yield expert, slice(start, start + count)
        start += count


class GroupedExperts(nn.Module):
    def __init__(self, experts: int, hidden: int, width: int, residual_gain: float):
        super().__init__()
        self.gate_up_proj = nn.Parameter(torch.randn(experts, 2, width, hidden) * 0.5 / math.sqrt(hidden))
        down_std = 0.5 * residual_gain / math.sqrt(width)
        self.down_proj = nn.Parameter(torch.randn(experts, hidden, width) * down_std)

    def forward(self, x, choice, weights):
        """x [N, h], choice [N, K] expert ids, weights [N, K] -> weighted sum of the chosen experts [N, h]."""
        order = choice.flatten().argsort(stable=True)
        counts = torch.bincount(choice.flatten(), minlength=self.down_proj.shape[0]).tolist()
        tokens = order // choice.shape[1]
        gate_up = self.gate_up_proj.flatten(1, 2)
        out = _SortedExperts.apply(x.index_select(0, tokens), counts, gate_up, self.down_proj)
        out = out * weights.flatten().index_select(0, order)[:, None]
        return torch.zeros_like(x).index_add(0, tokens, out)
