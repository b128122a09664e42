"""What is read off a solved game where one stands: worths of packages, acts open to a party, what follows.

Whatever the game states, the deal table, reasons, acts and advice see it through a `Standing`. Profiles h are
kinds of all hidden sides together; where one party hides, they are its dispositions.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from parley.dealing.course_of_action import Fared
from parley.dealing.path import GoingOn
from parley.dealing.position import Position
from parley.game import NONE, Floats, Hidden, Ints, Structure, hidden_sides, profile_kinds
from parley.solver import Solution, analyst_prior

ANALYST = "analyst"
ALL = "all"
"""What stands in the place of a kind where nothing is hidden."""


@dataclass(frozen=True)
class Refused:
    """Where a refusal leads: going on after a turn, in a situation; or, by chance, the talks are over."""

    turn: int
    situation: int
    broken: float


@dataclass(frozen=True)
class Tabled:
    """A package put to those who would sign it.

    `signing` [i, h] is its worth once all have accepted, a signature that may not hold weighed in; `settled`
    [i, h] that of a settlement in force. `refusal` [i, h] is what a refusal is worth to each, which for each
    `leads` somewhere [i]. `kept` [h] is the chance that it lasts, `holds` that the signature does, and
    `undone` [i, h] what it is worth if it does not. `says_yes` maps parties that can be asked to their chance
    of accepting [h].
    """

    signing: Floats
    settled: Floats
    refusal: Floats
    leads: tuple[Refused, ...]
    kept: Floats
    holds: float
    undone: Floats
    says_yes: Mapping[int, Floats]


@dataclass(frozen=True)
class Reply:
    """How a party that is asked would answer, if those before it accept, [h]."""

    party: int
    accept: Floats
    walk_out: Floats


@dataclass(frozen=True)
class Move:
    """An action open to a party with the floor in a turn.

    `floor` is its chance of having it, `chance` [h] that it then takes the action. `worth` [i, h] counts the
    answers to be expected, `holding` [i, h] is what holding in the same turn is worth. `through` [h] is the
    chance that it goes through, `evidence` [d] the public log-odds after it was taken.
    """

    action: int
    turn: int
    floor: float
    chance: Floats
    worth: Floats
    holding: Floats
    replies: tuple[Reply, ...]
    through: Floats
    evidence: Floats


@dataclass(frozen=True)
class Upshot:
    """What may come of a move: its chance [h], and where that leaves everybody; None if the war is over."""

    outcome: str
    chance: Floats
    situation: int | None
    evidence: Floats


class Standing(ABC):
    """A position in a solved game."""

    def __init__(self, solution: Solution, position: Position):
        self.solution, self.position, self.game = solution, position, solution.game
        self.structure: Structure = solution.game.structure
        self.sides: tuple[Hidden, ...] = hidden_sides(solution.game)
        self.kinds: Ints = profile_kinds(self.sides)

    @property
    def turns(self) -> tuple[str, ...]:
        """The turns of a round; none where there is but one."""
        general = self.structure.general
        return general.turns if general is not None and len(general.turns) > 1 else ()

    @property
    def profiles(self) -> tuple[str, ...]:
        """What profiles are called; `all` where nothing is hidden."""
        return self.structure.dispositions or (ALL,)

    def own(self, party: int) -> int:
        """The hidden side that is a party's own, or NONE."""
        return next((g for g, side in enumerate(self.sides) if side.party == party), NONE)

    def kinds_of(self, party: int) -> tuple[str, ...]:
        """The kinds a party may be; none where it hides nothing."""
        g = self.own(party)
        return () if g == NONE else self.sides[g].kinds

    def by_kind(self, party: int, by_profile: Floats) -> dict[str, float]:
        """What depends on a party's own kind alone, [h], by that kind; under `all` for an open party."""
        g = self.own(party)
        if g == NONE:
            return {ALL: float(by_profile[0])}
        rows = [int(np.flatnonzero(self.kinds[:, g] == k)[0]) for k in range(len(self.sides[g].kinds))]
        return {kind: float(by_profile[h]) for kind, h in zip(self.sides[g].kinds, rows, strict=True)}

    def to(self, party: int, by_profile: Floats) -> dict[str, float]:
        """What something [h] is worth to a party, by its own kind, under what it believes of the others."""
        kinds = self.kinds_of(party)
        if not kinds:
            return {ALL: float(self.weights(party) @ by_profile)}
        return {kind: float(self.weights(party, k) @ by_profile) for k, kind in enumerate(kinds)}

    @property
    def analyst(self) -> Floats:
        """The analyst's probability of each profile before anything was seen, [h]."""
        return analyst_prior(self.solution)

    def believed(self, evidence: Floats | None = None) -> dict[str, dict[str, dict[str, float]]]:
        """What every party, and the analyst, believe of every hidden side but their own, by kind."""
        at = self.position.evidence if evidence is None else evidence
        found: dict[str, dict[str, dict[str, float]]] = {}
        for i, name in enumerate((*self.structure.parties, ANALYST)):
            mine = {
                side.name: dict(zip(side.kinds, self.chances(g, i, at).tolist(), strict=True))
                for g, side in enumerate(self.sides)
                if side.party != i
            }
            if mine:
                found[name] = mine
        return found

    @abstractmethod
    def chances(self, side: int, party: int, evidence: Floats) -> Floats:
        """What a party (the analyst after the last of them) believes of a hidden side, [k]."""

    @abstractmethod
    def weights(self, party: int, kind: int | None = None) -> Floats:
        """What a party (of a kind, where it hides one) makes of every profile here, [h]."""

    @abstractmethod
    def tabled(self, x: int) -> Tabled:
        """A package put to those who would sign it."""

    @abstractmethod
    def refusal(self) -> Floats:
        """What refusing a settlement nobody has named is worth to everybody, [i, h]."""

    @abstractmethod
    def breakdown(self, party: int) -> Floats:
        """What it is worth to a party that a refusal breaks the talks, [h]."""

    @abstractmethod
    def apart(self, refused: Refused) -> GoingOn:
        """What going on is worth after a refusal, taken into its terms."""

    @abstractmethod
    def moves(self, party: int, *, silent: bool = False) -> list[Move]:
        """Every action open to a party, turn by turn, with what it is worth and what is likely to follow.

        None where it cannot have the floor now, unless `silent` asks for what it could do if it had.
        """

    @abstractmethod
    def upshots(self, move: Move) -> list[Upshot]:
        """What may come of a move, each with its chance."""

    @abstractmethod
    def at(self, position: Position) -> Standing:
        """The same solution from another position."""

    @abstractmethod
    def later(self, upshot: Upshot) -> Position | None:
        """The next round after an upshot, the theatre where it is; None past the horizon."""

    @abstractmethod
    def fare(self, steps: Sequence[int]) -> Fared:
        """Follow a party's steps (actions by index) from here on, and play as in equilibrium after them.

        A step is taken the first time the party has the floor and can take it, and it holds until then. The
        others answer, believe and act as in equilibrium: they do not know of the plan.
        """
