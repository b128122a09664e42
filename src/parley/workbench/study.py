"""Studies: many draws of a case's assumptions, made durably, and what they say together."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

import numpy as np

from parley.case import Case, open_case
from parley.compiler import compile_game
from parley.errors import UsageError
from parley.files.kept import read_json
from parley.files.results import Document
from parley.game.size import DEFAULT_LIMIT
from parley.outlook import StatedFigures, stated_figures
from parley.outlook.belief_range import settle_grid
from parley.outlook.difference import ALIKE_POINTS
from parley.scenario.parts import Scenario
from parley.sensitivity.study import Method, draw
from parley.sensitivity.study.conducting import Executor, ProcessExecutor, Progress, conduct
from parley.sensitivity.study.finding import (
    Summary,
    failures,
    first_solved,
    read_figures,
    summarise,
    summary_of,
)
from parley.sensitivity.study.levels.forms import Split, coarse_form, split
from parley.sensitivity.study.levels.joining import join
from parley.sensitivity.study.outcome import Recipe, layout, work_out
from parley.sensitivity.study.plan import Plan
from parley.sensitivity.study.store import open_to_read, open_to_write, stored_header
from parley.workbench.attached import STUDY_FILE, STUDY_FOLDER
from parley.workbench.running import outlook_of
from parley.workbench.writing import as_text, write_whole

DRAWS = 512
FULL, COARSE, LEVELS_FILE = "full", "coarse", "levels.json"
"""Where a study by levels keeps its solves, in its folder, and how many draws it is to have."""

NO_SCENARIO = "not a valid scenario"
SEED = 1
PAGE_FILE = "study.html"

Told = Callable[[Progress], None]
Said = Callable[[str], None]


@dataclass(frozen=True)
class StudyAsked:
    """What is asked of a study; None is what the study in the folder has, or else the default.

    `workers` are processes on this machine (all its processors, if None); with `cluster`, the address of
    a dask scheduler, the workers are those of the cluster. `memory_limit` in bytes, for each draw. With
    `full` every draw is solved as stated, however long that takes.
    """

    draws: int | None = None
    seed: int | None = None
    method: Method | None = None
    workers: int | None = None
    cluster: str | None = None
    resume: bool = False
    memory_limit: int | None = None
    changes: Mapping[str, object] = field(default_factory=dict)
    full: bool = False


@dataclass(frozen=True)
class StudyRun:
    """A finished study: where it is kept, what was assumed, and what it says."""

    place: Path
    scenario: Scenario
    summary: Summary


def study(
    case: str | Path | Case,
    asked: StudyAsked | None = None,
    *,
    out: Path | None = None,
    told: Told = lambda progress: None,
    said: Said = lambda line: None,
) -> StudyRun:
    """Make the draws of a study that are missing, and sum up what they say.

    Of a game too large to be solved for every draw in minutes, a few draws are solved in full, more in a
    coarse form, and the rest read off both (`levels`), unless `full` is asked for; the summary says how, and
    how far off that may be. It is decided by the size of the game and the draws asked for, not the machine.
    The study is kept in `out`, by default `out/<case>/study`. `told` hears of every draw that is safe on
    the disk, `said` of what a reader should know besides. Raises UsageError for a study that is not ours
    to go on with, OutputError where it cannot be written.
    """
    asked = asked or StudyAsked()
    if asked.cluster is not None and asked.workers is not None:
        raise UsageError("--workers are processes of this machine; with --cluster the workers are its own.")
    opened = open_case(case)
    name = opened.name
    place = out or Path("out") / name / STUDY_FOLDER
    if asked.resume and not asked.full:
        # A study by levels that is gone on with stays one; so does a full one.
        asked = replace(asked, full=stored_header(place) is not None)
    asked = _as_before(asked, place)
    scenario = settle_grid(opened.with_changes(asked.changes).scenario, asked.memory_limit or DEFAULT_LIMIT)
    plan = Plan(
        case=name,
        scenario=scenario,
        draws=draw(
            scenario, asked.draws or DRAWS, seed=_or(asked.seed, SEED), method=asked.method or "sobol"
        ),
        memory_limit=asked.memory_limit or DEFAULT_LIMIT,
        changes=asked.changes,
    )
    parts = None if asked.full else split(scenario, plan.count)
    if parts is not None:
        return _by_levels(place, plan, parts, asked, told, said)
    make(place, plan, asked, told, said)
    stated = _as_stated(plan)
    with open_to_read(place) as tables:
        return StudyRun(place, scenario, summarise(tables, stated))


def _as_stated(plan: Plan) -> StatedFigures:
    """What comes of the scenario of a plan with every number as stated."""
    return stated_figures(outlook_of(plan.scenario, plan.case, {}, plan.memory_limit))


def make(place: Path, plan: Plan, asked: StudyAsked, told: Told, said: Said) -> None:
    """Make the draws of a plan that a folder lacks, each solved as the plan's scenario states."""
    # A game too large to be solved as stated should be refused now, not once for every draw.
    entries = layout(plan.scenario, compile_game(plan.scenario, plan.memory_limit))
    alike = _version_alike(place, plan) if asked.resume else ""
    with open_to_write(place, plan, entries, resume=asked.resume, alike=alike) as kept:
        if kept.aside:
            said(f"the ledger of an earlier study is not there: its shards were moved to {kept.aside}.")
        for shard in kept.damaged:
            said(f"{shard} is not what was written: its draws are made again.")
        if kept.missing():
            recipe = Recipe(plan.scenario, plan.draws.paths, plan.memory_limit)
            conduct(kept, _executor(recipe, asked), told)
        kept.shelve_all()


def _version_alike(place: Path, plan: Plan) -> str:
    """The version of the program a study was begun with, if this one makes the same of its first draw."""
    before = stored_header(place)
    if before is None or before.marks.get("version", "") == plan.marks["version"]:
        return ""
    try:
        with open_to_read(place) as tables:
            first, kept = first_solved(tables)
    except UsageError:
        return ""
    recipe = Recipe(plan.scenario, plan.draws.paths, plan.memory_limit)
    drawn = plan.draws.values[first] if first < plan.count else kept[:0]
    if not np.array_equal(kept[: len(drawn)], drawn):
        return ""
    (found,) = work_out(recipe, [(first, drawn.tolist())])
    if found.figures is None or len(kept) != len(drawn) + len(found.figures):
        return ""
    alike = np.allclose(kept[len(drawn) :], found.figures, rtol=0.0, atol=ALIKE_POINTS)
    return before.marks.get("version", "") if alike else ""


def _by_levels(place: Path, plan: Plan, parts: Split, asked: StudyAsked, told: Told, said: Said) -> StudyRun:
    """Make a study by levels: two studies of the first draws, in folders of their own, and what they say."""
    form = coarse_form(plan.scenario)
    said(
        f"{plan.count:,} draws of this game are too many to solve each: {parts.full:,} are solved in full,"
        f" {parts.coarse:,} with {form.belief_grid.nodes} nodes an axis of belief and rounds of"
        f" {form.round_days:g} days; the rest is read off these, with its accuracy; --full solves all."
    )
    levels = {COARSE: (form, parts.coarse), FULL: (plan.scenario, parts.full)}
    if asked.resume or stored_header(place / COARSE) is None:
        # Said before anything is solved, so that a study that is stopped is gone on with as it was asked for.
        write_whole(place, {place / LEVELS_FILE: as_text({"draws": plan.count})})
    for folder, (scenario, count) in levels.items():
        first = replace(plan.draws, values=plan.draws.values[:count])
        make(place / folder, replace(plan, scenario=scenario, draws=first), asked, told, said)
    with open_to_read(place / FULL) as full, open_to_read(place / COARSE) as coarse:
        figures = read_figures(full)
        try:
            joined = join(plan.scenario, plan.draws, figures, read_figures(coarse), form)
        except ValueError as problem:
            why = next(iter(failures(full)), "no reason was given")
            raise UsageError(
                f"a study by levels cannot be made: {problem}; a draw failed because: {why}."
            ) from None
        header = replace(full.header, count=plan.count, run_id=plan.run_id)
        left_out = plan.count - len(joined.figures.draws)
        reasons = [*failures(full), *([NO_SCENARIO] * left_out)][:left_out]
        summary = summary_of(header, joined.figures, reasons, _as_stated(plan), joined.levels)
        return StudyRun(place, plan.scenario, summary)


def _as_before(asked: StudyAsked, place: Path) -> StudyAsked:
    """Where a study is gone on with, what is not asked for anew is as it was."""
    before = stored_header(place if asked.full else place / FULL) if asked.resume else None
    if before is None:
        return asked
    method: Any = before.method
    count = before.count if asked.full else draws_before(place)
    return replace(
        asked,
        draws=max(count, asked.draws or 0) if method == "sobol" else _or(asked.draws, count),
        seed=_or(asked.seed, before.seed),
        method=asked.method or method,
        memory_limit=asked.memory_limit or before.memory_limit,
        changes=asked.changes or before.changes,
    )


def draws_before(place: Path) -> int:
    """How many draws a study by levels was asked for; as many as usual where that cannot be read."""
    try:
        return int(cast(Document, read_json(place / LEVELS_FILE))["draws"])
    except (OSError, ValueError, KeyError, TypeError):
        return DRAWS


def _or(value: int | None, otherwise: int) -> int:
    return otherwise if value is None else value


def _executor(recipe: Recipe, asked: StudyAsked) -> Executor:
    if asked.cluster is None:
        return ProcessExecutor(recipe, asked.workers or _processors())
    from parley.sensitivity.study.conducting.cluster import ClusterExecutor

    return ClusterExecutor(recipe, asked.cluster)


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def write_study(result: StudyRun) -> list[Path]:
    """Write `study.json` and `study.html` into the study's folder, both whole or neither."""
    from parley.report.sensitivity.study import render_study

    paths = [result.place / STUDY_FILE, result.place / PAGE_FILE]
    texts = (as_text(result.summary.document()), render_study(result.summary, result.scenario))
    write_whole(result.place, dict(zip(paths, texts, strict=True)))
    return paths
