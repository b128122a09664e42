"""Who presses whom, and who gives to whom."""

from __future__ import annotations

from dataclasses import dataclass, field

from parley.record.ledgers.ledger import Entry, Found, View, behind, ids, ledger, shown_as
from parley.record.ledgers.options import Options
from parley.record.parties import addressees, cameo_code, doers, favoured, presses
from parley.record.rows import Move
from parley.vocabulary import Act


@dataclass(frozen=True)
class Balance(Entry):
    """What one party did to another: pressure, accusations, favours."""

    by: str
    on: str
    threats: int
    levers: int
    force: int
    pressing: tuple[str, ...]
    accusations: int
    accusing: tuple[str, ...]
    favours: int
    giving: tuple[str, ...]
    taking: int = field(metadata=shown_as("taking"))
    asking: tuple[str, ...] = field(metadata=shown_as("taking by"))


@ledger(
    "pressure",
    "Who presses whom, and who gives to whom",
    "For each pair of parties, the THREAT, FORCE and LEVER rows of one against the other (levers that "
    "withhold) and its accusing STATEMENT rows (CAMEO 11), beside the CONCEDE, ACCEPT, PROMISE, GESTURE "
    "and OFFER rows in its favour, levers that give and force that eases. An OFFER, PROMISE or GESTURE "
    "that withholds, or that would take what belongs to its addressee (affected), is no favour to it and "
    "counts as taking. Counts of rows, not of their weight.",
    Balance,
)
def pressure_balance(view: View, options: Options) -> Found[Balance]:
    """Threats, levers and force beside favours, by actor and target."""
    pairs: dict[tuple[str, str], list[Move]] = {}
    for move in view.record.moves:
        joint = move.act in (Act.AGREE, Act.IMPLEMENT)
        if not joint and (presses(move) or _accuses(move) or move.act in _OFFERED or favoured(move)):
            for actor in doers(move):
                for target in addressees(move):
                    pairs.setdefault((actor, target), []).append(move)
    found = [_balance(actor, target, moves) for (actor, target), moves in pairs.items()]
    return Found(tuple(sorted(found, key=lambda one: (-len(one.pressing), one.by, one.on))))


_OFFERED = (Act.OFFER, Act.PROMISE, Act.GESTURE)


def _balance(actor: str, target: str, moves: list[Move]) -> Balance:
    hard = [move for move in moves if presses(move)]
    words = [move for move in moves if _accuses(move)]
    soft = [move for move in moves if target in favoured(move)]
    taking = [move for move in moves if move.act in _OFFERED and target not in favoured(move)]
    threats, pulled, force = (
        sum(1 for move in hard if move.act is act) for act in (Act.THREAT, Act.LEVER, Act.FORCE)
    )
    return Balance(
        actor,
        target,
        threats,
        pulled,
        force,
        ids(hard),
        len(words),
        ids(words),
        len(soft),
        ids(soft),
        len(taking),
        ids(taking),
        **behind(hard, words, soft, taking),
    )


def _accuses(move: Move) -> bool:
    return move.act is Act.STATEMENT and cameo_code(move).startswith("11")
