# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Small Python functions, asked for in English and Japanese."""

from random import Random

from .sample import Turn

# what it does, the same in Japanese, the code; NAME, N, XS and TEXT are replaced by names
SNIPPETS = (
    ("adds two numbers", "二つの数を足す", "def add(a, b):\n    return a + b"),
    ("subtracts two numbers", "二つの数を引く", "def subtract(a, b):\n    return a - b"),
    ("multiplies two numbers", "二つの数を掛ける", "def multiply(a, b):\n    return a * b"),
    ("squares a number", "数を二乗する", "def square(N):\n    return N * N"),
    ("checks if a number is even", "偶数かどうかを調べる", "def is_even(N):\n    return N % 2 == 0"),
    ("checks if a number is odd", "奇数かどうかを調べる", "def is_odd(N):\n    return N % 2 == 1"),
    ("returns the larger of two numbers", "大きいほうの数を返す",
     "def larger(a, b):\n    if a > b:\n        return a\n    return b"),
    ("finds the largest number in a list", "リストの最大値を見つける",
     "def largest(XS):\n    best = XS[0]\n    for N in XS:\n        if N > best:\n"
     "            best = N\n    return best"),
    ("sums a list", "リストの合計を求める",
     "def total(XS):\n    result = 0\n    for N in XS:\n        result += N\n    return result"),
    ("computes the average of a list", "リストの平均を求める", "def average(XS):\n    return sum(XS) / len(XS)"),
    ("computes the factorial", "階乗を求める",
     "def factorial(N):\n    if N == 0:\n        return 1\n    return N * factorial(N - 1)"),
    ("computes Fibonacci numbers", "フィボナッチ数を求める",
     "def fibonacci(N):\n    a, b = 0, 1\n    for _ in range(N):\n        a, b = b, a + b\n    return a"),
    ("reverses a string", "文字列を逆にする", "def reverse(TEXT):\n    return TEXT[::-1]"),
    ("counts the words in a text", "単語の数を数える", "def count_words(TEXT):\n    return len(TEXT.split())"),
    ("counts the vowels in a text", "母音の数を数える",
     "def count_vowels(TEXT):\n    return sum(1 for c in TEXT if c in \"aeiou\")"),
    ("says hello to someone", "あいさつをする", "def greet(name):\n    return f\"Hello, {name}!\""),
    ("prints the numbers from one to N", "1からNまで表示する",
     "def count_up(N):\n    for i in range(1, N + 1):\n        print(i)"),
    ("removes duplicates from a list", "リストの重複を取り除く", "def unique(XS):\n    return list(dict.fromkeys(XS))"),
    ("picks the top k scores", "上位k個を選ぶ",
     "def top_k(scores, k):\n    order = sorted(range(len(scores)), key=lambda i: -scores[i])\n"
     "    return order[:k]"),
    ("computes a softmax", "ソフトマックスを計算する",
     "def softmax(XS):\n    powers = [math.exp(x) for x in XS]\n"
     "    return [p / sum(powers) for p in powers]"),
    ("computes a sigmoid", "シグモイドを計算する", "def sigmoid(x):\n    return 1 / (1 + math.exp(-x))"),
)
ASK_EN = ("Write a Python function that {}.", "Write a function that {}.", "Python code that {}",
          "Can you write a function that {}?", "Show me Python code that {}.", "I need a function that {}.")
ASK_JA = ("{}関数を書いてください", "{}Pythonの関数を書いて", "{}コードを書いて", "Pythonで{}関数は？", "{}プログラムを作って")
SAY_EN = ("Here is a function that {}:", "This function {}:", "In Python, this {}:")
SAY_JA = ("{}関数です。", "{}Pythonの関数はこうです。")


def turn(rng: Random) -> Turn:
    does_en, does_ja, body = rng.choice(SNIPPETS)
    number, items = rng.choice("nxk"), rng.choice(("numbers", "items", "values"))
    text = rng.choice(("text", "s", "word"))
    body = body.replace("XS", items).replace("TEXT", text)
    body = "\n".join(line.replace("N", number) for line in body.split("\n"))
    if rng.random() < 0.6:
        does = does_en.replace("one to N", f"one to {number}")
        asked, said = rng.choice(ASK_EN).format(does), rng.choice(SAY_EN).format(does)
        thought = f"The function {does}. I define it and return the result."
    else:
        does = does_ja.replace("N", number)
        asked, said = rng.choice(ASK_JA).format(does), rng.choice(SAY_JA).format(does)
        thought = f"{does}関数だ。定義して結果を返そう。"
    return Turn(asked, f"{said}\n\n```python\n{body}\n```", thought)


def conversation(rng: Random) -> list[Turn]:
    return [turn(rng) for _ in range(rng.choice((1, 1, 2)))]
