"""From a case to its outlook and brief."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from parley.case import Case, open_case
from parley.dealing import DealTable, Remark, beginning, deal_table, remarks
from parley.errors import UsageError
from parley.files import closest_name
from parley.game.size import DEFAULT_LIMIT
from parley.outlook import Outlook, compose, distance, selection
from parley.outlook.belief_range import Played, refined, settle_grid, solve_wide
from parley.outside_view import FILE, OutsideView, StatedView, beside
from parley.scenario.parts import Scenario


@dataclass(frozen=True)
class Run:
    """What running a case gives: the case as it was read, the outlook, and what stands beside it."""

    case: Case
    outlook: Outlook
    outside: OutsideView | None = None
    deals: DealTable | None = None
    remarks: tuple[Remark, ...] = ()

    @property
    def scenario(self) -> Scenario:
        """What was assumed."""
        return self.case.scenario


def run(
    case: str | Path | Case,
    changes: Mapping[str, object] | None = None,
    *,
    memory_limit: int = DEFAULT_LIMIT,
    refine: bool = False,
) -> Run:
    """Solve a case and work out its outlook.

    `changes` maps scenario paths to new values. With `refine` the game is solved again on a belief grid
    a third wider, with steps a third shorter, and once more with other beliefs where several agree with the
    choices they rest on; both differences are reported in the certificate.
    """
    from parley.report import draw_ahead

    opened = open_case(case, changes)
    hashes, stated = opened.input_hashes, opened.outside
    if opened.files.holds("graph.yaml"):
        from parley.workbench.stability import require_sound_graph

        require_sound_graph(opened)
    draw_ahead(opened.record, opened.as_of)
    outlook, played = solve_and_compose(opened.scenario, opened.name, hashes, memory_limit)
    solved = played.scenario
    deals = _deals(played, opened.name)
    if refine:
        grid = refined(solved.belief_grid)
        finer = outlook_of(replace(solved, belief_grid=grid), opened.name, hashes, memory_limit)
        other = solve_and_compose(
            replace(solved, belief_grid=replace(solved.belief_grid, stated=True)),
            opened.name,
            hashes,
            memory_limit,
            from_low_precision=True,
        )[0]
        certificate = replace(
            outlook.solver, refinement=distance(outlook, finer), selection=selection(outlook, other)
        )
        outlook = replace(outlook, solver=certificate)
    outside = None if stated is None else beside_outlook(stated, outlook)
    noted = remarks(solved, played.solution, played.course, deals, outside)
    return Run(replace(opened, scenario=solved), outlook, outside, deals, noted)


def make_ready() -> float:
    """Load the solver before it is first needed, or compile it where that was never done; seconds it took."""
    from parley.solver.warm import warm

    return warm()


def outlook_of(
    scenario: Scenario, case: str, hashes: Mapping[str, str], memory_limit: int = DEFAULT_LIMIT
) -> Outlook:
    """Compile, solve and play a scenario, and say what comes out."""
    return solve_and_compose(scenario, case, hashes, memory_limit)[0]


def solve_and_compose(
    scenario: Scenario,
    case: str,
    hashes: Mapping[str, str],
    memory_limit: int,
    *,
    from_low_precision: bool = False,
) -> tuple[Outlook, Played]:
    """The outlook of a scenario, and what it was read off."""
    started = time.perf_counter()
    played = solve_wide(scenario, memory_limit, from_low_precision=from_low_precision)
    seconds = time.perf_counter() - started
    solved, solution, course = played.scenario, played.solution, played.course
    outlook = compose(solved, solution, course, case=case, input_hashes=hashes, seconds=seconds)
    return outlook, played


def _deals(played: Played, case: str) -> DealTable:
    """The deal table of the first day."""
    scenario, solution = played.scenario, played.solution
    return deal_table(scenario, solution, beginning(scenario, solution), case)


def beside_outlook(stated: StatedView, outlook: Outlook) -> OutsideView:
    """Set an outlook beside what a case states of the outside view; UsageError where the two do not fit."""
    days = outlook.rounds
    if stated.war_began > days[0]:
        raise UsageError(f"{FILE}: the war began on {stated.war_began}, after as_of, {days[0]}")
    if strange := [name for name in stated.counts_as if name not in outlook.endings]:
        near = closest_name(strange[0], outlook.endings)
        meant = f"; did you mean '{near}'?" if near else ""
        raise UsageError(f"{FILE}: counts_as names '{strange[0]}', which is no ending of the game{meant}")
    return beside(stated, {str(name): path for name, path in outlook.endings.items()}, days)


def _days(length: float) -> str:
    return f"{length:g} day" if length == 1 else f"{length:g} days"


def _lengths(scenario: Scenario) -> str:
    return " and ".join(map(_days, scenario.pace.lengths))


def halve(case: str | Path | Case) -> str:
    """Solve a case with rounds half as long, rates and costs rescaled, and say how far its outlook moves."""
    opened = open_case(case)
    name, scenario = opened.name, opened.scenario
    if scenario.floor.alternate:
        raise UsageError(
            f"{name}: rounds cannot be halved where the floor alternates, for that changes who speaks when, "
            "not how finely time is cut. State the floor by chance to test the length of a round."
        )
    scenario = settle_grid(scenario)
    half = scenario.pace.scaled(0.5)
    finer = replace(scenario, round_days=half.days, longer=half.later, rounds=scenario.rounds * 2)
    whole, halves = outlook_of(scenario, name, {}), outlook_of(finer, name, {})
    moved = distance(whole, halves)
    lines = [
        f"{name}: rounds of {_lengths(scenario)} against {_lengths(finer)}.",
        f"The outlook moves by at most {moved.probability:.4f} in the probability of any ending",
        f"at any date, and by at most {moved.worth:.2f} points in what the war is worth now to any party.",
        "At the horizon:",
    ]
    rows = [(ending, path, halves.endings[ending]) for ending, path in whole.endings.items()]
    for name, path, other in [*rows, ("still fighting", whole.still_fighting, halves.still_fighting)]:
        lines.append(f"  {name:<40} {path[-1]:8.4f} {other[-1]:8.4f}")
    return "\n".join(lines)
