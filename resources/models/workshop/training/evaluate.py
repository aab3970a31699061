# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Measures an exported model and writes its model card.

    python3 evaluate.py /tmp/workshop-export --log /tmp/train.log --card README.md
"""

import argparse
import re
from itertools import islice
from pathlib import Path
from random import Random

import torch

import corpus
from bpe import EOS, Tokenizer
from chat import Chat, Packer
from corpus import arithmetic
from corpus.sample import Sample
from load import load_model
from model import WorkshopModel
from model_card import write_card
from train import ROW_LENGTH, weighted_loss

SEED = 20_260_001  # not a seed of any training stream
ROWS_PER_DOMAIN = 4
PROBLEMS = 60
MAX_REPLY = 200

# What a teacher may ask; the second of a pair follows on the answer to the first. Many wordings are new.
QUESTIONS = (
    ("What does a router do in a mixture of experts?", "日本語で一文で言うと？"),
    ("12 + 30, step by step",),
    ("狐のお話をしてください", "日本語で一文で言うと？"),
    ("Hello, who are you?",),
    ("こんにちは、あなたは誰ですか？",),
    ("Could you explain to my class how the router picks its experts?",),
    ("How come a sparse network is cheaper to run?",),
    ("共有エキスパートはどうして必要なの？",),
    ("MLAだとメモリーが減る理由は？",),
    ("What is the correction bias good for?",),
    ("What would happen if all tokens went to one expert?",),
    ("How does GRPO use the average of a group?",),
    ("What is the capital of Italy?",),
    ("一年は何か月ですか？",),
    ("Tell me a story about an owl.", "Say it in one sentence."),
    ("Write a Python function that reverses a string.",),
    ("大きいほうの数を返す関数を書いてください",),
    ("Make a table of three countries and their capitals.",),
    ("動物を3つ挙げてください",),
    ("What is 47 + 38?",),
    ("Who will win the next election?",),
)


class Evaluation:
    def __init__(self, folder: Path):
        self.model: WorkshopModel = load_model(folder)
        self.tokenizer = Tokenizer(folder / "tokenizer.json")
        self.chat = Chat(self.tokenizer)
        self.end = self.tokenizer.added[EOS]

    def losses(self) -> dict[str, float]:
        """Nats per token on conversations the model has not seen (their sentences it may have)."""
        return {domain: self._loss(domain) for domain in corpus.DOMAINS}

    def _loss(self, domain: str) -> float:
        rng = Random(SEED)
        packer = Packer(self.chat, iter(lambda: fresh(domain, rng), None), ROW_LENGTH)
        return weighted_loss(self.model, *packer.batch(ROWS_PER_DOMAIN)).item()

    def arithmetic_accuracy(self, thinking: bool) -> float:
        """Share of right answers to problems that were kept out of training."""
        rng = Random(SEED)
        problems = [arithmetic.problem(rng, held_out=True) for _ in range(PROBLEMS)]
        prompts = [self.chat.prompt([f"What is {a} {sign} {b}?"], [], thinking) for a, sign, b in problems]
        right = sum(last_number(self.reply(prompt)) == arithmetic.result(*problem)
                    for prompt, problem in zip(prompts, problems))
        return right / PROBLEMS

    def expert_load(self) -> list[float]:
        """For each MoE layer: tokens of the busiest expert over the mean, on a mix of all domains."""
        totals = [torch.zeros_like(layer.e_score_correction_bias) for layer in self.model.moe_layers()]
        packer = Packer(self.chat, corpus.stream(SEED), ROW_LENGTH)
        for _ in range(4):
            ids, _, mask = packer.batch(ROWS_PER_DOMAIN)
            self.model.hidden(ids[:, :-1], mask)
            for total, layer in zip(totals, self.model.moe_layers()):
                total += layer.load
        return [(total.max() / total.mean()).item() for total in totals]

    def converse(self, questions: tuple[str, ...], thinking: bool) -> list[str]:
        answers = []
        for count in range(1, len(questions) + 1):
            prompt = self.chat.prompt(list(questions[:count]), answers, thinking)
            answers.append(self.reply(prompt).split("</think>")[-1])
        return answers

    def reply(self, prompt: list[int]) -> str:
        return self.tokenizer.decode(self.model.greedy(prompt, self.end, MAX_REPLY))


def fresh(domain: str, rng: Random) -> Sample:
    if domain != "arithmetic":
        return corpus.sample(domain, rng)
    turn = arithmetic.turn(rng, arithmetic.problem(rng, held_out=True))
    return Sample(domain, (turn,), thinking=rng.random() < 0.35)


def last_number(text: str) -> int | None:
    numbers = re.findall(r"-?\d+", text)
    return int(numbers[-1]) if numbers else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--log", type=Path, required=True, help="what train.py printed")
    parser.add_argument("--card", type=Path, required=True, help="where to write the model card")
    arguments = parser.parse_args()
    with torch.no_grad():
        evaluation = Evaluation(arguments.folder)
        results = {
            "losses": evaluation.losses(),
            "arithmetic": evaluation.arithmetic_accuracy(thinking=False),
            "arithmetic_thinking": evaluation.arithmetic_accuracy(thinking=True),
            "load": evaluation.expert_load(),
            "replies": [(q, evaluation.converse(q, thinking=False)) for q in QUESTIONS],
            "thoughts": [(q[0], evaluation.reply(evaluation.chat.prompt([q[0]], [], thinking=True)))
                         for q in islice(QUESTIONS, 3)],
        }
    write_card(arguments.folder, evaluation.model, results, arguments.log.read_text(), arguments.card)


if __name__ == "__main__":
    main()
