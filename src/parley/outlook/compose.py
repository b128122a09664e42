"""The outlook as one dictionary, the same for the printed page, the brief, JSON and notebooks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from parley import __version__
from parley.compiler import date_of
from parley.outlook import series, worths
from parley.scenario.parts import Scenario
from parley.solver import Course, Solution, belief_ends


def compose(
    scenario: Scenario,
    solution: Solution,
    course: Course,
    *,
    case: str,
    input_hashes: Mapping[str, str],
    seconds: float,
) -> dict[str, object]:
    """Everything an outlook says, with the keys documented in `outlook.schema.json`."""
    game, s = solution.game, solution.game.structure
    ended, fighting = series.endings(solution, course)
    hidden = scenario.hidden
    return {
        "case": case,
        "title": scenario.title,
        "as_of": scenario.as_of.isoformat(),
        "version": __version__,
        "input_hashes": dict(input_hashes),
        "rounds": [date_of(scenario, t).isoformat() for t in range(scenario.rounds + 1)],
        "parties": {party.id: party.name for party in scenario.parties.values()},
        "plans": {plan.id: plan.name for plan in scenario.plans.values()},
        "hidden": hidden.id if hidden else None,
        "dispositions": {d.id: d.name for d in hidden.dispositions} if hidden else {},
        "endings": ended,
        "still_fighting": fighting,
        "beliefs": series.beliefs(solution, course),
        "tracks": series.tracks(solution, course, {t.id: t.lowest for t in scenario.theatre.values()}),
        "posture": series.posture(solution, course),
        "actions": series.actions(solution, course),
        "answers": series.answers(solution, course),
        "values": worths.worth_now(solution),
        "gain_from_waiting": worths.gain_from_waiting(solution, course),
        "price_of_waiting": worths.price_of_waiting(solution, course),
        "bargaining_range": worths.bargaining_range(solution, course),
        "durability": worths.durability(solution),
        "solver": {
            "residual": max(solution.residual, course.residual),
            "regret": {
                party: {"points": float(course.regret[i]), "allowed": float(course.allowed[i])}
                for i, party in enumerate(s.parties)
            },
            "rounds": s.rounds,
            "situations": s.situations,
            "belief_nodes": s.belief_nodes,
            "belief_limit": s.belief_limit if hidden else 0.0,
            "belief_ends": asdict(belief_ends(solution, course)),
            "bytes": game.size.bytes,
            "seconds": seconds,
        },
    }
