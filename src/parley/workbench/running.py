"""From a case to its outlook and brief."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from parley.case import Case, open_case
from parley.dealing import DealTable, Remark, beginning, deal_table, remarks
from parley.errors import UsageError
from parley.game.size import DEFAULT_LIMIT
from parley.outlook import Outlook, compose, distance
from parley.outlook.belief_range import Played, refined, settle_grid, solve_wide
from parley.outside_view import OutsideView
from parley.scenario import all_numbers
from parley.scenario.parts import Scenario
from parley.workbench.changing import Changing, sections, studied_sections, with_kept
from parley.workbench.documents import document
from parley.workbench.outside import OUTSIDE_FILE, beside_outlook
from parley.workbench.writing import as_text, write_whole

NOTHING_NEW = Changing()
DEALS_FILE = "deals.json"


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


@dataclass(frozen=True)
class Written:
    """The files a run was written to."""

    outlook: Path
    brief: Path


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
    draw_ahead(opened.record, opened.as_of)
    outlook, played = _solved(opened.scenario, opened.name, hashes, memory_limit)
    solved = played.scenario
    deals = _deals(played, opened.name)
    if refine:
        grid = refined(solved.belief_grid)
        finer = outlook_of(replace(solved, belief_grid=grid), opened.name, hashes, memory_limit)
        other = _solved(
            replace(solved, belief_grid=replace(solved.belief_grid, stated=True)),
            opened.name,
            hashes,
            memory_limit,
            from_low_precision=True,
        )[0]
        certificate = replace(
            outlook.solver, refinement=distance(outlook, finer), selection=distance(outlook, other)
        )
        outlook = replace(outlook, solver=certificate)
    outside = None if stated is None else beside_outlook(stated, outlook)
    noted = remarks(solved, played.solution, played.course, deals, outside)
    return Run(replace(opened, scenario=solved), outlook, outside, deals, noted)


def outlook_of(
    scenario: Scenario, case: str, hashes: Mapping[str, str], memory_limit: int = DEFAULT_LIMIT
) -> Outlook:
    """Compile, solve and play a scenario, and say what comes out."""
    return _solved(scenario, case, hashes, memory_limit)[0]


def _solved(
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


def _deals(played: Played, case: str) -> DealTable | None:
    """The deal table of the first day; None for games of the extended form, which it does not read yet."""
    if played.solution.game.structure.general is not None:
        return None
    scenario, solution = played.scenario, played.solution
    return deal_table(scenario, solution, beginning(scenario, solution), case)


def write(result: Run, out: Path, trust: Sequence[Any] = (), changing: Changing = NOTHING_NEW) -> Written:
    """Write `outlook.json` and `brief.html`, both whole or neither; raise OutputError otherwise.

    `trust` are sections of the brief on how far the outlook can be relied on. `changing` is what would
    change it: kept in files of its own, and what the folder keeps from earlier is shown too, a study of the
    same assumptions among it.
    """
    from parley.report import render_brief
    from parley.report.deals.remarks import remarked
    from parley.workbench.weigh import weighed_sections

    written = Written(out / "outlook.json", out / "brief.html")
    change = (*sections(result, with_kept(changing, result.outlook, out)), *studied_sections(result, out))
    change = (*change, *graph_sections(result))
    trust = (*remarked(result.remarks), *weighed_sections(result, out), *trust)
    page = render_brief(brief_context(result, trust, change))
    outlook = as_text(result.outlook.document())
    texts = {written.outlook: outlook, written.brief: page, **changing.texts(out)}
    if result.outside is not None:
        texts[out / OUTSIDE_FILE] = as_text(document(result.outside))
    if result.deals is not None:
        texts[out / DEALS_FILE] = as_text(document(result.deals))
    write_whole(out, texts)
    return written


def graph_sections(result: Run) -> tuple[Any, ...]:
    """What the graph of a case says beside its outlook; nothing where the case states none."""
    if not result.case.files.holds("graph.yaml"):
        return ()
    from parley.workbench.lenses import graph_beside

    return graph_beside(result)


def brief_context(result: Run, trust: Sequence[Any] = (), change: Sequence[Any] = ()) -> Any:
    """Everything the brief of a run shows: the outlook, what it rests on, and what the record says."""
    from parley.report import Background, context_from
    from parley.report.compose import left_out_of
    from parley.report.record_sections import record_sections, record_sources

    case = result.case
    background = Background(
        sources=record_sources(case.record, case.as_of),
        left_out=left_out_of(case.readme),
        record=record_sections(case.record, case.as_of),
        scenario=result.scenario,
        trust=tuple(trust),
        change=tuple(change),
        outside=result.outside,
        deals=result.deals,
    )
    return context_from(result.outlook, all_numbers(result.scenario), background)


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
    finer = replace(scenario, round_days=scenario.round_days / 2, rounds=scenario.rounds * 2)
    whole, halves = outlook_of(scenario, name, {}), outlook_of(finer, name, {})
    moved = distance(whole, halves)
    lines = [
        f"{name}: rounds of {scenario.round_days:g} days against {finer.round_days:g} days.",
        f"The outlook moves by at most {moved.probability:.4f} in the probability of any ending",
        f"at any date, and by at most {moved.worth:.2f} points in what the war is worth now to any party.",
        "At the horizon:",
    ]
    rows = [(ending, path, halves.endings[ending]) for ending, path in whole.endings.items()]
    for name, path, other in [*rows, ("still fighting", whole.still_fighting, halves.still_fighting)]:
        lines.append(f"  {name:<40} {path[-1]:8.4f} {other[-1]:8.4f}")
    return "\n".join(lines)
