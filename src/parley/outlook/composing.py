"""Read an outlook off a solution: the same for the printed page, the brief, JSON and notebooks."""

from __future__ import annotations

from collections.abc import Mapping

from parley import __version__
from parley.compiler import date_of
from parley.outlook import series, worths
from parley.outlook.certificate import certificate_of
from parley.outlook.hidden import beliefs, described, given_kinds
from parley.outlook.result import Head, Outlook
from parley.scenario.parts import Scenario
from parley.solver import Course, Solution


def compose(
    scenario: Scenario,
    solution: Solution,
    course: Course,
    *,
    case: str,
    input_hashes: Mapping[str, str],
    seconds: float,
) -> Outlook:
    """Everything an outlook says."""
    ended, fighting = series.endings(solution, course)
    return Outlook(
        **head_of(scenario, case, input_hashes).head,
        rounds=tuple(date_of(scenario, t) for t in range(scenario.rounds + 1)),
        endings=ended,
        still_fighting=fighting,
        beliefs=beliefs(solution, course),
        tracks=series.tracks(solution, course, {t.id: t.lowest for t in scenario.theatre.values()}),
        posture=series.posture(solution, course),
        actions=series.actions(solution, course),
        answers=series.answers(solution, course),
        values=worths.worth_now(solution),
        gain_from_waiting=worths.gain_from_waiting(solution, course),
        gain_over_best=worths.gain_over_best(solution, course),
        bargaining_range=worths.bargaining_range(solution, course),
        durability=worths.durability(solution),
        solver=certificate_of(scenario, solution, course, seconds),
        given=given_kinds(solution, course),
    )


def head_of(scenario: Scenario, case: str, input_hashes: Mapping[str, str]) -> Head:
    """What a result about a scenario begins with."""
    hidden, sides = scenario.hidden, described(scenario)
    return Head(
        case=case,
        title=scenario.title,
        as_of=scenario.as_of,
        version=__version__,
        input_hashes=dict(input_hashes),
        parties={party.id: party.name for party in scenario.parties.values()},
        plans={plan.id: plan.name for plan in scenario.plans.values()},
        hidden=hidden.id if hidden else None,
        dispositions=sides[hidden.id].kinds if hidden else {},
        sides=sides,
    )
