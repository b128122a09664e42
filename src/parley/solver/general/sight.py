"""What everybody does at any evidence, not only at the solver's nodes: strategies and what they tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import Enum

import numpy as np

from parley.game import NONE, Floats
from parley.game.names import AnswerKind
from parley.solver.general.solving import GeneralSolution
from parley.solver.kernel.general import reading
from parley.solver.kernel.general.workspace import Workspace, set_up_workspace

ANSWERS = tuple(AnswerKind)
Says = tuple[tuple[int, AnswerKind], ...]
READ = ("chance", "answers", "news")
"""What reading a node leaves in the working space."""
KEPT_THEATRES = 64
KEPT_NODES = 4096


class Fate(Enum):
    """What becomes of an action once it is taken."""

    THROUGH = "through"
    UNDONE = "not ratified"
    REFUSED = "refused"
    BROKEN = "refused, and the talks broken"
    WALKED = "walked out"


@dataclass(frozen=True)
class Way:
    """One way an action may go once it is taken: who answered what, and where that leads.

    `chance` [h] is its probability given that the action is taken; `says` the answers in the order they were
    given, by party, and `fate` what they make of it. The war goes on in `situation` at `log_odds` [d], or
    ends in `ending`.
    """

    chance: Floats
    says: tuple[tuple[int, AnswerKind], ...]
    situation: int
    log_odds: Floats
    ending: int = NONE
    fate: Fate = Fate.THROUGH


@dataclass
class Sight:
    """The strategies of a solution at any situation and log-odds [d] of a turn, worked out when asked for."""

    solution: GeneralSolution
    space: Workspace = field(init=False)
    prepared: dict[tuple[int, int], tuple[Floats, Floats]] = field(default_factory=dict)
    nodes: dict[tuple[int, int, int, bytes], tuple[Floats, ...]] = field(default_factory=dict)
    at: tuple[int, int, int, bytes] | None = None

    def __post_init__(self) -> None:
        self.form, self.structure = self.solution.form, self.solution.game.structure
        self.beliefs = self.form.beliefs
        self.space = set_up_workspace(self.form)

    def stand(self, t: int, u: int, situation: int, log_odds: Floats) -> None:
        """Solve the node at these log-odds; what is asked next is asked there."""
        here = (t, u, situation, log_odds.tobytes())
        if self.at == here:
            return
        self.at = here
        if here in self.nodes:
            for name, kept in zip(READ, self.nodes[here], strict=True):
                self.space.arrays[name][:] = kept
            return
        w, q = divmod(situation, self.structure.postures)
        onward, told = self._prepare(t, w)
        self.space.arrays["onward"][:] = onward
        if log_odds.size:
            self.space.arrays["at"][0, : log_odds.size] = log_odds
        self.space.arrays["news"][:] = told[q, self._nearest(log_odds)]
        reading.read_node(self.solution.tables, self.space, t, u, situation)
        if len(self.nodes) >= KEPT_NODES:
            self.nodes.pop(next(iter(self.nodes)))
        self.nodes[here] = tuple(self.space.arrays[name].copy() for name in READ)

    def _prepare(self, t: int, w: int) -> tuple[Floats, Floats]:
        if (t, w) not in self.prepared:
            if len(self.prepared) >= KEPT_THEATRES:
                self.prepared.pop(next(iter(self.prepared)))
            told = np.zeros((self.structure.postures, *self.solution.told.shape[2:]))
            later, start = self.solution.worths[t + 1], self.solution.told[t]
            reading.prepare(self.solution.tables, self.space, t, w, later, start, told)
            self.prepared[t, w] = self.space.arrays["onward"].copy(), told
        return self.prepared[t, w]

    def onward(self, t: int, w: int) -> Floats:
        """What going on is worth in a theatre state, [u, q, b, c]: before turn u, last before fighting."""
        if (t, w) not in self.prepared:
            self.at = None
        return self._prepare(t, w)[0]

    def _nearest(self, log_odds: Floats) -> int:
        node = 0
        for d, count in enumerate(self.beliefs.nodes):
            limit = self.beliefs.limit[d]
            place = round(float((log_odds[d] + limit) / (2 * limit) * (count - 1)))
            node = node * int(count) + min(max(place, 0), int(count) - 1)
        return node

    def menu(self, t: int, u: int, situation: int, party: int) -> list[int]:
        """What a party with the floor can do in a turn."""
        there = self.form.action_next.at(t)[situation]
        mine = self.form.action_turn[u] & (self.structure.action_party == party) & (there != NONE)
        return [int(a) for a in np.flatnonzero(mine)]

    def _by_profile(self, by_kind: Floats, party: int) -> Floats:
        g = self.beliefs.own[party]
        if g == NONE:
            return np.full(self.beliefs.profiles, by_kind[0])
        return np.asarray(by_kind[self.beliefs.kinds[:, g]])

    def chance(self, a: int) -> Floats:
        """The probability [h] of an action where one stands, once its party has the floor."""
        return self._by_profile(self.space.arrays["chance"][a], int(self.structure.action_party[a]))

    def _moved(self, log_odds: Floats, party: int, slot: int) -> Floats:
        """Log-odds after a choice of a party, whose news is kept in a slot."""
        g = self.beliefs.own[party]
        if g == NONE:
            return log_odds
        after, axes = log_odds.copy(), self.beliefs.axes_of(int(g))
        after[axes] = self.space.arrays["news"][slot : slot + axes.stop - axes.start]
        return after

    def told(self, u: int, a: int, log_odds: Floats) -> Floats:
        """Public log-odds [d] after an action, where one stands at these."""
        party = int(self.structure.action_party[a])
        return self._moved(log_odds, party, int(self.solution.tables.act_slot[u, a]))

    def ways(self, t: int, u: int, situation: int, a: int, log_odds: Floats) -> list[Way]:
        """Every way an action may go, where one stands at these log-odds."""
        start = Way(np.ones(self.beliefs.profiles), (), situation, self.told(u, a, log_odds))
        j = int(self.structure.action_joint[a])
        return [led for way in self._answered(u, j, start) for led in self.leads(t, a, way)]

    def leads(self, t: int, a: int, way: Way) -> Iterator[Way]:
        """Where an action leads once all have spoken: through, and whether it holds, or turned down."""
        j = int(self.structure.action_joint[a])
        yes = sum(word is AnswerKind.ACCEPT for _, word in way.says)
        if way.ending != NONE:
            yield replace(way, fate=Fate.WALKED)
        elif j == NONE or yes >= int(self.form.agree[j]):
            yield from self._through(t, a, way)
        else:
            yield from self._refused(t, a, way)

    def _signers(self, j: int) -> list[int]:
        return [int(i) for i in self.structure.signers[j] if i != NONE]

    def next_to_answer(self, j: int, says: Says) -> int | None:
        """Who answers a joint action next; None once the answers decide it, or if it needs none."""
        if j == NONE:
            return None
        signers, k, needed = self._signers(j), len(says), int(self.form.agree[j])
        if self.form.together[j]:
            return signers[k] if k < len(signers) else None
        yes = sum(word is AnswerKind.ACCEPT for _, word in says)
        walked = bool(says) and says[-1][1] is AnswerKind.WALK_OUT
        if walked or yes >= needed or yes + len(signers) - k < needed:
            return None
        return signers[k]

    def walked_out(self, says: Says) -> int:
        """The ending that answers bring about at once: that of the first to walk out; NONE without."""
        return next((int(self.form.walk_ending[i]) for i, word in says if word is AnswerKind.WALK_OUT), NONE)

    def answers(
        self, u: int, j: int, says: Says, log_odds: Floats
    ) -> list[tuple[AnswerKind, Floats, Floats]]:
        """What the next to answer may say: the chance [h] of each, and the log-odds [d] after it."""
        if self.form.together[j]:
            return self._together(u, j, len(says), log_odds)
        signers, k = self._signers(j), len(says)
        path = 0
        for _, word in says:
            path = 2 * path + (word is AnswerKind.ACCEPT)
        party, every = signers[k], int(self.form.agree[j]) == len(signers)
        place = k if every else (1 << k) - 1 + path
        g = self.beliefs.own[party]
        width = 0 if g == NONE else len(self.beliefs.sides[g].kinds) - 1
        first = int(self.solution.tables.vote_slot[u, j, place])
        found = []
        for o in range(3 if self.structure.may_walk[party] else 2):
            chance = self._by_profile(self.space.arrays["answers"][j, place, o], party)
            found.append((ANSWERS[o], chance, self._moved(log_odds, party, first + o * width)))
        return found

    def _together(self, u: int, j: int, k: int, log_odds: Floats) -> list[tuple[AnswerKind, Floats, Floats]]:
        """What the k-th of those who answer at once may say."""
        at, news = int(self.solution.tables.joint_slot[u, j]), self.space.arrays["news"]
        signers = self._signers(j)
        kinds = [
            1 if self.beliefs.own[i] == NONE else len(self.beliefs.sides[self.beliefs.own[i]].kinds)
            for i in signers
        ]
        counts = [3 if self.structure.may_walk[i] else 2 for i in signers]
        first = np.cumsum([at, *(n * kind for n, kind in zip(counts, kinds, strict=True))])
        told = np.cumsum([first[-1], *(n * (kind - 1) for n, kind in zip(counts, kinds, strict=True))])
        found = []
        for o in range(counts[k]):
            row = news[first[k] + o * kinds[k] : first[k] + (o + 1) * kinds[k]]
            after = self._moved(log_odds, signers[k], int(told[k]) + o * (kinds[k] - 1))
            found.append((ANSWERS[o], self._by_profile(row, signers[k]), after))
        return found

    def _answered(self, u: int, j: int, way: Way) -> Iterator[Way]:
        """Answers until they decide; the first to walk out, in the order stated, decides the ending."""
        party = self.next_to_answer(j, way.says)
        if party is None:
            yield way
            return
        for word, chance, after in self.answers(u, j, way.says, way.log_odds):
            says = (*way.says, (party, word))
            ending = self.walked_out(says)
            yield from self._answered(u, j, Way(way.chance * chance, says, way.situation, after, ending))

    def _there(self, situation: int, posture: int) -> int:
        return situation - situation % self.structure.postures + posture

    def _through(self, t: int, a: int, way: Way) -> Iterator[Way]:
        """An action that goes through and, where that is not sure, holds."""
        ratified, s = self.form.ratified.at(t)[a], self.structure
        holds = float(ratified[way.situation if len(ratified) > 1 else 0])
        x = int(s.action_package[a])
        ending = x if x != NONE else int(self.form.action_ending[a])
        there = way.situation
        if ending == NONE:
            there = self._there(there, int(self.form.action_next.at(t)[there, a]))
        yield Way(holds * way.chance, way.says, there, way.log_odds, ending)
        if holds < 1.0:
            yield replace(way, chance=(1.0 - holds) * way.chance, fate=Fate.UNDONE)

    def _refused(self, t: int, a: int, way: Way) -> Iterator[Way]:
        """An action that was turned down."""
        s = self.structure
        broken = self.solution.game.numbers.breakdown_chance if s.action_package[a] != NONE else 0.0
        there = self._there(way.situation, int(self.form.action_refused[way.situation, a]))
        yield replace(way, chance=(1.0 - broken) * way.chance, situation=there, fate=Fate.REFUSED)
        if broken > 0.0:
            yield replace(way, chance=broken * way.chance, ending=s.breakdown, fate=Fate.BROKEN)
