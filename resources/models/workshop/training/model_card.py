# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""The model card: every number in it was measured by evaluate.py or printed by train.py."""

import re
from pathlib import Path

from model import WorkshopModel
from train import ROW_LENGTH

HEAD = """<!--
SPDX-FileCopyrightText: 2026 The Expertscope authors
SPDX-License-Identifier: Apache-2.0
Written by training/evaluate.py
-->
# Workshop MoE

A small DeepSeek-V3-style language model to look at: multi-head latent attention, a sigmoid router with a
correction bias, one shared expert, a dense first layer. It speaks English and Japanese on a few topics,
thinks when asked to, and is often wrong beyond them. Its weights and this folder are licensed under Apache-2.0.
Everything it was trained on is written by the generators in `training/corpus`; see `training/README.md`.
"""


def count_parameters(model: WorkshopModel) -> tuple[int, int]:
    """Total, and those that are multiplied for one token: without resting experts and the embedding table."""
    c = model.c
    biases = len(model.moe_layers()) * c.n_routed_experts
    total = sum(p.numel() for p in model.parameters()) + biases
    resting = c.n_routed_experts - c.num_experts_per_tok
    expert = 3 * c.hidden_size * c.moe_intermediate_size
    return total, total - len(model.moe_layers()) * resting * expert - c.vocab_size * c.hidden_size


def facts(folder: Path, model: WorkshopModel, log: str) -> list[tuple[str, str]]:
    c = model.c
    total, active = count_parameters(model)
    step, minutes = re.findall(r"step (\d+) minute ([\d.]+)", log)[-1]
    size = (folder / "model.safetensors").stat().st_size
    return [
        ("Parameters", f"{total / 1e6:.2f} M total, {active / 1e6:.2f} M active per token "
                       "(embedding table not counted)"),
        ("Layers", f"{c.num_hidden_layers}, the first {c.first_k_dense_replace} dense; "
                   f"hidden size {c.hidden_size}"),
        ("Experts", f"{c.n_routed_experts} routed, {c.num_experts_per_tok} chosen, "
                    f"{c.n_shared_experts} shared, width {c.moe_intermediate_size}"),
        ("Attention", f"{c.num_attention_heads} heads, latent of {c.kv_lora_rank} + "
                      f"{c.qk_rope_head_dim} numbers"),
        ("Vocabulary", f"{c.vocab_size} byte-level BPE tokens"),
        ("Context", f"{c.max_position_embeddings} positions; trained on rows of {ROW_LENGTH}"),
        ("Weights", f"BF16, {size / 1e6:.1f} MB"),
        ("Training", f"{step} steps, {float(minutes):.0f} minutes on two CPU cores"),
    ]


def table(header: tuple, rows) -> str:
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in (header, *rows)]
    return "\n".join((lines[0], "|" + " --- |" * len(header), *lines[1:])) + "\n"


def quote(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def write_card(folder: Path, model: WorkshopModel, results: dict, log: str, card: Path) -> None:
    replies = []
    for questions, answers in results["replies"]:
        for question, answer in zip(questions, answers):
            replies.append(f"**{question}**\n\n{quote(answer)}\n")
    thoughts = [f"**{question}**\n\n{quote(text.replace('</think>', chr(10) + chr(10)))}\n"
                for question, text in results["thoughts"]]
    card.write_text("\n".join((
        HEAD, table(("property", "value"), facts(folder, model, log)),
        "## Measured\n",
        "Loss in nats per token of the reply, on freshly generated conversations; arithmetic on problems "
        "kept out of training. The sentences of the other domains come from the same generators as the training "
        "text.\n",
        table(("domain", "loss"), [(name, f"{loss:.3f}") for name, loss in results["losses"].items()]),
        f"Sums and differences below one hundred, kept out of training, greedy: {results['arithmetic']:.1%} "
        f"right answering directly, {results['arithmetic_thinking']:.1%} in thinking mode.\n",
        "Busiest expert of each MoE layer, as a multiple of the mean load: "
        + ", ".join(f"{load:.2f}" for load in results["load"]) + ".\n",
        "## Replies, greedy and unedited\n", *replies,
        "## With thinking (the thought, then the answer)\n", *thoughts)), encoding="utf-8")
