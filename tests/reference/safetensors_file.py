# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Reading and writing of safetensors files with nothing but numpy.

Layout: u64 little-endian header length, JSON header {name: {dtype, shape, data_offsets}}, data. Offsets count
from the end of the header; the header is padded with spaces to a multiple of 8 bytes.
"""
import json
import struct

import numpy as np

NUMPY_TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I32": "<i4", "I64": "<i8"}


def e4m3_table():
    """The 256 values of F8_E4M3 (no infinities, 0x7f and 0xff are NaN), exponent bias 7."""
    codes = np.arange(256)
    exponent, mantissa = (codes >> 3) & 15, codes & 7
    magnitude = np.where(exponent == 0, mantissa / 8 * 2.0**-6, (1 + mantissa / 8) * 2.0 ** (exponent - 7.0))
    magnitude[(codes & 0x7F) == 0x7F] = np.nan
    return np.where(codes & 0x80, -magnitude, magnitude)


def e4m3_codes(values):
    """The code of the nearest value of F8_E4M3; beyond 448 that is 448."""
    magnitudes = e4m3_table()[:127]
    nearest = np.searchsorted((magnitudes[1:] + magnitudes[:-1]) / 2, np.abs(values))
    return (nearest + 128 * np.signbit(values)).astype(np.uint8)


def decode(data, dtype, shape):
    """Bytes of one tensor -> array: integers keep their type, every float format becomes float64."""
    if dtype == "BF16":
        values = (np.frombuffer(data, "<u2").astype("<u4") << 16).view("<f4")
    elif dtype == "F8_E4M3":
        values = e4m3_table()[np.frombuffer(data, np.uint8)]
    else:
        values = np.frombuffer(data, NUMPY_TYPES[dtype])
    return (values if dtype.startswith("I") else values.astype(np.float64)).reshape(shape)


def representable(values, dtype):
    """The nearest values (BF16: towards zero) that `dtype` holds exactly, as float64."""
    if dtype == "BF16":
        values = (values.astype("<f4").view("<u4") & 0xFFFF0000).view("<f4")
    if dtype == "F8_E4M3":
        return e4m3_table()[e4m3_codes(values)]
    return values.astype(NUMPY_TYPES.get(dtype, "<f4")).astype(np.float64)


def encode(values, dtype):
    if dtype == "F8_E4M3":
        return e4m3_codes(values).tobytes()
    if dtype != "BF16":
        return values.astype(NUMPY_TYPES[dtype]).tobytes()
    bits = values.astype("<f4").view("<u4")
    if (bits & 0xFFFF).any():
        raise ValueError("values are not representable in BF16")
    return (bits >> 16).astype("<u2").tobytes()


def read(path):
    """All tensors of one file: {name: array}."""
    content = path.read_bytes()
    start = 8 + struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8:start])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = (start + offset for offset in entry["data_offsets"])
        tensors[name] = decode(content[begin:end], entry["dtype"], entry["shape"])
    return tensors


def write(path, tensors):
    """Writes {name: (dtype, array)}."""
    header, blobs, offset = {"__metadata__": {"format": "pt"}}, [], 0
    for name, (dtype, values) in sorted(tensors.items()):
        blobs.append(encode(values, dtype))
        end = offset + len(blobs[-1])
        header[name] = {"dtype": dtype, "shape": list(values.shape), "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blobs))
