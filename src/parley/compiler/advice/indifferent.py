"""Signatories to whom everything is worth the same: their signature is a toss of a coin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from parley.scenario.parts import Scenario
from parley.scenario.quantities import Number


def indifferent_signatories(scenario: Scenario) -> Iterator[str]:
    """Advice on each party that must sign and values nothing at all."""
    signing = dict.fromkeys(party for plan in scenario.plans.values() for party in plan.signatories)
    dividing = {party for issue in scenario.issues.values() for party in issue.split or ()}
    for party in signing:
        if party not in dividing and party in scenario.parties and not any(_worths_of(party, scenario)):
            yield (
                f"parties.{party}: it must sign and nothing is worth anything to it, so whatever it is asked "
                "it accepts or refuses by a toss of a coin; leave it out of the signatories, or state what "
                "it values (under values, and endings.horizon for going on)"
            )


def _worths_of(party: str, part: Any, own: bool = False) -> Iterator[bool]:
    """Of every number in points that is the party's, whether it is anything; `own` once below its name."""
    if isinstance(part, Number):
        if own and part.unit == "points":
            yield part.value != 0.0
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield from _worths_of(party, value, own or key == party)
    elif isinstance(part, tuple):
        for value in part:
            yield from _worths_of(party, value, own)
    elif is_dataclass(part) and not isinstance(part, type):
        for one in fields(part):
            if one.name != "what_ifs":
                yield from _worths_of(party, getattr(part, one.name), own)
