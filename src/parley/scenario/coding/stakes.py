"""What an act of a recorded move costs and is worth at once, in the scenario's own points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from parley.game.names import Action, ActionKind, Answer, AnswerKind
from parley.scenario.parts import Scenario
from parley.scenario.quantities import Quantity
from parley.scenario.quantities.stated import Term

Points = Mapping[str, Mapping[str, float]]
"""Points by party and kind; one kind with an empty name where they hang on nothing hidden."""


def stakes(scenario: Scenario, what: str) -> Points:
    """What a gesture, a switch of a lever, a concession or a yes to an accord is worth to whom, by itself.

    What an accord is worth is its flow while it is in force, over the time it lasts on average, undiscounted;
    terms that hang on anything else besides are left out. Nothing of what follows from an act, by what others
    learn or do, is counted. Empty for an act that the scenario gives no price.
    """
    act = Action(what)
    name = act.subject
    if act.head == ActionKind.GESTURE and name in scenario.gestures:
        return _known({i: _by_kind(scenario, one) for i, one in scenario.gestures[name].worth.items()})
    if act.head == ActionKind.SET and name in scenario.levers:
        lever = scenario.levers[name]
        return _cost(scenario, lever.holder, lever.switch_cost.get(act.setting))
    if act.head == ActionKind.CONCEDE and name in scenario.conditions:
        condition = scenario.conditions[name]
        return _cost(scenario, condition.target, condition.costs.get("concede"))
    if act.head == AnswerKind.ACCEPT and Answer(what).action.head == ActionKind.PROPOSE:
        return _in_force(scenario, Answer(what).action.subject)
    return {}


def _in_force(scenario: Scenario, name: str) -> Points:
    accord = scenario.accords.get(name)
    days = None if accord is None else accord.runs or accord.lasts
    if days is None:
        return {}
    return _known({i: _flow(scenario, name, party.flow, days.value) for i, party in scenario.parties.items()})


def _cost(scenario: Scenario, party: str, cost: Quantity | None) -> Points:
    if cost is None:
        return {}
    return _known({party: {kind: -value for kind, value in _by_kind(scenario, cost).items()}})


def _known(points: Points) -> Points:
    """Without those to whom it is worth nothing either way."""
    return {party: by for party, by in points.items() if any(by.values())}


def _by_kind(scenario: Scenario, quantity: Quantity) -> dict[str, float]:
    return {
        kind: number.value for kind, number in zip(_kinds(scenario, quantity), quantity.numbers, strict=True)
    }


def _kinds(scenario: Scenario, quantity: Quantity) -> tuple[str, ...]:
    if len(quantity.numbers) < 2:
        return ("",)
    if quantity.side in scenario.unknowns:
        return tuple(kind.id for kind in scenario.unknowns[quantity.side].kinds)
    return tuple(kind.id for kind in scenario.parties[quantity.side].dispositions)


def _flow(scenario: Scenario, accord: str, terms: Iterable[Term], days: float) -> dict[str, float]:
    """Points by kind that a party gains while an accord is in force, over so many days."""
    total: dict[str, float] = {}
    for term in terms:
        when = term.when
        only = dict(when.posture) == {accord: ("in_force",)} and not (when.levels or when.among)
        if not only or term.for_each or term.starts or term.ends:
            continue
        for kind, number in zip(_kinds(scenario, term.amount), term.amount.numbers, strict=True):
            assert number.per_days is not None
            total[kind] = total.get(kind, 0.0) + number.value * days / number.per_days
    if "" in total and len(total) > 1:
        same = total.pop("")
        total = {kind: value + same for kind, value in total.items()}
    return total
