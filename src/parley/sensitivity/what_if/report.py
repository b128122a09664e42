"""What a comparison of what-ifs holds, and how it is kept as a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from parley.sensitivity.what_if.comparing import Difference, is_noted
from parley.sensitivity.what_if.naming import Changes
from parley.sensitivity.what_if.redoing import Redone

KEPT = ("rounds", "endings", "still_fighting", "beliefs", "values", "price_of_waiting", "bargaining_range")
"""The parts of an outlook that a comparison keeps."""


@dataclass(frozen=True)
class Comparison:
    """One what-if beside the scenario as stated: its changes, its outlook, and the differences."""

    changes: Changes
    redone: Redone
    outlook: Mapping[str, Any]
    differences: tuple[Difference, ...]

    @property
    def noted(self) -> tuple[Difference, ...]:
        """The differences large enough to be told, largest first."""
        return tuple(one for one in self.differences if is_noted(one))


@dataclass(frozen=True)
class WhatIfs:
    """The outlook as stated and every what-if compared with it."""

    stated: Mapping[str, Any]
    comparisons: tuple[Comparison, ...]

    def as_dict(self) -> dict[str, Any]:
        """The comparison as `what-if.json` holds it."""
        head = (
            "case",
            "title",
            "as_of",
            "version",
            "input_hashes",
            "parties",
            "plans",
            "hidden",
            "dispositions",
        )
        return {
            **{key: self.stated[key] for key in head},
            "stated": _kept(self.stated),
            "what_ifs": [
                {
                    "name": one.changes.name,
                    "note": one.changes.note,
                    "changes": dict(one.changes.changes),
                    "redone": one.redone.value,
                    "changes_nothing": not one.noted,
                    "differences": [asdict(d) | {"size": d.size} for d in one.noted],
                    **_kept(one.outlook),
                }
                for one in self.comparisons
            ],
        }

    @staticmethod
    def from_dict(kept: Mapping[str, Any]) -> WhatIfs:
        """The comparison that a file holds."""
        head = {key: value for key, value in kept.items() if key not in ("stated", "what_ifs")}
        stated = {**head, **kept["stated"]}
        return WhatIfs(stated, tuple(_comparison(head, one) for one in kept["what_ifs"]))


def _kept(outlook: Mapping[str, Any]) -> dict[str, Any]:
    return {key: outlook[key] for key in KEPT}


def _comparison(head: Mapping[str, Any], kept: Mapping[str, Any]) -> Comparison:
    differences = tuple(
        Difference(**{key: value for key, value in one.items() if key != "size"})
        for one in kept["differences"]
    )
    changes = Changes(kept["name"], kept["note"], kept["changes"])
    outlook = {**head, **{key: kept[key] for key in KEPT}}
    return Comparison(changes, Redone(kept["redone"]), outlook, differences)
