# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Linear layers, norm and feed-forward network. Weights are float32, products run in the type of what comes in."""

import math

import torch
from torch import nn

import pointwise


class _Product(torch.autograd.Function):
    """x [N, i] times weight [o, i], transposed; the gradient of the weight leaves in float32."""

    @staticmethod
    def forward(ctx, x, weight):
        weight = weight.to(x.dtype)
        ctx.save_for_backward(x, weight)
        return x @ weight.T

    @staticmethod
    def backward(ctx, grad):
        x, weight = ctx.saved_tensors
        grad = grad.contiguous()
        return grad @ weight, (grad.T @ x).float()


class Linear(nn.Module):
    def __init__(self, inputs: int, outputs: int, std: float):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs) * std)

    def forward(self, x):
        return _Product.apply(x, self.weight)


def linear(inputs: int, outputs: int, gain: float = 1.0) -> Linear:
    return Linear(inputs, outputs, gain * 0.5 / math.sqrt(inputs))


class RmsNorm(nn.Module):
    def __init__(self, size: int, eps: float):
        super().__init__()
        self.weight, self.eps = nn.Parameter(torch.ones(size)), eps

    def forward(self, x):
        return pointwise.rms_norm(x, self.weight, self.eps)


class Mlp(nn.Module):
    def __init__(self, hidden: int, width: int, residual_gain: float):
        super().__init__()
        self.gate_proj = linear(hidden, width)
        self.up_proj = linear(hidden, width)
        self.down_proj = linear(width, hidden, residual_gain)

    def forward(self, x):
        return self.down_proj(pointwise.swiglu(self.gate_proj(x), self.up_proj(x)))
