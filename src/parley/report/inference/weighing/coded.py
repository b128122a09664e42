"""How the record was brought into the game's words: every move that counts, and what was left aside."""

from __future__ import annotations

from collections import Counter

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
    lead = [f"Of {count(len(moves), 'known move')} {len(counted)} count as something in the game."]
    earlier = sum(move.kind == "earlier" for move in moves)
    if earlier:
        lie = "lies" if earlier == 1 else "lie"
        lead.append(f"{count(earlier, 'move')} that would count {lie} before the first round.")
    if coded.start:
        changes = listing([f"{path} at {value}" for path, value in coded.start.items()])
        lead.append(f"The weighed game starts with {changes}; all else is as the scenario states it.")
    uncovered = coded.uncovered
    lead.append(
        f"No rule covers {listing(uncovered)}: they are not weighed."
        if uncovered
        else "No move was left without a rule."
    )
    if said.found.blind:
        return Section("coding", "How the record was coded", tuple(lead))
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
    heads = ("Date", "Move", "Record", "Counts as", "By rule", "Coder", "Why")
    tables = [Table(heads, rows, "Moves that count")] if rows else []
    tables += filter(None, [stakes_table(said)])
    aside = Counter((move.by, move.reason, move.note) for move in moves if move.kind == "nothing")
    if aside:
        tables.append(
            Table(
                ("By rule", "Moves", "Why they count as nothing"),
                tuple(
                    (by, str(times), f"{reason} ({note})" if note else reason)
                    for (by, reason, note), times in aside.most_common()
                ),
                "Moves that count as nothing",
                figures=(1,),
            )
        )
    return Section("coding", "How the record was coded", tuple(lead), tables=tuple(tables))
