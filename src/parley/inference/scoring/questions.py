"""What is asked before each round: will this party act so, will the war end so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from parley.game import Flags, Floats, Game, Structure
from parley.game.names import ActionKind, EndingKind, Name


@dataclass(frozen=True)
class Question:
    """Whether a party takes an action of a class in the coming round; party empty: whether it ends so.

    `entries` are the actions, or the endings, that count as yes.
    """

    party: str
    kind: str
    entries: tuple[int, ...]

    def chance(self, chances: Floats) -> float:
        """The probability of yes from those of all actions, or of all endings, of one round."""
        return float(min(1.0, chances[list(self.entries)].sum()))


def action_questions(structure: Structure) -> tuple[Question, ...]:
    """One for each party and each class of its actions, in the order of the game."""
    parties = [structure.parties[i] for i in structure.action_party]
    return _grouped((party, kind_of(name)) for party, name in zip(parties, structure.actions, strict=True))


def ending_questions(game: Game) -> tuple[Question, ...]:
    """One for each kind of ending that can be reached: settlement, breakdown, collapse."""
    structure = game.structure
    can_break = structure.may_walk.any() or game.numbers.breakdown_chance > 0
    asked = _grouped(("", kind_of(name)) for name in structure.endings)
    return tuple(question for question in asked if can_break or question.kind != EndingKind.BREAKDOWN)


def kind_of(name: str) -> str:
    """The class of an action or the kind of an ending: what stands before what it is about."""
    return Name(name).head


def _grouped(names: Iterable[tuple[str, str]]) -> tuple[Question, ...]:
    """Entries by party and kind; nobody asks whether a party will do nothing."""
    entries: dict[tuple[str, str], list[int]] = {}
    for index, name in enumerate(names):
        if name[1] != ActionKind.HOLD:
            entries.setdefault(name, []).append(index)
    return tuple(Question(*name, tuple(found)) for name, found in entries.items())


def answers(questions: Sequence[Question], rounds: Sequence[Iterable[tuple[str, str]]]) -> Flags:
    """Yes or no to each question in each round, [t, n], from the parties and names of what was done."""
    place = {(question.party, question.kind): n for n, question in enumerate(questions)}
    found = np.zeros((len(rounds), len(questions)), dtype=np.bool_)
    for t, done in enumerate(rounds):
        for party, name in done:
            if (n := place.get((party, kind_of(name)))) is not None:
                found[t, n] = True
    return found
