# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""An endless, seeded stream of conversations from clearly different domains."""

from random import Random

from . import arithmetic, code, explain, stories, tables, talk_en, talk_ja, words
from .sample import Sample, Turn

# domain -> (share of the stream, maker of a conversation)
DOMAINS = {
    "talk_en": (0.12, talk_en.conversation),
    "talk_ja": (0.12, talk_ja.conversation),
    "story_en": (0.05, stories.english_story),
    "story_ja": (0.06, stories.japanese_story),
    "arithmetic": (0.15, arithmetic.conversation),
    "code": (0.06, code.conversation),
    "tables": (0.08, tables.conversation),
    "words": (0.08, words.conversation),
    "explain_en": (0.15, explain.english),
    "explain_ja": (0.13, explain.japanese),
}

SYSTEM = ("You are a helpful assistant.", "You are the workshop model.", "Answer briefly and kindly.",
          "You explain mixtures of experts to beginners.", "You are a teacher.", "Answer clearly.",
          "あなたは親切なアシスタントです。", "あなたはワークショップのモデルです。", "短く丁寧に答えてください。")

POLITE_EN = ("Please tell me: ", "Hi! ", "Quick question: ", "Hello, ", "Question: ", "OK. ")


def loosen(question: str, rng: Random) -> str:
    """People type carelessly: no capital letters, no question mark, a greeting in front."""
    dice = rng.random()
    if dice < 0.08:
        return question.lower()
    if dice < 0.18:
        return question.rstrip("?.？!")
    if dice < 0.22:
        return question.lower().rstrip("?.？!")
    if dice < 0.25 and question.isascii():
        return rng.choice(POLITE_EN) + question
    if dice < 0.30:
        return question.replace("？", "?")
    if dice < 0.36:
        return with_a_gap(question, rng)
    return question


def with_a_gap(question: str, rng: Random) -> str:
    """Leaves out one word, or one character where words are not spaced. Numbers keep all their digits."""
    parts = question.split(" ") if " " in question else list(question)
    gaps = [i for i, part in enumerate(parts) if not any(c.isdigit() for c in part)]
    if len(parts) < 4 or not gaps:
        return question
    del parts[rng.choice(gaps)]
    return (" " if " " in question else "").join(parts)


def sample(domain: str, rng: Random) -> Sample:
    turns = DOMAINS[domain][1](rng)
    turns = tuple(Turn(loosen(t.question, rng), t.answer, t.thought) for t in turns)
    system = rng.choice(SYSTEM) if rng.random() < 0.2 else ""
    thinking = rng.random() < (0.7 if domain == "arithmetic" else 0.25)
    if domain == "arithmetic":
        turns = tuple(t if thinking and t is turns[-1] else arithmetic.in_the_open(t) for t in turns)
    return Sample(domain, turns, system, thinking)


def stream(seed: int):
    """Endless samples; the same seed gives the same stream."""
    rng = Random(seed)
    names = list(DOMAINS)
    shares = [DOMAINS[name][0] for name in names]
    while True:
        yield sample(rng.choices(names, shares)[0], rng)
