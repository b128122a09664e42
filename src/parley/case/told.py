"""What checking a case has to say beside its faults: what was read, what was not, and what is odd."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from parley.case.checking import cited_rows
from parley.case.keeping import record_files, unread_files
from parley.case.opened import README, Case, RecordedCase
from parley.files.dated import dated_in, day_of
from parley.files.names import listed_few
from parley.record import Record
from parley.record.parties import addressees, polarity
from parley.record.reading.columns import ACTORS, ASSESSMENTS, FACTS, MOVES, READOUTS
from parley.scenario import SCENARIO_FILE
from parley.scenario.coding import CODING_FILE
from parley.vocabulary import Act

APART = timedelta(days=5 * 366)
"""A row so much later than all others is more probably a slip of the year than an event."""


def what_was_read(case: RecordedCase) -> list[str]:
    """Which files were read, with what is in them; which are not read; until when the record is kept."""
    told = [f"read: {', '.join(_files(case))}"]
    told += _dated(case)
    told += [str(entry) for entry in unread_files(case.files)]
    told += case.record.notes
    if isinstance(case, Case) and not record_files(case.files):
        cited = cited_rows(case.files.document(SCENARIO_FILE))
        if cited:
            told.append(f"there is no record, so nobody looked up what numbers cite: {_listed(cited)}")
    if case.record.kept_until is not None:
        told.append(_kept(case))
    if lost := case.files.prose(README).count("\N{REPLACEMENT CHARACTER}"):
        told.append(f"{README} is not in UTF-8: {lost:,} of its letters are lost; save it as UTF-8")
    return told


def _dated(case: RecordedCase) -> Iterator[str]:
    """Where the tables come from in a case as of another date; the dates a case has beside its own."""
    if case.files.shared_from is not None:
        yield f"its tables are those of the case above, {case.files.shared_from.name}"
    day = day_of(case.folder)
    if day is not None and case.stated_day not in (None, day):
        yield f"the folder is named after {day}, and the scenario speaks from {case.stated_day}"
    others = ", ".join(f"{case.name}/{one.name}" for one in dated_in(case.folder))
    if others:
        yield f"the case as of other dates: {others}"


def _files(case: RecordedCase) -> Iterator[str]:
    for name in (SCENARIO_FILE, CODING_FILE):
        if case.files.holds(name):
            yield name
    record = case.record
    held = {
        MOVES.name: (len(record.moves), "move"),
        ACTORS.name: (len(record.cast.actors), "code"),
        FACTS.name: (len(record.facts), "fact"),
        READOUTS.name: (len(record.readouts), "item"),
        ASSESSMENTS.name: (len(record.assessments), "claim"),
    }
    for name in record_files(case.files):
        number, noun = held[f"{Path(name).stem}.csv"]
        words = f"{number:,} {noun}" + ("" if number == 1 else "s")
        if noun == "move" and record.moves:
            words += f", {record.moves[0].date} to {max(move.known_on for move in record.moves)}"
        yield f"{name} ({words})"


def _kept(case: RecordedCase) -> str:
    record = case.record
    why = "as record_until states" if record.stated_until else "the day of its last row"
    told = f"the record is kept until {record.kept_until}, {why}"
    if not isinstance(case, Case):
        return told
    later = [move for move in record.moves if move.known_on > case.as_of]
    if later:
        first, last = later[0].date, max(move.known_on for move in later)
        told += (
            f"; {len(later):,} of its rows are dated after as_of, {case.as_of} ({first} to {last}): only "
            "score reads them"
        )
    elif record.kept_until and case.as_of > record.kept_until:
        days = (case.as_of - record.kept_until).days
        told += f"; of the {days:,} days from then to as_of, {case.as_of}, nothing is known"
    return told


def record_advice(record: Record) -> list[str]:
    """What the author of a sound record may want to know: levers that do not say what they do, odd years."""
    said = []
    silent = [m.id for m in record.moves if m.act is Act.LEVER and not polarity(m)]
    if silent:
        said.append(
            f"moves.csv: {_listed(silent)} do not say whether they give or withhold: fill the column "
            "polarity; ledgers take them for neither"
        )
    alone = [m.id for m in record.moves if m.target and not addressees(m)]
    if alone:
        said.append(
            f"moves.csv: in {_listed(alone)} doer and addressee are one party, so they are addressed to "
            "nobody; if they are not one, part them in actors.csv"
        )
    return said + _odd_years(record) + _unused(record)


def _odd_years(record: Record) -> list[str]:
    """Rows that lie years after all others."""
    days = sorted((move.known_on, move.id) for move in record.moves)
    for at in range(len(days) - 1, 0, -1):
        late, before = days[at:], days[at - 1][0]
        if late[0][0] - before > APART and len(late) <= max(1, len(days) // 10):
            names = _listed([name for _, name in late])
            return [
                f"moves.csv: {names} {_are(late)} dated {late[0][0]}, years after every other row (the last "
                f"before: {before}); is the year right?"
            ]
    return []


def _are(rows: list[tuple[date, str]]) -> str:
    return "is" if len(rows) == 1 else "are"


def _unused(record: Record) -> list[str]:
    """Rows of actors.csv that cover no code of the record: probably misspelt."""
    codes = {code for move in record.moves for code in (*move.actor, *move.target, *move.affected)}
    idle = [row.code for row in record.cast.actors if not any(row.covers(code) for code in codes)]
    if not idle:
        return []
    return [f"actors.csv: {_listed(idle)} {'covers' if len(idle) == 1 else 'cover'} no code of a move"]


def _listed(names: list[str]) -> str:
    return listed_few(names)
