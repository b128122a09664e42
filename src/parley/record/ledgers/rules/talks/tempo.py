"""How long answers took, and the fighting meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from statistics import median

from parley.languages import worded
from parley.record.ledgers.index import Dated
from parley.record.ledgers.ledger import (
    AS_CODE,
    AS_LIST,
    MOST_LISTED,
    Entry,
    Found,
    View,
    behind,
    counted,
    ids,
    ledger,
    shown_as,
)
from parley.record.ledgers.options import Options
from parley.record.parties import addressees, doers, presses
from parley.record.rows import Move, Record
from parley.vocabulary import Act

ANSWERING = (
    Act.ACCEPT,
    Act.REJECT,
    Act.EVADE,
    Act.CONCEDE,
    Act.OFFER,
    Act.DEMAND,
    Act.CONDITION,
    Act.PROMISE,
    Act.GESTURE,
    Act.AGREE,
)


class Waiting(StrEnum):
    """Whether an answer is on record."""

    ANSWERED = "answered"
    UNANSWERED = "unanswered"


@dataclass(frozen=True)
class Wait(Entry):
    """One offer or demand to one addressee, and the days to its answer."""

    date: dt.date
    id: str
    by: tuple[str, ...]
    act: Act
    issue: tuple[str, ...] = field(metadata=AS_LIST)
    to: str
    answer: str
    answered_by: str = field(metadata=AS_CODE)
    days: int | None
    force_by_asker: tuple[str, ...] = field(metadata=shown_as("force by the asker meanwhile"))
    force_by_asked: tuple[str, ...] = field(metadata=shown_as("force by the asked meanwhile"))
    finding: Waiting = field(metadata=AS_CODE)


@ledger(
    "tempo",
    "How long answers took",
    "Every OFFER and DEMAND and the first move of each addressee that responds to it, or to its repetition "
    "by the same party, with an answer, a term or a text (statements, levers and force answer nothing): "
    "days from the one to the other. No linked answer is 'unanswered', never taken for a refusal; a "
    "mediator owes none. Force while waiting: FORCE of the offering side and of the addressee from the "
    f"offer to the answer, or for window_days where there is none, the first {MOST_LISTED} of each.",
    Wait,
    ("window_days",),
)
def tempo(view: View, options: Options) -> Found[Wait]:
    """Days from offer to answer by side, and the fighting meanwhile."""
    force = Dated(view.record.moves, doers, lambda move: move.act is Act.FORCE and presses(move))
    entries: list[Wait] = []
    for move in view.record.moves:
        if move.act not in (Act.OFFER, Act.DEMAND):
            continue
        for name in addressees(move):
            answer = _first_answer(view.record, move, name)
            if answer is not None or not move.cast.mediates(name):
                entries.append(_entry(move, name, answer, force, view, options))
    return Found(tuple(entries), tuple(_paces(entries)))


def _first_answer(record: Record, move: Move, name: str) -> Move | None:
    """The addressee's first answer to a move, or to its repetition by the same party."""
    again = [one for one in record.repeats.get(move.id, ()) if set(doers(one)) & set(doers(move))]
    answers = (answer for one in (move, *again) for answer in record.answers.get(one.id, ()))
    return min(
        (one for one in answers if one.act in ANSWERING and name in doers(one)),
        key=lambda one: (one.date, one.line),
        default=None,
    )


def _entry(
    move: Move, name: str, answer: Move | None, force: Dated[str], view: View, options: Options
) -> Wait:
    until = answer.date if answer else min(view.until, move.date + timedelta(days=options.window_days))
    asker = force.under_any(doers(move), move.date, until)[:MOST_LISTED]
    asked = force.under_any((name,), move.date, until)[:MOST_LISTED]
    return Wait(
        move.date,
        move.id,
        doers(move),
        move.act,
        move.issue,
        name,
        f"{answer.act} {answer.id}" if answer else worded(Waiting.UNANSWERED.value),
        answer.id if answer else "",
        max(0, (answer.date - move.date).days) if answer else None,
        ids(asker),
        ids(asked),
        Waiting.ANSWERED if answer else Waiting.UNANSWERED,
        **behind(move, [answer] if answer else [], asker, asked),
    )


def _paces(entries: Iterable[Wait]) -> list[str]:
    by_party: dict[str, list[Wait]] = {}
    for entry in entries:
        by_party.setdefault(entry.to, []).append(entry)
    return [_pace(name, by_party[name]) for name in sorted(by_party)]


def _pace(name: str, entries: list[Wait]) -> str:
    numbers = [entry.days for entry in entries if entry.days is not None]
    middle = worded(", median {counted}", counted=counted(median(numbers), "day")) if numbers else ""
    return worded(
        "{name}: {number} answered{middle}, {number2} unanswered",
        name=name,
        number=len(numbers),
        middle=middle,
        number2=len(entries) - len(numbers),
    )
