"""The record as it stood on a day: the one gate between what is on file and what may be read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from parley.errors import UsageError
from parley.record.reading.cells import UnreadableDateError, read_date
from parley.record.rows import Move, ReadoutItem, Record

_AS_OF = re.compile(r"^as_of:\s*[\"']?([0-9-]+)", re.MULTILINE)


def known_on(record: Record, as_of: date) -> Record:
    """The part of a record that was certain by the end of a day.

    A move that spans days is certain on its last one, unless it is marked `ongoing`: that one shows
    from its first day, without the end nobody could know. Links to moves that do not show are dropped.
    """
    moves = [_open_ended(move, as_of) for move in record.moves if _shows(move, as_of)]
    shown = {move.id for move in moves}
    return Record(
        case=record.case,
        moves=tuple(_within(move, shown) for move in moves),
        facts=tuple(fact for fact in record.facts if not (fact.known_from and fact.known_from > as_of)),
        readouts=tuple(
            item for whole in record.readouts if (item := _accounts_by(whole, as_of, shown)) is not None
        ),
        assessments=tuple(
            replace(claim, about=tuple(link for link in claim.about if link in shown))
            for claim in record.assessments
            if not (claim.date and claim.date > as_of)
        ),
        path=record.path,
    )


def _shows(move: Move, as_of: date) -> bool:
    return move.date <= as_of and (move.precision == "ongoing" or move.last_date <= as_of)


def _open_ended(move: Move, as_of: date) -> Move:
    return replace(move, date_end=None) if move.last_date > as_of else move


def _within(move: Move, shown: set[str]) -> Move:
    if all(link in shown for link in move.responds_to + move.repeat_of):
        return move
    return replace(
        move,
        responds_to=tuple(link for link in move.responds_to if link in shown),
        repeat_of=tuple(link for link in move.repeat_of if link in shown),
    )


def _accounts_by(item: ReadoutItem, as_of: date, shown: set[str]) -> ReadoutItem | None:
    given = tuple(account for account in item.accounts if account.date <= as_of)
    if item.meeting not in shown or not given:
        return None
    if len(given) == len(item.accounts):
        return item
    # The note compares all accounts, so it would tell of the ones that are still to come.
    return replace(item, accounts=given, note="")


def day_to_read(record: Record, asked: str) -> date:
    """The day to read a record on: the one asked for, else the scenario's as_of, else the last move's.

    Raises UsageError for a word that is no day, and for a record without moves.
    """
    if asked:
        return read_day(asked, "--as-of")
    if record.path is not None and (stated := _scenario_day(record.path)):
        return read_day(stated, "as_of in scenario.yaml")
    if not record.moves:
        raise UsageError(f"{record.case} has no moves; moves.csv is where they go")
    return max(move.last_date for move in record.moves)


def read_day(text: str, where: str) -> date:
    """A day somebody asked for; raises UsageError naming where it was asked."""
    try:
        return read_date(text)
    except UnreadableDateError as error:
        raise UsageError(f"{where} is a day such as 2025-03-18, not {error.got}; {error.advice}") from None


def _scenario_day(case_dir: Path) -> str:
    # The record is read without the scenario, which may have faults of its own; one line of it matters here.
    path = case_dir / "scenario.yaml"
    if not path.exists():
        return ""
    found = _AS_OF.search(path.read_text(encoding="utf-8", errors="replace"))
    return found[1] if found else ""
