# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""What every domain produces: conversations made of turns."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Turn:
    question: str
    answer: str
    thought: str


@dataclass(frozen=True)
class Sample:
    """In a thinking sample the thought of the last turn is written before its answer."""

    domain: str
    turns: tuple[Turn, ...]
    system: str = ""
    thinking: bool = False


@dataclass(frozen=True)
class Topic:
    """One thing to explain, in both languages. `note_*` is what one thinks before answering."""

    names_en: tuple[str, ...]
    names_ja: tuple[str, ...]
    note_en: str
    note_ja: str
    answers_en: tuple[str, ...]
    answers_ja: tuple[str, ...]
    short_en: str
    short_ja: str
    questions_en: tuple[str, ...] = ()
    questions_ja: tuple[str, ...] = ()
