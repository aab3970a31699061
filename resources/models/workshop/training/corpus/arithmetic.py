# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Adding and subtracting two-digit numbers, step by step in tens and ones."""

import zlib
from random import Random

from .sample import Turn

ASK_EN = ("{}", "{} = ?", "What is {}?", "Calculate {}.", "How much is {}?", "{}?", "Please compute {}.",
          "Solve {}.")
ASK_STEPS_EN = ("{}, step by step", "{} step by step", "What is {}, step by step?",
                "Calculate {} step by step.", "Show me the steps for {}.")
ASK_JA = ("{}は？", "{}はいくつですか？", "{}を計算してください", "{}の答えは？", "{} はいくつ？")
ASK_STEPS_JA = ("{}を順番に計算して", "{}を一歩ずつ計算してください", "{}の計算のしかたは？")


def is_held_out(a: int, sign: str, b: int) -> bool:
    """One problem in ten is never shown in training: the evaluation measures calculation, not memory."""
    return zlib.crc32(f"{a}{sign}{b}".encode()) % 10 == 0


def problem(rng: Random, held_out: bool = False) -> tuple[int, str, int]:
    while True:
        a, b, sign = rng.randrange(1, 100), rng.randrange(1, 100), rng.choice("++-")
        if sign == "-" and a < b:
            a, b = b, a
        if is_held_out(a, sign, b) == held_out:
            return a, sign, b


def result(a: int, sign: str, b: int) -> int:
    return a + b if sign == "+" else a - b


def steps(a: int, sign: str, b: int) -> str:
    """The second number is taken apart: 47 + 38 -> 47 + 30 = 77, 77 + 8 = 85."""
    tens, ones = b // 10 * 10, b % 10
    middle = result(a, sign, tens)
    if not tens or not ones:
        return f"{a} {sign} {b} = {result(a, sign, b)}"
    return (f"{b} = {tens} + {ones}. {a} {sign} {tens} = {middle}. "
            f"{middle} {sign} {ones} = {result(a, sign, b)}")


def turn(rng: Random, numbers: tuple[int, str, int] | None = None) -> Turn:
    a, sign, b = numbers or problem(rng)
    total, work, english = result(a, sign, b), steps(a, sign, b), rng.random() < 0.6
    asked = f"{a} {sign} {b}" if rng.random() < 0.8 else f"{a}{sign}{b}"
    stated = f"{a} {sign} {b} = {total}"
    if rng.random() < 0.4:
        if english:
            return Turn(rng.choice(ASK_STEPS_EN).format(asked), f"{work}. So {stated}.", f"{work}.")
        return Turn(rng.choice(ASK_STEPS_JA).format(asked), f"{work}。だから、{stated} です。", f"{work}。")
    if english:
        return Turn(rng.choice(ASK_EN).format(asked), f"{stated}.", f"{work}.")
    return Turn(rng.choice(ASK_JA).format(asked), f"{stated} です。", f"{work}。")


def conversation(rng: Random) -> list[Turn]:
    return [turn(rng) for _ in range(rng.choice((1, 2, 3)))]
