"""Whether what was claimed was ever signed, done, or denied."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from parley.languages import worded
from parley.record.ledgers.chains import withdrawals
from parley.record.ledgers.ledger import (
    AS_CODE,
    AS_FINDING,
    AS_LIST,
    Entry,
    Found,
    View,
    behind,
    ids,
    ledger,
    names,
    shown_as,
)
from parley.record.ledgers.options import Options
from parley.record.parties import addressees, doers
from parley.record.rows import Move, Record
from parley.vocabulary import Act


class Claim(StrEnum):
    """What became of something that was announced; of several things the one that says most against it."""

    CONTRADICTED = "contradicted"
    ASCRIBED = "reported by the other side alone"
    WITHDRAWN = "withdrawn"
    BROKEN_OFF = "meeting broken off"
    BROKEN = "broken or lapsed"
    FORCE = "force recorded against it"
    ACTED_ON = "acted on"
    CARRIED = "carried into a later text"
    SIGNED = "signed, no deed linked"
    ANNOUNCED = "no text linked, no deed linked"


@dataclass(frozen=True)
class Announcement(Entry):
    """One announced success, or words ascribed to another side, and what the record holds after it."""

    date: dt.date
    id: str
    by: tuple[str, ...]
    form: str
    issue: tuple[str, ...] = field(metadata=AS_LIST)
    what: str
    claimed_by: tuple[str, ...] = field(metadata=shown_as("claimed by"))
    signed: tuple[str, ...]
    kept: tuple[str, ...]
    broken: tuple[str, ...] = field(metadata=shown_as("broken or lapsed"))
    force_after: tuple[str, ...]
    contradicted_by: tuple[str, ...] = field(metadata=shown_as("contradicted by"))
    carried_into: tuple[str, ...] = field(metadata=shown_as("carried into"))
    finding: Claim = field(metadata=AS_CODE)
    sentence: str = field(metadata=AS_FINDING)


@dataclass(frozen=True)
class Substance:
    """What the record holds after a claim, by kind."""

    said: tuple[Move, ...]
    signed: tuple[Move, ...]
    kept: tuple[Move, ...]
    broken: tuple[Move, ...]
    force: tuple[Move, ...]
    broken_off: tuple[Move, ...]
    denied: tuple[Move, ...]
    withdrawn: tuple[Move, ...]
    carried_into: tuple[Move, ...]
    kept_there: tuple[Move, ...]
    broken_there: tuple[Move, ...]


@ledger(
    "claims",
    "Claimed, signed, in force, kept",
    "Every AGREE, every ACCEPT, and every READOUT of the other side's words. Followed through the ACCEPT, "
    "MEET and IMPLEMENT rows that answer it, and up to the next AGREE: signed where it is itself an AGREE "
    "of extent 'text' or one answers it, in force and kept where an IMPLEMENT says 'comply', broken or "
    "lapsed where one says so. The deeds of a later text are that text's own, and the earlier one is "
    "carried into it. Claims are STATEMENT and READOUT rows that respond to it; FORCE that responds to it "
    "is listed as such. Reported words are contradicted where the side they are ascribed to answers with a "
    "REJECT; what its own side rejects afterwards is withdrawn.",
    Announcement,
)
def claims(view: View, options: Options) -> Found[Announcement]:
    """Each announced success against what was signed and done."""
    entries = []
    for move in view.record.moves:
        if move.act not in (Act.AGREE, Act.ACCEPT) and not _ascribed(move):
            continue
        followed = _followed(view.record, move)
        found = _substance(view.record, move, followed)
        finding, sentence = _verdict(move, found, (view.until - move.last_date).days)
        entries.append(
            Announcement(
                move.date,
                move.id,
                doers(move),
                " ".join(part for part in (move.act.value, move.extent) if part),
                move.issue,
                move.option,
                ids(found.said),
                ids(found.signed),
                ids(found.kept),
                ids(found.broken),
                ids(found.force),
                ids((*found.denied, *found.withdrawn)),
                ids(found.carried_into),
                finding,
                sentence,
                **behind(move, followed, found.withdrawn),
            )
        )
    return Found(tuple(entries))


def _ascribed(move: Move) -> bool:
    """Whether the move reports what another side is said to have said."""
    return move.act is Act.READOUT and move.extent == "other's"


def _substance(record: Record, move: Move, followed: list[Move]) -> Substance:
    def those(*acts: Act) -> tuple[Move, ...]:
        return tuple(one for one in followed if one.act in acts)

    deeds = those(Act.IMPLEMENT)
    later = those(Act.AGREE)
    there = [deed for text in later for deed in _followed(record, text) if deed.act is Act.IMPLEMENT]
    return Substance(
        said=those(Act.STATEMENT, Act.READOUT),
        signed=tuple(one for one in (move, *later) if one.act is Act.AGREE and one.extent == "text"),
        kept=tuple(one for one in deeds if one.extent in ("comply", "")),
        broken=tuple(one for one in deeds if one.extent in ("breach", "lapse")),
        force=those(Act.FORCE),
        broken_off=tuple(one for one in those(Act.MEET) if one.extent == "broken_off"),
        denied=tuple(one for one in those(Act.REJECT) if set(doers(one)) & set(addressees(move)))
        if _ascribed(move)
        else (),
        withdrawn=tuple(one for one in withdrawals(record, move) if one.act is Act.REJECT),
        carried_into=later,
        kept_there=tuple(one for one in there if one.extent in ("comply", "")),
        broken_there=tuple(one for one in there if one.extent in ("breach", "lapse")),
    )


def _verdict(move: Move, found: Substance, age: int) -> tuple[Claim, str]:
    if _ascribed(move):
        finding = Claim.CONTRADICTED if found.denied else Claim.ASCRIBED
        return finding, worded(finding.value)
    told = [
        (finding, words)
        for finding, words, rows in (
            (Claim.WITHDRAWN, worded("withdrawn ({names})", names=names(found.withdrawn)), found.withdrawn),
            (
                Claim.BROKEN_OFF,
                worded("meeting broken off ({names})", names=names(found.broken_off)),
                found.broken_off,
            ),
            (Claim.ACTED_ON, worded("acted on"), found.kept),
            (Claim.BROKEN, worded("broken or lapsed"), found.broken),
            (Claim.FORCE, worded("force recorded against it"), found.force),
            (Claim.CARRIED, _carried(found), found.carried_into),
        )
        if rows
    ]
    if told:
        worst = min((finding for finding, _ in told), key=list(Claim).index)
        return worst, ", ".join(words for _, words in told)
    finding = Claim.SIGNED if found.signed else Claim.ANNOUNCED
    state = worded("signed") if found.signed else worded("no text linked")
    return finding, worded("{state}; no deed linked in {age} days", state=state, age=age)


def _carried(found: Substance) -> str:
    """Into which later texts a claim went, and what was done on those."""
    said = worded("carried into {names}", names=names(found.carried_into))
    said += worded(", acted on there") if found.kept_there else ""
    return said + (worded(", broken or lapsed there") if found.broken_there else "")


def _followed(record: Record, start: Move) -> list[Move]:
    """What answers a claim, followed on through acceptances, meetings and deeds, up to the next text."""
    carriers = (Act.ACCEPT, Act.MEET, Act.IMPLEMENT)
    found: dict[str, Move] = {}
    waiting = [start]
    while waiting:
        for answer in record.answers.get(waiting.pop().id, ()):
            if answer.id not in found and answer is not start:
                found[answer.id] = answer
                if answer.act in carriers:
                    waiting.append(answer)
    return sorted(found.values(), key=lambda move: (move.date, move.line))
