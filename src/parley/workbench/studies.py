"""Studies that are kept of a case, as stated and under its what-ifs: where they are, and what they say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from parley.case import Case
from parley.errors import OutputError, UsageError
from parley.outlook import Outlook, StatedFigures, stated_figures
from parley.report.context import Section
from parley.sensitivity.study.finding import FORM, Summary, summarise
from parley.sensitivity.study.plan import code_version, numbers_mark
from parley.sensitivity.study.store import open_to_read, stored_header
from parley.workbench.attached import STUDY_FILE, STUDY_FOLDER
from parley.workbench.study import FULL, draws_before

OTHERS_FOLDER = "studies"


@dataclass(frozen=True)
class KeptStudy:
    """A study in a folder: how many draws it was begun with, what it supposes, what it says so far.

    `stale` says that the scenario, or what Parley makes of it, has changed since: it is not gone on with.
    """

    place: Path
    draws: int
    supposed: Mapping[str, object]
    summary: Summary | None
    stale: bool


def study_place(out: Path, what_if: str = "") -> Path:
    """Where the study of a case, or of one of its what-ifs, is kept below the folder of its results."""
    return out / OTHERS_FOLDER / what_if if what_if else out / STUDY_FOLDER


def kept_study(
    place: Path, case: Case, supposed: Mapping[str, object], outlook: Outlook | None = None
) -> KeptStudy | None:
    """The study in a folder, of a case under what is supposed; None if none was begun there.

    `outlook` is the case's under what is supposed, by this version of the program; without one, a study of
    another version is stale.
    """
    header = stored_header(place) or stored_header(place / FULL)
    if header is None:
        return None
    summary = _so_far(place)
    stale = summary is not None and not _holds(summary, case.with_changes(supposed), outlook)
    draws = header.count if stored_header(place) else draws_before(place)
    return KeptStudy(place, draws, supposed, summary, stale)


def _holds(summary: Summary, asked: Case, outlook: Outlook | None) -> bool:
    """Whether a study is of these numbers, and of this program or of one that makes the same of them."""
    if summary.scenario != numbers_mark(asked.scenario):
        return False
    if summary.version == code_version():
        return True
    return (
        summary.stated is not None and outlook is not None and summary.stated.equal(stated_figures(outlook))
    )


def _so_far(place: Path) -> Summary | None:
    """What a study says, as far as it has come; one by levels says nothing before it is done."""
    written = _written(place)
    if stored_header(place) is None:
        return written
    with open_to_read(place) as tables:
        done = tables.query("SELECT count(*) FROM draws").rows[0][0]
        stated: StatedFigures | None = None
        if written is not None and written.run_id == tables.header.run_id:
            stated = written.stated
        try:
            return summarise(tables, stated) if done else None
        except UsageError:
            # No draw could be solved; the page says so when it is asked for more.
            return None


def _written(place: Path) -> Summary | None:
    """What a study said when it was done; None where nothing readable says it."""
    try:
        found = json.loads((place / STUDY_FILE).read_text(encoding="utf-8"))
        return Summary.read(found) if found["form"] == FORM else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def kept_study_sections(kept: KeptStudy, case: Case) -> tuple[Section, ...]:
    """What a study that still holds says; nothing before a draw is done."""
    from parley.report.sensitivity.study import study_sections

    if kept.summary is None or kept.stale:
        return ()
    return study_sections(kept.summary, case.with_changes(kept.supposed).scenario)


def compared_studies(kept: Mapping[str, KeptStudy], case: Case) -> tuple[Section, ...]:
    """Studies that hold side by side, under their names; nothing where there are not two of them."""
    from parley.report.sensitivity.study.compared import compared_section
    from parley.report.sensitivity.study.study_reading import StudyReading

    found = {
        label: StudyReading(one.summary, case.with_changes(one.supposed).scenario)
        for label, one in kept.items()
        if one.summary is not None and not one.stale
    }
    return (compared_section(found),) if len(found) > 1 else ()


def set_aside(place: Path) -> Path:
    """Move a study out of the way, for another to be begun; returns where it is now."""
    free = (place.with_name(f"{place.name}-{n}") for n in count(1))
    to = next(one for one in free if not one.exists())
    try:
        return place.rename(to)
    except OSError as problem:
        raise OutputError(f"the study could not be set aside: {problem.strerror}.") from None
