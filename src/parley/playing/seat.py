"""A person in one party's chair, the model in all the others: a story that a seed and choices decide."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from parley.compiler import date_of
from parley.dealing.position import settings_at
from parley.errors import UsageError
from parley.files import closest_name
from parley.game import NONE, Floats, hidden_sides, profile_kinds
from parley.game.names import Action, AnswerKind, Ending
from parley.playing.table import LaidTable
from parley.playing.walk import Choice, Step, Walk, pick
from parley.solver import analyst_prior

MODEL, REST = "model", "rest"
"""Choices left to the model: this one, and all that are still to come."""
MOST_CHOICES = 2000
_KIND_DRAW = 1


@dataclass(frozen=True)
class SeatRequest:
    """Which chair is taken, as which kind if its party hides one, which luck, and what was chosen.

    `choices` are names of actions (`offer:PLAN`, `hold`), answers (`accept`, `refuse`, `walk_out`), `model`
    (as the model would, this once) or `rest` (from here on); the same request gives the same story.
    """

    party: str
    kind: str = ""
    seed: int = 1
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Decision:
    """A choice of the person in the chair, and what the model makes of it.

    `to` is the act that is answered and `by` who put it forward, both empty for one's own move; `said` are
    the answers heard before. For each of the `options` there is its `chance` in equilibrium and `short`, how
    many points it is worth less than the best to this party, as it believes (None where that cannot be told).
    `taken` is the option that was taken, empty for the choice that is open.
    """

    round: int
    day: date
    turn: str
    options: tuple[str, ...]
    chance: tuple[float, ...]
    short: tuple[float | None, ...]
    by: str = ""
    to: Action | None = None
    said: tuple[tuple[str, AnswerKind], ...] = ()
    taken: str = ""
    by_model: bool = False


@dataclass(frozen=True)
class Seat:
    """The story so far, seen from the chair.

    `kind` is what one's own party is, empty where it hides nothing. `open` is the choice to be made now; None
    once the story has ended, and then `hidden` tells what everybody was. `beliefs` map whoever does not know
    something (parties, `analyst`) to what it believes when each step of the story began, and last now.
    """

    request: SeatRequest
    kind: str
    story: tuple[Step, ...]
    decisions: tuple[Decision, ...]
    beliefs: Mapping[str, tuple[Mapping[str, float], ...]]
    settings: Mapping[str, str]
    open: Decision | None
    ending: Ending
    day: date
    hidden: Mapping[str, str]

    @property
    def ended(self) -> bool:
        """Whether the story has come to its end."""
        return self.open is None


class _OpenError(Exception):
    """The person in the chair has to choose, and has not yet."""


def kinds_of(table: LaidTable, party: str) -> tuple[str, ...]:
    """What a party may be, to those who do not know; empty if it hides nothing. UsageError for no party."""
    parties = table.solution.game.structure.parties
    if party not in parties:
        near = closest_name(party, parties)
        meant = f"; did you mean '{near}'?" if near else ""
        raise UsageError(f"no party called '{party}'{meant} ({', '.join(parties)})")
    own = parties.index(party)
    return next((side.kinds for side in hidden_sides(table.solution.game) if side.party == own), ())


def sit(table: LaidTable, request: SeatRequest) -> Seat:
    """Play the story of a request, up to the next choice that is open.

    What others hide is drawn by the analyst's prior. Luck is drawn anew for each turn of each round,
    so a choice taken back leaves the luck of all other turns as it was. Raises UsageError for a party, kind
    or choice that there is not.
    """
    kinds = kinds_of(table, request.party)
    if request.kind and request.kind not in kinds:
        listed = f"it may be {', '.join(kinds)}" if kinds else "it hides nothing"
        raise UsageError(f"{request.party} is never '{request.kind}': {listed}")
    if len(request.choices) > MOST_CHOICES:
        raise UsageError(f"at most {MOST_CHOICES:,} choices can be told at once")
    with table.lock:
        return _Sitting(table, request).play()


class _Sitting:
    """One story as it is played."""

    def __init__(self, table: LaidTable, request: SeatRequest):
        self.table, self.request = table, request
        self.game = table.solution.game
        self.s = self.game.structure
        self.sides = hidden_sides(self.game)
        self.own = self.s.parties.index(request.party)
        self.profile = self._drawn()
        self.left = list(request.choices)
        self.resting = False
        self.decisions: list[Decision] = []
        self.open: Decision | None = None
        self.walk = Walk(table, self.profile, self._dice, self._choose)
        self.seen: dict[str, list[Mapping[str, float]]] = {name: [] for name, _ in self._holders()}

    def play(self) -> Seat:
        """The story up to the open choice, or to its end."""
        story: list[Step] = []
        try:
            self._look()
            for step in self.walk.steps():
                story.append(step)
                self._look()
        except _OpenError:
            # The story goes as far as the first choice that nobody has made yet, which is kept in `open`.
            pass
        if self.open is None and self.left not in ([], [REST]):
            raise UsageError(f"the story has ended, and '{self.left[0]}' comes after its end")
        kinds = profile_kinds(self.sides)[self.profile]
        hidden = {side.name: side.kinds[int(k)] for side, k in zip(self.sides, kinds, strict=True)}
        mine = next((side.name for side in self.sides if side.party == self.own), "")
        t = self.walk.place.round
        return Seat(
            request=self.request,
            kind=hidden.get(mine, ""),
            story=tuple(story),
            decisions=tuple(self.decisions),
            beliefs={name: tuple(seen) for name, seen in self.seen.items()},
            settings=settings_at(self.s, self.walk.place.situation),
            open=self.open,
            ending=self.walk.ending,
            day=date_of(self.table.scenario, t),
            hidden=hidden if self.open is None else {},
        )

    def _holders(self) -> list[tuple[str, int]]:
        """Everybody but oneself who believes something about somebody, the analyst last; then oneself."""
        if not self.sides:
            return []
        everybody = [*enumerate(self.s.parties), (NONE, "analyst")]
        return [(name, i) for i, name in everybody if self.walk_belief(i)]

    def walk_belief(self, holder: int) -> dict[str, float]:
        """What somebody believes now of what it does not know."""
        return self.walk.belief(holder)

    def _look(self) -> None:
        for name, i in self._holders():
            self.seen[name].append(self.walk_belief(i))

    def _drawn(self) -> int:
        """What everybody is: drawn by the analyst's prior, given what is asked of oneself."""
        chance = analyst_prior(self.table.solution).copy()
        kinds = profile_kinds(self.sides)
        for g, side in enumerate(self.sides):
            if side.party == self.own and self.request.kind:
                chance[kinds[:, g] != side.kinds.index(self.request.kind)] = 0.0
        if not chance.sum() > 0.0:
            raise UsageError(f"the analyst rules out that {self.request.party} is '{self.request.kind}'")
        return pick(np.random.default_rng((self.request.seed, _KIND_DRAW)), chance)

    def _dice(self, t: int, u: int) -> np.random.Generator:
        return np.random.default_rng((self.request.seed, _KIND_DRAW + 1, t, u))

    def _choose(self, choice: Choice, random: np.random.Generator) -> int:
        """The model chooses for all others, and for oneself where that was asked for."""
        drawn = pick(random, choice.chance[:, self.profile])
        if choice.party != self.own:
            return drawn
        decision = self._decision(choice)
        if self.resting:
            word = MODEL
        elif self.left:
            word = self.left.pop(0)
            self.resting = word == REST
        else:
            self.open = decision
            raise _OpenError
        by_model = word in (MODEL, REST)
        if not by_model and word not in decision.options:
            near = closest_name(word, decision.options)
            meant = f"; did you mean '{near}'?" if near else ""
            raise UsageError(
                f"on {decision.day} {self.request.party} cannot choose '{word}'{meant} "
                f"(it can choose {', '.join(decision.options)})"
            )
        taken = drawn if by_model else decision.options.index(word)
        self.decisions.append(replace(decision, taken=decision.options[taken], by_model=by_model))
        return taken

    def _decision(self, choice: Choice) -> Decision:
        """A choice as the person in the chair meets it."""
        s, chance = self.s, choice.chance[:, self.profile]
        options = (
            tuple(str(word) for word in choice.asked.kinds)
            if choice.asked
            else tuple(s.actions[a] for a in choice.menu)
        )
        heard = () if choice.asked is None or choice.asked.secret else choice.said
        return Decision(
            round=choice.place.round,
            day=date_of(self.table.scenario, choice.place.round),
            turn=self.table.turns[choice.place.turn] if len(self.table.turns) > 1 else "",
            options=options,
            chance=tuple(float(one) for one in chance),
            short=_short(chance, float(self.game.numbers.precision[self.own])),
            by="" if choice.a == NONE else s.parties[int(s.action_party[choice.a])],
            to=None if choice.a == NONE else Action(s.actions[choice.a]),
            said=tuple((s.parties[i], word) for i, word in heard),
        )


def _short(chance: Floats, precision: float) -> tuple[float | None, ...]:
    """How many points each option falls short of the best: logit choice says it by the odds of the two.

    None for what is chosen with no chance that a number can hold, and where choice is perfect.
    """
    best = float(chance.max())
    if not math.isfinite(precision) or precision <= 0.0:
        return tuple(None for _ in chance)
    return tuple(math.log(best / one) / precision if one > 0.0 else None for one in map(float, chance))
