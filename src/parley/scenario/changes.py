"""Change a scenario by path, before it is read: what a what-if and `--set path=value` do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from parley.errors import CaseError, UsageError
from parley.files import Place, TextFile, closest_name, compose_yaml, dotted
from parley.scenario.parts.whole import ScenarioForm
from parley.scenario.reading.diagnostics import meant
from parley.scenario.reading.saying import clipped, described

NAMED = 2
"""A path of more steps than this goes through something the analyst named; that must be there already."""

NEARLY_THE_SAME = 80.0
SECTIONS = tuple(ScenarioForm.keys())


@dataclass
class Changed:
    """Data with changes made, the places that were set (by path), and why other paths were refused."""

    data: Any
    places: dict[str, Place] = field(default_factory=dict)
    refused: dict[str, tuple[str, str, str]] = field(default_factory=dict)


def changed_data(data: object, changes: Mapping[str, object]) -> Changed:
    """Apply changes in order to a copy of the data; a refusal says what was expected, came, and to do."""
    result = Changed(_copied(data))
    for path, value in changes.items():
        _apply(result, path, _copied(value))
    return result


def _copied(data: object) -> object:
    """The same data in mappings and lists of its own; what stands in them cannot be changed."""
    if isinstance(data, dict):
        return {key: _copied(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_copied(value) for value in data]
    return data


def _apply(result: Changed, path: str, value: object) -> None:
    """Set one path: a scalar onto a long number or a term replaces its figure; missing keys are made."""
    steps = tuple(path.split("."))
    if not all(steps):
        result.refused[path] = ("a path such as parties.usa.precision", f"'{clipped(path)}'", "")
        return
    here = result.data
    for depth, step in enumerate(steps[:-1]):
        problem = _no_way_on(here, steps, depth)
        if problem:
            result.refused[path] = problem
            return
        if step not in here:
            here[step] = {}
        here = here[step]
    problem = _no_way_on(here, steps, len(steps) - 1)
    if problem:
        result.refused[path] = problem
        return
    last = steps[-1]
    old = here.get(last)
    if isinstance(old, dict) and not isinstance(value, dict | list):
        for inner in ("value", "add"):
            if inner in old:
                _apply(result, f"{path}.{inner}", value)
                result.places[path] = result.places.pop(f"{path}.{inner}")
                return
    here[last] = value
    result.places[path] = steps


def _no_way_on(here: object, steps: tuple[str, ...], depth: int) -> tuple[str, str, str] | None:
    """Say why a path cannot go on at this depth, or None if it can."""
    at = dotted(steps[:depth]) or "the scenario"
    if not isinstance(here, dict):
        what = "is a list; set it as a whole" if isinstance(here, list) else f"is {described(here)}"
        return f"a path through mappings, and {at} {what}", f"'{'.'.join(steps)}'", f"set {at} itself"
    if steps[depth] in here:
        return None
    if depth == 0 and steps[0] not in SECTIONS:
        return "a section of the scenario", f"'{steps[0]}'", meant(steps[0], SECTIONS)
    near = closest_name(steps[depth], here, NEARLY_THE_SAME)
    through_a_name = depth == NAMED - 1 and len(steps) > NAMED
    if near or through_a_name:
        listed = clipped(", ".join(here), 80)
        return f"a key under {at} ({listed})", f"'{steps[depth]}'", f"did you mean '{near}'?" if near else ""
    return None


def parse_change(text: str) -> tuple[str, object]:
    """Read `path=value` as the command line has it; the value is YAML."""
    path, equals, value = text.partition("=")
    if not equals or not path.strip():
        raise UsageError(f"expected path=value, such as parties.usa.precision=0.5; got '{clipped(text)}'")
    try:
        document = compose_yaml(TextFile(Path(f"--set {path.strip()}"), value.strip(), ""))
    except CaseError as problem:
        raise UsageError(str(problem)) from None
    return path.strip(), document.data
