# SPDX-FileCopyrightText: 2026 The Expertscope authors
# SPDX-License-Identifier: Apache-2.0
"""Experiments on the router: which experts may be chosen, with weights from the router's own scores as ever, and
whether the shared experts answer."""
from dataclasses import asdict, dataclass, field

import numpy as np


@dataclass
class Override:
    """As session documents keep it. `experts`: {"layer": number or -1 for all, "expert", "kind": "muted" |
    "boosted" | "forced", "boost"}."""

    top_k: int = 0  # 0: as the model says
    experts: list = field(default_factory=list)
    bias: bool = True
    groups: bool = True
    shared_experts: bool = True  # False: what they answer is left out

    def of(self, kind, layer):
        """The changes of one kind to one layer's experts."""
        return [c for c in self.experts if c["kind"] == kind and c["layer"] in (-1, layer)]

    def as_json(self):
        return asdict(self)

    def options(self):
        """What expertscope-cli is given."""
        options = ["--top-k-experts", str(self.top_k)] if self.top_k else []
        for kind, option in (("muted", "--mute"), ("boosted", "--boost"), ("forced", "--force")):
            for change in (c for c in self.experts if c["kind"] == kind):
                layer = "*" if change["layer"] < 0 else change["layer"]
                boost = f"={change['boost']!r}" if kind == "boosted" else ""
                options += [option, f"{layer}:{change['expert']}{boost}"]
        flags = {"--no-bias": self.bias, "--no-groups": self.groups, "--no-shared": self.shared_experts}
        return options + [option for option, kept in flags.items() if not kept]


def draw_override(config, rng):
    """Something of everything, different in every draw. Leaves enough experts in any group."""
    router, layers = config.router, list(np.flatnonzero(config.moe))
    experts = [int(e) for e in rng.permutation(router.experts)]
    boost = float(np.float32(rng.uniform(-0.5, 0.5)))
    return Override(
        top_k=int(rng.integers(2, router.per_token + 2)),
        experts=[
            {"layer": -1, "expert": experts[0], "kind": "muted"},
            {"layer": int(rng.choice(layers)), "expert": experts[1], "kind": "forced"},
            {"layer": -1, "expert": experts[2], "kind": "boosted", "boost": boost},
        ],
        bias=bool(rng.integers(2)),
        groups=bool(rng.integers(4)),
        shared_experts=not config.shared_experts or bool(rng.integers(2)),
    )
