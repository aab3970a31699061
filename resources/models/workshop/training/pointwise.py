# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""The steps between the matrix products. On a CPU they cost more than the products themselves unless each is one
pass over memory, so training compiles them (needs a C++ compiler); evaluation runs them as they stand."""

import torch


def rms_norm(x: torch.Tensor, weight: torch.Tensor, eps: float) -> torch.Tensor:
    wide = x.float()
    return (wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + eps) * weight).to(x.dtype)


def rotate(x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    """Rotary embedding of interleaved pairs (2i, 2i+1). x [N, H, dr], cos and sin [N, 1, dr/2]."""
    even, odd = x[..., 0::2].float(), x[..., 1::2].float()
    return torch.stack((even * cos - odd * sin, even * sin + odd * cos), dim=-1).flatten(-2).to(x.dtype)


def swiglu(gate: torch.Tensor, up: torch.Tensor) -> torch.Tensor:
    return (torch.nn.functional.silu(gate.float()) * up.float()).to(up.dtype)


def swiglu_gradient(gate, up, grad):
    """Gradients of gate and up, side by side [N, 2*mi]."""
    gate, up, grad = gate.float(), up.float(), grad.float()
    sigmoid = torch.sigmoid(gate)
    grad_gate = grad * up * sigmoid * (1 + gate * (1 - sigmoid))
    return torch.cat((grad_gate, grad * gate * sigmoid), dim=-1)


def masked_softmax(scores: torch.Tensor, mask: torch.Tensor, scale: float) -> torch.Tensor:
    """scores [B, H, T, T], mask [B, 1, T, T] with minus infinity at what must not be seen."""
    return torch.softmax(scores.float() * scale + mask, dim=-1).to(scores.dtype)


def softmax_gradient(weights: torch.Tensor, grad: torch.Tensor, scale: float) -> torch.Tensor:
    w, g = weights.float(), grad.float()
    return (scale * w * (g - (w * g).sum(-1, keepdim=True))).to(weights.dtype)


FIXED_SHAPES = ("rms_norm", "rotate", "masked_softmax", "softmax_gradient")
CHANGING_SHAPES = ("swiglu", "swiglu_gradient")  # experts get different numbers of tokens in every step


def compile_all() -> None:
    for name in FIXED_SHAPES + CHANGING_SHAPES:
        globals()[name] = torch.compile(globals()[name], dynamic=name in CHANGING_SHAPES)
