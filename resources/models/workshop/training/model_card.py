# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""The model card: every number in it was measured by evaluate.py or written down by train.py and grpo.py."""

import json
import re
from pathlib import Path

from batches import BLOCKS
from model import WorkshopModel

HEAD = """<!--
SPDX-FileCopyrightText: 2026 The Expertscope authors
SPDX-License-Identifier: Apache-2.0
Written by training/evaluate.py
-->
# {title}

A small DeepSeek-V3-style language model to look at: multi-head latent attention, a sigmoid router with a
correction bias, one shared expert, a dense first layer. It speaks English and Japanese on a few topics,
thinks when asked to, and is often wrong beyond them. Its weights and this folder are licensed under Apache-2.0.
{story}
"""
SUPERVISED = """Everything it was trained on is written by the generators in `training/corpus`; see
`training/README.md`. Sums were shown to it in two ways, careful and hasty; the hasty one, which forgets to carry,
more often. `workshop-rl` is the same model after reinforcement learning on sums."""
REINFORCED = """It is `workshop` after reinforcement learning (GRPO) on sums and differences, with a reward that a rule
checks; see `../workshop/training/README.md`. `rl_log.json` holds every step of it, with its columns explained."""


def count_parameters(model: WorkshopModel) -> tuple[int, int]:
    """Total, and those that are multiplied for one token: without resting experts and the embedding table."""
    c = model.c
    biases = len(model.moe_layers()) * c.n_routed_experts
    total = sum(p.numel() for p in model.parameters()) + biases
    resting = c.n_routed_experts - c.num_experts_per_tok
    expert = 3 * c.hidden_size * c.moe_intermediate_size
    return total, total - len(model.moe_layers()) * resting * expert - c.vocab_size * c.hidden_size


def progress(log: str) -> tuple[int, float, float]:
    """Steps, minutes and million tokens; a resumed run goes on with the steps and starts the tokens anew."""
    lines = re.findall(r"step (\d+) minute ([\d.]+).* ([\d.]+) M tokens", log)
    tokens = [float(count) for _, _, count in lines]
    ends = [count for count, following in zip(tokens, [*tokens[1:], 0.0]) if following < count]
    return int(lines[-1][0]), float(lines[-1][1]), sum(ends)


def facts(folder: Path, model: WorkshopModel, log: str) -> list[tuple[str, str]]:
    c = model.c
    total, active = count_parameters(model)
    step, minutes, tokens = progress(log)
    size = (folder / "model.safetensors").stat().st_size
    lengths = " and ".join(str(length) for _, length in BLOCKS)
    return [
        ("Parameters", f"{total / 1e6:.2f} M total, {active / 1e6:.2f} M active per token: all that is multiplied "
                       "for it, head and shared expert too; the embedding table is looked up and not counted"),
        ("Layers", f"{c.num_hidden_layers}, the first {c.first_k_dense_replace} dense; "
                   f"hidden size {c.hidden_size}"),
        ("Experts", f"{c.n_routed_experts} routed, {c.num_experts_per_tok} chosen, "
                    f"{c.n_shared_experts} shared, width {c.moe_intermediate_size}"),
        ("Attention", f"{c.num_attention_heads} heads, latent of {c.kv_lora_rank} + "
                      f"{c.qk_rope_head_dim} numbers"),
        ("Vocabulary", f"{c.vocab_size} byte-level BPE tokens, digits single"),
        ("Context", f"{c.max_position_embeddings} positions; trained on rows of {lengths}"),
        ("Weights", f"BF16 (the correction bias F32), {size / 1e6:.1f} MB"),
        ("Supervised training", f"{step} steps, {tokens:.1f} M tokens, {minutes:.0f} minutes on two CPU cores "
                                "that were shared with other work"),
    ]


def reinforcement(folder: Path) -> tuple[str, str]:
    rows = json.loads((folder / "rl_log.json").read_text(encoding="utf-8"))["rows"]
    asked = [row for row in rows if row["reward"] is not None]
    first, last = asked[0], asked[-1]
    return ("Reinforcement learning",
            f"{len(asked)} steps, {rows[-1]['seconds'] / 60:.0f} minutes on the same cores; reward "
            f"{first['reward']:.2f} → {last['reward']:.2f}, "
            f"reply {first['reply_tokens']:.0f} → {last['reply_tokens']:.0f} tokens, "
            f"KL {last['kl']:.3f} nats per token")


def table(header: tuple, rows) -> str:
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in (header, *rows)]
    return "\n".join((lines[0], "|" + " --- |" * len(header), *lines[1:])) + "\n"


def quote(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def skills(results: dict) -> str:
    both = (results["concepts_en"] + results["concepts_ja"]) / 2
    missed = "; ".join(results["missed"]) or "none"
    return "\n".join((
        table(("measured, greedy", "value"), (
            ("Sums and differences below one hundred, 500 kept out of training, with a thought",
             f"{results['arithmetic']:.1%}"),
            ("The same, steps in the answer", f"{results['arithmetic_open']:.1%}"),
            ("200 held-out wordings about 20 concepts: answered with the right concept",
             f"{both:.1%} (English {results['concepts_en']:.0%}, Japanese {results['concepts_ja']:.0%})"),
            ("100 stories: loops (the same ten tokens three times, or no end)", results["loops"]),
            ("Stories and small talk in the language asked", f"{results['language']:.1%}"))),
        f"Missed wordings: {missed}.\n"))


def routing(results: dict) -> str:
    rows = [(index + 1, f"{load:.2f}", f"{found:.3f}", f"{chance:.3f} ± {spread:.3f}")
            for index, (load, found, chance, spread) in enumerate(zip(*results["routing"].values()))]
    return ("Load and specialisation on a mix of all domains: the busiest expert as a multiple of the mean load, and "
            "the normalised mutual information of domain and expert beside its chance level, where conversations "
            "swap their domains (mean and standard deviation of 20 shuffles). Layer 0 is dense.\n\n"
            + table(("layer", "busiest expert", "information", "by chance"), rows))


def write_card(folder: Path, model: WorkshopModel, results: dict, log: str, rl: bool, card: Path) -> None:
    replies = [f"**{question}**\n\n{quote(answer)}\n" for questions, answers in results["replies"]
               for question, answer in zip(questions, answers)]
    thoughts = [f"**{question}**\n\n{quote(text.replace('</think>', chr(10) + chr(10)))}\n"
                for question, text in results["thoughts"]]
    head = HEAD.format(title="Workshop MoE after reinforcement learning" if rl else "Workshop MoE",
                       story=REINFORCED if rl else SUPERVISED)
    card.write_text("\n".join((
        head, table(("property", "value"), facts(folder, model, log) + ([reinforcement(folder)] if rl else [])),
        "## Measured\n", skills(results), routing(results),
        "Loss in nats per token of the reply, on freshly generated conversations; sums are careful ones kept out of "
        "training. The sentences of the other domains come from the same generators as the training text.\n",
        table(("domain", "loss"), [(name, f"{loss:.3f}") for name, loss in results["losses"].items()]),
        "## Replies, greedy and unedited\n", *replies,
        "## With thinking (the thought, then the answer)\n", *thoughts)), encoding="utf-8")
