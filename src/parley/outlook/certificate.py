"""How good a solution is, as every result that rests on one says it."""

from __future__ import annotations

from parley.compiler import date_of
from parley.outlook.result import Certificate, GridEnds, Regret
from parley.scenario.parts import Scenario
from parley.solver import USUAL_RESIDUAL, Course, Solution, belief_ends


def certificate_of(
    scenario: Scenario, solution: Solution, course: Course, seconds: float = 0.0
) -> Certificate:
    """The certificate of a solution and its course; `seconds` is what solving took, where that is told."""
    game, s = solution.game, solution.game.structure
    ends = belief_ends(solution, course)
    worst = int(course.unsettled.argmax())
    return Certificate(
        residual=max(solution.residual, course.residual),
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
        settled=max(solution.residual, course.residual) <= USUAL_RESIDUAL,
        residual_reached=course.residual,
        residual_off_path=course.residual_off_path,
        unsettled=float(course.unsettled.max(initial=0.0)),
        unsettled_on=date_of(scenario, worst) if course.unsettled.any() else None,
    )
