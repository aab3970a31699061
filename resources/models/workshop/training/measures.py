# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""What the model card says in numbers: concepts, stories, languages, arithmetic, load and specialisation."""

import re
from collections import Counter
from random import Random

import torch

import corpus
import reward
from batches import Batch
from corpus import explain, stories, talk_en, talk_ja
from held_out import CONCEPTS

SEED = 20_260_001  # not a seed of any training stream
KANA = re.compile("[\u3040-\u30ff\u4e00-\u9fff]")
TOPICS = {topic.names_en[0]: topic for topic in explain.CORE + explain.BASICS}


def normalised(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def concept_questions() -> list[tuple[str, str, bool]]:
    """Question, concept, whether it is English. None of them may occur in the training text."""
    known = {normalised(question) for question in explain.all_questions()}
    asked = [(question, concept, language == 0) for concept, both in CONCEPTS.items()
             for language, questions in enumerate(both) for question in questions]
    seen = [question for question, _, _ in asked if normalised(question) in known]
    assert not seen, f"in the training text: {seen}"
    return asked


def trigrams(text: str) -> Counter:
    text = normalised(text)
    return Counter(text[i : i + 3] for i in range(len(text) - 2))


WANTED = [(name, trigrams(answer)) for name, topic in TOPICS.items()
          for answer in (*topic.answers_en, *topic.answers_ja, topic.short_en, topic.short_ja)]


def concept_of(reply: str) -> tuple[str, float]:
    """The topic whose answers the reply is most like, and how like: 1 is the very answer."""
    given, best = trigrams(reply), ("", 0.0)
    for name, wanted in WANTED:
        likeness = (given & wanted).total() / max(1, (given | wanted).total())
        best = max(best, (name, likeness), key=lambda pair: pair[1])
    return best


def story_questions() -> list[tuple[str, bool]]:
    """One hundred different ones, half of them English."""
    rng, questions = Random(SEED), {}
    while len(questions) < 100:
        english = len(questions) < 50
        animal = rng.choice(stories.ANIMALS)
        asked = (rng.choice(stories.ASK_EN).format(stories.with_article(animal[0])) if english
                 else rng.choice(stories.ASK_JA).format(animal[4]))
        questions[asked] = english
    return list(questions.items())


def loops(tokens: list[int], ended: bool) -> bool:
    """A reply that never ends, or in which the same ten tokens come three times."""
    runs = Counter(tuple(tokens[i : i + 10]) for i in range(len(tokens) - 9))
    return not ended or any(count >= 3 for count in runs.values())


def small_talk_questions() -> list[tuple[str, bool]]:
    return [(question, english) for english, module in ((True, talk_en), (False, talk_ja))
            for questions, _, _ in module.SMALL_TALK for question in questions[:2]]


def in_language(reply: str, english: bool) -> bool:
    return bool(KANA.search(reply)) != english


def arithmetic_problems(count: int, thinking: bool) -> list[reward.Problem]:
    rng = Random(SEED)
    return [reward.draw(rng, held_out=True, thinking=thinking) for _ in range(count)]


def expert_counts(choice: torch.Tensor, labels: torch.Tensor, experts: int) -> torch.Tensor:
    """choice [N, K], labels [N] -> how often tokens of each domain chose each expert [D, E]."""
    pairs = labels[:, None] * experts + choice
    return torch.bincount(pairs.flatten(), minlength=len(corpus.DOMAINS) * experts).view(-1, experts).double()


def normalised_mutual_information(counts: torch.Tensor) -> float:
    """counts [D, E] -> mutual information over the geometric mean of the entropies."""
    def entropy(p: torch.Tensor) -> torch.Tensor:
        return -(p * p.clamp(min=1e-300).log()).sum()

    joint = counts / counts.sum()
    parts = entropy(joint.sum(0)), entropy(joint.sum(1))
    return ((sum(parts) - entropy(joint)) / (parts[0] * parts[1]).sqrt()).item()


def conversations(batch: Batch) -> torch.Tensor:
    """For each real token, which conversation of the batch it belongs to."""
    return (batch.positions == 0)[batch.domains >= 0].long().cumsum(0) - 1


def shuffled_labels(labels: torch.Tensor, conversation: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
    """Whole conversations swap their domains: the chance level also has text that hangs together."""
    first = torch.ones_like(conversation).bool()
    first[1:] = conversation[1:] != conversation[:-1]
    domains = labels[first]
    return domains[torch.randperm(len(domains), generator=generator)][conversation]
