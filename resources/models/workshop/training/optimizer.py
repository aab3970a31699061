# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Muon for the matrices inside the layers, experts too, AdamW for router, embedding, head and norms."""

import torch


def orthogonalise(g: torch.Tensor, steps: int = 5) -> torch.Tensor:
    """Newton-Schulz iteration towards the nearest (semi-)orthogonal matrices [..., m, n], in bfloat16."""
    a, b, c = 3.4445, -4.7750, 2.0315
    transposed = g.shape[-2] > g.shape[-1]
    x = (g.mT if transposed else g).contiguous()
    x = (x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)).bfloat16()
    for _ in range(steps):
        gram = x @ x.mT
        x = a * x + (b * gram + c * gram @ gram) @ x
    return (x.mT if transposed else x).float()


class Muon(torch.optim.Optimizer):
    """Momentum whose step is orthogonalised (Jordan et al. 2024)."""

    def __init__(self, params, lr: float = 0.02, momentum: float = 0.95, weight_decay: float = 0.01):
        super().__init__(params, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        (group,) = self.param_groups
        for p in group["params"]:
            if "momentum" not in self.state[p]:
                self.state[p]["momentum"] = torch.zeros_like(p)
            velocity = self.state[p]["momentum"].lerp_(p.grad, 1 - group["momentum"])
            update = orthogonalise(p.grad.lerp(velocity, group["momentum"]))
            scale = max(1.0, p.shape[-2] / p.shape[-1]) ** 0.5
            p.mul_(1 - group["lr"] * group["weight_decay"]).add_(update, alpha=-group["lr"] * scale)


def build_optimizers(named) -> list[torch.optim.Optimizer]:
    """named: (name, parameter)."""
    matrices, router, tables, gains = [], [], [], []
    for name, p in named:
        if p.ndim == 1:
            gains.append(p)
        elif name.startswith(("embed_tokens", "lm_head")):
            tables.append(p)
        elif name.endswith("mlp.gate.weight"):
            router.append(p)
        else:
            matrices.append(p)
    groups = [
        {"params": tables, "lr": 4e-3, "weight_decay": 0.01},
        {"params": router, "lr": 2e-3, "weight_decay": 0.01},
        {"params": gains, "lr": 3e-3, "weight_decay": 0.0},
    ]
    return [Muon(matrices), torch.optim.AdamW(groups, betas=(0.9, 0.97), fused=True)]
