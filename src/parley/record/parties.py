"""From the code of an actor to its party, and from an act to the direction it points in."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from parley.record.rows import Move
from parley.vocabulary import DEFAULT_CAMEO, PLOVER_BY_CAMEO, Act

_WHOLE = ("IGO", "NGO")
_GIVING = frozenset({Act.CONCEDE, Act.ACCEPT, Act.PROMISE, Act.GESTURE, Act.OFFER, Act.AGREE})
_PRESSING = frozenset({Act.THREAT, Act.FORCE})


@cache
def party(code: str) -> str:
    """RUSGOV and RUSMIL are one party, RUS; organisations keep their whole code."""
    return code if code.startswith(_WHOLE) else code[:3]


def parties(codes: Iterable[str]) -> tuple[str, ...]:
    """The parties of several actors, each once, in order."""
    return tuple(dict.fromkeys(party(code) for code in codes))


def doers(move: Move) -> tuple[str, ...]:
    """The parties that act in a move."""
    return parties(move.actor)


def addressees(move: Move) -> tuple[str, ...]:
    """The parties a move is addressed to, without those that act in it."""
    acting = doers(move)
    return tuple(name for name in parties(move.target) if name not in acting)


def owners(move: Move) -> tuple[str, ...]:
    """The parties whose asset a move gives or takes though they take no part in it."""
    acting = doers(move)
    return tuple(name for name in parties(move.affected) if name not in acting)


def cameo_code(move: Move) -> str:
    """The CAMEO code of the row, or the default of its act and extent."""
    if move.cameo:
        return move.cameo
    return DEFAULT_CAMEO.get((move.act, move.extent), DEFAULT_CAMEO[(move.act, "")])


def plover_code(cameo: str) -> tuple[str, str, str]:
    """PLOVER event, mode and context of a CAMEO code; empty where PLOVER drops it."""
    for length in range(len(cameo), 1, -1):
        if found := PLOVER_BY_CAMEO.get(cameo[:length]):
            event, mode, context = (part.replace("-", "", part == "-") for part in found.split("/"))
            return event, mode, context
    return "", "", ""


def favours(move: Move) -> bool:
    """Whether the move gives its addressee something: aid switched on as much as a concession."""
    if move.act is Act.LEVER:
        return cameo_code(move).startswith("0")
    if move.act is Act.IMPLEMENT:
        return move.extent == "comply"
    return move.act in _GIVING


def presses(move: Move) -> bool:
    """Whether the move hurts its addressee or announces that it will."""
    return move.act in _PRESSING or (move.act is Act.LEVER and not cameo_code(move).startswith("0"))
