"""Which changes are meant: what-ifs of the scenario by name, changes made on the spot, and both together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from parley.errors import UsageError
from parley.files import closest_name
from parley.scenario.parts import Scenario

AD_HOC = "set"
"""The name under which changes made on the spot can be combined with others."""

JOINED = "+"


@dataclass(frozen=True)
class Changes:
    """Changes to a scenario by path, under a name; `note` says in words what is supposed."""

    name: str
    note: str
    changes: Mapping[str, object]


def changes_named(
    scenario: Scenario, names: Sequence[str], ad_hoc: Mapping[str, object]
) -> tuple[Changes, ...]:
    """Return the changes asked for, in order; several names joined by + are made together.

    No name means all what-ifs of the scenario, or only the changes on the spot where there are some. Raises
    UsageError for an unknown name, for changes that contradict each other, and where nothing is asked.
    """
    if not names:
        names = (AD_HOC,) if ad_hoc else tuple(scenario.what_ifs)
    if not names:
        raise UsageError(
            "the scenario names no what-ifs; add some under `what_if`, or make a change with --set PATH=VALUE"
        )
    asked = [_joined(scenario, name, ad_hoc) for name in dict.fromkeys(names)]
    if ad_hoc and not any(AD_HOC in one.name.split(JOINED) for one in asked):
        asked.append(_one(scenario, AD_HOC, ad_hoc))
    return tuple(asked)


def _joined(scenario: Scenario, name: str, ad_hoc: Mapping[str, object]) -> Changes:
    """Merge the changes of every name in `a+b`; the same path set to two values is refused."""
    parts = [_one(scenario, part, ad_hoc) for part in name.split(JOINED)]
    merged: dict[str, object] = {}
    for part in parts:
        for path, value in part.changes.items():
            if path in merged and merged[path] != value:
                raise UsageError(
                    f"{name}: both change {path}, to {merged[path]} and to {value}; try one alone"
                )
            merged[path] = value
    return Changes(name, "; and ".join(part.note for part in parts), merged)


def _one(scenario: Scenario, name: str, ad_hoc: Mapping[str, object]) -> Changes:
    if name == AD_HOC and ad_hoc:
        said = ", ".join(f"{path} is {value}" for path, value in ad_hoc.items())
        return Changes(AD_HOC, said, ad_hoc)
    if name not in scenario.what_ifs:
        near = closest_name(name, scenario.what_ifs)
        meant = f"did you mean {near}? " if near else ""
        known = ", ".join(scenario.what_ifs) or "none"
        raise UsageError(f"no what-if is named '{name}'; {meant}The scenario has: {known}")
    what_if = scenario.what_ifs[name]
    return Changes(name, what_if.note or name.replace("_", " "), what_if.changes)
