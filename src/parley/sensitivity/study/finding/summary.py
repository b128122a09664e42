"""The findings of a study, the same for the terminal, the page and `study.json`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from parley.errors import SolutionError, UsageError
from parley.files.results import Result
from parley.game import Floats
from parley.game.names import Ending
from parley.outlook import DrawsCheck, StatedFigures, draws_check
from parley.sensitivity.study.finding.accuracy import Levels
from parley.sensitivity.study.finding.bands import band, from_assumptions
from parley.sensitivity.study.finding.discovery import Discovery, discover
from parley.sensitivity.study.finding.figures import Figures, read_figures
from parley.sensitivity.study.store import Tables
from parley.sensitivity.study.store.ledger import Header

FORM = 4
"""The form of a summary; another number where its keys mean something else, so that none is misread."""


@dataclass(frozen=True)
class Spread(Result):
    """A figure over the draws."""

    mean: float
    """mean"""
    p5: float
    """one draw in twenty lies below"""
    p10: float
    """one draw in ten lies below"""
    p25: float
    """a quarter of the draws lie below"""
    p50: float
    """median"""
    p75: float
    """a quarter of the draws lie above"""
    p90: float
    """one draw in ten lies above"""
    p95: float
    """one draw in twenty lies above"""


@dataclass(frozen=True)
class EndingBand(Result):
    """The probability of an ending by each day, over the draws."""

    mean: tuple[float, ...]
    """mean"""
    p5: tuple[float, ...]
    """one draw in twenty lies below"""
    p10: tuple[float, ...]
    """one draw in ten lies below"""
    p25: tuple[float, ...]
    """a quarter of the draws lie below"""
    p50: tuple[float, ...]
    """median"""
    p75: tuple[float, ...]
    """a quarter of the draws lie above"""
    p90: tuple[float, ...]
    """one draw in ten lies above"""
    p95: tuple[float, ...]
    """one draw in twenty lies above"""
    from_assumptions: tuple[float, ...]
    """the part of the doubt whether it comes that lies between draws and not within them"""

    @property
    def levels(self) -> dict[str, tuple[float, ...]]:
        """Mean and quantiles by name, lowest first."""
        return {name: getattr(self, name) for name in ("p5", "p25", "p50", "mean", "p75", "p95")}


@dataclass(frozen=True)
class Limit(Result):
    """One circumstance: a limit on one assumption, within its stated range."""

    path: str
    """the assumption's path in the scenario"""
    low: float | None
    """at least this; null where that side is not bounded"""
    high: float | None
    """at most this; null where that side is not bounded"""
    without: float
    """the density of the box if this circumstance is dropped"""


@dataclass(frozen=True)
class ToldBox(Result):
    """Circumstances that hold together, measured on draws they were not found with."""

    coverage: float
    """of the draws in which the ending leads, the part that meet them"""
    density: float
    """of the draws that meet them, the part in which the ending leads"""
    support: float
    """the part of all draws that meet them"""
    bounds: tuple[Limit, ...]
    """the circumstances"""


@dataclass(frozen=True)
class Circumstances(Result):
    """Under which circumstances an ending leads; in a further box only draws in none before count."""

    ending: Ending
    """the ending"""
    base: float
    """the part of all draws in which it leads"""
    coverage: float
    """coverage of all boxes together"""
    density: float
    """density of all boxes together"""
    boxes: tuple[ToldBox, ...]
    """the boxes, in the order they were found"""


@dataclass(frozen=True)
class Summary(Result):
    """Everything a study says."""

    form: int
    """the form of this document; another number where its keys mean something else"""
    case: str
    """the case's folder name"""
    title: str
    """the scenario's title"""
    run_id: str
    """the name of the study"""
    scenario: str
    """a fingerprint of what its figures turn on: the checked scenario, without its words"""
    version: str
    """the version of the code it solved it with"""
    changes: Mapping[str, object]
    """path -> value that was changed first"""
    seed: int
    """the number that decides the draws"""
    method: str
    """how the draws cover the ranges: sobol or latin"""
    draws: int
    """how many draws there are"""
    solved: int
    """how many were solved"""
    failed: Mapping[str, int]
    """reason -> draws that could not be solved"""
    days: tuple[date, ...]
    """the date each round starts, and the horizon last"""
    endings: Mapping[Ending, EndingBand]
    """ending, or still_fighting -> its probability by each day"""
    any_settlement: EndingBand
    """the probability of a settlement of any kind by each day, over the draws"""
    leading: Mapping[Ending, float]
    """ending, or still_fighting -> the part of the draws in which none is more probable by the horizon"""
    circumstances: tuple[Circumstances, ...]
    """for endings that lead in some draws and not in others, the circumstances that tell those draws"""
    worths: Mapping[str, Spread]
    """party -> worth now, in points"""
    durability: Mapping[str, Spread]
    """plan -> probability that it is not broken, if signed at once"""
    stated: StatedFigures | None = None
    """what comes of the case as stated, by the program that summed up; null where that was not solved"""
    levels: Levels | None = None
    """how the draws were made where not all were solved in full, and how far off that may be; else null"""
    certificate: DrawsCheck | None = None
    """how nearly beliefs follow from choices in what was solved; null in what earlier versions kept"""

    @property
    def settles(self) -> bool:
        """Whether any package can be settled on at all."""
        return any(name.settles for name in self.endings)


# An ending that leads more rarely is an exception, one that leads more often is the rule.
_SELDOM = 0.05


def summarise(tables: Tables, stated: StatedFigures | None = None) -> Summary:
    """Everything a study says: outcome bands by date, which ending leads where, worths and durability.

    `stated` is what comes of the case as stated. Raises UsageError if no draw was solved.
    """
    reasons = failures(tables)
    figures = read_figures(tables)
    if not figures.draws:
        why = f", for one because: {reasons[0]}" if reasons else " yet"
        raise UsageError(f"the study in {tables.place} has nothing to say: no draw was solved{why}.")
    return summary_of(tables.header, figures, reasons, stated)


def failures(tables: Tables) -> list[str]:
    """Why draws could not be solved, a reason each, in the order of the draws."""
    rows = tables.query("SELECT failed FROM draws WHERE failed IS NOT NULL ORDER BY draw").rows
    return [str(reason) for (reason,) in rows]


def summary_of(
    header: Header,
    figures: Figures,
    reasons: Sequence[str],
    stated: StatedFigures | None = None,
    levels: Levels | None = None,
) -> Summary:
    """What figures of draws say, of the study that a ledger tells of; `reasons` are of draws left out."""
    leaders = Counter(figures.leaders)
    settlements = [e for e, name in enumerate(figures.ending_names) if Ending(name).settles]
    return Summary(
        form=FORM,
        case=header.case,
        title=header.title,
        run_id=header.run_id,
        scenario=header.marks["scenario"],
        version=header.marks["version"],
        changes=header.changes,
        seed=header.seed,
        method=header.method,
        draws=header.count if levels is None else len(figures.draws) + len(reasons),
        solved=len(figures.draws),
        failed=dict(Counter(_kind(reason) for reason in reasons).most_common()),
        days=figures.days,
        endings={Ending(name): _banded(figures.endings[:, e]) for e, name in enumerate(figures.ending_names)},
        any_settlement=_banded(figures.endings[:, settlements].sum(axis=1)),
        leading={Ending(name): count / len(figures.draws) for name, count in leaders.most_common()},
        circumstances=_circumstances(figures, header.seed),
        worths={name: _spread(figures.worths[:, i]) for i, name in enumerate(figures.parties)},
        durability={name: _spread(figures.kept[:, x]) for x, name in enumerate(figures.plans)},
        stated=stated,
        levels=levels,
        certificate=draws_check(
            figures.residuals, sum(reason.startswith(f"{SolutionError.slug}:") for reason in reasons)
        ),
    )


def _kind(reason: str) -> str:
    """A reason without what differs from draw to draw."""
    return reason.partition(", got ")[0]


def _banded(values: Floats) -> EndingBand:
    lines = {name: tuple(line.tolist()) for name, line in band(values).items()}
    return EndingBand(**lines, from_assumptions=tuple(from_assumptions(values).tolist()))


def _spread(values: Floats) -> Spread:
    return Spread(**{name: float(figure) for name, figure in band(values).items()})


def _circumstances(figures: Figures, seed: int) -> tuple[Circumstances, ...]:
    """For each ending that leads in some draws and not in others, the boxes that tell those draws."""
    found = []
    leaders = np.array(figures.leaders)
    for name, count in Counter(figures.leaders).most_common():
        if not _SELDOM <= count / len(leaders) <= 1 - _SELDOM:
            continue
        told = discover(figures.assumptions, leaders == name, seed=seed)
        if told is not None:
            found.append(_told(name, told, figures.paths))
    return tuple(found)


def _told(ending: str, told: Discovery, paths: tuple[str, ...]) -> Circumstances:
    """Boxes with their assumptions by path, and what they are worth together."""
    boxes = tuple(
        ToldBox(
            coverage=box.coverage,
            density=box.density,
            support=box.support,
            bounds=tuple(Limit(paths[b.assumption], b.low, b.high, b.without) for b in box.bounds),
        )
        for box in told.boxes
    )
    return Circumstances(Ending(ending), told.base, told.coverage, told.density, boxes)
