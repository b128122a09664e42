"""Small records for tests: moves with everything filled in that a test does not speak of."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from parley.record import Actor, Cast, Move, Record
from parley.vocabulary import Act

START = date(2025, 1, 1)
STATES = Cast(
    tuple(Actor(f"{state}*", state) for state in ("RUS", "UKR", "USA", "QAT", "GBR", "UNC", "PRK", "KOR"))
)
"""A cast that makes one party of all codes of a state, as the shipped cases do."""
_lines = count(2)


def move(name: str, day: int, act: str, actor: str, target: str = "", **more: Any) -> Move:
    """A move on a day counted from the start; lists are written with blanks between their words."""
    lists = ("issue", "responds_to", "repeat_of", "affected")
    fields: dict[str, Any] = {key: tuple(more.pop(key, "").split()) for key in lists}
    last = more.pop("until", None)
    return Move(
        id=name,
        date=START + timedelta(days=day),
        date_end=START + timedelta(days=last) if last is not None else None,
        actor=tuple(actor.split()),
        act=Act(act),
        target=tuple(target.split()),
        source=f"a paper on {name}",
        verification="seen",
        line=next(_lines),
        **{"cast": STATES, **fields, "issue": fields["issue"] or ("truce",), **more},
    )


def record(*moves: Move, until: date | None = date(2035, 1, 1)) -> Record:
    """A record of these moves, in order of date, kept for years after them unless a test says otherwise."""
    return Record("a case", tuple(sorted(moves, key=lambda one: (one.date, one.line))), stated_until=until)


def day(number: int) -> date:
    """A day counted from the start."""
    return START + timedelta(days=number)
