# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Lists and tables in Markdown, made from the facts."""

from random import Random

from .facts import ANIMALS, COLOURS, COUNTRIES
from .sample import Turn

NUMBERS_EN = {2: "two", 3: "three", 4: "four", 5: "five"}

# plural, header, columns; English then Japanese
KINDS = (
    ("countries and their capitals", ("Country", "Capital"), COUNTRIES, (0, 1),
     "国と首都", ("国", "首都"), (3, 4)),
    ("animals and their homes", ("Animal", "Home"), ANIMALS, (0, 1), "動物と住みか", ("動物", "住みか"), (4, 5)),
    ("animals and their food", ("Animal", "Food"), ANIMALS, (0, 2), "動物と食べ物", ("動物", "食べ物"), (4, 6)),
    ("plants and their colours", ("Plant", "Colour"), COLOURS, (0, 1), "植物と色", ("植物", "色"), (3, 4)),
)
LISTS = (("countries", "国", COUNTRIES, 0, 3), ("animals", "動物", ANIMALS, 0, 4),
         ("capitals", "首都", COUNTRIES, 1, 4), ("fruits", "果物", COLOURS[:6], 0, 3),
         ("vegetables", "野菜", COLOURS[6:], 0, 3))


def markdown_table(header: tuple, rows: list[tuple]) -> str:
    lines = ["| " + " | ".join(cells) + " |" for cells in (header, *rows)]
    return "\n".join((lines[0], "|" + " --- |" * len(header), *lines[1:]))


def distinct(facts: tuple, count: int, rng: Random) -> list[tuple]:
    """Different rows in the order of the facts, read round from anywhere: what comes next can be learnt, and even
    the likeliest continuation never repeats itself."""
    at, longest = rng.randrange(len(facts)), max(1, (len(facts) - 1) // max(1, count - 1))
    rows = [facts[at]]
    while len(rows) < count:
        at += rng.randint(1, min(3, longest))
        rows.append(facts[at % len(facts)])
    return rows


def table(rng: Random) -> Turn:
    name_en, header_en, facts, columns_en, name_ja, header_ja, columns_ja = rng.choice(KINDS)
    rows = distinct(facts, rng.choice((2, 3, 4, 5)), rng)
    count = len(rows)
    if rng.random() < 0.5:
        asked = rng.choice(("Make a table of {n} {x}.", "A table of {n} {x}, please.",
                            "Show {n} {x} as a table.", "Write a table with {n} {x}.", "I need a table of {n} {x}."))
        body = markdown_table(header_en, [tuple(row[c] for c in columns_en) for row in rows])
        number = NUMBERS_EN[count] if rng.random() < 0.7 else count
        return Turn(asked.format(n=number, x=name_en), body,
                    f"A table with two columns, {header_en[0]} and {header_en[1]}, "
                    f"and {NUMBERS_EN[count]} rows.")
    asked = rng.choice(("{x}の表を{n}行で作ってください", "{x}の表を{n}行で", "{n}行の{x}の表を書いて",
                        "{x}を{n}行の表にしてください"))
    body = markdown_table(header_ja, [tuple(row[c] for c in columns_ja) for row in rows])
    return Turn(asked.format(n=count, x=name_ja), body, f"{header_ja[0]}と{header_ja[1]}の列を作り、{count}行書こう。")


def bullet_list(rng: Random) -> Turn:
    name_en, name_ja, facts, column_en, column_ja = rng.choice(LISTS)
    rows = distinct(facts, rng.choice((3, 4, 5)), rng)
    count = len(rows)
    if rng.random() < 0.5:
        asked = rng.choice(("List {n} {x}.", "Name {n} {x}.", "Give me a list of {n} {x}.",
                            "Can you name {n} {x}?", "{n} {x}, please."))
        lines = "\n".join(f"- {row[column_en]}" for row in rows)
        number = NUMBERS_EN[count] if rng.random() < 0.7 else count
        return Turn(asked.format(n=number, x=name_en), lines,
                    f"I need {NUMBERS_EN[count]} {name_en}, one on each line.")
    asked = rng.choice(("{x}を{n}つ挙げてください", "{x}を{n}つ教えて", "{x}のリストを{n}つ作って", "{x}を{n}つ"))
    lines = "\n".join(f"- {row[column_ja]}" for row in rows)
    return Turn(asked.format(n=count, x=name_ja), lines, f"{name_ja}を{count}つ、一行に一つ書こう。")


def conversation(rng: Random) -> list[Turn]:
    return [rng.choice((table, bullet_list))(rng) for _ in range(rng.choice((1, 1, 2)))]
