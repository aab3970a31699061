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
import torch.nn.functional as F

import corpus
from batches import Batch, Packer
from bpe import ADDED, Tokenizer, learn_merges, write_tokenizer_json
from chat import Chat
from config import Config
from export import export
from model import WorkshopModel
from optimizer import build_optimizers
from team import PROCESSES, Team, launch

VOCAB_SIZE = 2560
BIAS_SPEED = 0.002
TOKENIZER_SAMPLES = 20000
HEAD_MULTIPLE = 256


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--work", type=Path, required=True, help="folder for tokenizer and checkpoint")
    parser.add_argument("--export", type=Path, required=True, help="folder for the finished layout")
    parser.add_argument("--minutes", type=float, default=60, help="wall time, at whose end the rate is zero")
    parser.add_argument("--save-minutes", type=float, default=4, help="time between checkpoints")
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
    return min(1.0, progress / 0.01, max(0.0, (1 - progress) / 0.6))


def token_losses(model: WorkshopModel, batch: Batch, dtype) -> tuple[torch.Tensor, torch.Tensor]:
    """Loss of each token that counts, and which those are (padded with token 0 to a round number)."""
    counted = batch.weights.nonzero().squeeze(1)
    counted = F.pad(counted, (0, -len(counted) % HEAD_MULTIPLE))
    hidden = model.hidden(batch.ids, batch.positions, batch.rows, dtype)
    logits = model.lm_head(hidden.index_select(0, counted))
    return F.cross_entropy(logits, batch.wanted[counted], reduction="none").float(), counted


def weighted_loss(model: WorkshopModel, batch: Batch, dtype=torch.bfloat16) -> torch.Tensor:
    losses, counted = token_losses(model, batch, dtype)
    weights = batch.weights[counted]
    return (losses * weights).sum() / weights.sum()


class Run:
    """One training run, seen from one of its processes."""

    def __init__(self, rank: int, model: WorkshopModel, gradients: torch.Tensor, arguments: argparse.Namespace):
        self.arguments, self.rank, self.model = arguments, rank, model
        self.tokenizer_json = arguments.work / "tokenizer.json"
        self.checkpoint = arguments.work / f"checkpoint-{rank}.pt"
        self.team = Team(model, gradients, rank, build_optimizers)
        self.step, self.seconds = 0, 0.0
        if arguments.resume:
            self.load()
        # A resumed run reads on in a fresh part of the endless stream.
        stream = corpus.stream(arguments.seed * 1_000_003 + self.step * PROCESSES + rank)
        self.packer = Packer(Chat(Tokenizer(self.tokenizer_json)).render, stream)

    def load(self) -> None:
        state = torch.load(self.checkpoint)
        if self.rank == 0:
            self.model.load_state_dict(state["model"])
        for optimizer, saved in zip(self.team.optimizers, state["optimizers"]):
            optimizer.load_state_dict(saved)
        self.step, self.seconds = state["step"], state["seconds"]
        dist.barrier()

    def save(self) -> None:
        state = {"model": self.model.state_dict() if self.rank == 0 else None,
                 "optimizers": [o.state_dict() for o in self.team.optimizers],
                 "step": self.step, "seconds": self.seconds}
        partial = self.checkpoint.with_suffix(".part")
        torch.save(state, partial)
        partial.replace(self.checkpoint)
        if self.rank == 0:
            export(self.model, self.tokenizer_json, self.arguments.export)
        dist.barrier()

    def train_step(self) -> tuple[float, torch.Tensor, int]:
        """Returns the loss, the load of the experts [MoE layers, E] and how many tokens were read here."""
        rate = learning_rate(self.seconds / (60 * self.arguments.minutes))
        batch = self.packer.batch()
        loss = weighted_loss(self.model, batch)
        loss.backward()
        loads = torch.stack([layer.load().float() for layer in self.model.moe_layers()])
        dist.all_reduce(loads)
        if self.rank == 0:
            for layer, load in zip(self.model.moe_layers(), loads):
                layer.rebalance(load, BIAS_SPEED * rate)
        self.team.step(rate)
        self.step += 1
        return loss.item(), loads, int((batch.domains >= 0).sum())

    def train(self) -> None:
        began, saved_at, tokens = time.monotonic() - self.seconds, self.seconds, 0
        while self.seconds < 60 * self.arguments.minutes:
            before = self.seconds
            loss, loads, read = self.train_step()
            clock = torch.tensor(time.monotonic() - began, dtype=torch.float64)
            dist.broadcast(clock, src=0)  # one clock for all, so that all stop at the same step
            self.seconds, tokens = clock.item(), tokens + PROCESSES * read
            if self.rank == 0 and self.step % 20 == 0:
                peak = (loads.max(dim=1).values / loads.mean(dim=1)).max()
                print(f"step {self.step} minute {self.seconds / 60:.2f} loss {loss:.4f} busiest expert {peak:.2f} x "
                      f"mean, {PROCESSES * read / (self.seconds - before):.0f} tokens/s, {tokens / 1e6:.2f} M tokens",
                      flush=True)
            if self.seconds - saved_at > 60 * self.arguments.save_minutes:
                self.save()
                saved_at = self.seconds
        self.save()


def run(rank: int, model: WorkshopModel, gradients: torch.Tensor, arguments: argparse.Namespace) -> None:
    Run(rank, model, gradients, arguments).train()


def main() -> None:
    arguments = parse_arguments()
    arguments.work = arguments.work.absolute()
    arguments.work.mkdir(parents=True, exist_ok=True)
    make_tokenizer(arguments.work / "tokenizer.json", arguments.seed)
    torch.manual_seed(arguments.seed)
    launch(arguments.work, WorkshopModel(Config(VOCAB_SIZE)), run, arguments)


if __name__ == "__main__":
    main()
