# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""The block formats of GGUF: what their bytes mean, and random blocks of them.

A block holds 32 or 256 numbers as small integers with one or more scales. All products are in float32.
"""
import numpy as np

FORMATS = {  # elements, bytes, type number
    "Q4_0": (32, 18, 2), "Q4_1": (32, 20, 3), "Q5_0": (32, 22, 6), "Q5_1": (32, 24, 7), "Q8_0": (32, 34, 8),
    "Q2_K": (256, 84, 10), "Q3_K": (256, 110, 11), "Q4_K": (256, 144, 12), "Q5_K": (256, 176, 13),
    "Q6_K": (256, 210, 14), "IQ4_NL": (32, 18, 20), "IQ4_XS": (256, 136, 23), "MXFP4": (32, 17, 39),
}
TYPE_NUMBERS = {name: number for name, (_, _, number) in FORMATS.items()}
PLAIN_BYTES = {"F32": 4, "F16": 2, "BF16": 2}
NONLINEAR = np.array([-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113], np.float32)
FP4_TWICE = np.array([0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12], np.float32)


def byte_size(kind, elements):
    if kind in PLAIN_BYTES:
        return elements * PLAIN_BYTES[kind]
    return elements // FORMATS[kind][0] * FORMATS[kind][1]


def half(b, at):
    return b[:, at : at + 2].copy().view("<f2").astype(np.float32)  # [n, 1]


def nibbles(bytes_):
    """[n, k] -> [n, 2k]: all low halves, then all high halves."""
    return np.concatenate([bytes_ & 15, bytes_ >> 4], 1)


def bit_rows(bytes_, shifts, mask):
    """[n, k] -> [n, len(shifts) * k]: the bytes shifted right by the first shift, then by the next, ..."""
    shifted = bytes_[:, None, :] >> np.array(shifts, np.uint8)[None, :, None] & mask
    return shifted.reshape(len(bytes_), -1)


def fifth_bits(b, at):
    """[n, 32] of 0 or 16: bit i of the 32 bits at `at` belongs to element i."""
    return np.unpackbits(b[:, at : at + 4], axis=1, bitorder="little") << 4


def per_element(scales, elements):
    return scales.astype(np.float32).repeat(elements // scales.shape[1], axis=1)


def q2_k(b):
    q = np.concatenate([bit_rows(b[:, 16 + 32 * n : 48 + 32 * n], (0, 2, 4, 6), 3) for n in (0, 1)], 1)
    scales = b[:, :16]
    return half(b, 80) * per_element(scales & 15, 256) * q - half(b, 82) * per_element(scales >> 4, 256)


def q3_k(b):
    q = np.concatenate([bit_rows(b[:, 32 + 32 * n : 64 + 32 * n], (0, 2, 4, 6), 3) for n in (0, 1)], 1)
    high = bit_rows(b[:, :32], range(8), 1)
    s = b[:, 96:108]
    scales = nibbles(s[:, :8]) | bit_rows(s[:, 8:], (0, 2, 4, 6), 3) << 4
    return half(b, 108) * per_element(scales.astype(np.int8) - 32, 256) * (q + 4.0 * high - 4).astype(np.float32)


def scales_and_mins(s):
    """The 12 bytes of Q4_K and Q5_K -> two [n, 8] of 6 bits."""
    a, b, c = s[:, :4], s[:, 4:8], s[:, 8:12]
    scales = np.concatenate([a & 63, c & 15 | a >> 6 << 4], 1)
    return scales, np.concatenate([b & 63, c >> 4 | b >> 6 << 4], 1)


def long_nibbles(qs):
    """[n, 128] -> [n, 256]: 32 bytes make 32 low and then 32 high halves."""
    return nibbles(qs.reshape(-1, 32)).reshape(len(qs), -1)


def q4_k(b, high=0, qs=16):
    scales, mins = scales_and_mins(b[:, 4:16])
    q = long_nibbles(b[:, qs : qs + 128]) | high
    return per_element(half(b, 0) * scales, 256) * q - per_element(half(b, 2) * mins, 256)


def q5_k(b):
    return q4_k(b, bit_rows(b[:, 16:48], range(8), 1) << 4, 48)


def q6_k(b):
    low = np.concatenate([nibbles(b[:, 64 * n : 64 * n + 64]) for n in (0, 1)], 1)
    high = np.concatenate([bit_rows(b[:, 128 + 32 * n : 160 + 32 * n], (0, 2, 4, 6), 3) for n in (0, 1)], 1)
    scales = b[:, 192:208].copy().view(np.int8)
    return per_element(half(b, 208) * scales, 256) * ((low | high << 4).astype(np.int8) - 32)


def iq4_xs(b):
    high = b[:, 2:4].copy().view("<u2") >> np.arange(0, 16, 2, np.uint16) & 3
    low = np.stack([b[:, 4:8] & 15, b[:, 4:8] >> 4], 2).reshape(len(b), 8)
    scales = (low | high << 4).astype(np.int8) - 32
    q = nibbles(b[:, 8:].reshape(-1, 16)).reshape(len(b), -1)
    return per_element(half(b, 0) * scales, 256) * NONLINEAR[q]


def mxfp4(b):
    return FP4_TWICE[nibbles(b[:, 1:])] * np.ldexp(np.float32(1), b[:, :1].astype(int) - 128)


DEQUANTISE = {
    "Q4_0": lambda b: half(b, 0) * (nibbles(b[:, 2:]).astype(np.int8) - 8),
    "Q4_1": lambda b: half(b, 0) * nibbles(b[:, 4:]) + half(b, 2),
    "Q5_0": lambda b: half(b, 0) * ((nibbles(b[:, 6:]) | fifth_bits(b, 2)).astype(np.int8) - 16),
    "Q5_1": lambda b: half(b, 0) * (nibbles(b[:, 8:]) | fifth_bits(b, 4)) + half(b, 2),
    "Q8_0": lambda b: half(b, 0) * b[:, 2:].copy().view(np.int8),
    "Q2_K": q2_k, "Q3_K": q3_k, "Q4_K": q4_k, "Q5_K": q5_k, "Q6_K": q6_k,
    "IQ4_NL": lambda b: half(b, 0) * NONLINEAR[nibbles(b[:, 2:])],
    "IQ4_XS": iq4_xs, "MXFP4": mxfp4,
}


def dequantise(kind, data):
    """Bytes [n] uint8 -> their numbers as float32, flat."""
    if kind == "BF16":
        return (data.view("<u2").astype("<u4") << 16).view("<f4")
    if kind in PLAIN_BYTES:
        return data.view({"F32": "<f4", "F16": "<f2"}[kind]).astype(np.float32)
    values = DEQUANTISE[kind](data.reshape(-1, FORMATS[kind][1])).reshape(-1)
    assert values.dtype == np.float32
    return values
