"""Numbers of a case estimated from its record by maximum likelihood."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from parley import __version__
from parley.case import Case, open_case
from parley.errors import UsageError
from parley.inference.days import day_to_weigh
from parley.inference.estimation import (
    Coverage,
    Estimation,
    EstimationHead,
    Likelihood,
    Models,
    Settings,
    choose,
    coverage,
)
from parley.inference.estimation import estimate as estimated
from parley.outlook.belief_range import settle_grid
from parley.scenario.coding import code_record
from parley.scenario.parts import Scenario
from parley.workbench.attached import Finding, Kind, texts
from parley.workbench.writing import write_whole

Progress = Callable[[str, int], None]
"""Called with what is done (`solves` or `records`) and how many there are so far."""


@dataclass(frozen=True)
class EstimateRequest:
    """How to estimate: the record up to which day (None: the scenario's), and the solves' settings.

    `check` records are drawn from the model under the estimate, by `seed`, to count how often intervals hold.
    """

    as_of: date | None = None
    settings: Settings = field(default_factory=Settings)
    check: int = 0
    seed: int = 1


@dataclass(frozen=True)
class EstimateRun:
    """A case and what its record says of single numbers, as `estimate.json` has it."""

    case: Case
    estimation: Estimation

    @property
    def finding(self) -> Finding:
        """The estimate as it is kept beside an outlook."""
        return Finding(Kind.ESTIMATION, self.estimation.document(), self.estimation.as_of)

    @property
    def scenario(self) -> Scenario:
        """What was assumed."""
        return self.case.scenario


def estimate(
    case: str | Path | Case,
    numbers: Sequence[str],
    request: EstimateRequest | None = None,
    *,
    progress: Progress = lambda what, done: None,
) -> EstimateRun:
    """Estimate up to three numbers of a case from its record: paths, or `precision` for that of all parties.

    A name may carry where to look, as in `parties.usa.precision=0.05..2`. Nothing dated after the request's
    day is read. Raises UsageError for names and ranges that are none, and SolutionError where no value allows
    the record at all.
    """
    request = request or EstimateRequest()
    settings = request.settings
    opened = open_case(case)
    record, coding = opened.record, opened.coding
    coding = replace(coding, scenario=settle_grid(coding.scenario, settings.memory_limit))
    parameters = choose(coding.scenario, numbers)
    as_of = day_to_weigh(opened.scenario, coding, record, request.as_of)
    coded = code_record(coding, record, as_of)
    models = Models(coding.scenario, parameters, settings, lambda done: progress("solves", done))
    moments = sum(max(len(one.seen), 1) + sum(len(d.answers) for d in one.deeds) for one in coded.rounds)
    head = EstimationHead(
        opened.name, opened.scenario.title, __version__, opened.input_hashes, coding.begins, as_of
    )
    found, maximum = estimated(head, Likelihood(models, (coded,)), moments)
    if request.check:
        true = [p.value(float(place)) for p, place in zip(parameters, maximum.places, strict=True)]
        held = coverage(models, true, request.check, request.seed, lambda done, of: progress("records", done))
        found = replace(found, coverage=held)
    return EstimateRun(opened, found)


def recovery(
    case: str | Path | Case,
    numbers: Sequence[str],
    records: int,
    seed: int = 1,
    settings: Settings | None = None,
) -> Coverage:
    """Draw records from a case as it is stated, estimate numbers from each, and say how often that succeeds.

    Needs no record and no coding: it tells beforehand whether a number could be learnt from one. Raises
    UsageError as `estimate`, and for numbers whose parties' values differ.
    """
    settings = settings or Settings()
    scenario = settle_grid(open_case(case).scenario, settings.memory_limit)
    parameters = choose(scenario, numbers)
    if split := [parameter.name for parameter in parameters if parameter.stated is None]:
        raise UsageError(f"'{split[0]}' is stated differently by the parties: name each by its path")
    true = [parameter.stated or 0.0 for parameter in parameters]
    return coverage(Models(scenario, parameters, settings), true, records, seed)


def write_estimate(result: EstimateRun, out: Path) -> tuple[Path, ...]:
    """Write `estimate.json`, `estimate.html` and the profiles as `estimate.csv`, all whole or none."""
    from parley.report.inference.estimation import render_estimation

    data, page, table = (out / f"estimate.{kind}" for kind in ("json", "html", "csv"))
    shown = {
        page: render_estimation(result.estimation, result.scenario),
        table: _profiles(result.estimation),
    }
    write_whole(out, {**texts(out, result.case, (result.finding,)), **shown})
    return data, page, table


def _profiles(found: Estimation) -> str:
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(("number", "value", "log_likelihood"))
    for one in found.numbers:
        writer.writerows((one.name, repr(p.value), repr(p.log_likelihood)) for p in one.profile)
    return sheet.getvalue()
