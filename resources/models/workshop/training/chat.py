# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""From conversations to token ids, in the prompt format of DeepSeek-V3.1."""

from functools import lru_cache

import corpus
from bpe import ASSISTANT, BOS, END_THINK, EOS, THINK, USER, Tokenizer
from corpus.sample import Sample

# Questions are learnt a little too: they make the wording of people familiar.
QUESTION_WEIGHT = 0.1


class Chat:
    def __init__(self, tokenizer: Tokenizer):
        self.tokenizer = tokenizer
        self.encode = lru_cache(maxsize=200_000)(tokenizer.encode)
        self.domain_index = {name: i for i, name in enumerate(corpus.DOMAINS)}

    def render(self, sample: Sample) -> tuple[list[int], list[float], int]:
        """Token ids, for each the weight of predicting it, and the index of the domain."""
        ids, weights = [self._control(BOS)], [0.0]

        def write(tokens: list[int], weight: float) -> None:
            ids.extend(tokens)
            weights.extend([weight] * len(tokens))

        write(self.encode(sample.system), 0.0)
        for turn in sample.turns:
            thinks = sample.thinking and turn is sample.turns[-1]
            write([self._control(USER)], 0.0)
            write(self.encode(turn.question), QUESTION_WEIGHT)
            write([self._control(ASSISTANT), self._control(THINK if thinks else END_THINK)], 0.0)
            if thinks:
                write([*self.encode(turn.thought), self._control(END_THINK)], 1.0)
            write([*self.encode(turn.answer), self._control(EOS)], 1.0)
        return ids, weights, self.domain_index[sample.domain]

    def prompt(self, questions: list[str], answers: list[str], thinking: bool, system: str = "") -> list[int]:
        ids = [self._control(BOS), *self.encode(system)]
        for question, answer in zip(questions, answers):
            ids += [self._control(USER), *self.encode(question), self._control(ASSISTANT),
                    self._control(END_THINK), *self.encode(answer), self._control(EOS)]
        return [*ids, self._control(USER), *self.encode(questions[-1]), self._control(ASSISTANT),
                self._control(THINK if thinking else END_THINK)]

    def _control(self, token: str) -> int:
        return self.tokenizer.added[token]
