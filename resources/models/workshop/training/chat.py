# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""From conversations to token ids, in the prompt format of DeepSeek-V3.1."""

import torch

from bpe import ASSISTANT, BOS, END_THINK, EOS, THINK, USER, Tokenizer
from corpus.sample import Sample

# Questions are learnt a little too: they make the wording of people familiar.
QUESTION_WEIGHT = 0.1


class Chat:
    def __init__(self, tokenizer: Tokenizer):
        self.tokenizer = tokenizer

    def render(self, sample: Sample) -> tuple[list[int], list[float]]:
        """Token ids, and for each the weight of predicting it."""
        ids, weights = [self._control(BOS)], [0.0]

        def write(tokens: list[int], weight: float) -> None:
            ids.extend(tokens)
            weights.extend([weight] * len(tokens))

        write(self.tokenizer.encode(sample.system), 0.0)
        for turn in sample.turns:
            thinks = sample.thinking and turn is sample.turns[-1]
            write([self._control(USER)], 0.0)
            write(self.tokenizer.encode(turn.question), QUESTION_WEIGHT)
            write([self._control(ASSISTANT), self._control(THINK if thinks else END_THINK)], 0.0)
            if thinks:
                write([*self.tokenizer.encode(turn.thought), self._control(END_THINK)], 1.0)
            write([*self.tokenizer.encode(turn.answer), self._control(EOS)], 1.0)
        return ids, weights

    def prompt(self, questions: list[str], answers: list[str], thinking: bool, system: str = "") -> list[int]:
        ids = [self._control(BOS), *self.tokenizer.encode(system)]
        for question, answer in zip(questions, answers):
            ids += [self._control(USER), *self.tokenizer.encode(question), self._control(ASSISTANT),
                    self._control(END_THINK), *self.tokenizer.encode(answer), self._control(EOS)]
        return [*ids, self._control(USER), *self.tokenizer.encode(questions[-1]), self._control(ASSISTANT),
                self._control(THINK if thinking else END_THINK)]

    def _control(self, token: str) -> int:
        return self.tokenizer.added[token]


class Packer:
    """Fills rows of fixed length with whole conversations; attention stays inside each of them."""

    def __init__(self, chat: Chat, samples, length: int):
        self.chat, self.samples, self.length = chat, samples, length
        self.waiting: list[tuple[list[int], list[float]]] = []

    def batch(self, rows: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """ids [rows, length + 1], weights the same, mask [rows, 1, length, length] to add to the scores."""
        ids = torch.zeros(rows, self.length + 1, dtype=torch.long)
        weights = torch.zeros(rows, self.length + 1)
        document = torch.full((rows, self.length), -1)
        for row in range(rows):
            start = 0
            for number in range(self.length):
                fitting = self._next_fitting(self.length + 1 - start)
                if fitting is None:
                    break
                end = start + len(fitting[0])
                ids[row, start:end] = torch.tensor(fitting[0])
                weights[row, start:end] = torch.tensor(fitting[1])
                document[row, start:end] = number
                start = end
        together = document[:, None, :, None] == document[:, None, None, :]
        allowed = together & torch.ones(self.length, self.length, dtype=torch.bool).tril()
        return ids, weights, torch.zeros(allowed.shape).masked_fill_(~allowed, float("-inf"))

    def _next_fitting(self, room: int):
        while len(self.waiting) < 64:
            rendered = self.chat.render(next(self.samples))
            if len(rendered[0]) <= self.length:
                self.waiting.append(rendered)
        for index, rendered in enumerate(self.waiting):
            if len(rendered[0]) <= room:
                return self.waiting.pop(index)
        return None
