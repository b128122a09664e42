"""What each meeting of a weighed record gave, and what all that was done at it told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from parley.inference.weighing.weighed import Seen
from parley.record import Record
from parley.record.ledgers import View
from parley.record.ledgers.rules.talks.participation import YIELDS, done_at
from parley.report.inference.weighing.naming import Naming
from parley.vocabulary import Act

MEETINGS_HELD = ("", "held")


def meetings(
    moments: Sequence[Mapping[str, Any]], seen: Sequence[Seen], record: Record, naming: Naming
) -> list[dict[str, Any]]:
    """Each meeting at which something was done that the game knows, with the sum of what that told.

    A choice is weighed against everything that could have been done instead, so that little given tells as
    much as something given. Only what was done between those who met, on the days of the meeting or in answer
    to it, counts as done there.
    """
    found = []
    first = min((entry.date for entry in seen), default=None)
    view = View(record, max((entry.date for entry in seen), default=date.min))
    for meeting in record.moves:
        if meeting.act is not Act.MEET or meeting.extent not in MEETINGS_HELD or first is None:
            continue
        done = done_at(view, meeting)
        there = {move.id for move in done}
        told = [moment["told"] for entry, moment in zip(seen, moments, strict=True) if entry.move in there]
        if not told or meeting.last_date < first:
            continue
        weighed = dict.fromkeys(entry.move for entry in seen if entry.move in there)
        gave = [move.id for move in done if move.act in YIELDS]
        found.append(
            {
                "move": naming.move(meeting.id),
                "date": naming.day(meeting.date).isoformat(),
                "about": naming.prose(meeting.option),
                "gave": [naming.move(name) for name in gave],
                "weighed": [naming.move(name) for name in weighed],
                "told": None if None in told else sum(told),
            }
        )
    return found
