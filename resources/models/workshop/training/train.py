# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Trains the workshop model on CPU within a given wall time. Text, order of text and first weights follow the seed.

    python3 train.py --work /tmp/workshop-run --export /tmp/workshop-export --minutes 60
"""

import argparse
import time
from itertools import islice
from pathlib import Path

import torch
import torch.nn.functional as F

import corpus
from bpe import ADDED, Tokenizer, learn_merges, write_tokenizer_json
from chat import Chat, Packer
from export import export
from model import Config, WorkshopModel
from optimizer import build_optimizers

VOCAB_SIZE = 2560
ROWS, ROW_LENGTH = 16, 256
BIAS_SPEED = 0.002
TOKENIZER_SAMPLES = 20000


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="folder for tokenizer and checkpoint")
    parser.add_argument("--export", type=Path, required=True, help="folder for the model in Hugging Face layout")
    parser.add_argument("--minutes", type=float, default=60, help="wall time; the learning rate ends at zero with it")
    parser.add_argument("--save-minutes", type=float, default=5, help="time between checkpoints")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--resume", action="store_true", help="continue from the checkpoint in --work")
    return parser.parse_args()


def make_tokenizer(path: Path, seed: int) -> Tokenizer:
    if not path.exists():
        samples = islice(corpus.stream(seed), TOKENIZER_SAMPLES)
        texts = (text for s in samples for t in s.turns for text in (t.question, t.thought, t.answer, s.system))
        size = write_tokenizer_json(learn_merges(texts, VOCAB_SIZE - 256 - len(ADDED)), path)
        assert size == VOCAB_SIZE, size
    return Tokenizer(path)


def learning_rate(progress: float) -> float:
    """Fraction of the full rate: a short warm-up, a plateau, then a straight line to zero."""
    return min(1.0, progress / 0.02, max(0.0, (1 - progress) / 0.65))


def weighted_loss(model: WorkshopModel, ids, weights, mask) -> torch.Tensor:
    wanted, weights = ids[:, 1:].flatten(), weights[:, 1:].flatten()
    counted = weights.nonzero().squeeze(1)
    hidden = model.hidden(ids[:, :-1], mask).flatten(0, 1)[counted]
    losses = F.cross_entropy(model.lm_head(hidden), wanted[counted], reduction="none")
    return (losses * weights[counted]).sum() / weights[counted].sum()


class Run:
    """One training run; `seconds` counts the wall time of all its parts."""

    def __init__(self, arguments: argparse.Namespace):
        self.arguments = arguments
        arguments.work.mkdir(parents=True, exist_ok=True)
        self.tokenizer_json = arguments.work / "tokenizer.json"
        self.checkpoint = arguments.work / "checkpoint.pt"
        tokenizer = make_tokenizer(self.tokenizer_json, arguments.seed)
        torch.manual_seed(arguments.seed)
        self.model = WorkshopModel(Config(VOCAB_SIZE))
        self.optimizers = build_optimizers(self.model)
        self.full_rates = [[group["lr"] for group in o.param_groups] for o in self.optimizers]
        self.step, self.seconds = 0, 0.0
        if arguments.resume:
            self.load()
        # A resumed run reads on in a fresh part of the endless stream.
        self.packer = Packer(Chat(tokenizer), corpus.stream(arguments.seed * 1_000_003 + self.step), ROW_LENGTH)

    def load(self) -> None:
        state = torch.load(self.checkpoint)
        self.model.load_state_dict(state["model"])
        for optimizer, saved in zip(self.optimizers, state["optimizers"]):
            optimizer.load_state_dict(saved)
        self.step, self.seconds = state["step"], state["seconds"]

    def save(self) -> None:
        state = {"model": self.model.state_dict(), "optimizers": [o.state_dict() for o in self.optimizers],
                 "step": self.step, "seconds": self.seconds}
        partial = self.checkpoint.with_suffix(".part")
        torch.save(state, partial)
        partial.replace(self.checkpoint)
        export(self.model, self.tokenizer_json, self.arguments.export)

    def train_step(self) -> float:
        rate = learning_rate(self.seconds / (60 * self.arguments.minutes))
        for optimizer, full in zip(self.optimizers, self.full_rates):
            for group, lr in zip(optimizer.param_groups, full):
                group["lr"] = lr * rate
        loss = weighted_loss(self.model, *self.packer.batch(ROWS))
        loss.backward()
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad()
        for layer in self.model.moe_layers():
            layer.rebalance(BIAS_SPEED * rate)
        self.step += 1
        return loss.item()

    def report(self, loss: float, step_seconds: float) -> None:
        loads = torch.stack([layer.load.float() for layer in self.model.moe_layers()])
        peak = (loads.max(dim=1).values / loads.mean(dim=1)).mean()
        print(f"step {self.step} minute {self.seconds / 60:.1f} loss {loss:.4f} "
              f"busiest expert {peak:.2f} x mean, {ROWS * ROW_LENGTH / step_seconds:.0f} tokens/s", flush=True)

    def train(self) -> None:
        saved_at = self.seconds
        while self.seconds < 60 * self.arguments.minutes:
            began = time.monotonic()
            loss = self.train_step()
            step_seconds = time.monotonic() - began
            self.seconds += step_seconds
            if self.step % 10 == 0:
                self.report(loss, step_seconds)
            if self.seconds - saved_at > 60 * self.arguments.save_minutes:
                self.save()
                saved_at = self.seconds
        self.save()


if __name__ == "__main__":
    torch.set_flush_denormal(True)
    Run(parse_arguments()).train()
