# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Writing and reading of GGUF files with nothing but numpy.

Layout: "GGUF", version, counts, keys with types, a table of tensors, data. A tensor's shape lists the contiguous
dimension first there, and last here.
"""
import itertools
import struct
from dataclasses import dataclass

import numpy as np

import block_formats

ALIGNMENT = 32
CHUNK = 1 << 22  # numbers dequantised at a time
PLAIN_TYPES = {"F32": 0, "F16": 1, "BF16": 30}
TYPE_NUMBERS = PLAIN_TYPES | block_formats.TYPE_NUMBERS
TYPE_NAMES = {number: name for name, number in TYPE_NUMBERS.items()}
VALUE_TYPES = ["B", "b", "H", "h", "I", "i", "f", "?", None, None, "Q", "q", "d"]  # 8 text, 9 list


@dataclass
class Stored:
    kind: str
    shape: tuple  # the contiguous dimension last
    data: bytes


def encode_text(text):
    return struct.pack("<Q", len(text.encode())) + text.encode()


def encode_key(name, value):
    """A key as converters write it; `value` is bool, int, float, str, or (type letter, number)."""
    if isinstance(value, str):
        return encode_text(name) + struct.pack("<I", 8) + encode_text(value)
    letters = {bool: "?", int: "I", float: "f"}
    letter, number = value if isinstance(value, tuple) else (letters[type(value)], value)
    return encode_text(name) + struct.pack("<I" + letter, VALUE_TYPES.index(letter), number)


def padded(data):
    return data + bytes(-len(data) % ALIGNMENT)


def write(path, keys, tensors):
    """`tensors`: {name: Stored}."""
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(keys))
    head += b"".join(encode_key(name, value) for name, value in keys.items())
    offset = 0
    for name, tensor in tensors.items():
        sizes = tensor.shape[::-1]
        head += encode_text(name) + struct.pack(f"<I{len(sizes)}Q", len(sizes), *sizes)
        head += struct.pack("<IQ", TYPE_NUMBERS[tensor.kind], offset)
        offset += len(padded(tensor.data))
    path.write_bytes(padded(head) + b"".join(padded(tensor.data) for tensor in tensors.values()))


def write_split(folder, stem, count, keys, tensors):
    """The same in `count` files of about as many tensors each -> the first of them."""
    names, paths = list(tensors), []
    for number in range(count):
        path = folder / f"{stem}-{number + 1:05}-of-{count:05}.gguf"
        own = {"split.no": ("H", number), "split.count": ("H", count), "split.tensors.count": ("i", len(names))}
        part = itertools.islice(names, len(names) * number // count, len(names) * (number + 1) // count)
        write(path, (keys if number == 0 else {}) | own, {name: tensors[name] for name in part})
        paths.append(path)
    return paths[0]


class GgufFile:
    """Keys, and tensors that are read when they are asked for: the file may be larger than memory."""

    def __init__(self, path):
        self.file = open(path, "rb")
        _, _, tensor_count, key_count = struct.unpack("<4sIQQ", self.file.read(24))
        self.keys = dict(self.read_key() for _ in range(key_count))
        self.tensors = dict(self.read_entry() for _ in range(tensor_count))  # name: (kind, shape, offset)
        self.start = -(-self.file.tell() // ALIGNMENT) * ALIGNMENT

    def number(self, letter):
        return struct.unpack("<" + letter, self.file.read(struct.calcsize("<" + letter)))[0]

    def read_text(self):
        return self.file.read(self.number("Q")).decode()

    def read_value(self, kind):
        if kind == 8:
            return self.read_text()
        if kind == 9:
            inner, count = self.number("I"), self.number("Q")
            return [self.read_value(inner) for _ in range(count)]
        return self.number(VALUE_TYPES[kind])

    def read_key(self):
        return self.read_text(), self.read_value(self.number("I"))

    def read_entry(self):
        name, dimensions = self.read_text(), self.number("I")
        shape = tuple(self.number("Q") for _ in range(dimensions))[::-1]
        return name, (TYPE_NAMES[self.number("I")], shape, self.number("Q"))

    def read(self, name, first=0, count=None):
        """Entries [first, first + count) of the tensor's outermost dimension (default: all) as float32."""
        kind, shape, offset = self.tensors[name]
        count = shape[0] - first if count is None else count
        inner = int(np.prod(shape[1:]))
        size, out = block_formats.byte_size(kind, inner), np.empty((count, *shape[1:]), np.float32)
        step = max(1, CHUNK // inner)
        self.file.seek(self.start + offset + first * size)
        for row in range(0, count, step):
            part = out[row : row + step]
            data = np.frombuffer(self.file.read(len(part) * size), np.uint8)
            part[...] = block_formats.dequantise(kind, data).reshape(part.shape)
        return out
