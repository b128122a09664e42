"""What was tied to what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from parley.record.ledgers.ledger import Entry, Found, View, behind, ids, ledger, shown_as
from parley.record.ledgers.options import Options
from parley.record.rows import Move, Record
from parley.vocabulary import Act

_WORD = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True)
class Tie(Entry):
    """Two issues and the moves that join them."""

    issue: str
    tied_to: str = field(metadata=shown_as("tied to"))
    rows: int
    in_one_row: tuple[str, ...] = field(metadata=shown_as("in one row"))
    by_an_answer: tuple[str, ...] = field(metadata=shown_as("by an answer"))
    in_a_condition: tuple[str, ...] = field(metadata=shown_as("in a condition (suggested)"))


@ledger(
    "linkage",
    "Which issues are tied together",
    "Pairs of issues named in one row; joined by an answer on one issue to a move on another; or joined "
    "because a condition on one names a word of the other (suggested).",
    Tie,
)
def linkage(view: View, options: Options) -> Found[Tie]:
    """Pairs of issues and the moves that join them."""
    record = view.record
    pairs: dict[tuple[str, str], tuple[list[Move], list[Move], list[Move]]] = {}
    topics_of = _topics_by_word(record)
    for move in record.moves:
        for pair in combinations(sorted(set(move.issue)), 2):
            pairs.setdefault(pair, ([], [], []))[0].append(move)
        for pair in sorted(_answered_across(record, move)):
            pairs.setdefault(pair, ([], [], []))[1].append(move)
        for pair in _named_in_gate(move, topics_of):
            pairs.setdefault(pair, ([], [], []))[2].append(move)
    entries = [
        Tie(
            pair[0],
            pair[1],
            len({move.id for kind in kinds for move in kind}),
            ids(kinds[0]),
            ids(kinds[1]),
            ids(kinds[2]),
            **behind(*kinds),
        )
        for pair, kinds in sorted(pairs.items(), key=lambda entry: (-sum(map(len, entry[1])), entry[0]))
    ]
    return Found(tuple(entries))


def _topics_by_word(record: Record) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for topic in sorted({topic for move in record.moves for topic in move.issue}):
        for word in dict.fromkeys(_WORD.findall(topic)):
            found.setdefault(word, []).append(topic)
    return found


def _named_in_gate(move: Move, topics_of: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    said = dict.fromkeys(_WORD.findall(move.conditionality.lower()))
    for topic in sorted({topic for word in said for topic in topics_of.get(word, ())}):
        for own in move.issue:
            if topic not in move.issue:
                yield _pair(own, topic)


def _answered_across(record: Record, move: Move) -> set[tuple[str, str]]:
    if move.act is Act.CONTEXT:
        return set()
    found = set()
    for name in move.responds_to:
        for other in record.by_id[name].issue:
            for own in move.issue:
                if other not in move.issue and own not in record.by_id[name].issue:
                    found.add(_pair(own, other))
    return found


def _pair(one: str, two: str) -> tuple[str, str]:
    return (one, two) if one < two else (two, one)
