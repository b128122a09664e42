"""Forecasts made at earlier dates, scored against what was recorded since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from parley import __version__
from parley.case import Case, open_case
from parley.compiler import compile_game, date_of
from parley.errors import UsageError
from parley.files import Folder
from parley.game.size import DEFAULT_LIMIT
from parley.inference.days import HOW_TO_SAY
from parley.inference.scoring import Forecaster, Scores, ScoresHead, Window, compose_scores
from parley.outlook.belief_range import settle_grid
from parley.record import Record, with_later_moves
from parley.scenario.coding import Coding
from parley.scenario.parts import Scenario
from parley.solver import solve
from parley.workbench.attached import Finding, Kind, texts
from parley.workbench.writing import write_whole


@dataclass(frozen=True)
class ScoreRun:
    """A case whose earlier forecasts were scored, and the scores as `scores.json` has them."""

    case: Case
    scores: Scores

    @property
    def finding(self) -> Finding:
        """The scores as they are kept beside an outlook."""
        return Finding(Kind.SCORES, self.scores.document(), self.scores.to)

    @property
    def scenario(self) -> Scenario:
        """What was assumed."""
        return self.case.scenario


@dataclass(frozen=True)
class Asked:
    """What to score: days from `first` to `last` (None: all there is), and a file of later moves."""

    first: date | None = None
    last: date | None = None
    outcomes: Path | None = None


def score(
    case: str | Path | Case, asked: Asked | None = None, *, seed: int = 1, memory_limit: int = DEFAULT_LIMIT
) -> ScoreRun:
    """Score what the model would have said before each round of the record against what was recorded.

    Each forecast reads nothing dated after the day before its round. Raises UsageError where no whole
    round lies between the days asked for, CaseError for faults of the case or of the file of outcomes.
    """
    asked = asked or Asked()
    opened = open_case(case)
    scenario, record, hashes = opened.scenario, opened.record, opened.input_hashes
    if asked.outcomes is not None:
        later = Folder(asked.outcomes.parent)
        record = with_later_moves(record, later, asked.outcomes.name)
        hashes |= {f"outcomes {name}": digest for name, digest in later.hashes.items()}
    coding = opened.coding_of(record)
    coding = replace(coding, scenario=settle_grid(coding.scenario, memory_limit))
    asked = replace(asked, last=_last_day(record, asked.last))
    forecaster = Forecaster(solve(compile_game(coding.scenario, memory_limit)), coding)
    window = _window(coding, asked, forecaster.ended_in(record, asked.last or coding.begins))
    scored = forecaster.score(record, window)
    if not scored.forecasts:
        raise UsageError("the record had ended the war before the first day asked for; ask for earlier ones")
    days = [date_of(coding.scenario, t) for t in range(window.end + 1)]
    head = ScoresHead(
        case=opened.name,
        title=scenario.title,
        version=__version__,
        input_hashes=hashes,
        stated_on=scenario.as_of,
        begins=coding.begins,
        from_=days[window.first],
        to=days[window.end] - timedelta(days=1),
        parties={party.id: party.name for party in scenario.parties.values()},
    )
    return ScoreRun(opened, compose_scores(head, scored, days, seed))


def _last_day(record: Record, asked: date | None) -> date:
    """The last day scored: the one asked for, if the record reaches it, else the last the record reaches."""
    reached = record.kept_until
    if reached is None:
        raise UsageError("the record is empty: there is nothing to score forecasts against")
    if asked is None:
        return reached
    if asked > reached:
        raise UsageError(
            f"--to {asked} lies after the last day on record, {reached}: nobody could say what happened "
            "until then. Later moves go into moves.csv, or into a file of their own: --outcomes FILE. "
            + HOW_TO_SAY.format(day=asked)
        )
    return asked


def _window(coding: Coding, asked: Asked, ended_in: int | None) -> Window:
    """The whole rounds between the days asked for; raise UsageError where there is none.

    The round in which the war ended is whole, for nothing more can happen in it.
    """
    scenario, last = coding.scenario, asked.last or coding.begins
    starts = [date_of(scenario, t) for t in range(scenario.rounds + 1)]
    first = next((t for t, day in enumerate(starts) if day >= (asked.first or starts[0])), scenario.rounds)
    end = max((t for t, day in enumerate(starts) if day <= last + timedelta(days=1)), default=0)
    end = end if ended_in is None else max(end, ended_in + 1)
    if end <= first:
        raise UsageError(
            f"no whole round lies between {asked.first or starts[0]} and {last}: rounds of "
            f"{scenario.round_days:g} days are counted from {coding.begins}, where the coding begins, to "
            f"{starts[-1]}. Ask for more days with --from and --to."
        )
    return Window(first, end)


def write_scores(result: ScoreRun, out: Path) -> tuple[Path, Path]:
    """Write `scores.json` and `scores.html`, both whole or neither; raise OutputError otherwise."""
    from parley.report.inference.trust import render_scores

    data, page = out / "scores.json", out / "scores.html"
    write_whole(
        out,
        {**texts(out, result.case, (result.finding,)), page: render_scores(result.scores, result.scenario)},
    )
    return data, page
