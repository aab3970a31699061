# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""What the libraries that models are published for make of small vocabularies: tests/data/tokenizers.json.

    python3 tests/reference/tokenizer_vectors.py     (needs the packages regex, tokenizers and tiktoken)
"""
import base64
import json
import random
from pathlib import Path

import tiktoken
from tokenizers import Tokenizer

from pre_tokenizer_vectors import FAMILIES, split
import regex

WORDS = ["router", "expert", "experts", "gate", "latent", "Cache", "shared", "TOKEN", "don't", "I'LL", "it's", "2024",
         "专家", "路由", "缓存", "モデル", "über", "naïve", "e\u0301", "मॉडल", "🦊", "\u200d", "...", "(x)", "_a_"]
GAPS = [" ", " ", " ", "  ", "\n", "\r\n", " \n ", "\t", "\u00a0", "", "", ", ", "."]


def alphabet():
    """The character that stands for each byte."""
    own = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = iter(range(256, 512))
    return [chr(byte) if byte in own else chr(next(others)) for byte in range(256)]


def texts(seed, count, more=()):
    pick = random.Random(seed)
    def draw():
        return "".join(pick.choice(WORDS + list(more)) + pick.choice(GAPS) for _ in range(pick.randint(1, 8)))
    return [draw() for _ in range(count)]


def trained(name, count):
    """The merges that are most frequent in texts cut as the family does, as pairs of bytes."""
    stages = [regex.compile(pattern, regex.V1 if "&&" in pattern else regex.V0) for pattern in FAMILIES[name]]
    pieces = [[bytes([b]) for b in piece.encode()] for text in texts(1, 400) for piece in split(text, stages)]
    merges = []
    while len(merges) < count:
        pairs = {}
        for piece in pieces:
            for pair in zip(piece, piece[1:]):
                pairs[pair] = pairs.get(pair, 0) + 1
        best = max(sorted(pairs), key=pairs.get)
        merges.append(best)
        for piece in pieces:
            for i in range(len(piece) - 1, 0, -1):
                if tuple(piece[i - 1:i + 1]) == best:
                    piece[i - 1:i + 1] = [best[0] + best[1]]
    return merges


def tokenizer_json(name, merges, added, ignore_merges):
    letters = alphabet()
    def written(token):
        return "".join(letters[byte] for byte in token)
    vocab = {letters[byte]: byte for byte in range(256)}
    for left, right in merges:
        vocab.setdefault(written(left + right), len(vocab))
    for whole in ["ĠrouterX", "gateway", "expertise"]:  # that no merges make
        vocab[whole] = len(vocab)
    split_by = [{"type": "Split", "pattern": {"Regex": p}, "behavior": "Isolated", "invert": False}
                for p in FAMILIES[name]]
    split_by.append({"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": False})
    flags = dict(single_word=False, lstrip=False, rstrip=False, normalized=False, special=False)
    ids = iter(range(len(vocab), len(vocab) + len(added)))
    added = [{"id": vocab[token["content"]] if token["content"] in vocab else next(ids), **flags, **token}
             for token in added]
    return {"version": "1.0", "truncation": None, "padding": None,
            "added_tokens": added, "normalizer": None, "pre_tokenizer": {"type": "Sequence", "pretokenizers": split_by},
            "post_processor": None,
            "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
            "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None,
                      "end_of_word_suffix": None, "fuse_unk": False, "byte_fallback": False,
                      "ignore_merges": ignore_merges, "vocab": vocab,
                      "merges": [[written(left), written(right)] for left, right in merges]}}


ADDED = [{"content": "<plain>", "special": True}, {"content": "<left>", "special": True, "lstrip": True},
         {"content": "<right>", "special": True, "rstrip": True}, {"content": "<plain><long>", "special": True},
         {"content": "<both>", "special": True, "lstrip": True, "rstrip": True},
         {"content": "<word>", "special": True, "single_word": True}, {"content": "latent", "single_word": True},
         {"content": "über", "rstrip": True, "normalized": True}, {"content": "<think>", "normalized": True},
         {"content": "专家", "lstrip": True}]


def published(name, ignore_merges):
    file = tokenizer_json(name, trained(name, 80), ADDED, ignore_merges)
    tokenizer = Tokenizer.from_str(json.dumps(file))
    more = [token["content"] for token in ADDED] * 2 + [" routerX", "gateway", "expertise", "expertises", "<x>"]
    return {"file": file, "vectors": [[text, tokenizer.encode(text, add_special_tokens=False).ids]
                                      for text in texts(2, 300, more)]}


def kimi():
    """A tiktoken.model and its tokenizer_config.json; "zebra" is a token that no merges make."""
    tokens = [bytes([byte]) for byte in range(256)]
    tokens += dict.fromkeys(left + right for left, right in trained("kimi-k2", 150))
    tokens += [b"zebra", b" zebras"]
    named = {0: "[BOS]", 1: "[EOS]", 2: "<|im_end|>", 3: "<|im_user|>", 4: "<|im_assistant|>", 10: "<|im_system|>",
             17: "<|im_middle|>", 254: "[UNK]", 255: "[PAD]"}
    special = {named.get(i, f"<|reserved_token_{len(tokens) + i}|>"): len(tokens) + i for i in range(256)}
    encoding = tiktoken.Encoding("kimi", pat_str=FAMILIES["kimi-k2"][0], special_tokens=special,
                                 mergeable_ranks={token: rank for rank, token in enumerate(tokens)})
    more = ["zebra", "zebras", " zebra", "<|im_user|>", "[BOS]", "<|im_middle|>", f"<|reserved_token_{len(tokens) + 5}|>"]
    vectors = [[text, encoding.encode(text, disallowed_special=()), encoding.encode(text, allowed_special="all")]
               for text in texts(3, 300, more)]
    ranks = "".join(f"{base64.b64encode(token).decode()} {rank}\n" for rank, token in enumerate(tokens))
    config = {"added_tokens_decoder": {str(len(tokens) + i): {"content": content, "special": True}
                                       for i, content in named.items()}, "bos_token": "[BOS]", "eos_token": "[EOS]"}
    return {"tiktoken.model": ranks, "tokenizer_config.json": config, "vectors": vectors}


def written(rows):
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows) + "]"


def main():
    parts = []
    for name, ignore_merges in [("deepseek-v3", False), ("glm4", True)]:
        made = published(name, ignore_merges)
        parts.append(f'{{"file": {json.dumps(made["file"], ensure_ascii=False)},\n"vectors": {written(made["vectors"])}}}')
    model = kimi()
    vectors = model.pop("vectors")
    out = Path(__file__).parents[1] / "data" / "tokenizers.json"
    out.write_text('{"json": [\n' + ",\n".join(parts) + f'],\n"tiktoken": {{"files": {json.dumps(model)},\n'
                   f'"vectors": {written(vectors)}}}}}\n', "utf-8")


if __name__ == "__main__":
    main()
