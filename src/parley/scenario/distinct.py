"""Names a reader can tell apart: what shares its name with another of its kind is told with its id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from parley.scenario.parts import Scenario

_KINDS = (
    "parties",
    "unknowns",
    "plans",
    "theatre",
    "levers",
    "conditions",
    "accords",
    "bargains",
    "statements",
    "events",
    "gestures",
)
"""Transfers are left as they are: a family of them is told apart by its steps."""


class Named(Protocol):
    """A part of a scenario with an id and a name."""

    @property
    def id(self) -> str:
        """What the file calls it."""
        ...

    @property
    def name(self) -> str:
        """What readers call it."""
        ...


PartT = TypeVar("PartT", bound=Named)


def distinct(parts: Sequence[PartT]) -> tuple[PartT, ...]:
    """The same parts, with the id in brackets behind every name that several of them have."""
    times = Counter(part.name.strip().casefold() for part in parts)
    return tuple(part if times[part.name.strip().casefold()] == 1 else _with_id(part) for part in parts)


def _with_id(part: PartT) -> PartT:
    changed: dict[str, Any] = {"name": f"{part.name} ({part.id})"}
    return replace(part, **changed)  # type: ignore[type-var]


def with_distinct_names(scenario: Scenario) -> Scenario:
    """The scenario with names that differ within each kind of part, and within each party's dispositions.

    Rows, sentences and charts are told apart by names, and a figure that shares its name is lost.
    """
    changes: dict[str, Any] = {kind: _apart(getattr(scenario, kind)) for kind in _KINDS}
    changes["parties"] = {
        name: replace(party, dispositions=distinct(party.dispositions))
        for name, party in changes["parties"].items()
    }
    changes["unknowns"] = {
        name: replace(one, kinds=distinct(one.kinds)) for name, one in changes["unknowns"].items()
    }
    return replace(scenario, **changes)


def _apart(parts: Mapping[str, PartT]) -> dict[str, PartT]:
    return dict(zip(parts, distinct(tuple(parts.values())), strict=True))
