# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Trains the workshop model on CPU within a given wall time. Text and first weights follow the seed.

    python3 train.py --work /tmp/workshop-run --export /tmp/workshop-export --minutes 60
"""

import argparse
import time
from itertools import islice
from pathlib import Path

import torch
import torch.distributed as dist
import torch.multiprocessing
import torch.nn.functional as F

import corpus
from bpe import ADDED, Tokenizer, learn_merges, write_tokenizer_json
from chat import Chat, Packer
from export import export
from model import Config, WorkshopModel
from optimizer import build_optimizers

VOCAB_SIZE = 2560
PROCESSES = 2  # one thread each: they meet once per step, so other programs on the machine hurt little
ROWS, ROW_LENGTH = 6, 256  # per step, all processes together
BIAS_SPEED = 0.002
TOKENIZER_SAMPLES = 12000


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--work", type=Path, required=True, help="folder for tokenizer and checkpoint")
    parser.add_argument("--export", type=Path, required=True, help="folder for the finished layout")
    parser.add_argument("--minutes", type=float, default=60, help="wall time, at whose end the rate is zero")
    parser.add_argument("--save-minutes", type=float, default=5, help="time between checkpoints")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--resume", action="store_true", help="continue from the checkpoint in --work")
    return parser.parse_args()


def make_tokenizer(path: Path, seed: int) -> None:
    if not path.exists():
        samples = islice(corpus.stream(seed), TOKENIZER_SAMPLES)
        turns = ((sample.system, turn) for sample in samples for turn in sample.turns)
        texts = (text for system, t in turns for text in (t.question, t.thought, t.answer, system))
        size = write_tokenizer_json(learn_merges(texts, VOCAB_SIZE - 256 - len(ADDED)), path)
        assert size == VOCAB_SIZE, size


def learning_rate(progress: float) -> float:
    """Fraction of the full rate: a short warm-up, a plateau, then a straight line to zero."""
    return min(1.0, progress / 0.02, max(0.0, (1 - progress) / 0.5))


def weighted_loss(model: WorkshopModel, ids, weights, mask) -> torch.Tensor:
    wanted, weights = ids[:, 1:].flatten(), weights[:, 1:].flatten()
    counted = weights.nonzero().squeeze(1)
    hidden = model.hidden(ids[:, :-1], mask).flatten(0, 1)[counted]
    losses = F.cross_entropy(model.lm_head(hidden), wanted[counted], reduction="none")
    return (losses * weights[counted]).sum() / weights[counted].sum()


class Run:
    """One training run, seen from one of its processes: all hold the same model and differ in the text."""

    def __init__(self, arguments: argparse.Namespace, rank: int):
        self.arguments, self.rank = arguments, rank
        self.tokenizer_json = arguments.work / "tokenizer.json"
        self.checkpoint = arguments.work / "checkpoint.pt"
        torch.manual_seed(arguments.seed)
        self.model = WorkshopModel(Config(VOCAB_SIZE))
        self.optimizers = build_optimizers(self.model)
        self.full_rates = [[group["lr"] for group in o.param_groups] for o in self.optimizers]
        self.step, self.seconds = 0, 0.0
        if arguments.resume:
            self.load()
        # A resumed run reads on in a fresh part of the endless stream.
        stream = corpus.stream(arguments.seed * 1_000_003 + self.step * PROCESSES + rank)
        self.packer = Packer(Chat(Tokenizer(self.tokenizer_json)), stream, ROW_LENGTH)

    def load(self) -> None:
        state = torch.load(self.checkpoint)
        self.model.load_state_dict(state["model"])
        for optimizer, saved in zip(self.optimizers, state["optimizers"]):
            optimizer.load_state_dict(saved)
        self.step, self.seconds = state["step"], state["seconds"]

    def save(self) -> None:
        if self.rank != 0:
            return
        state = {"model": self.model.state_dict(), "optimizers": [o.state_dict() for o in self.optimizers],
                 "step": self.step, "seconds": self.seconds}
        partial = self.checkpoint.with_suffix(".part")
        torch.save(state, partial)
        partial.replace(self.checkpoint)
        export(self.model, self.tokenizer_json, self.arguments.export)

    def train_step(self) -> tuple[float, torch.Tensor]:
        """Returns the loss and the load of the experts [MoE layers, E]."""
        rate = learning_rate(self.seconds / (60 * self.arguments.minutes))
        for optimizer, full in zip(self.optimizers, self.full_rates):
            for group, lr in zip(optimizer.param_groups, full):
                group["lr"] = lr * rate
        loss = weighted_loss(self.model, *self.packer.batch(ROWS // PROCESSES))
        loss.backward()
        self.average_gradients()
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad()
        loads = torch.stack([layer.load.float() for layer in self.model.moe_layers()])
        dist.all_reduce(loads)
        for layer, load in zip(self.model.moe_layers(), loads):
            layer.rebalance(load, BIAS_SPEED * rate)
        self.step += 1
        return loss.item(), loads

    def average_gradients(self) -> None:
        gradients = [p.grad for p in self.model.parameters()]
        flat = torch.cat([g.flatten() for g in gradients])
        dist.all_reduce(flat)
        for gradient, average in zip(gradients, flat.div_(PROCESSES).split([g.numel() for g in gradients])):
            gradient.copy_(average.view_as(gradient))

    def train(self) -> None:
        began, saved_at = time.monotonic() - self.seconds, self.seconds
        while self.seconds < 60 * self.arguments.minutes:
            loss, loads = self.train_step()
            clock = torch.tensor(time.monotonic() - began, dtype=torch.float64)
            dist.broadcast(clock, src=0)  # one clock for all, so that all stop at the same step
            step_seconds, self.seconds = clock.item() - self.seconds, clock.item()
            if self.rank == 0 and self.step % 10 == 0:
                peak = (loads.max(dim=1).values / loads.mean(dim=1)).mean()
                print(f"step {self.step} minute {self.seconds / 60:.1f} loss {loss:.4f} busiest expert "
                      f"{peak:.2f} x mean, {ROWS * ROW_LENGTH / step_seconds:.0f} tokens/s", flush=True)
            if self.seconds - saved_at > 60 * self.arguments.save_minutes:
                self.save()
                saved_at = self.seconds
        self.save()


def run_process(rank: int, arguments: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    meeting = arguments.work / "meeting"
    dist.init_process_group("gloo", init_method=f"file://{meeting}", rank=rank, world_size=PROCESSES)
    Run(arguments, rank).train()
    dist.destroy_process_group()


def main() -> None:
    arguments = parse_arguments()
    arguments.work = arguments.work.absolute()
    arguments.work.mkdir(parents=True, exist_ok=True)
    (arguments.work / "meeting").unlink(missing_ok=True)
    make_tokenizer(arguments.work / "tokenizer.json", arguments.seed)
    torch.multiprocessing.spawn(run_process, (arguments,), nprocs=PROCESSES)


if __name__ == "__main__":
    main()
