"""From the code of an actor to its party, and from an act to the direction it points in."""

from __future__ import annotations

from parley.record.rows import Move
from parley.vocabulary import DEFAULT_CAMEO, GIVES, LEVER_CAMEO, PLOVER_BY_CAMEO, WITHHOLDS, Act

_GIVING = frozenset({Act.CONCEDE, Act.ACCEPT, Act.PROMISE, Act.GESTURE, Act.OFFER, Act.AGREE})
_PRESSING = frozenset({Act.THREAT, Act.FORCE, Act.LEVER})
_EASED = ("down", "off")


def doers(move: Move) -> tuple[str, ...]:
    """The parties that act in a move."""
    return move.cast.parties(move.actor)


def addressees(move: Move) -> tuple[str, ...]:
    """The parties a move is addressed to, without those that act in it."""
    return move.cast.addressed(move.actor, move.target) if move.target else ()


def pairs(move: Move) -> list[tuple[str, str]]:
    """Everybody that acts in a move with everybody it is addressed to."""
    return [(one, two) for one in doers(move) for two in addressees(move)]


def sits_down(move: Move) -> bool:
    """Whether a move is talks that were held, or what they agreed on."""
    return move.act is Act.AGREE or (move.act is Act.MEET and move.extent == "held")


def owners(move: Move) -> tuple[str, ...]:
    """The parties whose asset a move gives or takes though they take no part in it."""
    if not move.affected:
        return ()
    acting = doers(move)
    return tuple(name for name in move.cast.parties(move.affected) if name not in acting)


def cameo_code(move: Move) -> str:
    """The CAMEO code of the row, or the default of its act and extent; empty where there is none."""
    if move.cameo:
        return move.cameo
    if move.act is Act.LEVER:
        return LEVER_CAMEO.get((move.polarity, move.extent), LEVER_CAMEO.get((move.polarity, ""), ""))
    return DEFAULT_CAMEO.get((move.act, move.extent), DEFAULT_CAMEO[(move.act, "")])


def plover_code(cameo: str) -> tuple[str, str, str]:
    """PLOVER event, mode and context of a CAMEO code; empty where PLOVER drops it."""
    for length in range(len(cameo), 1, -1):
        if found := PLOVER_BY_CAMEO.get(cameo[:length]):
            event, mode, context = (part.replace("-", "", part == "-") for part in found.split("/"))
            return event, mode, context
    return "", "", ""


def polarity(move: Move) -> str:
    """Whether a move gives or withholds: as the row says, else as its act does; empty if nobody said.

    A LEVER is told by its own CAMEO code where the row states one, and never by its extent: `on` may be aid
    or a ban.
    """
    if move.polarity:
        return move.polarity
    if move.act is Act.LEVER:
        return "" if not move.cameo else GIVES if move.cameo.startswith("0") else WITHHOLDS
    if move.act is Act.FORCE:
        return GIVES if move.extent in _EASED else WITHHOLDS
    if move.act is Act.THREAT:
        return WITHHOLDS
    if move.act is Act.IMPLEMENT:
        return GIVES if move.extent == "comply" else ""
    return GIVES if move.act in _GIVING else ""


def favours(move: Move) -> bool:
    """Whether the move gives somebody something: a ban lifted as much as a concession."""
    return polarity(move) == GIVES


def presses(move: Move) -> bool:
    """Whether the move hurts its addressee or announces that it will."""
    return move.act in _PRESSING and polarity(move) == WITHHOLDS


def favoured(move: Move) -> tuple[str, ...]:
    """The addressees a move does something for: not those whose own asset it would take."""
    if not favours(move):
        return ()
    to = addressees(move)
    taken_from = owners(move)
    return tuple(name for name in to if name not in taken_from) if taken_from else to
