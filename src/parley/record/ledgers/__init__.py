"""The ledgers: who gave what for what, what is new, what stands, who was in the room.

Each is a function (Record, as_of, Options) -> Ledger and reads nothing dated after `as_of`.
`LEDGERS` has them by name, in the order they are printed; `ledgers_document` writes them as JSON.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from parley.errors import UsageError
from parley.files import closest_name
from parley.record.as_of import known_on
from parley.record.ledgers.document import code_of, ledgers_document, ledgers_schema
from parley.record.ledgers.ledger import Entry, Ledger, LedgerRule, View, cells_of
from parley.record.ledgers.options import Options, read_options
from parley.record.ledgers.rules.acceptable import acceptable
from parley.record.ledgers.rules.circumstances.aims import aims
from parley.record.ledgers.rules.circumstances.motives import motives
from parley.record.ledgers.rules.circumstances.supply import supply
from parley.record.ledgers.rules.claims import claims
from parley.record.ledgers.rules.context import context
from parley.record.ledgers.rules.exchange import quid_pro_quo
from parley.record.ledgers.rules.framing import framing
from parley.record.ledgers.rules.levers import levers
from parley.record.ledgers.rules.linkage import linkage
from parley.record.ledgers.rules.novelty import novelty
from parley.record.ledgers.rules.pressure import pressure_balance
from parley.record.ledgers.rules.promises import promises
from parley.record.ledgers.rules.standing import standing_conditions
from parley.record.ledgers.rules.talks.channels import channels
from parley.record.ledgers.rules.talks.giveaways import giveaways
from parley.record.ledgers.rules.talks.participation import participation
from parley.record.ledgers.rules.talks.readouts import readouts
from parley.record.ledgers.rules.talks.tempo import tempo
from parley.record.ledgers.rules.terms import term_history
from parley.record.rows import Record

ALL: tuple[LedgerRule[Any], ...] = (
    quid_pro_quo,
    novelty,
    standing_conditions,
    readouts,
    levers,
    participation,
    channels,
    tempo,
    giveaways,
    claims,
    promises,
    linkage,
    term_history,
    acceptable,
    aims,
    pressure_balance,
    framing,
    motives,
    context,
    supply,
)
LEDGERS: dict[str, LedgerRule[Any]] = {rule.name: rule for rule in ALL}


def build_ledgers(
    record: Record, as_of: date, wanted: Iterable[str] = (), options: Options | None = None
) -> list[Ledger[Any]]:
    """The ledgers asked for, or all; raises UsageError for a name there is none of."""
    chosen = list(wanted) or list(LEDGERS)
    for name in chosen:
        if name not in LEDGERS:
            near = closest_name(name, LEDGERS)
            hint = f"did you mean {near}?" if near else f"there are {', '.join(LEDGERS)}"
            raise UsageError(f"no ledger is called {name}; {hint}")
    view = View(known_on(record, as_of), as_of)
    return [LEDGERS[name].of(view, options or Options()) for name in chosen]


__all__ = [
    "LEDGERS",
    "Entry",
    "Ledger",
    "LedgerRule",
    "Options",
    "View",
    "build_ledgers",
    "cells_of",
    "code_of",
    "ledgers_document",
    "ledgers_schema",
    "read_options",
]
