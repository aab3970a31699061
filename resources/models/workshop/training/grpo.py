# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Improves the supervised model on arithmetic by GRPO with a reward that a rule can check, as R1-Zero was trained.

    python3 grpo.py /tmp/workshop-export --work /tmp/workshop-rl-run --export /tmp/workshop-rl-export --minutes 15
"""

import argparse
import copy
import time
from pathlib import Path
from random import Random

import torch
import torch.distributed as dist
import torch.nn.functional as F

from batches import Batch, Packer
from bpe import EOS, Tokenizer
from chat import Chat
from export import export
from load import load_model
from model import WorkshopModel
from reward import MAX_REPLY, Problem, draw, is_right, reward
from rl_log import Drift, RlLog
from team import PROCESSES, Team, launch
from writing import write_replies

PROBLEMS, GROUP = 16, 12  # per step: problems, and answers to each of them; shared between the processes
TEMPERATURE = 1.0
KL_WEIGHT = 0.02
LEARNING_RATE = 2e-4
CHECK_EVERY, CHECK_PROBLEMS = 5, 200  # held-out problems, answered greedily


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, help="the exported supervised model")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--export", type=Path, required=True, help="folder for the finished layout and rl_log.json")
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--minutes", type=float, default=15, help="stop after this time even if steps are left")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def build_optimizers(named) -> list[torch.optim.Optimizer]:
    parameters = [p for _, p in named]
    return [torch.optim.AdamW(parameters, lr=LEARNING_RATE, betas=(0.9, 0.95), weight_decay=0.0, fused=True)]


def log_probabilities(model: WorkshopModel, batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
    """Of the tokens that the model wrote itself, and which those are."""
    counted = batch.weights.nonzero().squeeze(1)
    padded = F.pad(counted, (0, -len(counted) % 256))
    hidden = model.hidden(batch.ids, batch.positions, batch.rows, torch.bfloat16)
    logits = model.lm_head(hidden.index_select(0, padded))
    return -F.cross_entropy(logits, batch.wanted[padded], reduction="none").float()[: len(counted)], counted


class Reinforcement:
    """One run, seen from one of its processes: each asks half of the problems and learns from its answers."""

    def __init__(self, rank: int, model: WorkshopModel, gradients: torch.Tensor, arguments: argparse.Namespace):
        self.arguments, self.rank, self.model = arguments, rank, model
        self.tokenizer = Tokenizer(arguments.folder / "tokenizer.json")
        self.chat, self.end = Chat(self.tokenizer), self.tokenizer.added[EOS]
        self.reference = copy.deepcopy(model)  # the supervised model
        self.team = Team(model, gradients, rank, build_optimizers)
        self.rng = Random(arguments.seed * 1_000_003 + rank)
        torch.manual_seed(arguments.seed * PROCESSES + rank)
        self.drift = Drift(self.chat, self.reference)
        self.log = RlLog(arguments.export / "rl_log.json")
        checks = Random(20_260_001)
        self.checks = [draw(checks, held_out=True) for _ in range(CHECK_PROBLEMS)][rank::PROCESSES]

    def write(self, problems: list[Problem], temperature: float) -> list[list[int]]:
        prompts = [problem.prompt(self.chat) for problem in problems]
        return write_replies(self.model, prompts, self.end, MAX_REPLY, temperature, torch.bfloat16)

    def held_out_accuracy(self) -> float:
        replies = self.write(self.checks, temperature=0)
        right = sum(is_right(p, self.tokenizer.decode(reply)) for p, reply in zip(self.checks, replies))
        return self.mean(torch.tensor(right / len(self.checks)))

    def mean(self, value: torch.Tensor) -> float:
        """Over the processes."""
        dist.all_reduce(value)
        return value.item() / PROCESSES

    def step(self, number: int) -> dict[str, float]:
        problems = [p for p in (draw(self.rng, held_out=False) for _ in range(PROBLEMS // PROCESSES))
                    for _ in range(GROUP)]
        replies = self.write(problems, TEMPERATURE)
        texts = [self.tokenizer.decode(reply) for reply in replies]
        rewards = torch.tensor([reward(p, text, len(reply) < MAX_REPLY)
                                for p, text, reply in zip(problems, texts, replies)])
        groups = rewards.view(-1, GROUP)
        advantages = ((groups - groups.mean(1, keepdim=True)) / (groups.std(1, keepdim=True) + 1e-4)).flatten()
        kl = self.learn(problems, replies, advantages, rate=max(0.1, 1 - number / self.arguments.steps))
        right = [is_right(p, text) for p, text in zip(problems, texts)]
        return {"reward": self.mean(rewards.mean()), "right_share": self.mean(torch.tensor(right).float().mean()),
                "reply_tokens": self.mean(torch.tensor([float(len(r)) for r in replies]).mean()),
                "mixed_groups": self.mean((groups.std(1) > 0.2).float().mean()), "kl": self.mean(kl)}

    def learn(self, problems, replies, advantages: torch.Tensor, rate: float) -> torch.Tensor:
        """One step along the gradient of the group-relative advantage and of the KL penalty; returns the KL."""
        def render(index: int):
            prompt, reply = problems[index].prompt(self.chat), replies[index]
            end = [self.end] if len(reply) < MAX_REPLY else []
            return [*prompt, *reply, *end], [0.0] * len(prompt) + [1.0] * (len(reply) + len(end)), index

        written = sum(len(reply) + (len(reply) < MAX_REPLY) for reply in replies)
        packer, kl_sum = Packer(render, iter(range(len(replies)))), torch.zeros(())
        while (batch := packer.batch()).weights.any():
            with torch.no_grad():
                expected, _ = log_probabilities(self.reference, batch)
            found, counted = log_probabilities(self.model, batch)
            gain = advantages[batch.domains[counted]]
            distance = torch.exp(expected - found) - (expected - found) - 1  # unbiased and never negative
            # The answers are this model's own, so the ratio of probabilities is one and only its gradient counts.
            ratio = torch.exp(found - found.detach())
            ((KL_WEIGHT * distance - gain * ratio).sum() / written).backward()
            kl_sum += distance.detach().sum()
        self.team.step(rate)
        return kl_sum / written

    def train(self) -> None:
        began = time.monotonic()
        for number in range(self.arguments.steps + 1):
            accuracy = self.held_out_accuracy() if number % CHECK_EVERY == 0 else None
            drift = self.drift.measure(self.model)
            row = {"step": number, "held_out_accuracy": accuracy, **drift}
            out_of_time = torch.tensor(float(time.monotonic() - began > 60 * self.arguments.minutes))
            dist.broadcast(out_of_time, src=0)
            last = number == self.arguments.steps or bool(out_of_time)
            if last and accuracy is None:
                row["held_out_accuracy"] = self.held_out_accuracy()
            if not last:
                row |= self.step(number)
            row["seconds"] = time.monotonic() - began
            if self.rank == 0:
                self.log.add(row)
                if last or number % 20 == 19:
                    export(self.model, self.arguments.folder / "tokenizer.json", self.arguments.export)
            dist.barrier()
            if last:
                return


def run(rank: int, model: WorkshopModel, gradients: torch.Tensor, arguments: argparse.Namespace) -> None:
    Reinforcement(rank, model, gradients, arguments).train()


def main() -> None:
    arguments = parse_arguments()
    for folder in (arguments.work, arguments.export):
        folder.mkdir(parents=True, exist_ok=True)
    launch(arguments.work.absolute(), load_model(arguments.folder), run, arguments)


if __name__ == "__main__":
    main()
