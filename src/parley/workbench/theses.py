"""What observers say of a case, put to its record and its model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parley.case import Case, RecordedCase, open_case, open_recorded
from parley.errors import UsageError
from parley.game.size import DEFAULT_LIMIT
from parley.outlook import Outlook, draws_check
from parley.record import known_on
from parley.record.ledgers import build_ledgers, ledgers_document
from parley.theses import Evidence, Stated, Theses, judge, read_theses
from parley.theses.evidence import Asker
from parley.theses.language import Source
from parley.workbench.attached import Finding, Kind, texts
from parley.workbench.writing import as_text, write_whole

if TYPE_CHECKING:
    from parley.sensitivity.study.store import Tables
    from parley.sensitivity.what_if import Comparison

NOTHING_STATED = "there is nothing to judge: the case has no theses.yaml and no assessments.csv"
_ASKED = {
    "still_fighting": "SELECT 1 - sum(chance) FROM endings WHERE day = (SELECT max(day) FROM endings"
    " WHERE day <= DATE '{0}') GROUP BY draw",
    "ending": "SELECT sum(chance) FROM endings WHERE day = (SELECT max(day) FROM endings"
    " WHERE day <= DATE '{1}') AND (ending = '{0}' OR ending LIKE '{0}:%') GROUP BY draw",
    "worth": "SELECT worth FROM worths WHERE party = '{0}'",
    "durability": "SELECT kept FROM durability WHERE plan = '{0}'",
    "belief": "SELECT chance FROM beliefs WHERE holder = '{0}' AND disposition = '{1}' AND day ="
    " (SELECT max(day) FROM beliefs WHERE day <= DATE '{2}')",
}


THESES_FILE = "theses.json"


@dataclass(frozen=True)
class ThesesRun:
    """A case whose theses were judged."""

    case: RecordedCase
    theses: Theses

    @property
    def finding(self) -> Finding:
        """The verdicts as they are kept beside an outlook."""
        return Finding(Kind.THESES, self.theses.document(), self.theses.as_of)


def write_theses(result: ThesesRun, out: Path) -> Path:
    """Keep the verdicts in a folder, where the next brief of the case shows them; raise OutputError."""
    if isinstance(result.case, Case):
        written = texts(out, result.case, (result.finding,))
    else:
        written = {out / THESES_FILE: as_text(result.theses.document())}
    write_whole(out, written)
    return out / THESES_FILE


def theses(
    case: str | Path | RecordedCase,
    *,
    study: Path | None = None,
    memory_limit: int = DEFAULT_LIMIT,
) -> ThesesRun:
    """Judge every thesis of a case; only what their tests look at is worked out.

    `study` is the folder of a kept study, whose draws say how robust a verdict is. Raises CaseError with the
    faults of the case, UsageError where nothing is stated or the folder holds no study.
    """
    opened = open_recorded(case)
    stated = read_theses(opened.files)
    if not stated and not opened.record.assessments:
        raise UsageError(f"{opened.name}: {NOTHING_STATED}")
    if study is not None:
        if not (study / "ledger.sqlite").is_file():
            raise UsageError(
                f"there is no study in {study}: no ledger.sqlite is there; parley study makes one"
            )
        from parley.sensitivity.study.store import open_to_read

        with open_to_read(study) as tables:
            return ThesesRun(opened, _judged(opened, stated, _asker(tables), memory_limit))
    return ThesesRun(opened, _judged(opened, stated, None, memory_limit))


def judged(
    case: str | Path | RecordedCase, stated: Sequence[Stated], *, memory_limit: int = DEFAULT_LIMIT
) -> Theses:
    """Judge theses that are given instead of those of the case's file."""
    return _judged(open_recorded(case), stated, None, memory_limit)


def _judged(opened: RecordedCase, stated: Sequence[Stated], draws: Asker | None, memory_limit: int) -> Theses:
    tests = [test for one in stated for test in one.tests]
    day = opened.day_to_read()
    ledgers: dict[str, Any] = {}
    if opened.record.moves:
        found = ledgers_document(opened.record, day, build_ledgers(opened.record, day))
        ledgers = {one["name"]: one["entries"] for one in found["ledgers"]}
    outlook: Outlook | None = None
    what_ifs: dict[str, Comparison] = {}
    weighed: dict[str, Any] | None = None
    if opened.stated_day is not None:
        wanted = {test.what_if for test in tests if test.what_if}
        if any(test.function.source is Source.OUTLOOK for test in tests):
            outlook, what_ifs = _solved(opened, wanted, memory_limit)
        if any(test.function.source is Source.WEIGHING for test in tests):
            weighed = _weighed(opened, memory_limit)
    evidence = Evidence(
        record=known_on(opened.record, day),
        as_of=day,
        ledgers=ledgers,
        outlook=outlook,
        what_ifs=what_ifs,
        moments=weighed["moments"] if weighed else (),
        meetings={one["move"]: one["told"] for one in weighed["meetings"]} if weighed else {},
        weighed=weighed is not None,
        draws=draws,
    )
    title = outlook.title if outlook else opened.name
    verdicts = judge(opened.name, title, stated, evidence)
    residuals = [outlook.solver.residual] if outlook else []
    residuals += [one.residual for one in what_ifs.values()]
    residuals += [weighed["certificate"]["residual"]] if weighed else []
    return replace(verdicts, certificate=draws_check(residuals) if residuals else None)


def _solved(
    opened: RecordedCase, wanted: set[str], memory_limit: int
) -> tuple[Outlook, dict[str, Comparison]]:
    """The outlook as stated, and those what-ifs that a test supposes and the scenario has."""
    from parley.workbench.running import run
    from parley.workbench.what_if import what_if

    case = open_case(opened.folder)
    known = sorted(name for name in wanted if all(one in case.stated.what_ifs for one in name.split("+")))
    if not known:
        return run(case, memory_limit=memory_limit).outlook, {}
    found = what_if(case, known, memory_limit=memory_limit)
    return found.stated.outlook, {one.name: one for one in found.what_ifs.what_ifs}


def _weighed(opened: RecordedCase, memory_limit: int) -> dict[str, Any] | None:
    from parley.workbench.weigh import weigh

    case = open_case(opened.folder)
    return weigh(case, memory_limit=memory_limit).weighing if case.has_coding else None


def _asker(tables: Tables) -> Asker:
    def ask(what: str, args: tuple[object, ...]) -> Sequence[float]:
        said = [str(one).replace("'", "''") for one in args]
        return [float(row[0]) for row in tables.query(_ASKED[what].format(*said)).rows if row[0] is not None]

    return ask


def thesis_functions() -> str:
    """What a test can look at, a line a function, for the terminal and the reference page."""
    from parley.theses import FUNCTIONS

    lines = []
    for name, one in FUNCTIONS.items():
        by = " [by DATE]" if one.by else ""
        lines.append(f"{name}({one.takes}){by}: {one.says} ({one.source.value}; {one.gives.value})")
    return "\n".join(lines)
