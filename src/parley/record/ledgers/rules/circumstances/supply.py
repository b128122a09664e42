"""What is needed of aid and what is to be had, by month, from stated paces and what is left in stock."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product

from parley.languages import worded, written
from parley.record.ledgers.ledger import (
    AS_CODE,
    AS_FINDING,
    Entry,
    Found,
    View,
    ledger,
    shown_as,
)
from parley.record.ledgers.options import Options
from parley.record.rows import Fact

MONTHS_AHEAD = 12
_NAMED = re.compile(r"(?P<what>.+?) (?P<role>needed|left from|from)(?: (?P<who>.+))?")
_PACE = re.compile(r"(?P<unit>.+) per (?P<time>day|week|month|year)")
_DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}
_MONTH = _DAYS["month"]
_FIRST_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")

Span = tuple[float, float]
"""Low and high."""


class Gap(StrEnum):
    """How what is needed in a month stands to what is to be had."""

    MET = "as much as is needed, at either end of the ranges"
    MAY_FALL_SHORT = "short or not, within the ranges"
    SHORT = "less than is needed, at either end of the ranges"


@dataclass(frozen=True)
class Month(Entry):
    """One month of one kind of supply: needed, available by source, and the difference."""

    id: str = field(metadata=shown_as("month"))
    what: str
    unit: str
    needed: str
    available: tuple[str, ...] = field(metadata=shown_as("available", join="; "))
    missing: str
    run_out: tuple[str, ...] = field(metadata=shown_as("run out", join="; "))
    needed_low: float = field(metadata=AS_CODE)
    needed_high: float = field(metadata=AS_CODE)
    available_low: float = field(metadata=AS_CODE)
    available_high: float = field(metadata=AS_CODE)
    gap_low: float = field(metadata=AS_CODE)
    gap_high: float = field(metadata=AS_CODE)
    finding: Gap = field(metadata=AS_CODE)
    sentence: str = field(metadata=AS_FINDING)


@dataclass(frozen=True)
class _Source:
    """A supplier: its pace a day, low and high, and what it has left from a day on, if that is stated."""

    who: str
    pace: Span
    facts: tuple[Fact, ...]
    stock: Span | None = None
    since: dt.date = dt.date.min

    def between(self, first: dt.date, last: dt.date) -> Span:
        """What comes from one day to before another: the least and the most of the ends of the ranges."""
        amounts = []
        for pace, stock in product(self.pace, self.stock or (None,)):
            if stock is None:
                amounts.append(pace * (last - first).days)
            else:
                start, stop = ((max((day - self.since).days, 0)) for day in (first, last))
                amounts.append(min(stock, pace * stop) - min(stock, pace * start))
        return min(amounts), max(amounts)

    @property
    def ends(self) -> tuple[dt.date, dt.date] | None:
        """The earliest and the latest day on which nothing is left; None without a stock."""
        if self.stock is None or min(self.pace) <= 0.0:
            return None
        days = sorted(stock / pace for stock, pace in product(self.stock, self.pace))
        return tuple(_later(self.since, one) for one in (days[0], days[-1]))  # type: ignore[return-value]


@ledger(
    "supply",
    "What is needed of aid, and what is to be had, by month",
    "From facts whose parameter, up to its first comma, reads 'WHAT needed', 'WHAT from WHOM' (both with a "
    "unit per day, week, month or year) or 'WHAT left from WHOM' (an amount in the same unit, on the first "
    f"day of its as_of). For the month read on and {MONTHS_AHEAD - 1} more: what is needed and what each "
    "source brings if the stated paces go on; a source of which something is left brings it until that is "
    "used up, and nothing after. Of the ends of the ranges the least and the most are shown. This is "
    "arithmetic on stated figures: what is voted, promised or bought later is not in it.",
    Month,
)
def supply(view: View, options: Options) -> Found[Month]:
    """Each month's need beside what its sources bring at the stated pace."""
    entries: list[Month] = []
    notes: list[str] = []
    for what, unit, need, needed_by in _needs(view.record.facts):
        sources = list(_sources(view.record.facts, what, unit))
        if not sources:
            continue
        months = [_entry(what, unit, need, needed_by, sources, first) for first in _months(view.until)]
        entries += months
        notes += _told(what, sources, months)
    return Found(tuple(entries), tuple(notes))


def _needs(facts: Iterable[Fact]) -> Iterator[tuple[str, str, Span, Fact]]:
    for fact in facts:
        what, role, _ = _read(fact)
        pace = _pace(fact)
        if role == "needed" and pace is not None:
            yield what, pace[0], pace[1], fact


def _sources(facts: Sequence[Fact], what: str, unit: str) -> Iterator[_Source]:
    left = {
        who: fact
        for fact in facts
        for kind, role, who in [_read(fact)]
        if (kind, role) == (what, "left from")
    }
    for fact in facts:
        kind, role, who = _read(fact)
        pace = _pace(fact)
        if (kind, role) != (what, "from") or pace is None or pace[0] != unit:
            continue
        stock = left.get(who)
        span, day = (None, None) if stock is None else (_span(stock), _day(stock))
        if stock is None or span is None or day is None or stock.unit.strip() != unit:
            yield _Source(who, pace[1], (fact,))
        else:
            yield _Source(who, pace[1], (fact, stock), span, day)


def _read(fact: Fact) -> tuple[str, str, str]:
    """Of what a fact speaks, in which part, and of whom; empty where it is no such fact."""
    found = _NAMED.fullmatch(fact.parameter.split(",")[0].strip())
    if found is None or fact.kind != "parameter" or (found["role"] == "needed") != (found["who"] is None):
        return "", "", ""
    return found["what"], found["role"], found["who"] or ""


def _pace(fact: Fact) -> tuple[str, Span] | None:
    """The unit and the pace a day of a fact that states one."""
    found, span = _PACE.fullmatch(fact.unit.strip()), _span(fact)
    if found is None or span is None:
        return None
    days = _DAYS[found["time"]]
    return found["unit"], (span[0] / days, span[1] / days)


def _span(fact: Fact) -> Span | None:
    low = fact.high if fact.low is None else fact.low
    high = low if fact.high is None else fact.high
    return None if low is None or high is None else (low, high)


def _day(fact: Fact) -> dt.date | None:
    found = _FIRST_DAY.match(fact.as_of.strip())
    try:
        return None if found is None else dt.date(int(found[1]), int(found[2]), int(found[3] or 1))
    except ValueError:
        return None


def _months(day: dt.date) -> Iterator[dt.date]:
    """The first days of this month and of those after it."""
    for ahead in range(MONTHS_AHEAD):
        yield _month(day, ahead)


def _month(day: dt.date, ahead: int) -> dt.date:
    months = day.year * 12 + day.month - 1 + ahead
    return dt.date(months // 12, months % 12 + 1, 1)


def _later(day: dt.date, days: float) -> dt.date:
    return day + dt.timedelta(days=min(days, 36_525.0))


def _entry(
    what: str, unit: str, need: Span, needed_by: Fact, sources: Sequence[_Source], first: dt.date
) -> Month:
    after = _month(first, 1)
    days = (after - first).days
    needed = (need[0] * days, need[1] * days)
    each = {one.who: one.between(first, after) for one in sources}
    had = (sum(low for low, _ in each.values()), sum(high for _, high in each.values()))
    gap = (needed[0] - had[1], needed[1] - had[0])
    # A hundredth of what is needed is no gap that stated figures could tell.
    least = 0.01 * needed[0]
    finding = Gap.SHORT if gap[0] > least else Gap.MET if gap[1] <= least else Gap.MAY_FALL_SHORT
    facts = dict.fromkeys((needed_by, *(fact for one in sources for fact in one.facts)))
    return Month(
        first.strftime("%Y-%m"),
        what,
        unit,
        _words(needed),
        tuple(f"{who} {_words(span)}" for who, span in each.items()),
        _words(gap),
        tuple(
            worded("{who} surely" if one.ends[1] < first else "{who} perhaps", who=one.who)
            for one in sources
            if one.ends and one.ends[0] < after
        ),
        round(needed[0], 3),
        round(needed[1], 3),
        round(had[0], 3),
        round(had[1], 3),
        round(gap[0], 3),
        round(gap[1], 3),
        finding,
        worded(finding.value),
        ids=tuple(fact.id for fact in facts),
        sources=tuple(dict.fromkeys(fact.source for fact in facts)),
    )


def _words(span: Span) -> str:
    # Adding nothing makes a zero of the minus zero that small gaps round to.
    low, high = (written(round(end, 1) + 0.0, ".1f") for end in span)
    return low if low == high else worded("{low} to {high}", low=low, high=high)


def _told(what: str, sources: Sequence[_Source], months: Sequence[Month]) -> list[str]:
    notes = [
        worded(
            "{what} from {who} runs out between {first} and {last} at the stated pace",
            what=what,
            who=one.who,
            first=one.ends[0],
            last=one.ends[1],
        )
        for one in sources
        if one.ends
    ]
    short = next((one.id for one in months if one.finding is Gap.SHORT), "")
    if short:
        notes.append(
            worded("{what} is short at either end of the ranges from {month} on", what=what, month=short)
        )
    return notes
