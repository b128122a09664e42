"""What a weighed record tells of every hidden side after the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from parley.game import Floats
from parley.languages import worded
from parley.report.inference.weighing.naming import Naming
from parley.scenario.parts import Scenario


def other_sides(
    beliefs: Mapping[str, Floats], holders: Sequence[str], scenario: Scenario, naming: Naming
) -> list[dict[str, Any]]:
    """Each further hidden side as data: its name, its kinds, and who believed what at the end of each round.

    `beliefs` has [t, holder, kind] by side. Blind, sides and kinds are numbered, from the second side on.
    """
    return [
        _other_side(number, side, path, holders, scenario, naming)
        for number, (side, path) in enumerate(beliefs.items(), start=2)
    ]


def _other_side(
    number: int, side: str, path: Floats, holders: Sequence[str], scenario: Scenario, naming: Naming
) -> dict[str, Any]:
    unknown = scenario.unknowns.get(side)
    stated = unknown.kinds if unknown else scenario.parties[side].dispositions
    kinds = {one.id: one.name for one in stated}
    name = unknown.name if unknown else scenario.parties[side].name
    if naming.blind:
        kinds = {f"kind_{n}": worded("kind {n}", n=n) for n in range(1, len(kinds) + 1)}
        name = worded("Unknown {number}", number=number) if unknown else naming.parties[side].name
    key = f"side_{number}" if naming.blind else side
    return {
        "side": key,
        "name": name,
        "party": None if unknown else naming.party(side),
        "kinds": kinds,
        "beliefs": {
            naming.holder(holder): {kind: [float(p) for p in path[:, n, k]] for k, kind in enumerate(kinds)}
            for n, holder in enumerate(holders)
        },
    }
