# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Byte-level BPE with the pre-tokenizer of DeepSeek-V3: learning, encoding, and the tokenizer.json of it."""

import json
from collections import Counter, defaultdict
from pathlib import Path

import regex

BOS, EOS, PAD = "<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>", "<｜▁pad▁｜>"
USER, ASSISTANT, THINK, END_THINK = "<｜User｜>", "<｜Assistant｜>", "<think>", "</think>"
SPECIAL = (BOS, EOS, PAD)
ADDED = SPECIAL + (USER, ASSISTANT, THINK, END_THINK)

# Each pattern cuts the pieces that the one before it produced. Spelled as in the published tokenizer of DeepSeek-V3:
# programs recognise the family by these very strings.
SPLITS = (
    r"\p{N}{1,3}",
    "[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+",
    r"""[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^"""
    "\r\n"
    r"\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+["
    "\r\n"
    r"]*|\s*["
    "\r\n"
    r"]+|\s+(?!\S)|\s+",
)
COMPILED = [regex.compile(pattern) for pattern in SPLITS]

# Long merges would swallow whole Japanese clauses; five kana are fifteen bytes.
MAX_TOKEN_BYTES = 15


def byte_alphabet() -> dict[int, str]:
    """Bytes that print well stand for themselves, the other 68 become U+0100 and up."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    alphabet = {byte: chr(byte) for byte in printable}
    rest = (byte for byte in range(256) if byte not in alphabet)
    return alphabet | {byte: chr(0x100 + k) for k, byte in enumerate(rest)}


ALPHABET = byte_alphabet()
BYTE_OF = {char: byte for byte, char in ALPHABET.items()}


def pieces(text: str) -> list[str]:
    """Cuts text into the pieces inside which merges may happen."""
    parts = [text]
    for pattern in COMPILED:
        parts = [piece for part in parts for piece in _isolated(pattern, part)]
    return parts


def _isolated(pattern, text: str):
    end = 0
    for match in pattern.finditer(text):
        if match.start() > end:
            yield text[end : match.start()]
        yield match.group()
        end = match.end()
    if end < len(text):
        yield text[end:]


def to_alphabet(piece: str) -> str:
    return "".join(ALPHABET[byte] for byte in piece.encode())


def learn_merges(texts, count: int) -> list[tuple[str, str]]:
    """Greedy merging of the most frequent pair. Digits stay single, so that numbers can be calculated."""
    frequency = Counter(piece for text in texts for piece in pieces(text) if not piece.isdigit())
    words = [list(to_alphabet(piece)) for piece in frequency]
    counts = list(frequency.values())
    pair_count, pair_words = Counter(), defaultdict(set)
    for index, word in enumerate(words):
        for pair in zip(word, word[1:]):
            pair_count[pair] += counts[index]
            pair_words[pair].add(index)
    merges = []
    while len(merges) < count:
        best = max(pair_count, key=lambda pair: (pair_count[pair], pair))
        if len(best[0]) + len(best[1]) > MAX_TOKEN_BYTES:
            del pair_count[best]
            continue
        merges.append(best)
        for index in pair_words.pop(best):
            _merge_word(words[index], best, index, counts[index], pair_count, pair_words)
        pair_count.pop(best, None)
    return merges


def _merge_word(word, best, index, count, pair_count, pair_words):
    for pair in zip(word, word[1:]):
        if pair in pair_count:
            pair_count[pair] -= count
    word[:] = _joined(word, best)
    for pair in zip(word, word[1:]):
        if len(pair[0]) + len(pair[1]) <= MAX_TOKEN_BYTES:
            pair_count[pair] += count
            pair_words[pair].add(index)


def _joined(word: list[str], pair: tuple[str, str]) -> list[str]:
    out, i = [], 0
    while i < len(word):
        if i + 1 < len(word) and (word[i], word[i + 1]) == pair:
            out.append(word[i] + word[i + 1])
            i += 2
        else:
            out.append(word[i])
            i += 1
    return out


class Tokenizer:
    def __init__(self, path: Path):
        data = json.loads(path.read_text(encoding="utf-8"))
        self.vocab = data["model"]["vocab"]
        self.rank = {tuple(pair): i for i, pair in enumerate(data["model"]["merges"])}
        self.added = {entry["content"]: entry["id"] for entry in data["added_tokens"]}
        self.text_of = {i: token for token, i in (self.vocab | self.added).items()}
        self._cache: dict[str, list[int]] = {}

    def encode(self, text: str) -> list[int]:
        """Plain text: control tokens in it are not recognised."""
        return [token for piece in pieces(text) for token in self._encode_piece(piece)]

    def _encode_piece(self, piece: str) -> list[int]:
        if piece not in self._cache:
            word = list(to_alphabet(piece))
            while len(word) > 1:
                best = min(zip(word, word[1:]), key=lambda pair: self.rank.get(pair, len(self.rank)))
                if best not in self.rank:
                    break
                word = _joined(word, best)
            self._cache[piece] = [self.vocab[token] for token in word]
        return self._cache[piece]

    def decode(self, ids) -> str:
        data = b""
        for token in map(int, ids):
            text = self.text_of[token]
            data += text.encode() if text in self.added else bytes(BYTE_OF[char] for char in text)
        return data.decode("utf-8", errors="replace")


def write_tokenizer_json(merges: list[tuple[str, str]], path: Path) -> int:
    """Writes the tokenizer and returns the size of the vocabulary."""
    tokens = [*SPECIAL, *(ALPHABET[byte] for byte in range(256)), *(a + b for a, b in merges)]
    vocab = {token: i for i, token in enumerate(dict.fromkeys(tokens))}
    ids = vocab | {token: len(vocab) + i for i, token in enumerate(ADDED[len(SPECIAL):])}
    added = [{"id": ids[token], "content": token, "single_word": False, "lstrip": False, "rstrip": False,
              "normalized": False, "special": token not in (THINK, END_THINK)} for token in ADDED]
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": False}
    splits = [{"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Isolated", "invert": False}
              for pattern in SPLITS]
    data = {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": added,
        "normalizer": {"type": "Sequence", "normalizers": []},
        "pre_tokenizer": {"type": "Sequence", "pretokenizers": [*splits, byte_level]},
        "post_processor": byte_level, "decoder": {**byte_level, "add_prefix_space": True, "use_regex": True},
        "model": {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": None,
                  "end_of_word_suffix": None, "fuse_unk": False, "byte_fallback": False,
                  "ignore_merges": False, "vocab": vocab, "merges": [list(pair) for pair in merges]},
    }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1), encoding="utf-8")
    return len(ids)
