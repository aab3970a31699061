# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""What a teacher may ask, for the model card; the second of a pair follows on the answer to the first. Many wordings
are not in the training text."""

QUESTIONS = (
    ("What does a router do in a mixture of experts?", "日本語で一文で言うと？"),
    ("12 + 30, step by step",),
    ("狐のお話をしてください", "日本語で一文で言うと？"),
    ("Hello, who are you?",),
    ("こんにちは、あなたは誰ですか？",),
    ("How come a sparse network is cheaper to run?",),
    ("MLAだとメモリーが減る理由は？",),
    ("What would happen if all tokens went to one expert?",),
    ("What is the capital of Italy?",),
    ("一年は何か月ですか？",),
    ("Tell me a story about an owl.", "Say it in one sentence."),
    ("Write a Python function that reverses a string.",),
    ("大きいほうの数を返す関数を書いてください",),
    ("Make a table of three countries and their capitals.",),
    ("動物を3つ挙げてください",),
    ("What is 47 + 38?",),
    ("What does bank mean here? We sat on the bank of the river.",),
    ("What does bank mean here? She put her money in the bank.",),
    ("Who will win the next election?",),
)
THOUGHTS = ("What does a router do in a mixture of experts?", "12 + 30, step by step", "What is 47 + 38?",
            "52 - 38は？", "狐のお話をしてください")
