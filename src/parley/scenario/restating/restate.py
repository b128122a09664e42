"""Give a checked scenario other numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

from parley.scenario.listing import all_numbers
from parley.scenario.parts import Gesture, Issue, Party, Scenario, Transfer
from parley.scenario.parts.instruments.payments import negated, scaled
from parley.scenario.quantities import Number, Quantity, Term, Terms
from parley.scenario.restating.faults import refuse_faults, refuse_numbers
from parley.scenario.restating.following import with_followers


def restate(scenario: Scenario, values: Mapping[str, float]) -> Scenario:
    """Return the scenario as if its file had stated these values: path -> value in the number's own unit.

    What depends on them follows: of chances that sum to one those not named share the rest in the
    proportions stated; beliefs that were not stated, an aftermath's precision, the divisions of a pie. A
    range that no longer holds its value is dropped.
    Raises CaseError with every fault if a path names no number or the result is not a valid scenario.
    """
    if not values:
        return scenario
    stated = {number.path: number for number in all_numbers(scenario)}
    refuse_numbers(stated, values)
    new = {
        path: _with_value(stated[path], value, stated[path].stated or path in values)
        for path, value in with_followers(scenario, values).items()
    }
    restated = _Restating(scenario, new).whole()
    refuse_faults(restated, values)
    return restated


def _with_value(number: Number, value: float, stated: bool) -> Number:
    low, high = number.low, number.high
    if low is not None and high is not None and not low <= value <= high:
        low = high = None
    return replace(number, value=value, low=low, high=high, stated=stated)


@cache
def _field_names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


class _Restating:
    """Walks a scenario and replaces numbers by path; parts without such a number stay the same objects."""

    def __init__(self, scenario: Scenario, new: Mapping[str, Number]):
        self.scenario = scenario
        self.new = new
        self.families = _families(scenario)

    def whole(self) -> Scenario:
        """The scenario with its new numbers."""
        # Most scenarios have no numbers among their plans, and some have thousands of plans.
        offering = any(path.startswith(("plans.", "table.settlement.")) for path in self.new)
        untouched = ("what_ifs", "belief_grid", *(() if offering else ("plans",)))
        names = [name for name in _field_names(Scenario) if name not in untouched]
        return self._rebuilt(self.scenario, names)  # type: ignore[no-any-return]

    def _again(self, part: Any) -> Any:
        if part is None or isinstance(part, str | int | float):
            return part
        if isinstance(part, Number):
            return self.new.get(part.path, part)
        if isinstance(part, Mapping):
            inner = {key: self._again(value) for key, value in part.items()}
            return inner if any(inner[key] is not part[key] for key in inner) else part
        if isinstance(part, tuple):
            items = tuple(self._again(value) for value in part)
            return items if any(a is not b for a, b in zip(items, part, strict=True)) else part
        if isinstance(part, Gesture):
            return self._gesture(part)
        if isinstance(part, Transfer) and part.id in self.families:
            return self._family_member(part)
        if is_dataclass(part) and not isinstance(part, type):
            again = self._rebuilt(part, _field_names(type(part)))
            return self._pies(again) if isinstance(again, Party) else again
        return part

    def _rebuilt(self, part: Any, names: tuple[str, ...] | list[str]) -> Any:
        changed = {}
        for name in names:
            old = getattr(part, name)
            again = self._again(old)
            if again is not old:
                changed[name] = again
        return replace(part, **changed) if changed else part

    def _gesture(self, gesture: Gesture) -> Gesture:
        """A gesture's cost is kept as a negative worth to its maker."""
        worth = {
            party: replace(quantity, numbers=tuple(self._cost(n) for n in quantity.numbers))
            if party == gesture.by
            else self._again(quantity)
            for party, quantity in gesture.worth.items()
        }
        return replace(gesture, worth=worth) if worth != gesture.worth else gesture

    def _cost(self, number: Number) -> Number:
        return negated(self.new[number.path]) if number.path in self.new else number

    def _family_member(self, transfer: Transfer) -> Transfer:
        """A member of a family of transfers is a share of the worth stated for all of them."""
        share = self.families[transfer.id]
        worth = {
            party: replace(
                transfer.worth[party],
                numbers=tuple(self._part(n, part) for n in transfer.worth[party].numbers),
            )
            for party, part in zip(transfer.worth, (share, 1 - share), strict=True)
        }
        return replace(transfer, worth=worth)

    def _part(self, number: Number, share: float) -> Number:
        return scaled(self.new[number.path], share) if number.path in self.new else number

    def _pies(self, party: Party) -> Party:
        """What a division of a pie is worth is a share of the worth stated at the issue."""
        values = {
            name: self._shares(party.id, self.scenario.issues[name], worths)
            for name, worths in party.values.items()
        }
        return replace(party, values=values) if values != party.values else party

    def _shares(self, party: str, issue: Issue, worths: Mapping[str, Terms]) -> Mapping[str, Terms]:
        whole = self.new.get(issue.worth.path) if issue.worth else None
        if whole is None or not issue.split or party not in issue.split:
            return worths
        return {
            option: (_share(worths[option][0], Number(whole.value * part, whole.path, stated=whole.stated)),)
            for option, part in zip(worths, issue.portions[party], strict=True)
        }


def _share(term: Term, number: Number) -> Term:
    return replace(term, amount=Quantity((number,)))


def _families(scenario: Scenario) -> dict[str, float]:
    """Map the members of families of transfers to the share of the first of their two parties."""
    members: dict[str, list[str]] = {}
    for transfer in scenario.transfers.values():
        paths = [quantity.numbers[0].path for quantity in transfer.worth.values()]
        if len(paths) == 2 and paths[0] == paths[1]:
            members.setdefault(paths[0], []).append(transfer.id)
    return {name: step / (len(family) - 1) for family in members.values() for step, name in enumerate(family)}
