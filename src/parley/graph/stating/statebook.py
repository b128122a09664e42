"""The states of a graph file by whatever they may be called: number, name, pattern or statement."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from parley.files import closest_name
from parley.graph.model.conflict import Conflict
from parley.graph.model.states import Cube, Flags, Masks, States
from parley.graph.stating.formula import StatementError, meaning, parsed, truth

SHOWN = 6


@dataclass(frozen=True)
class StateBook:
    """Where words are looked up. `full` are the joint choices before merging, `state_of` their states.

    `names` maps names of states to their numbers. In graph form `full` is empty and `state_of` counts up.
    """

    states: States
    full: Masks
    state_of: np.ndarray
    options: Mapping[str, int]
    names: Mapping[str, int] = field(default_factory=dict)

    def inside(self, text: str) -> Flags:
        """In which states a statement holds, whatever joint choice of them; StatementError if unreadable."""
        held = truth(parsed(text), self._look)
        if not self.states.merged:
            return held
        found = np.ones(self.states.count, dtype=np.bool_)
        np.logical_and.at(found, self.state_of, held)
        return found

    def choices(self, text: str) -> Flags:
        """Of which joint choices, before merging, a statement is true; StatementError if unreadable."""
        return truth(parsed(text), self._look)

    def state(self, text: str) -> int:
        """The one state a word means: its number from 1, its name, its pattern; StatementError if none."""
        word = text.strip()
        if word in self.names:
            return self.names[word]
        if word.isdecimal():
            if 1 <= int(word) <= self.states.count:
                return int(word) - 1
            raise StatementError("unknown-name", f"a state from 1 to {self.states.count:,}", f"{word}")
        found = np.flatnonzero(self._flags(word))
        if len(found) != 1:
            got = (
                f"'{word}', which holds in {len(found):,} states"
                if len(found)
                else f"'{word}', which cannot be"
            )
            raise StatementError("state-unclear", "one state that is feasible", got)
        return int(found[0])

    def several(self, text: str) -> list[int]:
        """The states a word means, one or more: a number, a name, a pattern or a statement."""
        word = text.strip()
        if word in self.names or word.isdecimal():
            return [self.state(word)]
        found = np.flatnonzero(self._flags(word)).tolist()
        if not found:
            raise StatementError(
                "state-unclear", "at least one state that is feasible", f"'{word}', which cannot be"
            )
        return [int(one) for one in found]

    def _flags(self, word: str) -> Flags:
        """Where a word holds; in graph form a lone word that is nothing is taken for a state misspelt."""
        if re.fullmatch(r"[A-Za-z0-9_-]+", word) and not self.options:
            known = list(self.names)
            near = closest_name(word, known)
            listed = ", ".join(known[:SHOWN]) + (", ..." if len(known) > SHOWN else "")
            raise StatementError(
                "unknown-name", f"a state ({listed})", f"'{word}'", f"did you mean '{near}'?" if near else ""
            )
        return self.inside(word)

    def _look(self, word: str) -> Flags:
        what = meaning(word, self.options, list(self.names))
        if isinstance(what, Cube):
            return what.holds(self.full)
        return np.asarray(self.state_of == self.names[what], dtype=np.bool_)

    def listed(self, states: Sequence[int]) -> str:
        """Some states for a message: number and pattern or name, the first few of them."""
        shown = [f"{one + 1} ({self.states.pattern(one) or self.states.name(one)})" for one in states[:SHOWN]]
        more = len(states) - len(shown)
        return ", ".join(shown) + (f" and {more:,} more" if more > 0 else "")


def book_of(conflict: Conflict) -> StateBook:
    """The book of a finished model, for questions about it."""
    options = {option.id: at for at, option in enumerate(conflict.states.options)}
    return StateBook(conflict.states, conflict.full, conflict.state_of, options, conflict.names)
