# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""The rule that rewards a sum, and the problems that it is asked about."""

import re
from dataclasses import dataclass
from random import Random

from chat import Chat
from corpus import arithmetic

FORMAT_REWARD = 0.1  # on top of the 1 for the right result
THINKING_SHARE = 0.75  # the others work in the open
MAX_REPLY = 90  # tokens


@dataclass(frozen=True)
class Problem:
    numbers: tuple[int, str, int]
    question: str
    thinking: bool

    def prompt(self, chat: Chat) -> list[int]:
        return chat.prompt([self.question], [], self.thinking)


def draw(rng: Random, held_out: bool, thinking: bool | None = None) -> Problem:
    numbers = arithmetic.problem(rng, held_out)
    wording = rng.choice(arithmetic.ASK_EN if rng.random() < 0.6 else arithmetic.ASK_JA)
    if thinking is None:
        thinking = rng.random() < THINKING_SHARE
    return Problem(numbers, wording.format("{} {} {}".format(*numbers)), thinking)


def answer_of(reply: str, thinking: bool) -> str | None:
    """What comes after the thought; nothing when a thought was never closed."""
    if not thinking:
        return reply
    return reply.split("</think>", 1)[1] if "</think>" in reply else None


def is_right(problem: Problem, reply: str) -> bool:
    numbers = re.findall(r"-?\d+", answer_of(reply, problem.thinking) or "")
    return bool(numbers) and int(numbers[-1]) == arithmetic.result(*problem.numbers)


def reward(problem: Problem, reply: str, ended: bool) -> float:
    """1 for the right result, 0.1 for a reply that ends by itself and states the sum as the examples do."""
    answer = answer_of(reply, problem.thinking) or ""
    well_formed = ended and re.search(r"{} \{} {} = -?\d+".format(*problem.numbers), answer) is not None
    return 1.0 * is_right(problem, reply) + FORMAT_REWARD * well_formed
