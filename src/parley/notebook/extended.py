"""Strategies and worths by name in games of the extended form: turns, several hidden sides, votes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

import numpy as np

from parley.dealing.position import Position, position_on
from parley.dealing.standing.extended import ExtendedStanding
from parley.errors import UsageError
from parley.files import closest_name
from parley.game import NONE, Floats
from parley.game.general import kind_keys
from parley.game.names import AnswerKind
from parley.outlook.belief_range import Played
from parley.solver import GeneralSolution
from parley.solver.general.sight import Says

Row = tuple[str | float, ...]


def stand_at(
    played: Played,
    when: date | None,
    situation: Mapping[str, str],
    belief: float | Mapping[str, float] | None,
    holder: str,
) -> Position:
    """The most probable situation on a day, with parts of it and beliefs set as named.

    Sides no belief is given of are believed as is expected on the day. Raises UsageError for names there are
    none of, and for beliefs nobody can hold.
    """
    solution = played.solution
    assert isinstance(solution, GeneralSolution)
    position = position_on(played.scenario, solution, played.course, when, situation)
    if belief is None:
        return position
    evidence = position.evidence.copy()
    for side, chances in _by_side(solution, belief).items():
        evidence[solution.form.beliefs.axes_of(side)] = _evidence(solution, side, chances, holder)
    limit = solution.form.beliefs.limit
    return replace(position, evidence=np.clip(evidence, -limit, limit))


def _by_side(solution: GeneralSolution, belief: float | Mapping[str, float]) -> dict[int, Floats]:
    """The probabilities [k] of the kinds of each hidden side that a belief speaks of."""
    sides = solution.form.beliefs.sides
    if not sides:
        raise UsageError("nothing is hidden in this scenario, so there is nothing to believe")
    names = kinds_by_side(solution)
    if not isinstance(belief, Mapping):
        if len(sides) > 1 or len(sides[0].kinds) > 2:
            listed = ", ".join(name for kinds in names for name in kinds)
            raise UsageError(f"several things may be believed here: say of which kind, by name ({listed})")
        belief = {names[0][0]: belief}
    known = {name: (g, k) for g, kinds in enumerate(names) for k, name in enumerate(kinds)}
    given: dict[int, dict[int, float]] = {}
    for name, chance in belief.items():
        if name not in known:
            near = closest_name(name, known)
            meant = f"; did you mean '{near}'?" if near else ""
            raise UsageError(f"no kind of a hidden side is called '{name}'{meant} ({', '.join(known)})")
        side, kind = known[name]
        given.setdefault(side, {})[kind] = float(chance)
    return {side: _whole(names[side], chances) for side, chances in given.items()}


def _whole(names: tuple[str, ...], given: Mapping[int, float]) -> Floats:
    """Probabilities of all kinds of a side: those given, and the rest shared by the others evenly."""
    chances = np.array([given.get(k, 0.0) for k in range(len(names))])
    others = [k for k in range(len(names)) if k not in given]
    rest = 1.0 - chances.sum()
    if others:
        chances[others] = rest / len(others)
    if not np.all((chances > 0.0) & (chances < 1.0)) or abs(chances.sum() - 1.0) > 1e-9:
        said = ", ".join(f"'{names[k]}' {chance:g}" for k, chance in given.items())
        raise UsageError(
            f"expected probabilities between 0 and 1 that leave every kind of {', '.join(names)} possible and"
            f" sum to one, got {said}"
        )
    return chances


def _evidence(solution: GeneralSolution, side: int, chances: Floats, holder: str) -> Floats:
    """Public log-odds about a side at which a holder believes these probabilities of its kinds."""
    s, beliefs = solution.game.structure, solution.form.beliefs
    holders = {"analyst": beliefs.analyst[side]} | {
        party: beliefs.weights[side][i] for i, party in enumerate(s.parties) if beliefs.own[i] != side
    }
    if holder not in holders:
        name = beliefs.sides[side].name
        raise UsageError(f"'{holder}' holds no belief of {name}; those who do: {', '.join(holders)}")
    odds = np.log(chances) - holders[holder]
    return np.asarray(odds[:-1] - odds[-1])


def kinds_by_side(solution: GeneralSolution) -> tuple[tuple[str, ...], ...]:
    """What the kinds of each hidden side are called in results."""
    sides = solution.form.beliefs.sides
    return tuple(kind_keys({side.name: side.kinds for side in sides}).values())


class ByName:
    """What everybody does and what it is worth where one stands, kind by kind of whoever acts."""

    def __init__(self, played: Played, position: Position):
        assert isinstance(played.solution, GeneralSolution)
        self.view = ExtendedStanding(played.solution, position)
        self.solution, self.position = played.solution, position
        self.names = kinds_by_side(played.solution)

    def strategy(self) -> Iterator[Row]:
        """Turn, party, action, own kind, chance of the floor, and of the action given the floor."""
        p, s, form, sight = self.position, self.solution.game.structure, self.solution.form, self.view.sight
        for u, turn in enumerate(form.turns):
            floor = form.floor.at(p.round)[u, :, p.situation]
            sight.stand(p.round, u, p.situation, p.evidence)
            for party in np.flatnonzero(floor > 0.0).tolist():
                for a in sight.menu(p.round, u, p.situation, party):
                    chance = sight.chance(a)
                    for kind, profile in self._own(party):
                        who, does = s.parties[party], s.actions[a]
                        yield turn, who, does, kind, float(floor[party]), float(chance[profile])

    def answers(self) -> Iterator[Row]:
        """Turn, who asks, action, who answers, own kind, answer and its chance; those before say yes."""
        p, s, form, sight = self.position, self.solution.game.structure, self.solution.form, self.view.sight
        for u, turn in enumerate(form.turns):
            floor = form.floor.at(p.round)[u, :, p.situation]
            sight.stand(p.round, u, p.situation, p.evidence)
            for party in np.flatnonzero(floor > 0.0).tolist():
                for a in sight.menu(p.round, u, p.situation, party):
                    for row in self._answers(u, int(s.action_joint[a]), sight.told(u, a, p.evidence)):
                        yield turn, s.parties[party], s.actions[a], *row

    def _answers(self, u: int, j: int, log_odds: Floats) -> Iterator[Row]:
        s, sight = self.solution.game.structure, self.view.sight
        says: Says = ()
        while (party := sight.next_to_answer(j, says)) is not None:
            after = log_odds
            for word, chance, then in sight.answers(u, j, says, log_odds):
                for kind, profile in self._own(party):
                    yield s.parties[party], kind, word.value, float(chance[profile])
                if word is AnswerKind.ACCEPT:
                    after = then
            says, log_odds = (*says, (party, AnswerKind.ACCEPT)), after

    def worths(self) -> Iterator[Row]:
        """Party, own kind, and what going on is worth to it as the round begins, as it believes the rest."""
        p, s = self.position, self.solution.game.structure
        worth = self.view.on(0, p.situation, p.evidence)
        for i, party in enumerate(s.parties):
            side = self.solution.form.beliefs.own[i]
            for k, (kind, _) in enumerate(self._own(i)):
                weights = self.view.weights(i, None if side == NONE else k)
                yield party, kind, float(worth[i] @ weights / weights.sum())

    def _own(self, party: int) -> list[tuple[str, int]]:
        """The kinds a party may be of itself, each with a profile in which it is."""
        side = int(self.solution.form.beliefs.own[party])
        if side == NONE:
            return [("all", 0)]
        kinds = self.solution.form.beliefs.kinds[:, side]
        return [(name, int(np.argmax(kinds == k))) for k, name in enumerate(self.names[side])]
