"""Moves joined by repetition, each chain from its first appearance on; and what was taken back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from parley.record.parties import doers, favours
from parley.record.rows import Move, Record
from parley.vocabulary import Act

TERM_ACTS = (Act.OFFER, Act.DEMAND, Act.CONDITION)


class Chains:
    """The chains that repeat_of makes of a record."""

    def __init__(self, record: Record) -> None:
        self.record = record

    @cached_property
    def _first(self) -> Mapping[str, Move]:
        """For each move the earliest one that its chain of repeat_of leads back to."""
        found: dict[str, Move] = {}
        by_id = self.record.by_id
        for start in self.record.moves:
            waiting = [start]
            open_ones: set[str] = set()
            while waiting:
                one = waiting[-1]
                ahead = [by_id[n] for n in one.repeat_of if n not in found and n not in open_ones]
                open_ones.add(one.id)
                if ahead:
                    waiting += ahead
                    continue
                waiting.pop()
                firsts = [found[name] for name in one.repeat_of if name in found]
                found[one.id] = min((one, *firsts), key=lambda move: (move.date, move.line))
        return found

    def first(self, move: Move) -> Move:
        """The earliest move a chain of repeat_of leads back to; the move itself if it repeats nothing."""
        return self._first[move.id]

    @cached_property
    def all(self) -> list[list[Move]]:
        """Every chain, in order of date; a move nobody repeats is a chain of one."""
        found: dict[str, list[Move]] = {}
        for move in self.record.moves:
            found.setdefault(self._first[move.id].id, []).append(move)
        return list(found.values())


def withdrawals(record: Record, move: Move) -> list[Move]:
    """What takes a move back in answer to it: a refusal or lapse by its own side, or its hand turned.

    A vote of one chamber that the president of the same party vetoes is taken back too.
    """
    own = set(doers(move))
    return [
        answer
        for answer in record.answers.get(move.id, ())
        if own & set(doers(answer)) and _takes_back(answer, move)
    ]


def breaches(record: Record, move: Move) -> list[Move]:
    """What its own side did against a move, by the coder's link: broken, which is not taken back."""
    own = set(doers(move))
    return [
        answer
        for answer in record.answers.get(move.id, ())
        if answer.act is Act.IMPLEMENT and answer.extent == "breach" and own & set(doers(answer))
    ]


def _takes_back(answer: Move, move: Move) -> bool:
    if answer.act is Act.IMPLEMENT:
        return answer.extent == "lapse"
    if answer.act in (Act.LEVER, Act.FORCE):
        return answer.act is move.act and favours(move) and not favours(answer)
    return answer.act is Act.REJECT and answer.extent in ("", "implicit")
