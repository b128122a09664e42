"""A history on its way through a solved game: who has the floor, what is done and said, what nature does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from parley.compiler import date_of
from parley.dealing.position import settings_at
from parley.game import NONE, Floats, hidden_sides
from parley.game.names import STILL_FIGHTING, Action, AnswerKind, Ending
from parley.playing.standing import Asked, Place, Said, Stand, believed
from parley.playing.table import LaidTable


@dataclass(frozen=True)
class Step:
    """One turn of a history: who had the floor and what came of it; `party` is empty where nobody had it.

    `answers` are in the order they were given. `moved` maps parts of the situation to the setting they were
    put in or driven to by the end of the turn, the fighting included after the last of a round. `belief` is
    the analyst's probability of each disposition when the turn began (`side.kind` where several sides are
    hidden); empty where nothing is.
    """

    round: int
    day: date
    party: str
    action: Action | None
    answers: tuple[tuple[str, AnswerKind], ...]
    moved: Mapping[str, str]
    belief: Mapping[str, float]


@dataclass(frozen=True)
class History:
    """One way it may go: what the hidden party was (empty if nothing is hidden), the rounds, how it ended.

    `ended` is the day the ending was reached; the horizon for a war that still goes on there.
    """

    disposition: str
    steps: tuple[Step, ...]
    ending: Ending
    ended: date


@dataclass(frozen=True)
class Choice:
    """A choice that somebody has to make: among actions `menu`, or among answers to one of them.

    `chance` [o, h] is that of each option in equilibrium. `a` is the action answered, NONE for a choice of
    actions, and `said` what was answered to it before.
    """

    place: Place
    party: int
    menu: tuple[int, ...]
    chance: Floats
    a: int = NONE
    said: Said = ()
    asked: Asked | None = None


Dice = Callable[[int, int], np.random.Generator]
"""The random numbers of a round and turn."""


def pick(random: np.random.Generator, chance: Floats) -> int:
    """The place drawn from chances that sum to one, up to rounding."""
    return int(random.choice(len(chance), p=chance / chance.sum()))


class Walk:
    """A history: the place, and the ending once it is reached. `choose` makes every choice."""

    def __init__(
        self,
        table: LaidTable,
        profile: int,
        dice: Dice,
        choose: Callable[[Choice, np.random.Generator], int],
    ):
        self.table, self.profile, self.dice, self.choose = table, profile, dice, choose
        self.s = table.solution.game.structure
        self.ending = STILL_FIGHTING
        self.place = Place(0, 0, self.s.start, np.zeros(len(table.limits)))

    def steps(self) -> Iterator[Step]:
        """The turns until an ending or the horizon."""
        if len(self.place.log_odds):
            self._land(self.place.log_odds, self.dice(0, 0))
        self._collapsed()
        turns = len(self.table.turns)
        while self.ending == STILL_FIGHTING and self.place.round < self.s.rounds:
            for u in range(turns):
                self.place = replace(self.place, turn=u)
                before, belief, random = self.place, self.belief(), self.dice(self.place.round, u)
                party, action, answers = self._speak(random)
                if u == turns - 1 and self.ending == STILL_FIGHTING:
                    self._fight(random)
                    # A settlement is dated by its round, a collapse by the round after the fighting.
                    self.place = replace(self.place, round=before.round + 1, turn=0)
                    self._collapsed()
                was = settings_at(self.s, before.situation)
                now = settings_at(self.s, self.place.situation)
                moved = {part: now[part] for part in was if was[part] != now[part]}
                day = date_of(self.table.scenario, before.round)
                yield Step(before.round, day, party, action, answers, moved, belief)
                if self.ending != STILL_FIGHTING:
                    return

    def belief(self, holder: int = NONE) -> dict[str, float]:
        """What a party, or the analyst, believes now: kind -> probability, `side.kind` for several sides."""
        sides = believed(self.table.solution.game, holder, self.place.log_odds)
        alone = len(hidden_sides(self.table.solution.game)) < 2
        return {
            kind if alone else f"{side}.{kind}": chance
            for side, kinds in sides.items()
            for kind, chance in kinds.items()
        }

    def _speak(
        self, random: np.random.Generator
    ) -> tuple[str, Action | None, tuple[tuple[str, AnswerKind], ...]]:
        stand = self.table.stand(self.place)
        floor = stand.floor()
        who = pick(random, np.append(floor, max(1.0 - float(floor.sum()), 0.0)))
        menu = stand.menu(who) if who < len(floor) else []
        if not menu:
            return "", None, ()
        chance = np.stack([stand.chance(a) for a in menu])
        a = menu[self.choose(Choice(self.place, who, tuple(menu), chance), random)]
        said, log_odds = self._answers(stand, a, random)
        self._become(stand, a, said, log_odds, random)
        words = tuple((self.s.parties[i], word) for i, word in said)
        return self.s.parties[who], Action(self.s.actions[a]), words

    def _answers(self, stand: Stand, a: int, random: np.random.Generator) -> tuple[Said, Floats]:
        """What is said to an action, and the public log-odds after it."""
        said: Said = ()
        log_odds = stand.told(a)
        while (asked := stand.asked(a, said, log_odds)) is not None:
            o = self.choose(Choice(self.place, asked.party, (), asked.chance, a, said, asked), random)
            said, log_odds = (*said, (asked.party, asked.kinds[o])), asked.after[o]
        return said, log_odds

    def _become(
        self, stand: Stand, a: int, said: Said, log_odds: Floats, random: np.random.Generator
    ) -> None:
        outcomes = stand.outcomes(a, said)
        sure = len(outcomes) == 1
        found = outcomes[0 if sure else pick(random, np.array([one.chance for one in outcomes]))]
        if found.ending != NONE:
            self.ending = Ending(self.s.endings[found.ending])
            return
        self._land(log_odds, random)
        self.place = replace(self.place, situation=found.situation)

    def _fight(self, random: np.random.Generator) -> None:
        """A round of fighting: nature moves, and what it does is news."""
        s, t, here = self.s, self.place.round, self.place.situation
        moves = slice(int(s.move_start[here]), int(s.move_start[here + 1]))
        chance = self.table.solution.game.numbers.move_chance[s.law_of[t]][self.profile, moves]
        m = pick(random, chance)
        news = self.table.news(t, moves)[m]
        self.place = replace(self.place, situation=int(s.move_next[moves][m]))
        self._land(self.place.log_odds + news, random)

    def _land(self, log_odds: Floats, random: np.random.Generator) -> None:
        self.place = replace(self.place, log_odds=self.table.landed(log_odds, random))

    def _collapsed(self) -> None:
        fallen = int(self.s.collapse[self.place.situation // self.s.postures])
        if fallen != NONE:
            self.ending = Ending(self.s.endings[fallen])


def history_of(table: LaidTable, walk: Walk, steps: tuple[Step, ...]) -> History:
    """A walk that has ended, with what was hidden in it."""
    s = walk.s
    hidden = s.dispositions[walk.profile] if hidden_sides(table.solution.game) else ""
    return History(hidden, steps, walk.ending, date_of(table.scenario, walk.place.round))
