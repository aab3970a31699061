# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Adding and subtracting numbers below one hundred, digit by digit in the thought.

Two ways of thinking are shown: a careful one, and a hasty one that forgets to carry or borrow, as people do. The
hasty one is the more frequent; which of them pays is left to reinforcement learning."""

import zlib
from random import Random

from .sample import Turn

ASK_EN = ("{}", "{} = ?", "What is {}?", "Calculate {}.", "How much is {}?", "{}?", "Please compute {}.",
          "Solve {}.", "{}, step by step", "What is {}, step by step?", "Calculate {} step by step.", "{} =")
ASK_JA = ("{}は？", "{}はいくつですか？", "{}を計算してください", "{}の答えは？", "{} はいくつ？", "{}を順番に計算して",
          "{}を一歩ずつ計算してください")
CAREFUL_SHARE = 0.36


def is_held_out(a: int, sign: str, b: int) -> bool:
    """One problem in ten is never shown in training: the evaluation measures calculation, not memory."""
    return zlib.crc32(f"{a}{sign}{b}".encode()) % 10 == 0


def problem(rng: Random, held_out: bool = False) -> tuple[int, str, int]:
    while True:
        a, b, sign = rng.randrange(1, 100), rng.randrange(1, 100), rng.choice("+-")
        if sign == "-" and a < b:
            a, b = b, a
        if is_held_out(a, sign, b) == held_out:
            return a, sign, b


def result(a: int, sign: str, b: int) -> int:
    return a + b if sign == "+" else a - b


def crosses_ten(a: int, sign: str, b: int) -> bool:
    """Whether the ones carry or borrow."""
    return a % 10 + b % 10 > 9 if sign == "+" else a % 10 < b % 10


def think(a: int, sign: str, b: int, careful: bool, english: bool) -> tuple[str, int]:
    """The thought, digit by digit, and what it comes to: wrong where a carry or borrow was forgotten."""
    tens, ones, crosses = (a // 10, b // 10), (a % 10, b % 10), crosses_ten(a, sign, b)
    if sign == "+":
        digits = f"{ones[0]} + {ones[1]} = {sum(ones)}"
        noted = ", carry 1" if english else "、1繰り上がる"
        last, upper = sum(ones) % 10, sum(tens)
        columns = f"{tens[0]} + {tens[1]} = {upper}"
        corrected = f"{upper} + 1 = {upper + 1}"
    else:
        high, low = (ones[0] + 10 * careful, ones[1]) if crosses and careful else (max(ones), min(ones))
        digits = f"{high} - {low} = {high - low}"
        noted = ", borrowed 1" if english else "、1借りる"
        last, upper = high - low, tens[0] - tens[1]
        columns = f"{tens[0]} - {tens[1]} = {upper}"
        corrected = f"{upper} - 1 = {upper - 1}"
    aware = crosses and careful
    if aware:
        upper += 1 if sign == "+" else -1
    total = 10 * upper + last
    comma, stop = (", ", ". ") if english else ("、", "。")
    text = (f"{'Ones: ' if english else '一の位 '}{digits}{noted if aware else ''}{stop}"
            f"{'Tens: ' if english else '十の位 '}{columns}{comma + corrected if aware else ''}{stop}"
            f"{'Result: ' if english else '答え '}{total}{stop.strip()}")
    return text, total


def turn(rng: Random, numbers: tuple[int, str, int] | None = None, careful: bool | None = None) -> Turn:
    """Of these numbers or any, thought in this way or as often as CAREFUL_SHARE says."""
    a, sign, b = numbers or problem(rng)
    english = rng.random() < 0.6
    if careful is None:
        careful = rng.random() < CAREFUL_SHARE
    thought, total = think(a, sign, b, careful, english)
    asked = f"{a} {sign} {b}" if rng.random() < 0.8 else f"{a}{sign}{b}"
    question = rng.choice(ASK_EN if english else ASK_JA).format(asked)
    return Turn(question, stated(a, sign, b, total, english), thought)


def stated(a: int, sign: str, b: int, total: int, english: bool) -> str:
    return f"{a} {sign} {b} = {total}." if english else f"{a} {sign} {b} = {total} です。"


def in_the_open(turn: Turn) -> Turn:
    """The same without a thought: the steps are part of the answer."""
    space = "" if turn.thought.endswith("。") else " "
    return Turn(turn.question, f"{turn.thought}{space}{turn.answer}", turn.thought)


def conversation(rng: Random) -> list[Turn]:
    return [turn(rng) for _ in range(rng.choice((1, 1, 2)))]
