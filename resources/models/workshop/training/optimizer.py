# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Muon for the matrices that every token meets, AdamW for experts, router, embedding, head and norms."""

import torch
import torch.distributed as dist


def orthogonalise(g: torch.Tensor, steps: int = 5) -> torch.Tensor:
    """Newton-Schulz iteration towards the nearest (semi-)orthogonal matrix [m, n]."""
    a, b, c = 3.4445, -4.7750, 2.0315
    transposed = g.shape[-2] > g.shape[-1]
    x = g.mT if transposed else g
    x = x / (x.norm() + 1e-7)
    for _ in range(steps):
        gram = x @ x.mT
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x.mT if transposed else x


class Muon(torch.optim.Optimizer):
    """Momentum whose step is orthogonalised (Jordan et al. 2024).

    The processes of a run share the orthogonalisation: each does some matrices, and the results are summed.
    """

    def __init__(self, params, lr: float = 0.02, momentum: float = 0.95, weight_decay: float = 0.01):
        super().__init__(params, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        (group,) = self.param_groups
        updates = torch.zeros(sum(p.numel() for p in group["params"]))
        views = [part.view_as(p) for p, part in
                 zip(group["params"], updates.split([p.numel() for p in group["params"]]))]
        for index, (p, view) in enumerate(zip(group["params"], views)):
            if "momentum" not in self.state[p]:
                self.state[p]["momentum"] = torch.zeros_like(p)
            velocity = self.state[p]["momentum"].lerp_(p.grad, 1 - group["momentum"])
            if index % dist.get_world_size() == dist.get_rank():
                view.copy_(orthogonalise(p.grad.lerp(velocity, group["momentum"])))
        dist.all_reduce(updates)
        for p, view in zip(group["params"], views):
            scale = max(1.0, p.shape[-2] / p.shape[-1]) ** 0.5
            p.mul_(1 - group["lr"] * group["weight_decay"]).add_(view, alpha=-group["lr"] * scale)


def build_optimizers(model) -> list[torch.optim.Optimizer]:
    matrices, experts, router, tables, gains = [], [], [], [], []
    for name, p in model.named_parameters():
        if p.ndim == 1:
            gains.append(p)
        elif name.startswith(("embed_tokens", "lm_head")):
            tables.append(p)
        elif name.endswith("mlp.gate.weight"):
            router.append(p)
        elif ".experts." in name:
            experts.append(p)
        else:
            matrices.append(p)
    groups = [
        {"params": tables, "lr": 4e-3, "weight_decay": 0.01},
        {"params": experts, "lr": 1.5e-3, "weight_decay": 0.01},
        {"params": router, "lr": 2e-3, "weight_decay": 0.01},
        {"params": gains, "lr": 3e-3, "weight_decay": 0.0},
    ]
    return [Muon(matrices), torch.optim.AdamW(groups, betas=(0.9, 0.97))]
