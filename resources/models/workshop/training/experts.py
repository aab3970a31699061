# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""The mixture of experts: sigmoid router with a correction bias, and all routed experts of a layer at once.

Tokens are sorted by expert, so that each expert is three matrix products. Their rows are padded to multiples of 64:
the library prepares every new matrix size anew, which would cost more than the product."""

import math

import torch
import torch.nn.functional as F
from torch import nn

import pointwise
from config import Config
from layers import Mlp, linear

ROW_MULTIPLE = 64


class Places:
    """Where each of the N*K (token, choice) pairs stands when sorted by expert and padded."""

    def __init__(self, choice: torch.Tensor, experts: int):
        """choice [N, K] expert ids."""
        flat = choice.flatten()
        order = flat.argsort(stable=True)
        counts = torch.bincount(flat, minlength=experts)
        padded = (counts + ROW_MULTIPLE - 1) // ROW_MULTIPLE * ROW_MULTIPLE
        ends = padded.cumsum(0)
        shift = (ends - padded) - (counts.cumsum(0) - counts)  # rows of padding before each expert
        self.rows = int(ends[-1])
        self.row_of_pair = torch.empty_like(order)  # [N*K]
        self.row_of_pair[order] = torch.arange(len(order)) + shift.repeat_interleave(counts)
        self.token_of_row = torch.full((self.rows,), -1)
        self.token_of_row[self.row_of_pair] = torch.arange(len(order)) // choice.shape[1]
        self.slices = [(e, slice(end - size, end)) for e, (end, size)
                       in enumerate(zip(ends.tolist(), padded.tolist())) if size]
        self.pairs = self.row_of_pair.view_as(choice)

    def sort(self, x: torch.Tensor) -> torch.Tensor:
        """x [N, h] -> [rows, h]; padding repeats token 0, whose weight there is zero."""
        return x.index_select(0, self.token_of_row.clamp(min=0))

    def sum_back(self, rows: torch.Tensor) -> torch.Tensor:
        """[rows, h] -> the sum over each token's choices [N, h]."""
        return F.embedding_bag(self.pairs, rows, mode="sum")


class _Experts(torch.autograd.Function):
    """x [N, h], weights [N, K], gate_up [E, 2*mi, h], down [E, h, mi] -> weighted sum of the chosen experts."""

    @staticmethod
    def forward(ctx, x, weights, gate_up, down, places):
        gate_up, down = gate_up.to(x.dtype), down.to(x.dtype)
        sorted_x = places.sort(x)
        factor = x.new_zeros(places.rows, 1)
        factor[places.row_of_pair, 0] = weights.flatten().to(x.dtype)
        inner = x.new_empty(places.rows, gate_up.shape[1])
        for expert, rows in places.slices:
            torch.mm(sorted_x[rows], gate_up[expert].T, out=inner[rows])
        acted = pointwise.swiglu(*inner.chunk(2, dim=-1))
        scaled, out = acted * factor, torch.empty_like(sorted_x)
        for expert, rows in places.slices:
            torch.mm(scaled[rows], down[expert].T, out=out[rows])
        ctx.save_for_backward(sorted_x, inner, acted, scaled, factor, gate_up, down)
        ctx.places = places
        return places.sum_back(out)

    @staticmethod
    def backward(ctx, grad):
        sorted_x, inner, acted, scaled, factor, gate_up, down = ctx.saved_tensors
        places = ctx.places
        grad_rows = places.sort(grad)
        grad_scaled, grad_down = torch.empty_like(scaled), torch.zeros_like(down)
        for expert, rows in places.slices:
            torch.mm(grad_rows[rows], down[expert], out=grad_scaled[rows])
            torch.mm(grad_rows[rows].T, scaled[rows], out=grad_down[expert])
        grad_weights = (grad_scaled * acted).sum(-1, dtype=torch.float32)[places.pairs]
        grad_inner = pointwise.swiglu_gradient(*inner.chunk(2, dim=-1), grad_scaled * factor).to(inner.dtype)
        grad_x, grad_gate_up = torch.empty_like(sorted_x), torch.zeros_like(gate_up)
        for expert, rows in places.slices:
            torch.mm(grad_inner[rows], gate_up[expert], out=grad_x[rows])
            torch.mm(grad_inner[rows].T, sorted_x[rows], out=grad_gate_up[expert])
        return places.sum_back(grad_x), grad_weights, grad_gate_up.float(), grad_down.float(), None


class GroupedExperts(nn.Module):
    def __init__(self, experts: int, hidden: int, width: int, residual_gain: float):
        super().__init__()
        self.gate_up_proj = nn.Parameter(torch.randn(experts, 2, width, hidden) * 0.5 / math.sqrt(hidden))
        down_std = 0.5 * residual_gain / math.sqrt(width)
        self.down_proj = nn.Parameter(torch.randn(experts, hidden, width) * down_std)

    def forward(self, x, choice, weights):
        places = Places(choice, len(self.down_proj))
        return _Experts.apply(x, weights, self.gate_up_proj.flatten(1, 2), self.down_proj, places)


class MoE(nn.Module):
    """The correction bias takes part in the choice and not in the weights."""

    def __init__(self, c: Config, residual_gain: float):
        super().__init__()
        self.c = c
        self.gate = linear(c.hidden_size, c.n_routed_experts)
        width = c.moe_intermediate_size
        self.experts = GroupedExperts(c.n_routed_experts, c.hidden_size, width, residual_gain)
        self.shared_experts = Mlp(c.hidden_size, c.n_shared_experts * width, residual_gain)
        self.register_buffer("e_score_correction_bias", torch.zeros(c.n_routed_experts))
        self.choice: torch.Tensor | None = None  # [N, K] of the last call

    def forward(self, x):
        scores = torch.sigmoid(self.gate(x.float()))
        choice = (scores + self.e_score_correction_bias).topk(self.c.num_experts_per_tok, dim=-1).indices
        weights = scores.gather(-1, choice)
        weights = weights / (weights.sum(-1, keepdim=True) + 1e-20) * self.c.routed_scaling_factor
        self.choice = choice
        return self.experts(x, choice, weights) + self.shared_experts(x)

    def load(self) -> torch.Tensor:
        """How often each expert was chosen in the last call [E]."""
        return torch.bincount(self.choice.flatten(), minlength=self.c.n_routed_experts)

    @torch.no_grad()
    def rebalance(self, load: torch.Tensor, speed: float) -> None:
        """Raises the bias of experts that were called too seldom, lowers it for the overloaded ones."""
        self.e_score_correction_bias += speed * torch.sign(load.mean() - load)
