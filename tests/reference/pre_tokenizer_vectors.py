# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Where the published patterns cut seeded random texts: tests/data/pre_tokenizers.json.

    python3 tests/reference/pre_tokenizer_vectors.py     (needs the package regex, and checks what it computes
                                                          with tokenizers and tiktoken where they are installed)
"""
import json
import random
import unicodedata
from pathlib import Path

import regex

# The letters of deepseek-llm by code point: some have canonical equivalents that an editor could put in their place.
LETTERS = """41-5A 61-7A B5 C0-D6 D8-F6 F8-1BA 1BC-1BF 1C4-293 295-2AF 370-373 376 377 37B-37D 37F 386 388-38A 38C
38E-3A1 3A3-3F5 3F7-481 48A-52F 531-556 10A0-10C5 13A0-13F5 13F8-13FD 1C90-1CBA 1CBD-1CBF 1D00-1D2B 1D6B-1D77
1D79-1D9A 1E00-1F15 1F18-1F1D 1F20-1F45 1F48-1F4D 1F50-1F57 1F59 1F5B 1F5D 1F5F-1F7D 1F80-1FB4 1FB6-1FBC 1FBE
1FC2-1FC4 1FC6-1FCC 1FD0-1FD3 1FD6-1FDB 1FE0-1FEC 1FF2-1FF4 1FF6-1FFC 2102 2107 210A-2113 2115 2119-211D 2124 2126
2128 212A-212D 212F-2134 2139 213C-213F 2145-2149 214E 2183 2184 2C00-2C7B 2C7E-2CE4 2CEB-2CEE 2CF2 2CF3 A640-A66D
A680-A69B A722-A76F A771-A787 A78B-A78E AB70-ABBF FB00-FB06 FB13-FB17 FF21-FF3A FF41-FF5A 10400-1044F 104B0-104D3
104D8-104FB 10C80-10CB2 10CC0-10CF2 118A0-118DF 1E900-1E943"""
MARKS = "21-2F 3A-7E FF01-FF0F FF1A-FF5E 2018-201F 3000-3002"


def characters(ranges):
    """The inside of a class of characters."""
    ends = [[int(end, 16) for end in r.split("-")] for r in ranges.split()]
    return "".join("-".join(regex.escape(chr(end)) for end in r) for r in ends)


IDEOGRAPHS = "[\u4e00-\u9fa5\u0800-\u4e00\uac00-\ud7ff]+"
CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
SPACES = r"\s*[\r\n]+|\s+(?!\S)|\s+"
UPPER = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]"
LOWER = r"[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]"
FAMILIES = {
    "deepseek-v3": [r"\p{N}{1,3}", "[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+",
                    r"""[!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+"""
                    r"""| ?[\p{P}\p{S}]+[\r\n]*|""" + SPACES],
    "deepseek-llm": [r"[\r\n]", rf"\s?[{characters(LETTERS)}]+", rf"\s?[{characters(MARKS)}]+", r"\s+$", IDEOGRAPHS,
                     r"\p{N}"],
    "deepseek-coder": [r"[\r\n]", r"\s?\p{L}+", r"\s?\p{P}+", IDEOGRAPHS, r"\p{N}"],
    "glm4": [rf"{CONTRACTIONS}|[^\r\n\p{{L}}\p{{N}}]?\p{{L}}+|\p{{N}}{{1,3}}| ?[^\s\p{{L}}\p{{N}}]+[\r\n]*|{SPACES}"],
    "kimi-k2": [rf"[\p{{Han}}]+|[^\r\n\p{{L}}\p{{N}}]?{UPPER}*{LOWER}+{CONTRACTIONS}?"
                rf"|[^\r\n\p{{L}}\p{{N}}]?{UPPER}+{LOWER}*{CONTRACTIONS}?"
                rf"|\p{{N}}{{1,3}}| ?[^\s\p{{L}}\p{{N}}]+[\r\n]*|{SPACES}"]}

FREQUENT = ["  ", " ", " ", "\t", "\n", "\r\n", "\n\n", "\u00a0", "\u3000", "\u2028", "\u180e", "\x00", "a", "the",
            "Hello", "HTML", "é", "ß", "ſ", "\u0301", "\u200d", "'s", "'LL", "'", "’t", "1", "2024", "٣", "½", "日本",
            "漢", "々", "カナ", "ー", "한", "ไทย", ".", ",", "!", "(", "_", "`", "^", "$", "€", "+", "\U0001f999", "ﬁ",
            "\u1f7d", "\u2126", "\u212a", "ª", "<｜", "<|"]


def code_points_by_category():
    """Those on which Unicode 14 (of Python 3.11 and PCRE2 10.42) and newer versions agree."""
    known = {}
    for code in range(0x110000):
        category = unicodedata.category(chr(code))
        if category == "Cs" or not regex.match(rf"\p{{{category}}}", chr(code)):
            continue
        known.setdefault(category, []).append(chr(code))
    return known


def texts(count):
    pick = random.Random(14)
    known = code_points_by_category()
    categories = sorted(known)
    def draw():
        return pick.choice(FREQUENT) if pick.random() < 0.7 else pick.choice(known[pick.choice(categories)])
    return ["".join(draw() for _ in range(pick.randint(1, 12))) for _ in range(count)]


def isolated(pieces, pattern):
    """Split with behaviour "Isolated"."""
    cut = []
    for piece in pieces:
        done = 0
        for match in pattern.finditer(piece):
            cut += [piece[done:match.start()], match.group()]
            done = match.end()
        cut.append(piece[done:])
    return [piece for piece in cut if piece]


def split(text, stages):
    pieces = [text]
    for stage in stages:
        pieces = isolated(pieces, stage)
    return pieces


def check_with_tokenizers(name, cuts):
    try:
        from tokenizers import Regex
        from tokenizers.pre_tokenizers import Sequence, Split
    except ImportError:
        return
    stages = Sequence([Split(Regex(pattern), "isolated") for pattern in FAMILIES[name]])
    for text, pieces in cuts.items():
        published = [piece for piece, _ in stages.pre_tokenize_str(text)]
        assert published == pieces, (name, text, published, pieces)


def check_with_tiktoken(name, cuts):
    """Each expected piece is a token, so that other cuts would give other tokens."""
    try:
        import tiktoken
    except ImportError:
        return
    tokens = [bytes([byte]) for byte in range(256)]
    tokens += sorted({piece.encode() for pieces in cuts.values() for piece in pieces} - set(tokens))
    encoding = tiktoken.Encoding(name, pat_str=FAMILIES[name][0], special_tokens={},
                                 mergeable_ranks={token: rank for rank, token in enumerate(tokens)})
    for text, pieces in cuts.items():
        published = [tokens[rank].decode() for rank in encoding.encode(text)]
        assert published == pieces, (name, text, published, pieces)


def main():
    known = dict.fromkeys(texts(2000))
    cuts = {}
    for name, patterns in FAMILIES.items():
        stages = [regex.compile(pattern, regex.V1 if "&&" in pattern else regex.V0) for pattern in patterns]
        cuts[name] = {text: split(text, stages) for text in known}
        (check_with_tiktoken if name == "kimi-k2" else check_with_tokenizers)(name, cuts[name])
    rows = ",\n".join(json.dumps([text] + [[len(piece) for piece in cuts[name][text]] for name in FAMILIES],
                                 ensure_ascii=False, separators=(",", ":")) for text in known)
    out = Path(__file__).parents[1] / "data" / "pre_tokenizers.json"
    out.write_text(f'{{"families": {json.dumps(list(FAMILIES))},\n"vectors": [\n{rows}]}}\n', "utf-8")


if __name__ == "__main__":
    main()
