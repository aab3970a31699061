# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Loads exported models with the transformers library and compares its greedy text with that of these scripts.

    python3 check_transformers.py /tmp/workshop /tmp/workshop-rl

Skips without the library (pip install transformers).
"""

import sys
from pathlib import Path

import torch

from bpe import EOS, Tokenizer
from chat import Chat
from load import load_model
from writing import write_replies

try:
    import transformers
except ImportError:
    transformers = None

QUESTIONS = (("What does a router do in a mixture of experts?", False), ("What is 47 + 38?", True),
             ("狐のお話をしてください", False), ("Make a table of three countries and their capitals.", False),
             ("GRPOとは何ですか？", True))
LIMIT = 160


def compare(folder: Path) -> bool:
    """Same ids of the prompt by its chat template and tokenizer, same greedy text in float32."""
    library = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    its_tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    tokenizer, model = Tokenizer(folder / "tokenizer.json"), load_model(folder)
    chat, same = Chat(tokenizer), []
    for question, thinking in QUESTIONS:
        prompt = chat.prompt([question], [], thinking)
        text = its_tokenizer.apply_chat_template([{"role": "user", "content": question}], tokenize=False,
                                                 add_generation_prompt=True, thinking=thinking)
        its_prompt = its_tokenizer(text, add_special_tokens=False)["input_ids"]
        end = tokenizer.added[EOS]
        with torch.no_grad():
            out = library.generate(torch.tensor([its_prompt]), max_new_tokens=LIMIT, do_sample=False, temperature=None,
                                   top_p=None, eos_token_id=end, pad_token_id=end)
        theirs = [token for token in out[0, len(its_prompt) :].tolist() if token != end]
        ours = write_replies(model, [prompt], end, LIMIT)[0]
        same.append(prompt == its_prompt and ours == theirs)
        print(f"{folder.name}: {question} {'same' if same[-1] else 'DIFFERENT'}, {len(ours)} tokens")
        if not same[-1]:
            print(f"  prompts equal: {prompt == its_prompt}\n  {tokenizer.decode(ours)!r}\n  "
                  f"{its_tokenizer.decode(theirs)!r}")
    return all(same)


def main() -> int:
    if transformers is None:
        print("skipped: transformers is not installed (pip install transformers)")
        return 0
    transformers.utils.logging.set_verbosity_error()
    print(f"transformers {transformers.__version__}, torch {torch.__version__}")
    return int(not all([compare(Path(folder)) for folder in sys.argv[1:]]))


if __name__ == "__main__":
    sys.exit(main())
