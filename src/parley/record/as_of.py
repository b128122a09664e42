"""The record as it stood on a day: the one gate between what is on file and what may be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from parley.errors import UsageError
from parley.files.nearby import near_names
from parley.record.reading.columns import FILES
from parley.record.reading.dates import UnreadableDateError, read_date
from parley.record.rows import Move, ReadoutItem, Record


def known_on(record: Record, as_of: date) -> Record:
    """The part of a record that was certain by the end of a day.

    A move that spans days is certain on its last one, unless it is marked `ongoing`: that one shows
    from its first day, without the end nobody could know. Links to moves that do not show are dropped. It
    is kept until that day, or until the day the whole record is kept where that is earlier.
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
        cast=record.cast,
        stated_until=min(as_of, record.kept_until) if record.kept_until else None,
        notes=record.notes,
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


def day_to_read(record: Record, stated: date | None) -> date:
    """The day to read a record on: the one its case states, else the last move's.

    Raises UsageError for a record without moves.
    """
    if stated is not None:
        return stated
    if not record.moves:
        raise UsageError(no_moves(record))
    return max(move.last_date for move in record.moves)


def no_moves(record: Record) -> str:
    """That a case has no moves, where they go, and which file there is not read for its name."""
    said = f"{record.case} has no moves; moves.csv is where they go"
    unread = [] if record.path is None else near_names(record.path, (shape.name for shape in FILES))
    return said + "".join(f". {entry}" for entry in unread if entry.meant == "moves.csv")


def read_day(text: str, where: str) -> date:
    """A day somebody asked for; raises UsageError naming where it was asked."""
    try:
        return read_date(text)
    except UnreadableDateError as error:
        raise UsageError(f"{where} is a day such as 2025-03-18, not {error.got}; {error.advice}") from None
