# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""What the experts of one layer did for the last token: the logit of a target with each of them minus without it."""
import numpy as np

from deepseek_reference import load_model, rms_norm


def contributions(model, layer, u, routing):
    """[(expert, weight, [hidden])] of the last token: routed ones as chosen, then -1 for the shared ones."""
    part = f"layers.{layer}.mlp"
    found = []
    for expert, weight in zip(routing.experts[-1], routing.weights[-1]):
        found.append((int(expert), weight, weight * model.mlp(f"{part}.experts.{expert}", u[-1:])[0]))
    if model.config.shared_experts and model.override.shared_experts:
        found.append((-1, 1.0, model.mlp(part + ".shared_experts", u[-1:])[0]))
    return found


def effects(model, ids, layer, target):
    """-> what ExpertEffects holds, as JSON. The layers behind choose anew for every expert that is left out."""
    c, x = model.config, model.embed(ids)
    for before in range(layer):
        x = model.layer(before, x)[0]
    x = x + model.attention(layer, rms_norm(x, model.weight(f"layers.{layer}.input_layernorm"), c.norm_eps))[0]
    u = rms_norm(x, model.weight(f"layers.{layer}.post_attention_layernorm"), c.norm_eps)
    output, routing = model.mixture(layer, u)
    parts = contributions(model, layer, u, routing)
    assert np.allclose(sum(part for _, _, part in parts), output[-1], rtol=1e-9, atol=1e-12)  # they are all there is

    def logit(left_out):
        y = x + output
        y[-1] -= left_out
        for behind in range(layer + 1, c.layers):
            y = model.layer(behind, y)[0]
        return model.logits(y)[-1, target]

    whole = logit(0.0)
    experts = [
        {"expert": expert, "weight": float(weight), "norm": float(np.linalg.norm(part)),
         "logit": float(whole - logit(part))}
        for expert, weight, part in parts
    ]
    return {"layer": layer, "target": target, "target_logit": float(whole),
            "stream_norm": float(np.linalg.norm(x[-1])), "experts": experts}


def effects_of(folder, ids, override):
    """Of the first MoE layer of the model in the folder, for the last of `ids`; with what was asked."""
    model = load_model(folder, override)
    layer = int(np.flatnonzero(model.config.moe)[0])
    asked = {"override": override.as_json(), "ids": [int(i) for i in ids]}
    return asked | effects(model, ids, layer, int(ids[0]))
