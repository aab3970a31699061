# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Writes the trained model in Hugging Face layout: settings, weights, tokenizer, chat template."""

import json
import shutil
from dataclasses import asdict
from pathlib import Path

import torch

from bpe import BOS, EOS, PAD
from config import Config
from model import WorkshopModel

FIXED = {
    "architectures": ["DeepseekV3ForCausalLM"], "model_type": "deepseek_v3", "torch_dtype": "bfloat16",
    "hidden_act": "silu", "attention_bias": False, "attention_dropout": 0.0, "tie_word_embeddings": False,
    "q_lora_rank": None, "moe_layer_freq": 1, "n_group": 1, "topk_group": 1, "topk_method": "noaux_tc",
    "scoring_func": "sigmoid", "norm_topk_prob": True, "rope_scaling": None, "num_nextn_predict_layers": 0,
    "bos_token_id": 0, "eos_token_id": 1, "pad_token_id": 2, "initializer_range": 0.02, "use_cache": True,
}

GENERATION = {"bos_token_id": 0, "eos_token_id": 1, "pad_token_id": 2, "do_sample": True, "temperature": 0.6,
              "top_p": 0.9}

# The form of DeepSeek-V3.1: past turns without their thoughts, the mode chosen by the last control token.
CHAT_TEMPLATE = (
    "{% if not add_generation_prompt is defined %}{% set add_generation_prompt = false %}{% endif %}"
    "{% if not thinking is defined %}{% set thinking = false %}{% endif %}"
    "{% set ns = namespace(system='', first=true) %}"
    "{% for message in messages %}{% if message['role'] == 'system' %}"
    "{% if ns.first %}{% set ns.system = message['content'] %}{% set ns.first = false %}"
    "{% else %}{% set ns.system = ns.system + '\n\n' + message['content'] %}{% endif %}"
    "{% endif %}{% endfor %}"
    "{{ bos_token }}{{ ns.system }}"
    "{% for message in messages %}"
    "{% if message['role'] == 'user' %}{{ '<｜User｜>' + message['content'] }}{% endif %}"
    "{% if message['role'] == 'assistant' %}{% set content = message['content'] %}"
    "{% if '</think>' in content %}{% set content = content.split('</think>', 1)[1] %}{% endif %}"
    "{{ '<｜Assistant｜></think>' + content + '<｜end▁of▁sentence｜>' }}{% endif %}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ '<｜Assistant｜>' }}"
    "{% if thinking %}{{ '<think>' }}{% else %}{{ '</think>' }}{% endif %}{% endif %}"
)


def checkpoint_tensors(model: WorkshopModel) -> dict[str, torch.Tensor]:
    """Tensors under the names of published checkpoints; stacked experts are taken apart."""
    out = {}
    for name, tensor in model.state_dict().items():
        if name.endswith("experts.gate_up_proj"):
            for expert, matrix in enumerate(tensor):
                stem = f"model.{name.removesuffix('.gate_up_proj')}.{expert}"
                gate, up = matrix
                out |= {f"{stem}.gate_proj.weight": gate, f"{stem}.up_proj.weight": up}
        elif name.endswith("experts.down_proj"):
            stem = f"model.{name.removesuffix('.down_proj')}"
            out |= {f"{stem}.{expert}.down_proj.weight": matrix for expert, matrix in enumerate(tensor)}
        elif name == "lm_head.weight":
            out[name] = tensor
        else:
            out["model." + name.replace("mlp.e_score", "mlp.gate.e_score")] = tensor
    return out


def write_safetensors(tensors: dict[str, torch.Tensor], path: Path) -> None:
    """BF16, except for the correction bias, which chooses between nearly equal scores and stays F32."""
    header, blobs, offset = {"__metadata__": {"format": "pt"}}, [], 0
    for name, tensor in sorted(tensors.items()):
        exact = name.endswith("e_score_correction_bias")
        stored = tensor.detach().to(torch.float32 if exact else torch.bfloat16).contiguous()
        blob = stored.view(torch.int32 if exact else torch.int16).numpy().tobytes()
        header[name] = {"dtype": "F32" if exact else "BF16", "shape": list(tensor.shape),
                        "data_offsets": [offset, offset + len(blob)]}
        blobs.append(blob)
        offset += len(blob)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with path.open("wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        file.writelines(blobs)


def write_json(data: dict, path: Path) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def export(model: WorkshopModel, tokenizer_json: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    config: Config = model.c
    settings = FIXED | asdict(config) | {"num_key_value_heads": config.num_attention_heads}
    write_json(settings, folder / "config.json")
    write_json(GENERATION, folder / "generation_config.json")
    write_json({"add_bos_token": True, "add_eos_token": False, "bos_token": BOS, "eos_token": EOS,
                "pad_token": PAD, "clean_up_tokenization_spaces": False,
                "model_max_length": config.max_position_embeddings,
                "tokenizer_class": "PreTrainedTokenizerFast", "chat_template": CHAT_TEMPLATE},
               folder / "tokenizer_config.json")
    if tokenizer_json.resolve() != (folder / "tokenizer.json").resolve():
        shutil.copyfile(tokenizer_json, folder / "tokenizer.json")
    partial = folder / "model.safetensors.part"
    write_safetensors(checkpoint_tensors(model), partial)
    partial.replace(folder / "model.safetensors")
