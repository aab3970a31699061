# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Conversations packed into rows of two fixed lengths, so that every step has the same shapes."""

from dataclasses import dataclass

import torch

from attention import Rows

BLOCKS = ((26, 128), (3, 256))  # rows and their length; the longer conversations need the longer rows
LONGEST = max(length for _, length in BLOCKS)


@dataclass(frozen=True)
class Batch:
    """N tokens; position 0 is the first of its conversation. weights: of predicting `wanted` after a token."""

    ids: torch.Tensor
    wanted: torch.Tensor
    weights: torch.Tensor
    positions: torch.Tensor
    rows: Rows
    domains: torch.Tensor  # index into corpus.DOMAINS, or whatever the third thing is that was rendered; -1: padding


class Packer:
    """Fills rows with whole conversations; attention stays inside each of them."""

    def __init__(self, render, samples, blocks=BLOCKS):
        """render: Sample -> token ids, weights; samples: an iterator; blocks: (rows, length) of a batch."""
        self.render, self.samples, self.blocks = render, samples, blocks
        self.longest = max(length for _, length in blocks)
        self.waiting: list[tuple[list[int], list[float], int]] = []

    def batch(self) -> Batch:
        count = sum(rows * length for rows, length in self.blocks)
        ids, wanted, positions = (torch.zeros(count, dtype=torch.long) for _ in range(3))
        weights, document, domains = torch.zeros(count), torch.full((count,), -1), torch.full((count,), -1)
        masks, end = [], count
        for rows, length in sorted(self.blocks, key=lambda block: -block[1]):  # the long ones choose first
            end -= rows * length
            for row in range(rows):
                self._fill(slice(end + row * length, end + (row + 1) * length),
                           (ids, wanted, weights, positions, document, domains))
            masks.insert(0, _mask(document[end : end + rows * length].view(rows, length)))
        return Batch(ids, wanted, weights, positions, Rows(masks), domains)

    def _fill(self, row: slice, tensors) -> None:
        ids, wanted, weights, positions, document, domains = tensors
        start = row.start
        while (fitting := self._next_fitting(row.stop - start)) is not None:
            tokens, importance, domain = fitting
            stop = start + len(tokens) - 1
            ids[start:stop], wanted[start:stop] = torch.tensor(tokens[:-1]), torch.tensor(tokens[1:])
            weights[start:stop] = torch.tensor(importance[1:])
            positions[start:stop] = torch.arange(stop - start)
            document[start:stop], domains[start:stop] = start, domain
            start = stop

    def _next_fitting(self, room: int):
        while len(self.waiting) < 256 and (sample := next(self.samples, None)) is not None:
            rendered = self.render(sample)
            if len(rendered[0]) <= self.longest:
                self.waiting.append(rendered)
        fitting = [i for i, rendered in enumerate(self.waiting) if len(rendered[0]) - 1 <= room]
        if not fitting:
            return None
        # A long row takes the longest that waits first, any row then whatever came first.
        index = max(fitting, key=lambda i: len(self.waiting[i][0])) if room == self.longest else fitting[0]
        return self.waiting.pop(index)


def _mask(document: torch.Tensor) -> torch.Tensor:
    """document [rows, T] -> [rows, 1, T, T] to add to the scores; padding sees itself."""
    length = document.shape[1]
    allowed = (document[:, None, :, None] == document[:, None, None, :]) & torch.ones(length, length).tril().bool()
    return torch.zeros(allowed.shape).masked_fill_(~allowed, float("-inf"))
