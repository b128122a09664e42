"""Favours to a party whose own motive somebody has named, by when it was named and what was made of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from parley.languages import worded
from parley.record.ledgers.ledger import (
    AS_CODE,
    AS_FINDING,
    AS_LIST,
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
from parley.record.parties import doers, favoured
from parley.record.rows import Assessment, Move
from parley.vocabulary import Act

FAVOURS = (Act.GESTURE, Act.CONCEDE, Act.ACCEPT, Act.PROMISE, Act.OFFER)
CLAIMS = (Act.STATEMENT, Act.READOUT)
MOTIVE = "motive"


class Timing(StrEnum):
    """When a favour came beside the day a motive was named, and whether whoever has it showed the favour."""

    BEFORE = "before the motive was named"
    UNDATED = "on which day the motive was named is not recorded"
    SINCE = "since the motive was named"
    SHOWN = "since the motive was named, and shown as a success by whose motive it is"


@dataclass(frozen=True)
class Favour(Entry):
    """One favour to a party of which a motive was named."""

    date: dt.date
    id: str
    by: tuple[str, ...]
    act: Act
    to: str
    issue: tuple[str, ...] = field(metadata=AS_LIST)
    what: str
    motive: str
    named_on: dt.date | None = field(metadata=shown_as("named on"))
    days_since: int | None = field(metadata=shown_as("days since"))
    claimed_by: tuple[str, ...] = field(metadata=shown_as("claimed by"))
    finding: Timing = field(metadata=AS_CODE)
    sentence: str = field(metadata=AS_FINDING)


@ledger(
    "motives",
    "What is given to a party whose own motive was named",
    "For each assessment of kind motive: its party is whoever acts in every row it is about; where that is "
    "nobody, or several, it is left out. Listed is every GESTURE, CONCEDE, ACCEPT, PROMISE and OFFER of "
    "others that favours that party, with the days since the assessment was dated, and the STATEMENT and "
    "READOUT rows of the party that respond to it. That a favour came later does not say it was meant for "
    "the motive, and an assessment is somebody's view and no fact. A favour of which it is not recorded to "
    "whom (target) is not found.",
    Favour,
    ("window_days",),
)
def motives(view: View, options: Options) -> Found[Favour]:
    """Each favour to a party whose motive somebody named, with when that was."""
    entries: list[Favour] = []
    notes = []
    for claim in view.record.assessments:
        party = _whose(view, claim) if claim.kind == MOTIVE else ""
        if party:
            found = [_entry(view, claim, party, move) for move in view.record.moves if _for(party, move)]
            entries += found
            notes += _told(claim, found, options.window_days)
    entries.sort(key=lambda one: (one.date, one.motive, one.id))
    return Found(tuple(entries), tuple(notes))


def _whose(view: View, claim: Assessment) -> str:
    """The one party that acts in every row an assessment is about; empty where there is none, or several."""
    rows = [set(doers(view.record.by_id[name])) for name in claim.about if name in view.record.by_id]
    common = set.intersection(*rows) if rows else set()
    return common.pop() if len(common) == 1 else ""


def _for(party: str, move: Move) -> bool:
    return move.act in FAVOURS and party in favoured(move) and party not in doers(move)


def _entry(view: View, claim: Assessment, party: str, move: Move) -> Favour:
    said = [one for one in view.record.answers.get(move.id, ()) if one.act in CLAIMS and party in doers(one)]
    since = None if claim.date is None else (move.date - claim.date).days
    if since is None:
        finding = Timing.UNDATED
    else:
        finding = Timing.BEFORE if since < 0 else Timing.SHOWN if said else Timing.SINCE
    return Favour(
        move.date,
        move.id,
        doers(move),
        move.act,
        party,
        move.issue,
        move.option,
        claim.id,
        claim.date,
        since,
        ids(said),
        finding,
        worded(finding.value),
        **behind(move, said),
    )


def _told(claim: Assessment, found: Sequence[Favour], window: int) -> list[str]:
    """How often who gave in a window before a motive was named and in one of that length since."""
    near = [one for one in found if one.days_since is not None and -window <= one.days_since < window]
    if not near:
        return []
    counts = []
    for name in sorted({name for one in near for name in one.by}):
        own = [one.finding is Timing.BEFORE for one in near if name in one.by]
        counts.append(
            worded("{name} {before} and {since}", name=name, before=sum(own), since=len(own) - sum(own))
        )
    return [
        worded(
            "{motive}: favours in the {days} before it was named and since: {counts}",
            motive=claim.id,
            days=counted(window, "day"),
            counts=", ".join(counts),
        )
    ]
