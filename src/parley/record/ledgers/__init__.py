"""The ledgers: who gave what for what, what is new, what stands, who was in the room.

Each is a function (Record, as_of, Options) -> Ledger and reads nothing dated after `as_of`.
`LEDGERS` has them by name, in the order they are printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from parley.errors import UsageError
from parley.files import closest_name
from parley.record.ledgers.accounts import claims, readouts
from parley.record.ledgers.exchange import giveaways, quid_pro_quo
from parley.record.ledgers.ledger import Ledger, LedgerOf, Line, Options, read_options
from parley.record.ledgers.pressure import levers, pressure_balance
from parley.record.ledgers.room import linkage, participation, tempo
from parley.record.ledgers.standing import standing_conditions
from parley.record.ledgers.terms import novelty, term_history
from parley.record.rows import Record

LEDGERS: dict[str, LedgerOf] = {
    "quid-pro-quo": quid_pro_quo,
    "novelty": novelty,
    "standing": standing_conditions,
    "readouts": readouts,
    "levers": levers,
    "participation": participation,
    "tempo": tempo,
    "giveaways": giveaways,
    "claims": claims,
    "linkage": linkage,
    "terms": term_history,
    "pressure": pressure_balance,
}


def build_ledgers(
    record: Record, as_of: date, wanted: Iterable[str] = (), options: Options | None = None
) -> list[Ledger]:
    """The ledgers asked for, or all; raises UsageError for a name there is none of."""
    chosen = list(wanted) or list(LEDGERS)
    for name in chosen:
        if name not in LEDGERS:
            near = closest_name(name, LEDGERS)
            hint = f"did you mean {near}?" if near else f"there are {', '.join(LEDGERS)}"
            raise UsageError(f"no ledger is called {name}; {hint}")
    return [LEDGERS[name](record, as_of, options or Options()) for name in chosen]


__all__ = ["LEDGERS", "Ledger", "Line", "Options", "build_ledgers", "read_options"]
