"""How good a solution is, as every result that rests on one says it."""

from __future__ import annotations

from collections.abc import Iterable

from parley.compiler import date_of
from parley.outlook.belief_checks import BeliefCheck, DrawsCheck
from parley.outlook.result import Certificate, GridEnds, Regret
from parley.scenario.parts import Scenario
from parley.solver import USUAL_RESIDUAL, Course, Solution, belief_ends


def belief_check(scenario: Scenario, solution: Solution, course: Course) -> BeliefCheck:
    """What there is to know of the beliefs of a solution and its course before resting anything on them."""
    residual = max(solution.residual, course.residual)
    return BeliefCheck(
        settled=residual <= USUAL_RESIDUAL,
        residual=residual,
        residual_reached=course.residual,
        residual_off_path=course.residual_off_path,
        unsettled=float(course.unsettled.max(initial=0.0)),
        unsettled_on=date_of(scenario, int(course.unsettled.argmax())) if course.unsettled.any() else None,
    )


def draws_check(residuals: Iterable[float], refused: int = 0) -> DrawsCheck:
    """The same of many solutions, from the largest residual of each, in log-odds; `refused` were others."""
    found = [float(one) for one in residuals]
    unsettled = sum(one > USUAL_RESIDUAL for one in found)
    return DrawsCheck(len(found), unsettled, max(found, default=0.0), refused)


def certificate_of(
    scenario: Scenario, solution: Solution, course: Course, seconds: float = 0.0
) -> Certificate:
    """The certificate of a solution and its course; `seconds` is what solving took, where that is told."""
    game, s = solution.game, solution.game.structure
    ends = belief_ends(solution, course)
    return Certificate(
        **vars(belief_check(scenario, solution, course)),
        regret={
            party: Regret(points=float(course.regret[i]), allowed=float(course.allowed[i]))
            for i, party in enumerate(s.parties)
        },
        rounds=s.rounds,
        situations=s.situations,
        belief_nodes=s.belief_nodes,
        belief_limit=s.belief_limit if scenario.sides else 0.0,
        belief_ends=GridEnds(ends.lower, ends.upper, ends.withheld, ends.wide_enough),
        bytes=game.size.bytes,
        seconds=seconds,
    )
