"""How the record was brought into the game's words: every move that counts, and what was left aside."""

from __future__ import annotations

from collections import Counter

from parley.files.names import few
from parley.languages import worded
from parley.report.context import Section, Table
from parley.report.inference.weighing.said import CodedSaid
from parley.report.inference.weighing.stakes import stakes_table
from parley.report.words import count, listing

_COUNTS = ("action", "answer", "reading", "ending")


def coding(said: CodedSaid) -> Section:
    """What each move counts as, by whom and why; how many count as nothing; what no rule covers."""
    coded = said.found.coding
    moves = coded.moves
    counted = [move for move in moves if move.kind in _COUNTS]
    lead = [
        worded(
            "Of {count} {number} count as something in the game.",
            count=count(len(moves), "known move"),
            number=len(counted),
        )
    ]
    earlier = sum(move.kind == "earlier" for move in moves)
    if earlier:
        lie = "lies" if earlier == 1 else "lie"
        lead.append(
            worded(
                "{count} that would count {lie} before the first round.",
                count=count(earlier, "move"),
                lie=lie,
            )
        )
    if coded.start:
        changes = listing(
            [worded("{path} at {value}", path=path, value=value) for path, value in coded.start.items()]
        )
        lead.append(
            worded(
                "The weighed game starts with {changes}; all else is as the scenario states it.",
                changes=changes,
            )
        )
    uncovered = coded.uncovered
    lead.append(
        worded("No rule covers {list}: they are not weighed.", list=listing(few(uncovered)))
        if uncovered
        else worded("No move was left without a rule.")
    )
    if said.found.blind:
        return Section("coding", worded("How the record was coded"), tuple(lead))
    rows = tuple(
        (
            said.short(move.date),
            move.move,
            move.record,
            f"{said.found.parties.get(move.party, '')} {move.what}".strip(),
            move.by,
            move.coder,
            move.reason,
        )
        for move in counted
    )
    heads = (
        worded("Date"),
        worded("Move"),
        worded("Record"),
        worded("Counts as"),
        worded("By rule"),
        worded("Coder"),
        worded("Why"),
    )
    tables = [Table(heads, rows, worded("Moves that count"))] if rows else []
    tables += filter(None, [stakes_table(said)])
    aside = Counter((move.by, move.reason, move.note) for move in moves if move.kind == "nothing")
    if aside:
        tables.append(
            Table(
                (worded("By rule"), worded("Moves"), worded("Why they count as nothing")),
                tuple(
                    (by, str(times), f"{reason} ({note})" if note else reason)
                    for (by, reason, note), times in aside.most_common()
                ),
                worded("Moves that count as nothing"),
                figures=(1,),
            )
        )
    return Section("coding", worded("How the record was coded"), tuple(lead), tables=tuple(tables))
