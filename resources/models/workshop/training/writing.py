# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Writing many replies at once, with the latent cache."""

import torch

from attention import Cache
from model import WorkshopModel

NEVER = -1e9  # finite: padding may look at padding without becoming NaN


@torch.no_grad()
@torch.compiler.set_stance("force_eager")  # every token has new shapes, too many to compile for
def write_replies(model: WorkshopModel, prompts: list[list[int]], end: int, limit: int, temperature: float = 0.0,
                  dtype=torch.float32) -> list[list[int]]:
    """One reply per prompt, without its end token; cut off after `limit` tokens. Temperature 0 is greedy."""
    longest = max(map(len, prompts))
    ids = torch.tensor([[0] * (longest - len(prompt)) + prompt for prompt in prompts])
    padding = torch.tensor([longest - len(prompt) for prompt in prompts])
    cache = Cache(len(prompts), longest + limit, model.c, dtype)
    cache.hidden_keys.masked_fill_((torch.arange(longest + limit) < padding[:, None])[:, None, None], NEVER)
    positions = (torch.arange(longest) - padding[:, None]).clamp(min=0)
    replies: list[list[int]] = [[] for _ in prompts]
    active = torch.arange(len(prompts))  # which prompt each sequence of the cache belongs to
    for _ in range(limit):
        hidden = model.hidden(ids.flatten(), positions.flatten(), cache, dtype).view(*ids.shape, -1)
        cache.length += ids.shape[1]
        tokens = _choose(model.lm_head(hidden[:, -1]).float(), temperature)
        going_on = tokens != end
        for index, token in zip(active[going_on].tolist(), tokens[going_on].tolist()):
            replies[index].append(token)
        if not going_on.all():
            cache.keep(going_on)
            active, tokens, positions = active[going_on], tokens[going_on], positions[going_on]
        if not len(active):
            break
        ids, positions = tokens[:, None], positions[:, -1:] + 1
    return replies


def _choose(logits: torch.Tensor, temperature: float) -> torch.Tensor:
    """logits [B, V] -> token ids [B]."""
    if temperature == 0:
        return logits.argmax(-1)
    return torch.multinomial(torch.softmax(logits / temperature, -1), 1).squeeze(1)
