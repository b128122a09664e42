"""Where probability stands in an extended game: points of situation and evidence, as histories need them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from parley.game import NONE, Floats, Ints
from parley.game.names import ActionKind, AnswerKind
from parley.solver.general.sight import Sight, Way
from parley.solver.kernel.general.grid import finer
from parley.solver.kernel.general.tables import shifts

WIDEST = 0.05
"""Points of one situation whose log-odds are no farther apart than this may be joined, mean log-odds kept."""
MOST_POINTS = 2000
"""Points above which those close to one another are joined; below, every history keeps its own."""
SMALLEST = 1e-15


@dataclass(frozen=True)
class Cloud:
    """Points n: `situation` [n], public `log_odds` [n, d], and the probability `mass` [h, n] there."""

    situation: Ints
    log_odds: Floats
    mass: Floats

    @property
    def totals(self) -> Floats:
        """Probability by profile, [h]."""
        return np.asarray(self.mass.sum(axis=1))


def gathered(points: Iterable[tuple[int, Floats, Floats]], profiles: int, axes: int) -> Cloud:
    """A cloud of points (situation, log-odds, mass [h]); those that come to the same are one."""
    found: dict[tuple[int, bytes], tuple[Floats, Floats]] = {}
    for situation, log_odds, mass in points:
        if not mass.max() > 0.0:
            continue
        key = (situation, np.round(log_odds, 11).tobytes())
        before = found.get(key)
        found[key] = (log_odds, mass if before is None else before[1] + mass)
    if not found:
        return Cloud(np.zeros(0, dtype=np.int64), np.zeros((0, axes)), np.zeros((profiles, 0)))
    cloud = Cloud(
        np.array([situation for situation, _ in found], dtype=np.int64),
        np.stack([log_odds for log_odds, _ in found.values()]).reshape(len(found), axes),
        np.stack([mass for _, mass in found.values()], axis=1),
    )
    return cloud if len(found) <= MOST_POINTS else _joined(cloud)


def _joined(cloud: Cloud) -> Cloud:
    cells = np.column_stack([cloud.situation, np.round(cloud.log_odds / WIDEST)])
    _, row = np.unique(cells, axis=0, return_inverse=True)
    row = row.ravel()
    count, weight = int(row.max()) + 1, cloud.mass.sum(axis=0)
    total = np.bincount(row, weight, count)
    log_odds = [np.bincount(row, weight * axis, count) / total for axis in cloud.log_odds.T]
    situation: Ints = np.zeros(count, dtype=np.int64)
    situation[row] = cloud.situation
    mass: Floats = np.stack([np.bincount(row, one, count).astype(np.float64) for one in cloud.mass])
    return Cloud(situation, np.asarray(np.stack(log_odds, axis=1), dtype=np.float64), mass)


@dataclass
class Rounds:
    """The steps of a round as a record shows them, on clouds: a quiet turn, a deed, the fighting."""

    sight: Sight

    def __post_init__(self) -> None:
        self.form, self.structure = self.sight.form, self.sight.structure
        self.profiles, self.axes = self.sight.beliefs.profiles, len(self.sight.beliefs.side)
        move = self.sight.solution.game.numbers.move_chance
        self.shift = shifts(self.form, move)

    def cloud(self, points: Iterable[tuple[int, Floats, Floats]]) -> Cloud:
        """A cloud of points of this game."""
        return gathered(points, self.profiles, self.axes)

    def on_nodes(self, mass: Floats) -> Cloud:
        """The cloud of a mass [h, s, f] on the nodes of play."""
        nodes = finer(self.sight.beliefs)[1]
        at, node = np.nonzero(mass.any(axis=0))
        return self.cloud((int(s), nodes[f], mass[:, s, f]) for s, f in zip(at, node, strict=True))

    def begin(self) -> Cloud:
        """The start of the game, given each profile."""
        return self.cloud([(self.structure.start, np.zeros(self.axes), np.ones(self.profiles))])

    def floor(self, t: int, u: int, situation: int) -> Floats:
        """The chance of each party to have the floor in a turn, [i]."""
        return np.asarray(self.form.floor.at(t)[u, :, situation])

    def quiet(self, t: int, u: int, cloud: Cloud) -> Cloud:
        """What agrees with a turn in which nobody had the floor, or its holder held or could do nothing."""
        points = []
        for n, situation in enumerate(map(int, cloud.situation)):
            at, mass, floor = cloud.log_odds[n], cloud.mass[:, n], self.floor(t, u, situation)
            nobody = 1.0 - float(floor.sum())
            self.sight.stand(t, u, situation, at)
            for party in map(int, np.flatnonzero(floor)):
                menu = self.sight.menu(t, u, situation, party)
                if not menu:
                    nobody += float(floor[party])
                for a in menu:
                    if self.structure.actions[a].kind is ActionKind.HOLD:
                        held = floor[party] * self.sight.chance(a) * mass
                        way = self.sight.ways(t, u, situation, a, at)[0]
                        points.append((situation, way.log_odds, held))
            if nobody > SMALLEST:
                points.append((situation, at, nobody * mass))
        return self.cloud(points)

    def allowed(self, t: int, u: int, cloud: Cloud, a: int) -> bool:
        """Whether an action may be taken in a turn anywhere in a cloud."""
        party = int(self.structure.action_party[a])
        return any(
            self.floor(t, u, int(s))[party] > 0.0 and a in self.sight.menu(t, u, int(s), party)
            for s in cloud.situation
        )

    def ways(self, t: int, u: int, cloud: Cloud, a: int) -> list[tuple[Floats, Way]]:
        """Every way an action may be taken and go: its mass [h] and where it leads."""
        party, found = int(self.structure.action_party[a]), []
        for n, situation in enumerate(map(int, cloud.situation)):
            floor = float(self.floor(t, u, situation)[party])
            if floor > 0.0 and a in self.sight.menu(t, u, situation, party):
                at = cloud.log_odds[n]
                self.sight.stand(t, u, situation, at)
                taken = floor * self.sight.chance(a) * cloud.mass[:, n]
                found += [(taken * way.chance, way) for way in self.sight.ways(t, u, situation, a, at)]
        return found

    def floor_of(self, t: int, u: int, cloud: Cloud, party: int) -> Floats:
        """The probability [h] that a party has the floor."""
        chance = np.array([self.floor(t, u, int(s))[party] for s in cloud.situation])
        return np.asarray(cloud.mass @ chance)

    def fight(self, t: int, cloud: Cloud) -> Cloud:
        """Let nature move; what collapses is left out."""
        s, law = self.structure, self.structure.law_of[t]
        chance = self.sight.solution.game.numbers.move_chance[law]
        points = []
        for n, situation in enumerate(cloud.situation):
            for m in range(s.move_start[situation], s.move_start[situation + 1]):
                to = int(s.move_next[m])
                if s.collapse[to // s.postures] == NONE:
                    limit = self.sight.beliefs.limit
                    after = np.clip(cloud.log_odds[n] + self.shift[law, m], -limit, limit)
                    points.append((to, after, chance[:, m] * cloud.mass[:, n]))
        return self.cloud(points)

    def fallen(self, t: int, cloud: Cloud, ending: int) -> Floats:
        """The probability [h] that nature's move is a collapse that is this ending."""
        s, law = self.structure, self.structure.law_of[t]
        chance = self.sight.solution.game.numbers.move_chance[law]
        total = np.zeros(self.profiles)
        for n, situation in enumerate(cloud.situation):
            for m in range(s.move_start[situation], s.move_start[situation + 1]):
                if s.collapse[int(s.move_next[m]) // s.postures] == ending:
                    total += chance[:, m] * cloud.mass[:, n]
        return total


def agrees(way: Way, says: Mapping[int, AnswerKind]) -> bool:
    """Whether a way is one on which everybody heard said what was heard."""
    said = dict(way.says)
    return all(said.get(party) == word for party, word in says.items())
