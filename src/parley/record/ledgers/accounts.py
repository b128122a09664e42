"""Whose account says what, and whether what was claimed was ever done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from parley.record.ledgers.ledger import (
    Found,
    Line,
    Options,
    by,
    counted,
    issues,
    ledger,
    line,
    listed,
    names,
)
from parley.record.parties import addressees, doers
from parley.record.rows import Move, ReadoutItem, Record
from parley.vocabulary import Act

TOLD = ("present", "wider", "narrower", "differs")


@ledger(
    "readouts",
    "Whose readout says what",
    "Every item of readouts.csv against the accounts given by that day, side by side. An item one side "
    "tells and another that gave an account omits is named with both; 'wider' and 'narrower' are against "
    "the plainest account. Meetings with READOUT rows but no matrix are listed by the sides that gave "
    "one.",
    ("meeting", "item", "issue", "told by", "wider", "narrower", "differs", "left out by", "finding", "note"),
)
def readouts(record: Record, as_of: date, options: Options) -> Found:
    """Each item of each meeting across the accounts of it."""
    lines = [_item_line(record, item) for item in record.readouts]
    in_matrix = {item.meeting for item in record.readouts}
    for move in record.moves:
        if move.act is Act.MEET and move.id not in in_matrix:
            given = [answer for answer in record.answers.get(move.id, ()) if answer.act is Act.READOUT]
            if given:
                lines.append(_bare_line(move, given))
    alone = sum(1 for entry in lines if str(entry.cells[-2]).startswith("told by one"))
    return Found(tuple(lines), (f"{counted(len(lines), 'item')}, {alone} told by one side alone",))


def _item_line(record: Record, item: ReadoutItem) -> Line:
    def sides(*cells: str) -> str:
        return listed(account.side for account in item.accounts if account.cell in cells)

    told = [account for account in item.accounts if account.cell in TOLD]
    omitted = [account for account in item.accounts if account.cell == "absent"]
    meeting = record.by_id[item.meeting]
    made = line(
        (
            item.meeting,
            item.item,
            item.issue,
            sides(*TOLD),
            sides("wider"),
            sides("narrower"),
            sides("differs"),
            sides("absent"),
            _divergence(len(told), len(omitted), {account.cell for account in told}),
            item.note,
        ),
        meeting,
    )
    return Line(made.cells, made.ids, (item.source,))


def _divergence(told: int, omitted: int, wordings: set[str]) -> str:
    if not told:
        return "in nobody's account"
    scope = "" if wordings == {"present"} or told == 1 else ", worded differently"
    if not omitted:
        return f"told by all{scope}" if told > 1 else "only one account"
    return (
        f"told by one, left out by {omitted}"
        if told == 1
        else f"told by {told}, left out by {omitted}{scope}"
    )


def _bare_line(meeting: Move, given: list[Move]) -> Line:
    sides = " ".join(dict.fromkeys(by(move) for move in given))
    only = len(dict.fromkeys(by(move) for move in given)) == 1
    finding = "told by one side alone (no matrix)" if only else "accounts without a matrix"
    topics = "; ".join(dict.fromkeys(topic for move in given for topic in move.issue))
    options = "; ".join(move.option for move in given)
    cells = (meeting.id, options, topics or issues(meeting), sides, "", "", "", "", finding, "")
    return line(cells, meeting, given)


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


@ledger(
    "claims",
    "Claimed, signed, in force, kept",
    "Every AGREE, every ACCEPT, and every READOUT of the other side's words. Followed through the AGREE, "
    "ACCEPT, MEET and IMPLEMENT rows that answer it: signed where one of them is an AGREE of extent "
    "'text', in force and kept where an IMPLEMENT says 'comply', broken or lapsed where one says so. "
    "Claims are STATEMENT and READOUT rows that respond to it; FORCE that responds to it is listed as "
    "such. Reported words are contradicted where the side they are ascribed to answers with a REJECT.",
    (
        "date",
        "id",
        "by",
        "form",
        "issue",
        "what",
        "claimed by",
        "signed",
        "kept",
        "broken or lapsed",
        "force after",
        "contradicted by",
        "finding",
    ),
)
def claims(record: Record, as_of: date, options: Options) -> Found:
    """Each announced success against what was signed and done."""
    lines = []
    for move in record.moves:
        if move.act not in (Act.AGREE, Act.ACCEPT) and not _ascribed(move):
            continue
        followed = _followed(record, move)
        found = _substance(move, followed)
        form = " ".join(part for part in (move.act.value, move.extent) if part)
        told = (found.said, found.signed, found.kept, found.broken, found.force, found.denied)
        age = (as_of - move.last_date).days
        lines.append(
            line(
                (
                    move.date.isoformat(),
                    move.id,
                    by(move),
                    form,
                    issues(move),
                    move.option,
                    *map(names, told),
                    _verdict(move, found, age),
                ),
                move,
                followed,
            )
        )
    return Found(tuple(lines))


def _ascribed(move: Move) -> bool:
    """Whether the move reports what another side is said to have said."""
    return move.act is Act.READOUT and move.extent == "other's"


def _substance(move: Move, followed: list[Move]) -> Substance:
    def those(*acts: Act) -> tuple[Move, ...]:
        return tuple(one for one in followed if one.act in acts)

    deeds = those(Act.IMPLEMENT)
    texts = (move, *followed)
    return Substance(
        said=those(Act.STATEMENT, Act.READOUT),
        signed=tuple(one for one in texts if one.act is Act.AGREE and one.extent == "text"),
        kept=tuple(one for one in deeds if one.extent in ("comply", "")),
        broken=tuple(one for one in deeds if one.extent in ("breach", "lapse")),
        force=those(Act.FORCE),
        broken_off=tuple(one for one in those(Act.MEET) if one.extent == "broken_off"),
        denied=tuple(one for one in those(Act.REJECT) if set(doers(one)) & set(addressees(move)))
        if _ascribed(move)
        else (),
    )


def _verdict(move: Move, found: Substance, age: int) -> str:
    if _ascribed(move):
        return "contradicted" if found.denied else "reported by the other side alone"
    parts = [
        words
        for words, rows in (
            (f"meeting broken off ({names(found.broken_off)})", found.broken_off),
            ("acted on", found.kept),
            ("broken or lapsed", found.broken),
            ("force recorded against it", found.force),
        )
        if rows
    ]
    state = "signed" if found.signed else "no text linked"
    return ", ".join(parts) or f"{state}; no deed linked in {age} days"


def _followed(record: Record, start: Move) -> list[Move]:
    """What answers a claim, followed on through texts, acceptances, meetings and deeds."""
    carriers = (Act.AGREE, Act.ACCEPT, Act.MEET, Act.IMPLEMENT)
    found: dict[str, Move] = {}
    waiting = [start]
    while waiting:
        for answer in record.answers.get(waiting.pop().id, ()):
            if answer.id not in found and answer is not start:
                found[answer.id] = answer
                if answer.act in carriers:
                    waiting.append(answer)
    return sorted(found.values(), key=lambda move: (move.date, move.line))
