"""Forecasts scored against what was recorded or happened since, and outlooks frozen so that they can be."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from parley import __version__
from parley.case import Case, open_case
from parley.compiler import compile_game, date_of
from parley.errors import CaseError, Fault, UsageError
from parley.files import Folder
from parley.files.cases import find_case
from parley.files.kept import read_json
from parley.game.size import DEFAULT_LIMIT
from parley.inference.days import HOW_TO_SAY
from parley.inference.scoring import Forecaster, Scores, ScoresHead, Window, compose_scores
from parley.inference.scoring.by_date import ByDate, Forecast, Happened, score_by_date
from parley.outlook import belief_check
from parley.outlook.belief_range import settle_grid
from parley.outside_view.classes import KINDS
from parley.record import Record, with_later_moves
from parley.scenario.coding import Coding
from parley.scenario.parts import Scenario
from parley.solver import solve_and_play
from parley.workbench.attached import Finding, Kind, texts
from parley.workbench.since import OUTSIDE_FILE
from parley.workbench.writing import as_text, write_whole


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
    round lies between the days asked for, CaseError for faults of the case or of the file of outcomes,
    SolutionError where nothing may rest on the solution.
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
    solved = solve_and_play(compile_game(coding.scenario, memory_limit))
    forecaster = Forecaster(solved.solution, coding)
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
    check = belief_check(coding.scenario, solved.solution, solved.course)
    return ScoreRun(opened, replace(compose_scores(head, scored, days, seed), certificate=check))


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
            f"{_or(scenario)} days are counted from {coding.begins}, where the coding begins, to "
            f"{starts[-1]}. Ask for more days with --from and --to."
        )
    return Window(first, end)


def _or(scenario: Scenario) -> str:
    return " or ".join(f"{days:g}" for days in scenario.pace.lengths)


def write_scores(result: ScoreRun, out: Path) -> tuple[Path, Path]:
    """Write `scores.json` and `scores.html`, both whole or neither; raise OutputError otherwise."""
    from parley.report.inference.trust import render_scores

    data, page = out / "scores.json", out / "scores.html"
    write_whole(
        out,
        {**texts(out, result.case, (result.finding,)), page: render_scores(result.scores, result.scenario)},
    )
    return data, page


FORM = "parley stamp 1"
OUTLOOK_FILE = "outlook.json"


@dataclass(frozen=True)
class Stamp:
    """A frozen outlook: where it was written, and the digest to publish where it cannot be changed."""

    path: Path
    digest: str


def stamp(case: str | Path, day: date, out: Path | None = None, to: Path | None = None) -> Stamp:
    """Freeze the outlook that a run of a case wrote, with the hashes of its inputs, the day and a digest.

    `out` is the folder of the run (`out/<case>`), `to` the folder of stamps (`out/<case>/stamps`). UsageError
    where there is no outlook, or a stamp of the same content has another day.
    """
    name = find_case(case).resolve().name
    folder = out or Path("out") / name
    outlook = _json(folder / OUTLOOK_FILE, f"run the case first: parley run {case}")
    beside = folder / OUTSIDE_FILE
    content = {
        "form": FORM,
        "stamped_on": day.isoformat(),
        "version": __version__,
        "outlook": outlook,
        "outside_view": _json(beside, "") if beside.is_file() else None,
    }
    digest = digest_of(content)
    path = (to or folder / "stamps") / f"{name}-{outlook['as_of']}-{digest[:12]}.json"
    if not path.exists():
        write_whole(path.parent, {path: as_text({**content, "digest": digest})})
    return Stamp(path, digest)


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 of a stamp's content, keys in order, without its own digest."""
    plain = {key: value for key, value in content.items() if key != "digest"}
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def verify(path: Path, published: str = "") -> dict[str, Any]:
    """What a stamp holds; CaseError where it was changed since, or is not the one that was `published`."""
    content = _json(path, "name a file that parley stamp wrote")
    digest = digest_of(content)
    if content.get("form") != FORM:
        raise CaseError([_fault(path, "a stamp of parley", f"a file of the form {content.get('form')!r}")])
    if digest != content.get("digest"):
        raise CaseError(
            [_fault(path, f"content with the digest {content.get('digest')}", f"{digest}: changed")]
        )
    if published and not digest.startswith(published.lower()):
        raise CaseError([_fault(path, f"the published digest {published}", digest)])
    return content


def score_outlook(path: Path, happened: Happened) -> ByDate:
    """Score the dated probabilities of an outlook or a stamp against what happened."""
    found = _json(path, "name an outlook.json, or a file that parley stamp wrote")
    content: dict[str, Any] = {"outlook": found, "outside_view": None}
    if found.get("form") == FORM:
        content = verify(path)
    beside = path.parent / OUTSIDE_FILE
    if content["outside_view"] is None and found.get("form") != FORM and beside.is_file():
        content["outside_view"] = _json(beside, "")
    try:
        outlook = content["outlook"]
        days = [date.fromisoformat(day) for day in outlook["rounds"]]
        forecast = Forecast(outlook["case"], outlook["title"], days, outlook["endings"])
    except (KeyError, TypeError, ValueError):
        raise CaseError(
            [_fault(path, "an outlook of parley run", "no dated probabilities of endings")]
        ) from None
    return score_by_date(forecast, happened, _outside(content["outside_view"], forecast))


def _outside(view: Mapping[str, Any] | None, forecast: Forecast) -> dict[str, list[float]] | None:
    """The outside view's probability of each kind, spread over the model's endings as the model has them."""
    if view is None or view["days"] != [day.isoformat() for day in forecast.days]:
        return None
    found = {name: [0.0] * len(forecast.days) for name in forecast.endings}
    for kind in KINDS:
        of_kind = [name for name in forecast.endings if view["kinds"].get(name) == kind]
        total = sum(forecast.endings[name][-1] for name in of_kind)
        for name in of_kind:
            part = forecast.endings[name][-1] / total if total > 0 else 1.0 / len(of_kind)
            found[name] = [part * chance for chance in view["outside"]["middle"][kind]]
    return found


def _json(path: Path, advice: str) -> dict[str, Any]:
    try:
        found = read_json(path)
    except FileNotFoundError:
        raise UsageError(f"there is no {path}; {advice}" if advice else f"there is no {path}") from None
    except (OSError, ValueError) as problem:
        raise CaseError([_fault(path, "JSON", str(problem), advice)]) from None
    if not isinstance(found, dict):
        raise CaseError([_fault(path, "a JSON object", type(found).__name__, advice)])
    return found


def _fault(path: Path, expected: str, got: str, advice: str = "") -> Fault:
    return Fault(str(path), 0, 0, "stamp-broken", expected, got, advice)
