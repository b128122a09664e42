"""Names of numbers, groups and outcomes as a reader has them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from parley.languages import wordable, worded
from parley.report.outlook.assumptions import stated
from parley.report.reading import CaseWords
from parley.report.words import day, figure_and_unit, percent, points
from parley.scenario.quantities import Number
from parley.sensitivity.influence import Outcome
from parley.sensitivity.influence.evidence import Group

_KINDS = {
    "lever": "lever",
    "theatre": "theatre",
    "condition": "condition",
    "accord": "accord",
    "gesture": "gesture",
    "transfer": "payment",
    "issue": "issue",
}
_HOMES = {
    "table": wordable("The floor"),
    "aftermath": wordable("Aftermath"),
    "endings": wordable("Endings"),
    "issues": wordable("Issues"),
}
_DROPPED = {"values", "add", "step", "worth", "base"}


def supposed(reading: CaseWords, changes: Mapping[str, object]) -> str:
    """What is supposed, change by change, in words; “as stated” where nothing is."""
    return "; ".join(f"{_changed_name(reading, path)} {_changed_to(to)}" for path, to in changes.items())


def _changed_name(reading: CaseWords, path: str) -> str:
    steps = path.split(".")
    if len(steps) == 3 and steps[0] in ("levers", "conditions", "accords") and steps[2] == "start":
        return f"{reading.part(steps[1])}:"
    try:
        return number_name(reading, path)
    except IndexError:
        return path.replace(".", ": ", 1)


def _changed_to(value: object) -> str:
    if isinstance(value, Mapping):
        return _changed_to(value.get("value", "changed"))
    if isinstance(value, list | tuple):
        return ", ".join(map(_changed_to, value))
    return str(value).replace("_", " ")


def number_name(reading: CaseWords, path: str) -> str:
    """What a number is, from its path: whose or what it belongs to, then which."""
    steps = path.split(".")
    home, rest = _home(reading, steps)
    words = [reading.party(step) if step in reading.head.parties else step for step in rest]
    said = ", ".join(word.replace("_", " ") for word in words)
    return f"{home}: {said}" if said else home


def number_names(reading: CaseWords, paths: Sequence[str]) -> dict[str, str]:
    """What numbers are, by path, in words alone: kinds of a hidden side by their names.

    Two that would be called the same have more of their path beside it.
    """
    kinds = {key.rpartition(".")[2]: name for side in reading.sides for key, name in side.kinds.items()}
    called = {kind.replace("_", " "): f"if “{name.lower()}”" for kind, name in kinds.items()}
    names = {}
    for path in paths:
        home, _, rest = number_name(reading, path).partition(": ")
        said = ", ".join(called.get(step, step) for step in rest.split(", "))
        names[path] = f"{home}: {said}" if said else home
    counts = Counter(names.values())
    return {
        path: f"{name} ({path.partition('.')[2]})" if counts[name] > 1 else name
        for path, name in names.items()
    }


def _home(reading: CaseWords, steps: list[str]) -> tuple[str, list[str]]:
    """Whose number it is, and the steps that say which."""
    head = steps[0]
    if head == "parties" and steps[2:3] == ["dispositions"]:
        return reading.party(steps[1]), [
            worded("weight of “{disposition}”", disposition=reading.disposition(steps[3]))
        ]
    if head == "parties" and steps[2:3] == ["beliefs"]:
        about, kind = reading.party_within(steps[3]), reading.disposition(steps[4])
        return reading.party(steps[1]), [worded("belief that {about} is “{kind}”", about=about, kind=kind)]
    if head == "parties":
        return reading.party(steps[1]), _plainly(steps[2:])
    if steps[:2] == ["endings", "horizon"]:
        return reading.party(steps[2]), [worded("worth of war at the horizon"), *_end(steps[3:])]
    if head == "table":
        return worded(_HOMES[head]), _plainly(steps[2:])
    if head == "issues":
        return _capital(steps[1].replace("_", " ")), _plainly(steps[2:])
    if head in _HOMES:
        return worded(_HOMES[head]), _plainly(steps[1:])
    if len(steps) > 1:
        return _capital(reading.part(steps[1])), _plainly(steps[2:])
    return _capital(head), []


def _end(steps: list[str]) -> list[str]:
    """The steps that tell one term of a worth from another; `base` alone tells nothing."""
    return [step for step in steps if step not in _DROPPED]


def _plainly(steps: list[str]) -> list[str]:
    """Leave out the steps that only the file needs, unless nothing else is there."""
    return [step for step in steps if step not in _DROPPED] or steps


def group_name(reading: CaseWords, group: str) -> str:
    """What a group of numbers is about."""
    kind, name = Group(group).head, Group(group).about
    if kind == "party":
        return reading.party(name)
    if kind == "table":
        return worded("Chances of the floor")
    if kind == "issue":
        return worded("{capital} (issue)", capital=_capital(name.replace("_", " ")))
    if kind in _KINDS:
        return f"{_capital(reading.part(name))} ({worded(_KINDS[kind])})"
    return _capital(kind)


def outcome_name(reading: CaseWords, outcome: Outcome) -> str:
    """An outcome as a heading has it."""
    if outcome.kind == "worth":
        return worded("Worth now to {party_within}", party_within=reading.party_within(outcome.which))
    if outcome.kind == "durability":
        return worded("Durability of “{plan}”", plan=reading.plan(outcome.which))
    by = worded(" by {day}", day=day(date.fromisoformat(outcome.when)))
    if outcome.kind == "still_fighting":
        return worded("{still} on {day}", still=reading.still, day=day(date.fromisoformat(outcome.when)))
    if outcome.kind == "settlement":
        return (
            worded("Settlement on “{plan}”", plan=reading.plan(outcome.which))
            if outcome.which
            else worded("A settlement")
        ) + by
    if outcome.kind == "collapse":
        return (
            worded("Collapse of {party_within}", party_within=reading.party_within(outcome.which))
            if outcome.which
            else worded("A collapse")
        ) + by
    return worded("Breakdown of talks{by}", by=by)


def amount(value: float, in_points: bool) -> str:
    """A level of an outcome: points with one decimal, or whole per cent."""
    return points(value) if in_points else percent(value)


def shift(value: float, in_points: bool) -> str:
    """A change of an outcome with its sign: in points of worth, or in percentage points."""
    figure = round(value if in_points else 100 * value, 1) + 0.0
    return f"{figure:+.1f}".replace("-", "\N{MINUS SIGN}") if figure else "0.0"


def value_words(value: float, path: str, unit: str, per_days: float | None) -> str:
    """A value of a number in its own unit, as a reader writes it."""
    return stated(Number(value, path, unit, per_days))


def range_words(low: float, high: float, path: str, unit: str, per_days: float | None) -> str:
    """A range as a reader writes it, its unit once where both ends have the same."""
    first, last = (value_words(end, path, unit, per_days) for end in (low, high))
    figure, rest = figure_and_unit(first)
    same = _plural(rest) == _plural(figure_and_unit(last)[1])
    return worded("{part} to {last}", part=figure if same else first, last=last)


def _plural(unit: str) -> str:
    return re.sub(r"\b(point|day|week|month|year)$|\bpoint\b", lambda found: f"{found[0]}s", unit)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
