"""How far two outlooks of one case lie apart."""

from __future__ import annotations

from typing import Any

import numpy as np


def distance(first: dict[str, Any], second: dict[str, Any]) -> dict[str, float]:
    """Largest difference in the probability of any ending at any date, and in any party's worth now.

    Where the rounds of one are finer by a whole factor, the dates they share are compared.
    """
    apart = 0.0
    for name, values in [*first["endings"].items(), ("", first["still_fighting"])]:
        other = second["endings"][name] if name else second["still_fighting"]
        factor = (len(other) - 1) // (len(values) - 1)
        apart = max(apart, float(np.abs(np.array(values) - np.array(other)[::factor]).max()))
    worth = max(abs(v["mean"] - second["values"][party]["mean"]) for party, v in first["values"].items())
    return {"probability": apart, "worth": float(worth)}
