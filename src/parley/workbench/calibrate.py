"""Stated ranges reweighed by the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from parley import __version__
from parley.case import Case, open_case
from parley.compiler import compile_game, date_of
from parley.game.size import DEFAULT_LIMIT
from parley.inference.calibration import (
    Calibration,
    CalibrationHead,
    Task,
    compose_calibration,
    require_trust,
    reweigh,
    sample,
)
from parley.inference.days import day_to_weigh
from parley.outlook.belief_range import settle_grid
from parley.scenario.coding import code_record
from parley.scenario.parts import Scenario
from parley.workbench.attached import Finding, Kind, texts
from parley.workbench.writing import write_whole

DRAWS = 256
Progress = Callable[[int, int], None]
"""Called with how many draws are done and how many there are."""


@dataclass(frozen=True)
class CalibrateAsked:
    """How many draws of the ranges, their seed, and the record up to which day (None: the scenario's)."""

    draws: int = DRAWS
    seed: int = 1
    as_of: date | None = None


@dataclass(frozen=True)
class CalibrationRun:
    """A case whose assumptions the record has reweighed, and the result as `calibration.json` has it."""

    case: Case
    calibration: Calibration

    @property
    def finding(self) -> Finding:
        """The calibration as it is kept beside an outlook."""
        return Finding(Kind.CALIBRATION, self.calibration.document(), self.calibration.asked_for)

    @property
    def scenario(self) -> Scenario:
        """What was assumed."""
        return self.case.scenario


def calibrate(
    case: str | Path | Case,
    asked: CalibrateAsked | None = None,
    *,
    memory_limit: int = DEFAULT_LIMIT,
    progress: Progress | None = None,
) -> CalibrationRun:
    """Reweigh the stated ranges of a case by the likelihood of its record up to a day; nothing later is read.

    Raises SolutionError, with what to do, where the weight falls on too few draws to report; UsageError
    where no number has a range, too few draws are asked for, or the day lies before the coding begins.
    """
    asked = asked or CalibrateAsked()
    opened = open_case(case)
    scenario, record, coding = opened.scenario, opened.record, opened.coding
    coding = replace(coding, scenario=settle_grid(coding.scenario, memory_limit))
    as_of = day_to_weigh(scenario, coding, record, asked.as_of)
    coded = code_record(coding, record, as_of)
    structure = compile_game(coding.scenario, memory_limit).structure
    task = Task(coding, coded)
    made = sample(task, asked.draws, asked.seed, progress or (lambda done, of: None))
    weights = reweigh(made.log_weight)
    require_trust(weights)
    rounds = coding.scenario.rounds
    first = rounds + 1 - made.ended.shape[1]
    days = [date_of(coding.scenario, t) for t in range(first, rounds + 1)]
    head = CalibrationHead(
        case=opened.name,
        title=scenario.title,
        version=__version__,
        input_hashes=opened.input_hashes,
        begins=coding.begins,
        as_of=coded.as_of,
        asked_for=as_of,
        stated_on=scenario.as_of,
        seed=asked.seed,
    )
    return CalibrationRun(opened, compose_calibration(head, made, weights, structure.endings, days))


def write_calibration(result: CalibrationRun, out: Path) -> tuple[Path, Path]:
    """Write `calibration.json` and `calibration.html`, both whole or neither; raise OutputError otherwise."""
    from parley.report.inference.trust import render_calibration

    data, page = out / "calibration.json", out / "calibration.html"
    shown = render_calibration(result.calibration, result.scenario)
    write_whole(out, {**texts(out, result.case, (result.finding,)), page: shown})
    return data, page
