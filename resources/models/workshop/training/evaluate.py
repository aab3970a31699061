# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Measures an exported model and writes its model card.

    python3 evaluate.py /tmp/workshop-export --log /tmp/train.log --card README.md
    python3 evaluate.py /tmp/workshop-rl-export --log /tmp/train.log --rl --card README.md
"""

import argparse
from pathlib import Path
from random import Random

import torch

import corpus
import measures
from batches import Packer
from bpe import EOS, Tokenizer
from chat import Chat
from corpus import arithmetic
from corpus.sample import Sample
from load import load_model
from measures import SEED
from model import WorkshopModel
from model_card import write_card
from questions import QUESTIONS, THOUGHTS
from reward import is_right
from train import weighted_loss
from writing import write_replies

MIXED_BATCHES, SHUFFLES = 12, 20
PROBLEMS = 500
MAX_REPLY = 220


class Evaluation:
    """Everything is greedy and in float32, on the rounded weights that people get."""

    def __init__(self, folder: Path):
        self.model: WorkshopModel = load_model(folder)
        self.tokenizer = Tokenizer(folder / "tokenizer.json")
        self.chat = Chat(self.tokenizer)
        self.end = self.tokenizer.added[EOS]

    def write(self, prompts: list[list[int]]) -> list[list[int]]:
        return write_replies(self.model, prompts, self.end, MAX_REPLY)

    def answer(self, questions: list[str], thinking: bool = False) -> list[str]:
        replies = self.write([self.chat.prompt([question], [], thinking) for question in questions])
        return [self.tokenizer.decode(reply) for reply in replies]

    def losses(self) -> dict[str, float]:
        """Nats per token on conversations the model has not seen (their sentences it may have)."""
        return {domain: self._loss(domain) for domain in corpus.DOMAINS}

    def _loss(self, domain: str) -> float:
        rng = Random(SEED)
        packer = Packer(self.chat.render, iter(lambda: fresh(domain, rng), None))
        return weighted_loss(self.model, packer.batch(), torch.float32).item()

    def arithmetic_accuracy(self, thinking: bool) -> float:
        problems = measures.arithmetic_problems(PROBLEMS, thinking)
        replies = self.write([problem.prompt(self.chat) for problem in problems])
        return sum(is_right(p, self.tokenizer.decode(r)) for p, r in zip(problems, replies)) / PROBLEMS

    def concepts(self) -> tuple[float, float, list[str]]:
        """Shares of right concepts in English and Japanese, and the questions that were missed."""
        asked = measures.concept_questions()
        missed, right = [], {True: [], False: []}
        for (question, concept, english), reply in zip(asked, self.answer([q for q, _, _ in asked])):
            name, likeness = measures.concept_of(reply)
            right[english].append(name == concept and likeness > 0.6 and measures.in_language(reply, english))
            if not right[english][-1]:
                missed.append(question)
        return (*(sum(right[e]) / len(right[e]) for e in (True, False)), missed)

    def stories(self) -> tuple[int, list[tuple[str, bool]]]:
        """How many of 100 loop; all replies with the language they were asked in."""
        asked = measures.story_questions()
        replies = self.write([self.chat.prompt([question], [], False) for question, _ in asked])
        looping = sum(measures.loops(reply, len(reply) < MAX_REPLY) for reply in replies)
        return looping, [(self.tokenizer.decode(r), english) for r, (_, english) in zip(replies, asked)]

    def language(self, replies: list[tuple[str, bool]]) -> float:
        asked = measures.small_talk_questions()
        replies = replies + list(zip(self.answer([q for q, _ in asked]), (english for _, english in asked)))
        return sum(measures.in_language(*reply) for reply in replies) / len(replies)

    def routing(self) -> dict[str, list[float]]:
        """For each MoE layer, on a mix of all domains: busiest expert over the mean load, the normalised mutual
        information of domain and expert, and mean and spread of it when conversations swap their domains."""
        packer = Packer(self.chat.render, corpus.stream(SEED))
        labels, talks, choices = [], [], []
        for number in range(MIXED_BATCHES):
            batch = packer.batch()
            self.model.hidden(batch.ids, batch.positions, batch.rows)
            real = batch.domains >= 0
            labels.append(batch.domains[real])
            talks.append(measures.conversations(batch) + number * 100_000)
            choices.append([layer.choice[real] for layer in self.model.moe_layers()])
        label = torch.cat(labels)
        talk = torch.unique_consecutive(torch.cat(talks), return_inverse=True)[1]
        result = {"load": [], "information": [], "chance": [], "chance_spread": []}
        for layer in zip(*choices):
            choice, generator = torch.cat(layer), torch.Generator().manual_seed(SEED)

            def information(these: torch.Tensor) -> float:
                counts = measures.expert_counts(choice, these, self.model.c.n_routed_experts)
                return measures.normalised_mutual_information(counts)

            load = torch.bincount(choice.flatten(), minlength=self.model.c.n_routed_experts).double()
            chance = torch.tensor([information(measures.shuffled_labels(label, talk, generator))
                                   for _ in range(SHUFFLES)])
            for name, value in zip(result, (load.max() / load.mean(), information(label), chance.mean(), chance.std())):
                result[name].append(float(value))
        return result

    def converse(self, questions: tuple[str, ...]) -> list[str]:
        answers = []
        for count in range(1, len(questions) + 1):
            prompt = self.chat.prompt(list(questions[:count]), answers, thinking=False)
            answers.append(self.tokenizer.decode(self.write([prompt])[0]))
        return answers


def fresh(domain: str, rng: Random) -> Sample:
    """A sample of the domain; in arithmetic only of problems kept out of training, carefully thought."""
    if domain != "arithmetic":
        return corpus.sample(domain, rng)
    return Sample(domain, (arithmetic.turn(rng, arithmetic.problem(rng, held_out=True), careful=True),), thinking=True)


def measure(evaluation: Evaluation) -> dict:
    looping, told = evaluation.stories()
    english, japanese, missed = evaluation.concepts()
    return {
        "losses": evaluation.losses(), "loops": looping, "language": evaluation.language(told),
        "arithmetic": evaluation.arithmetic_accuracy(thinking=True),
        "arithmetic_open": evaluation.arithmetic_accuracy(thinking=False),
        "concepts_en": english, "concepts_ja": japanese, "missed": missed, "routing": evaluation.routing(),
        "replies": [(q, evaluation.converse(q)) for q in QUESTIONS],
        "thoughts": list(zip(THOUGHTS, evaluation.answer(list(THOUGHTS), thinking=True))),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--log", type=Path, required=True, help="what train.py printed")
    parser.add_argument("--rl", action="store_true", help="the model after grpo.py, with rl_log.json beside it")
    parser.add_argument("--card", type=Path, required=True, help="where to write the model card")
    arguments = parser.parse_args()
    with torch.no_grad():
        evaluation = Evaluation(arguments.folder)
        results = measure(evaluation)
    for name, value in results.items():
        if name not in ("replies", "thoughts"):
            print(name, value)
    write_card(arguments.folder, evaluation.model, results, arguments.log.read_text(), arguments.rl, arguments.card)


if __name__ == "__main__":
    main()
