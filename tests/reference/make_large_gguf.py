# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Writes a GGUF file of the shape of DeepSeek-V2-Lite (15.7 B parameters) with seeded random blocks: for speed,
memory and loading time, and for logits at full size. Needs 10 GB of disk and NumPy.

    python3 tests/reference/make_large_gguf.py FILE [--seed N] [--layers N]

Types are those that llama.cpp's Q4_K_M gives the same shape: rows that are no multiple of 256 fall back to Q5_0 and
Q8_0, and half of the layers keep their down projections in six or eight bits.
"""
import argparse
import struct
import sys
from pathlib import Path

import numpy as np

HIDDEN, HEADS, NOPE, ROPE, VALUE, RANK = 2048, 16, 128, 64, 128, 512
EXPERTS, CHOSEN, SHARED, EXPERT_WIDTH, DENSE_WIDTH, VOCABULARY = 64, 6, 2, 1408, 10944, 102400
ALIGNMENT = 32
TYPES = {"F32": (0, 1, 4), "Q5_0": (6, 32, 22), "Q8_0": (8, 32, 34), "Q4_K": (12, 256, 144), "Q6_K": (14, 256, 210)}
CHUNK = 1 << 16  # blocks made at a time


def halves(bits, column, value):
    """Sets column and column + 1 of every block to a float16."""
    bits[:, column : column + 2] = np.full(len(bits), value, np.float16).view(np.uint8).reshape(-1, 2)


def blocks(rng, kind, count, deviation):
    """`count` random blocks whose values have mean near 0 and about this standard deviation, as bytes."""
    size = TYPES[kind][2]
    bits = np.frombuffer(rng.bytes(count * size), np.uint8).reshape(count, size).copy()
    if kind == "Q4_K":  # values d * scale * (nibble - 7.5): the offsets equal the scales
        scales, sub = bits[:, 4:16], rng.integers(1, 64, (count, 8), np.uint8)
        low, high = sub[:, :4], sub[:, 4:]
        scales[:, 0:4] = scales[:, 4:8] = low | (high >> 4 << 6)
        scales[:, 8:12] = (high & 15) * 17
        halves(bits, 0, deviation / (36.9 * 4.61))
        halves(bits, 2, 7.5 * deviation / (36.9 * 4.61))
    elif kind == "Q6_K":
        halves(bits, 208, deviation / (73.9 * 18.5))
    elif kind == "Q8_0":
        halves(bits, 0, deviation / 73.9)
    else:
        halves(bits, 0, deviation / 9.23)
    return bits


def more_bits(layer, layers):
    return layer < layers // 8 or layer >= 7 * layers // 8 or (layer - layers // 8) % 3 == 2


def fitting(kind, columns):
    return kind if columns % 256 == 0 else {"Q4_K": "Q5_0", "Q6_K": "Q8_0"}[kind]


def tensors(layers):
    """Yields name, type, shape with the row length first."""
    def down(layer, columns):
        return fitting("Q6_K" if more_bits(layer, layers) else "Q4_K", columns)

    yield "token_embd.weight", "Q4_K", (HIDDEN, VOCABULARY)
    for i in range(layers):
        block = f"blk.{i}."
        yield block + "attn_norm.weight", "F32", (HIDDEN,)
        yield block + "attn_q.weight", "Q4_K", (HIDDEN, HEADS * (NOPE + ROPE))
        yield block + "attn_kv_a_mqa.weight", "Q4_K", (HIDDEN, RANK + ROPE)
        yield block + "attn_kv_a_norm.weight", "F32", (RANK,)
        yield block + "attn_kv_b.weight", "Q4_K", (RANK, HEADS * (NOPE + VALUE))
        yield block + "attn_output.weight", "Q4_K", (HEADS * VALUE, HIDDEN)
        yield block + "ffn_norm.weight", "F32", (HIDDEN,)
        if i == 0:
            yield block + "ffn_gate.weight", "Q4_K", (HIDDEN, DENSE_WIDTH)
            yield block + "ffn_up.weight", "Q4_K", (HIDDEN, DENSE_WIDTH)
            yield block + "ffn_down.weight", down(i, DENSE_WIDTH), (DENSE_WIDTH, HIDDEN)
            continue
        yield block + "ffn_gate_inp.weight", "F32", (HIDDEN, EXPERTS)
        for name, experts, width in (("exps", (EXPERTS,), EXPERT_WIDTH), ("shexp", (), SHARED * EXPERT_WIDTH)):
            yield block + f"ffn_gate_{name}.weight", "Q4_K", (HIDDEN, width, *experts)
            yield block + f"ffn_up_{name}.weight", "Q4_K", (HIDDEN, width, *experts)
            yield block + f"ffn_down_{name}.weight", down(i, width), (width, HIDDEN, *experts)
    yield "output_norm.weight", "F32", (HIDDEN,)
    yield "output.weight", "Q6_K", (HIDDEN, VOCABULARY)


def text(value):
    return struct.pack("<Q", len(value.encode())) + value.encode()


def encoded(value):
    if isinstance(value, str):
        return struct.pack("<I", 8) + text(value)
    if isinstance(value, float):
        return struct.pack("<If", 6, value)
    if isinstance(value, list):
        of_text = isinstance(value[0], str)
        items = b"".join(map(text, value)) if of_text else np.array(value, "<i4").tobytes()
        return struct.pack("<IIQ", 9, 8 if of_text else 5, len(value)) + items
    return struct.pack("<II", 4, value)


def vocabulary():
    """Every byte as a token, then made-up words of which a merge forms only one, so that any text can be encoded."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    other = [byte for byte in range(256) if byte not in plain]
    letter = {byte: chr(byte) for byte in plain} | {byte: chr(256 + i) for i, byte in enumerate(other)}
    tokens = [letter[byte] for byte in range(256)]
    tokens += [f"w{i}" for i in range(2, VOCABULARY - 256)] + ["<begin>", "<end>"]
    return tokens, [1] * (VOCABULARY - 2) + [3, 3]


def metadata(layers):
    tokens, kinds = vocabulary()
    keys = {"general.architecture": "deepseek2", "general.name": "Random weights in the shape of DeepSeek-V2-Lite"}
    keys |= {"deepseek2." + key: value for key, value in {
        "block_count": layers, "context_length": 163840, "embedding_length": HIDDEN,
        "feed_forward_length": DENSE_WIDTH, "attention.head_count": HEADS, "attention.head_count_kv": HEADS,
        "attention.layer_norm_rms_epsilon": 1e-6, "attention.kv_lora_rank": RANK,
        "attention.key_length": NOPE + ROPE, "attention.value_length": VALUE, "rope.dimension_count": ROPE,
        "rope.freq_base": 10000.0, "rope.scaling.type": "yarn", "rope.scaling.factor": 40.0,
        "rope.scaling.original_context_length": 4096, "rope.scaling.yarn_log_multiplier": 0.0707,
        "leading_dense_block_count": 1, "vocab_size": VOCABULARY, "expert_count": EXPERTS,
        "expert_used_count": CHOSEN, "expert_shared_count": SHARED, "expert_feed_forward_length": EXPERT_WIDTH,
        "expert_weights_scale": 1.0}.items()}
    keys |= {"tokenizer.ggml." + key: value for key, value in {
        "model": "gpt2", "pre": "deepseek-llm", "tokens": tokens, "token_type": kinds, "merges": ["w 2"],
        "bos_token_id": VOCABULARY - 2, "eos_token_id": VOCABULARY - 1}.items()}
    return keys


def byte_size(kind, shape):
    _, elements, size = TYPES[kind]
    return int(np.prod(shape)) // elements * size


def padded(size):
    return -size % ALIGNMENT


def write_values(file, rng, kind, shape):
    if kind == "F32":
        routers = rng.normal(0, 2 / HIDDEN**0.5, int(np.prod(shape))) if len(shape) > 1 else np.ones(shape)
        file.write(routers.astype("<f4").tobytes())
        return
    left = int(np.prod(shape)) // TYPES[kind][1]
    deviation = 1.0 if shape[-1] == VOCABULARY and kind == "Q4_K" else shape[0] ** -0.5
    while left:
        count = min(left, CHUNK)
        file.write(blocks(rng, kind, count, deviation).tobytes())
        left -= count


def write(path, seed, layers):
    keys, table = metadata(layers), list(tensors(layers))
    header = b"GGUF" + struct.pack("<IQQ", 3, len(table), len(keys))
    header += b"".join(text(key) + encoded(value) for key, value in keys.items())
    offset = 0
    for name, kind, shape in table:
        header += text(name) + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, TYPES[kind][0], offset)
        offset += byte_size(kind, shape) + padded(byte_size(kind, shape))
    with open(path, "wb") as file:
        file.write(header + bytes(padded(len(header))))
        for number, (name, kind, shape) in enumerate(table):
            write_values(file, np.random.default_rng([seed, number]), kind, shape)
            file.write(bytes(padded(byte_size(kind, shape))))
            print(f"\r{number + 1} of {len(table)} tensors", end="", file=sys.stderr)
    print(f"\n{path}: {path.stat().st_size / 1e9:.2f} GB", file=sys.stderr)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layers", type=int, default=27)
    arguments = parser.parse_args()
    write(arguments.file, arguments.seed, arguments.layers)
