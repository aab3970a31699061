# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Questions about models like this one, in many wordings, with follow-up questions."""

from random import Random

from . import questions_en, questions_ja, topics_basics, topics_model, topics_routing, topics_training
from .sample import Topic, Turn

CORE = topics_routing.TOPICS + topics_model.TOPICS + topics_training.TOPICS
BASICS = topics_basics.TOPICS  # asked less often

ASK_EN = ("What is {}?", "Explain {}.", "Can you explain {}?", "Tell me about {}.", "What does {} mean?",
          "Please explain {} simply.", "I do not understand {}.", "Describe {}.", "{}?", "{}",
          "Could you tell me what {} is?", "What is {} in a language model?", "Explain {} to a beginner.",
          "How would you explain {} to a child?", "What about {}?", "Why does {} matter?", "Teach me {}.",
          "What is the point of {}?", "What is {} good for?", "And {}?", "I want to learn about {}.",
          "Give me a definition of {}.", "How does {} help?", "Why do we need {}?", "How does {} work?",
          "What is meant by {}?", "Say something about {}.", "I have a question about {}.", "Why is {} useful?",
          "What should I know about {}?", "What is the role of {}?", "What is the idea of {}?", "Define {}.",
          "My students ask about {}.", "In simple words, what is {}?", "What is {} used for?",
          "What do you know about {}?",
          "Could you describe {}?", "I never heard of {}.", "Let us talk about {}.", "Is {} important?",
          "What is so special about {}?", "Help me understand {}.", "Why is there {}?", "When is {} needed?",
          "Tell us what {} does.", "What makes {} interesting?", "Why do people use {}?")
ASK_JA = ("{}とは何ですか？", "{}について教えてください", "{}って何？", "{}を説明してください", "{}とは？", "{}", "{}？",
          "{}の意味は？", "{}がわかりません", "{}をわかりやすく教えて", "{}とは何か説明して", "{}ってどういうもの？",
          "{}は何のためにありますか？", "{}はなぜ必要ですか？", "{}はどうして大切なの？", "{}について知りたい", "{}の役割は？",
          "{}の仕組みは？", "では、{}は？", "{}って何のこと？", "{}は何をしますか？", "{}はどう働きますか？", "{}のことを話して",
          "{}について質問があります", "{}は何の役に立ちますか？", "{}の目的は？", "{}を初心者に説明して", "{}を簡単に説明して",
          "{}とはどういう意味ですか？", "{}を学びたい", "{}について一言", "{}は大事ですか？", "{}を使うのはなぜ？", "{}の特徴は？",
          "{}を使うと何がよいのですか？", "{}をよく知りません", "生徒に{}を説明したい", "{}の考え方は？", "{}を教えて", "どうして{}があるの？")
# What people put around a question.
BEFORE_EN = ("Tell me, ", "I wonder: ", "One more question: ", "My students ask: ", "Say, ", "Sorry, ", "Well, ",
             "So, ", "Now, ", "In short: ")
AFTER_EN = (" Please explain.", " Keep it simple.", " I am a beginner.", " Thanks.", " Tell me please.")
BEFORE_JA = ("教えてください。", "質問です。", "すみません、", "では、", "ところで、", "ええと、", "先生、", "もう一つ。")
AFTER_JA = ("教えてください。", "簡単にお願いします。", "知りたいです。", "説明してください。")
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


def around(question: str, before: tuple, after: tuple, rng: Random) -> str:
    dice = rng.random()
    if dice < 0.12:
        return rng.choice(before) + question
    return question + rng.choice(after) if dice < 0.2 else question


def ask_en(topic: Topic, rng: Random) -> str:
    questions = topic.questions_en + questions_en.QUESTIONS.get(topic.names_en[0], ())
    asked = (rng.choice(questions) if questions and rng.random() < 0.6
             else rng.choice(ASK_EN).format(rng.choice(topic.names_en)))
    return around(asked, BEFORE_EN, AFTER_EN, rng)


def ask_ja(topic: Topic, rng: Random) -> str:
    questions = topic.questions_ja + questions_ja.QUESTIONS.get(topic.names_en[0], ())
    asked = (rng.choice(questions) if questions and rng.random() < 0.55
             else rng.choice(ASK_JA).format(rng.choice(topic.names_ja)))
    return around(asked, BEFORE_JA, AFTER_JA, rng)


def all_questions():
    """Every question that can be asked, before it is loosened or framed."""
    for topic in CORE + BASICS:
        yield from topic.questions_en + questions_en.QUESTIONS.get(topic.names_en[0], ())
        yield from topic.questions_ja + questions_ja.QUESTIONS.get(topic.names_en[0], ())
        yield from (template.format(name) for template in ASK_EN for name in topic.names_en)
        yield from (template.format(name) for template in ASK_JA for name in topic.names_ja)


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
