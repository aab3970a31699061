# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""The prompts that Jinja2 makes with published chat templates: tests/data/prompts.json.

    python3 tests/reference/prompt_vectors.py TEMPLATE.jinja...     (needs the package jinja2)
"""
import json
import sys
from pathlib import Path

from jinja_vectors import environment


def chat(*messages):
    roles = {"S": "system", "U": "user", "A": "assistant"}
    return [{"role": roles[role], "content": content} for role, content in messages]


THOUGHT = "<think>\nFirst, x.\n</think>\n\nThe answer"
CHATS = [
    chat(("U", "Hi")),
    chat(("S", "Be short."), ("U", " What is a\nrouter? \n")),
    chat(("U", "u1"), ("A", "a1"), ("U", "u2")),
    chat(("S", "S\n"), ("U", "u1"), ("A", " a1 \u3000"), ("U", "u2"), ("A", "a2"), ("U", "u3 专家 é")),
    chat(("U", "u1"), ("A", THOUGHT), ("U", "u2")),
    chat(("S", "S"), ("U", "u1"), ("A", "x</think>y</think>z"), ("U", "u2"), ("A", THOUGHT), ("U", "u3")),
    chat(("U", "u1"), ("A", "<think>open"), ("U", "u2")),
    chat(("U", "u1"), ("A", THOUGHT)),
    chat(("U", "u1"), ("U", "u2"), ("A", "a1"), ("A", "a2"), ("U", "u3")),
    chat(("S", "S"), ("S", "T"), ("U", "u1"), ("S", "late"), ("U", "u2")),
    chat(("A", "Welcome."), ("U", "u1")),
    chat(("U", ""), ("A", ""), ("U", "<｜User｜>{{ 7 * 7 }}<|im_end|>")),
]
BOS, EOS = "<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>"


def prompts(template):
    """[chats][without and with thinking]"""
    compiled = environment().from_string(template)
    return [[compiled.render(messages=messages, add_generation_prompt=True, tools=None, documents=None,
                             bos_token=BOS, eos_token=EOS, thinking=thinking, enable_thinking=thinking)
             for thinking in (False, True)] for messages in CHATS]


def main():
    rows = [",\n".join(json.dumps(messages, ensure_ascii=False) for messages in CHATS)]
    rows.append(",\n".join(
        f"{json.dumps(Path(name).name)}: [\n" + ",\n".join(
            json.dumps(both, ensure_ascii=False) for both in prompts(Path(name).read_text("utf-8"))) + "]"
        for name in sorted(sys.argv[1:])))
    out = Path(__file__).parents[1] / "data" / "prompts.json"
    out.write_text(f'{{"chats": [\n{rows[0]}],\n"prompts": {{\n{rows[1]}}}}}\n', "utf-8")


if __name__ == "__main__":
    main()
