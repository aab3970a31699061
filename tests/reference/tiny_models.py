# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Random weights for the cases, and which draws are fit to judge an engine by."""
import json
import zlib

import numpy as np

import safetensors_file
from cases import raw_config
from deepseek_reference import load_model, spread
from experiment import draw_override
from model_config import parse_config

NEAR_TIE = 1e-4  # relative; float32 engines must be able to choose the same experts


class Weights:
    """Random tensors under their names; every matrix keeps the size of what it is applied to."""

    def __init__(self, case, rng):
        self.case, self.rng, self.tensors = case, rng, {}

    def add(self, name, values, dtype=None):
        dtype = dtype or ("BF16" if self.case.dtype == "FP8" else self.case.dtype)
        self.tensors[name] = (dtype, safetensors_file.representable(values, dtype))

    def random(self, rows, columns, gain=1.0):
        return self.rng.normal(0, gain * columns**-0.5, (rows, columns))

    def projection(self, name, values):
        """Of attention or an MLP: what FP8 models keep in 8 bits, with a scale for every block of 128 x 128."""
        if self.case.dtype != "FP8":
            self.add(name + ".weight", values)
            return
        scales = np.zeros([-(-size // 128) for size in values.shape])
        for row, column in np.ndindex(*scales.shape):
            block = values[row * 128 : row * 128 + 128, column * 128 : column * 128 + 128]
            scales[row, column] = np.float32(np.abs(block).max() / 448)
        if self.case.scale_fmt == "ue8m0":
            scales = 2.0 ** np.ceil(np.log2(scales))
        self.add(name + ".weight", values / spread(scales, values.shape), "F8_E4M3")
        self.add(name + ".weight_scale_inv", scales, "F32")

    def matrix(self, name, rows, columns, gain=1.0):
        self.projection(name, self.random(rows, columns, gain))

    def norm(self, name, size):
        self.add(name + ".weight", self.rng.uniform(0.8, 1.2, size))

    def mlp(self, name, hidden, width):
        self.matrix(name + ".gate_proj", width, hidden, 1.5)
        self.matrix(name + ".up_proj", width, hidden, 1.5)
        self.matrix(name + ".down_proj", hidden, width, 1.5)


def add_attention(weights, part, config, hidden):
    query = config.heads * (config.nope_dim + config.rope_dim)
    if config.q_lora_rank is None:
        weights.matrix(part + "q_proj", query, hidden, 1.2)
    else:
        weights.matrix(part + "q_a_proj", config.q_lora_rank, hidden, weights.case.latent_gain)
        weights.norm(part + "q_a_layernorm", config.q_lora_rank)
        weights.matrix(part + "q_b_proj", query, config.q_lora_rank, 1.2)
    rank = config.kv_lora_rank
    compress = weights.rng.normal(0, hidden**-0.5, (rank + config.rope_dim, hidden))
    compress[:rank] *= weights.case.latent_gain
    weights.projection(part + "kv_a_proj_with_mqa", compress)
    weights.norm(part + "kv_a_layernorm", rank)
    weights.matrix(part + "kv_b_proj", config.heads * (config.nope_dim + config.value_dim), rank, 1.2)
    weights.matrix(part + "o_proj", hidden, config.heads * config.value_dim, 1.5)


def add_mixture(weights, part, config, raw):
    case, router = weights.case, config.router
    hidden, width = raw["hidden_size"], raw["moe_intermediate_size"]
    gate = weights.rng.normal(0, 1.5 * hidden**-0.5, (router.experts, hidden))
    bias = weights.rng.uniform(-case.bias_size, case.bias_size, router.experts) + case.bias_centre
    if case.equal_gates:
        first, second = case.equal_gates
        gate[second], bias[second] = gate[first], bias[first]
    weights.add(part + ".gate.weight", gate)
    if router.method == "noaux_tc":
        weights.add(part + ".gate.e_score_correction_bias", bias, case.bias_dtype)
    for expert in range(router.experts):
        weights.mlp(f"{part}.experts.{expert}", hidden, width)
    weights.mlp(part + ".shared_experts", hidden, width * config.shared_experts)


def add_layer(weights, layer, config, raw, mixture):
    part, hidden = f"model.layers.{layer}.", raw["hidden_size"]
    weights.norm(part + "input_layernorm", hidden)
    weights.norm(part + "post_attention_layernorm", hidden)
    add_attention(weights, part + "self_attn.", config, hidden)
    if mixture:
        add_mixture(weights, part + "mlp", config, raw)
    else:
        weights.mlp(part + "mlp", hidden, raw["intermediate_size"])


def add_prediction_block(weights, config, raw):
    """The MTP block behind the last layer: nothing that the logits depend on."""
    part, hidden, vocabulary = f"model.layers.{config.layers}.", raw["hidden_size"], raw["vocab_size"]
    add_layer(weights, config.layers, config, raw, True)
    for norm in ("enorm", "hnorm", "shared_head.norm"):
        weights.norm(part + norm, hidden)
    for name, rows, columns in (("eh_proj", hidden, 2 * hidden), ("shared_head.head", vocabulary, hidden),
                                ("embed_tokens", vocabulary, hidden)):
        weights.add(f"{part}{name}.weight", weights.random(rows, columns))


def random_tensors(case, raw, rng):
    """{name: (dtype, values)} of a whole model."""
    config, weights = parse_config(raw), Weights(case, rng)
    raw = raw.get("text_config", raw)
    hidden, vocabulary = raw["hidden_size"], raw["vocab_size"]
    embed_size = hidden**-0.5 if config.tied else case.embed_gain
    weights.add("model.embed_tokens.weight", rng.normal(0, embed_size, (vocabulary, hidden)))
    weights.norm("model.norm", hidden)
    if not config.tied:
        weights.add("lm_head.weight", weights.random(vocabulary, hidden))
    for layer in range(config.layers):
        add_layer(weights, layer, config, raw, config.moe[layer])
    if raw.get("num_nextn_predict_layers"):
        add_prediction_block(weights, config, raw)
    if case.wrapper is None:
        return weights.tensors
    nested = {"language_model." + name: tensor for name, tensor in weights.tensors.items()}
    return nested | {"vision_tower.patch_embed.weight": ("F32", rng.normal(0, 1, (4, 4)))}


def near_tie(scores, count, equal=()):
    """Whether two of the `count`+1 best of any row are closer than NEAR_TIE times the row's largest size."""
    size = np.abs(np.where(np.isfinite(scores), scores, 0)).max(-1, keepdims=True)
    if equal:  # a tie that is meant: the twin is out of the way
        scores = np.delete(scores, equal[1], axis=1)
    best = -np.sort(-scores, axis=-1)[:, : count + 1]
    with np.errstate(invalid="ignore"):
        return (best[:, :-1] - best[:, 1:] <= NEAR_TIE * size).any()


def has_near_ties(router, routing, equal=()):
    """Whether an engine with rounding of its own may choose or order other experts, or other groups."""
    chosen = routing.order.shape[1]
    if near_tie(routing.choice, routing.places, equal) or (not equal and near_tie(routing.order, chosen)):
        return True
    return routing.groups is not None and near_tie(routing.groups, router.kept_groups)


def decisive(case, router, result):
    """Whether this draw judges an engine: sizes as they should be, no near ties, equal gates that matter."""
    if not 1 <= np.abs(result.logits).max() <= 6:
        return False
    if any(has_near_ties(router, routing, case.equal_gates) for routing in result.routing):
        return False
    return not case.equal_gates or any(splits_twins(case.equal_gates, routing) for routing in result.routing)


def splits_twins(equal, routing):
    """Whether some token has room for one of two equal experts only."""
    chosen = [(routing.experts == expert).any(-1) for expert in equal]
    return (chosen[0] != chosen[1]).any()


def write_model(folder, tensors):
    """One file, or of FP8 weights two and their index, where a scale lies in another file than its weight."""
    scales = [name for name in tensors if name.endswith("_scale_inv")]
    if not scales:
        safetensors_file.write(folder / "model.safetensors", tensors)
        return
    files = [{}, {}]
    for name, tensor in tensors.items():
        files[(zlib.crc32(name.removesuffix("_scale_inv").encode()) + (name in scales)) % 2][name] = tensor
    index = {}
    for number, shard in enumerate(files):
        file = f"model-{number + 1:05}-of-00002.safetensors"
        safetensors_file.write(folder / file, shard)
        index |= {name: file for name in shard}
    text = json.dumps({"metadata": {}, "weight_map": index}, indent=1) + "\n"
    (folder / "model.safetensors.index.json").write_text(text, encoding="utf-8")


def draw_experiment(case, seed, folder, ids):
    """-> (Override, Result) of the model in the folder: the first random experiment without near ties."""
    for attempt in range(200):
        rng = np.random.default_rng([seed, zlib.crc32(case.name.encode()), 1000 + attempt])
        model = load_model(folder)
        model.override = draw_override(model.config, rng)
        result = model.forward(ids)
        if not any(has_near_ties(model.config.router, routing) for routing in result.routing):
            return model.override, result
    raise RuntimeError(f"{case.name}: no decisive experiment in 200 draws")


def draw_model(case, seed, folder, tensors=None):
    """Writes config.json and the weights of the first decisive draw -> (ids, Result). `tensors`, a dictionary,
    is given what was written."""
    raw = raw_config(case)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")
    for attempt in range(200):
        rng = np.random.default_rng([seed, zlib.crc32(case.name.encode()), attempt])
        drawn = random_tensors(case, raw, rng)
        write_model(folder, drawn)
        ids = rng.integers(0, raw.get("text_config", raw)["vocab_size"], case.tokens)
        model = load_model(folder)
        result = model.forward(ids)
        if decisive(case, model.config.router, result):
            if tensors is not None:
                tensors |= drawn
            return ids, result
    raise RuntimeError(f"{case.name}: no decisive model in 200 draws")
