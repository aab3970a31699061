# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Training in processes of one thread each, which share the weights in memory and differ in what they read.

They meet twice per step, so that other programs on the machine hurt little. Each owns half of the parameters: it
averages their gradients over the processes and changes them."""

from pathlib import Path

import torch
import torch.distributed as dist
import torch.multiprocessing

import pointwise
from model import WorkshopModel

PROCESSES = 2


class Team:
    def __init__(self, model: WorkshopModel, gradients: torch.Tensor, rank: int, build_optimizers):
        """gradients [processes, parameters], in shared memory like the model; build_optimizers takes the list of
        (name, parameter) that this process owns."""
        self.model, self.gradients, self.rank = model, gradients, rank
        named = list(model.named_parameters())
        by_size = sorted(range(len(named)), key=lambda i: -named[i][1].numel())  # large ones alternate
        owned = by_size[rank::PROCESSES]
        parts = [row.split([p.numel() for _, p in named]) for row in gradients]
        for (_, p), part in zip(named, parts[rank]):
            p.grad = part.view_as(p)
        self.owned = [(parts[rank][i], [parts[r][i] for r in range(PROCESSES) if r != rank]) for i in owned]
        self.optimizers = build_optimizers([named[i] for i in owned])
        self.full_rates = [[group["lr"] for group in o.param_groups] for o in self.optimizers]

    def step(self, rate: float) -> None:
        """Changes the weights at this fraction of the full learning rates."""
        dist.barrier()  # all gradients are there
        for own, others in self.owned:
            for other in others:
                own += other
            own /= PROCESSES
        for optimizer, full in zip(self.optimizers, self.full_rates):
            for group, lr in zip(optimizer.param_groups, full):
                group["lr"] = lr * rate
            optimizer.step()
        dist.barrier()  # all weights are changed
        self.gradients[self.rank].zero_()


def launch(work: Path, model: WorkshopModel, run, *arguments) -> None:
    """Calls run(rank, model, gradients, *arguments) in every process."""
    meeting = work / "meeting"
    meeting.unlink(missing_ok=True)
    gradients = torch.zeros(PROCESSES, sum(p.numel() for p in model.parameters())).share_memory_()
    model.share_memory()
    torch.multiprocessing.spawn(_process, (meeting, run, model, gradients, arguments), nprocs=PROCESSES)


def _process(rank: int, meeting: Path, run, model, gradients, arguments) -> None:
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    pointwise.compile_all()
    dist.init_process_group("gloo", init_method=f"file://{meeting}", rank=rank, world_size=PROCESSES)
    run(rank, model, gradients, *arguments)
    dist.destroy_process_group()
