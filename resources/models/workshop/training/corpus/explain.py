# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Questions about models like this one, in many wordings, with follow-up questions."""

from random import Random

from . import topics_basics, topics_model, topics_routing, topics_training
from .sample import Topic, Turn

CORE = topics_routing.TOPICS + topics_model.TOPICS + topics_training.TOPICS
BASICS = topics_basics.TOPICS  # asked less often

ASK_EN = ("What is {}?", "Explain {}.", "Can you explain {}?", "Tell me about {}.", "What does {} mean?",
          "Please explain {} simply.", "I do not understand {}.", "Describe {}.",
          "Could you tell me what {} is?", "What is {} in a language model?", "Explain {} to a beginner.",
          "How would you explain {} to a child?", "What about {}?", "Why does {} matter?",
          "What is the point of {}?", "What is {} good for?", "And {}?", "I want to learn about {}.",
          "Give me a definition of {}.", "How does {} help?", "Why do we need {}?")
ASK_JA = ("{}とは何ですか？", "{}について教えてください", "{}って何？", "{}を説明してください", "{}とは？",
          "{}の意味は？", "{}がわかりません", "{}をわかりやすく教えて", "{}とは何か説明して", "{}ってどういうもの？",
          "{}は何のためにありますか？", "{}はなぜ必要ですか？", "{}はどうして大切なの？", "{}について知りたい", "{}の役割は？",
          "{}の仕組みは？", "では、{}は？", "{}って何のこと？")
BRIEF_EN = ("Say it in one sentence.", "In one sentence?", "Shorter, please.",
            "Can you say that in one sentence?", "Summarise that.", "Make it short.", "In short?",
            "Say that in English in one sentence.")
BRIEF_JA = ("日本語で一文で言うと？", "一文で言うと？", "日本語で一言で？", "短くまとめて", "日本語で言うと？", "一文でお願いします",
            "日本語でお願いします", "要するに？", "日本語で一文で")
MORE_EN = ("Tell me more.", "Can you say it differently?", "And in other words?", "Explain it again.", "Why?")
MORE_JA = ("もっと詳しく教えて", "別の言い方をすると？", "もう一度説明してください", "もう少し詳しく")


def thought_en(topic: Topic, rng: Random) -> str:
    opening = rng.choice(("The question is about {}.", "They ask about {}.", "I should explain {}."))
    closing = rng.choice(("I will say what it is and why it helps.", "Two clear sentences are enough.",
                          "I will keep it simple."))
    return f"{opening.format(topic.names_en[0])} The main point: {topic.note_en}. {closing}"


def thought_ja(topic: Topic, rng: Random) -> str:
    opening = rng.choice(("{}についての質問だ。", "{}を説明すればよい。", "{}のことを聞かれている。"))
    closing = rng.choice(("簡単に説明しよう。", "短く答えよう。", "大事な点だけ書こう。"))
    return f"{opening.format(topic.names_ja[0])}要点は、{topic.note_ja}こと。{closing}"


def ask_en(topic: Topic, rng: Random) -> str:
    if topic.questions_en and rng.random() < 0.55:
        return rng.choice(topic.questions_en)
    return rng.choice(ASK_EN).format(rng.choice(topic.names_en))


def ask_ja(topic: Topic, rng: Random) -> str:
    if topic.questions_ja and rng.random() < 0.5:
        return rng.choice(topic.questions_ja)
    return rng.choice(ASK_JA).format(rng.choice(topic.names_ja))


def follow_up(topic: Topic, said: int, english: bool, rng: Random) -> Turn:
    """A second question: shorter, in the other language, or the same thing in other words."""
    kind = rng.random()
    if kind < 0.4:
        return Turn(rng.choice(BRIEF_JA), topic.short_ja, f"一文で言う。{topic.note_ja}こと。")
    if kind < 0.7 and english:
        return Turn(rng.choice(BRIEF_EN), topic.short_en, f"One sentence only: {topic.note_en}.")
    if english:
        return Turn(rng.choice(MORE_EN), topic.answers_en[1 - said], thought_en(topic, rng))
    return Turn(rng.choice(MORE_JA), topic.answers_ja[1 - said], thought_ja(topic, rng))


def conversation(english: bool, rng: Random) -> list[Turn]:
    turns = []
    topics = CORE if rng.random() < 0.85 else BASICS
    for topic in rng.sample(topics, rng.choice((1, 1, 1, 2))):
        said = rng.randrange(2)
        if english:
            turns.append(Turn(ask_en(topic, rng), topic.answers_en[said], thought_en(topic, rng)))
        else:
            turns.append(Turn(ask_ja(topic, rng), topic.answers_ja[said], thought_ja(topic, rng)))
        if rng.random() < 0.45:
            turns.append(follow_up(topic, said, english, rng))
    return turns[:3]


def english(rng: Random) -> list[Turn]:
    return conversation(True, rng)


def japanese(rng: Random) -> list[Turn]:
    return conversation(False, rng)
