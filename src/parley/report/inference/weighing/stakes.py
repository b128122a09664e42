"""Recorded acts with their price: what they cost who did them, what they are worth, what was claimed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parley.game.names import Answer
from parley.languages import worded
from parley.record import Record
from parley.record.ledgers import LEDGERS, Options, View
from parley.report.context import Table
from parley.report.inference.weighing.naming import Naming
from parley.report.inference.weighing.said import CodedSaid
from parley.scenario.coding import CodedRecord
from parley.scenario.coding.stakes import stakes
from parley.scenario.parts import Scenario

PRICED = ("action", "answer")


def priced_acts(
    scenario: Scenario, coded: CodedRecord, record: Record, naming: Naming
) -> list[dict[str, Any]]:
    """Each recorded act that the scenario gives a price, as data; withheld where names are."""
    if naming.blind:
        return []
    ledger = LEDGERS["claims"].of(View(record, coded.as_of), Options())
    claimed = {entry.id: list(entry.claimed_by) for entry in ledger.entries}
    found = []
    actions = {entry.move: entry.what for entry in coded.moves if entry.kind == "action"}
    for entry in coded.moves:
        what = _in_full(entry.what, actions) if entry.kind == "answer" else entry.what
        points = stakes(scenario, what) if entry.kind in PRICED else {}
        if points:
            found.append(
                {
                    "move": entry.move,
                    "date": entry.date.isoformat(),
                    "text": _text(naming, entry.kind, entry.party, what),
                    "by": entry.party,
                    "points": {party: dict(by) for party, by in points.items()},
                    "claimed_by": claimed.get(entry.move, []),
                }
            )
    return found


def _in_full(answer: str, actions: Mapping[str, str]) -> str:
    """An answer with what it answers: `accept U70` as `accept:propose:energy_truce`."""
    word, _, move = answer.partition(" ")
    return Answer.to(actions[move], word) if move in actions else answer


def _text(naming: Naming, kind: str, party: str, what: str) -> str:
    said = naming.deed(what) if kind == "action" else naming.answer(what)
    return f"{naming.parties[party].name} {said}"


def stakes_table(said: CodedSaid) -> Table | None:
    """What each priced act was worth to who did it and to others, and the rows that claim it as a success."""
    found = said.found.stakes
    if not found:
        return None
    rows = tuple(
        (
            said.short(one.date),
            one.move,
            one.text,
            _points(one.points.get(one.by, {})) or worded("nothing"),
            "; ".join(
                f"{said.found.parties[party]} {_points(by)}"
                for party, by in one.points.items()
                if party != one.by
            )
            or worded("nothing"),
            " ".join(one.claimed_by),
        )
        for one in found
    )
    heads = (
        worded("Date"),
        worded("Move"),
        worded("What"),
        worded("To who did it"),
        worded("To others"),
        worded("Claimed as a success"),
    )
    return Table(heads, rows, worded("What recorded acts cost and are worth by themselves (points)"), ())


def _points(by: Any) -> str:
    """Points, or from the least to the most where they differ by kind."""
    values = sorted(
        {f"{value:+.1f}".replace("-", "\N{MINUS SIGN}"): value for value in by.values()}.items(),
        key=lambda one: one[1],
    )
    if not values:
        return ""
    return (
        values[0][0]
        if len(values) == 1
        else worded("{values} to {values2}", values=values[0][0], values2=values[-1][0])
    )
