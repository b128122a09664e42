"""An extended game seen from a position: turns, any number of hidden sides, offers that cost, votes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from parley.dealing.course_of_action import Fared
from parley.dealing.package import signed
from parley.dealing.path import GoingOn
from parley.dealing.position import Position
from parley.dealing.standing.following import fare_extended, going_on_extended
from parley.dealing.standing.seen import Move, Refused, Reply, Standing, Tabled, Upshot
from parley.game import NONE, Floats
from parley.game.names import AnswerKind
from parley.solver import GeneralSolution
from parley.solver.general.sight import Fate, Sight, Way


@dataclass(frozen=True)
class _Asking:
    """An offer of a package that can be made here: in a turn, by an action that asks some parties."""

    turn: int
    action: int
    asked: tuple[int, ...]


class ExtendedStanding(Standing):
    """A position in the solution of an extended game.

    Acts and offers of every turn are judged as if the turns before it passed quietly.
    """

    def __init__(self, solution: GeneralSolution, position: Position, sight: Sight | None = None):
        super().__init__(solution, position)
        self.general, self.form, self.beliefs = solution, solution.form, solution.form.beliefs
        self.sight = sight or Sight(solution)
        self._taken_apart: dict[tuple[int, int], GoingOn] = {}

    def chances(self, side: int, party: int, evidence: Floats) -> Floats:
        """What a party (the analyst after the last of them) believes of a hidden side, [k]."""
        every = self.beliefs.weights[side]
        weights = self.beliefs.analyst[side] if party == len(every) else every[party]
        odds = weights + np.append(evidence[self.beliefs.axes_of(side)], 0.0)
        shares = np.exp(odds - odds.max())
        return np.asarray(shares / shares.sum())

    def weights(self, party: int, kind: int | None = None) -> Floats:
        """What a party (of a kind, where it hides one) makes of every profile here, [h]."""
        result = np.ones(len(self.kinds))
        for g in range(len(self.sides)):
            if g == self.own(party) and kind is not None:
                result = result * (self.kinds[:, g] == kind)
            else:
                result = result * self.chances(g, party, self.position.evidence)[self.kinds[:, g]]
        return result

    # ---- packages

    def tabled(self, x: int) -> Tabled:
        """A package put to those who would sign it, in the first turn in which somebody can."""
        p, s = self.position, self.structure
        ways = self._askings(x)
        first = ways[0] if ways else None
        found = signed(self.game, p.round, np.array([p.situation]), x)
        settled, holds = found.worth[:, :, 0], 1.0
        undone = np.zeros_like(settled)
        # A package that cannot be put yet would have to be ratified all the same.
        offers = [first.action] if first else [int(a) for a in np.flatnonzero(s.action_package == x)]
        if offers:
            ratified = self.form.ratified.at(p.round)[offers[0]]
            holds = float(ratified[p.situation if len(ratified) > 1 else 0])
            after = first.turn + 1 if first else len(self.form.turns)
            undone = self.form.unratified_cost[:, :, offers[0]] + self.on(after, p.situation, p.evidence)
        leads, refusal = [], np.zeros_like(settled)
        for i in range(len(s.parties)):
            asks = next((one for one in ways if i in one.asked), first)
            leads.append(self._refused(asks))
            refusal[i] = self._refusal(leads[-1])[i]
        return Tabled(
            signing=holds * settled + (1.0 - holds) * undone,
            settled=settled,
            refusal=refusal,
            leads=tuple(leads),
            kept=1.0 - found.broken[:, 0],
            holds=holds,
            undone=undone,
            says_yes=self._says_yes(ways),
        )

    def _askings(self, x: int) -> list[_Asking]:
        """Offers of a package that can be made here: those of open parties first, early turns first.

        An offer by a hidden party tells something itself; what a package is met with is asked without that.
        """
        p, s, form = self.position, self.structure, self.form
        floor, there = form.floor.at(p.round), form.action_next.at(p.round)
        found = [
            _Asking(u, int(a), self._signers(int(a)))
            for a in np.flatnonzero(s.action_package == x)
            for u in range(len(form.turns))
            if form.action_turn[u, a]
            and there[p.situation, a] != NONE
            and floor[u, s.action_party[a], p.situation] > 0.0
        ]
        return sorted(found, key=lambda one: (self.own(int(s.action_party[one.action])) != NONE, one.turn))

    def _signers(self, a: int) -> tuple[int, ...]:
        j = self.structure.action_joint[a]
        return () if j == NONE else tuple(int(i) for i in self.structure.signers[j] if i != NONE)

    def _refused(self, asks: _Asking | None) -> Refused:
        broken, here = self.game.numbers.breakdown_chance, self.position.situation
        if asks is None:
            return Refused(len(self.form.turns), here, broken)
        return Refused(asks.turn + 1, self._there(int(self.form.action_refused[here, asks.action])), broken)

    def _refusal(self, refused: Refused) -> Floats:
        """What a refusal is worth to everybody, [i, h]; the cost to whoever offered is a cost of offering."""
        p, chance = self.position, refused.broken
        on = self.on(refused.turn, refused.situation, p.evidence)
        return np.asarray((1.0 - chance) * on + chance * self.form.breakdown.at(p.round)[:, :, p.situation])

    def refusal(self) -> Floats:
        """What refusing a settlement nobody has named is worth to everybody, [i, h].

        It is refused in the first turn in which any can be offered, and nothing lies on the table after it.
        """
        every = [one.turn for x in range(len(self.structure.packages)) for one in self._askings(x)]
        turn = min(every, default=len(self.form.turns) - 1) + 1
        broken = self.game.numbers.breakdown_chance
        return self._refusal(Refused(turn, self.position.situation, broken))

    def _says_yes(self, ways: Sequence[_Asking]) -> dict[int, Floats]:
        p, found = self.position, dict[int, Floats]()
        for one in ways:
            for k, party in enumerate(one.asked):
                if party not in found:
                    self.sight.stand(p.round, one.turn, p.situation, p.evidence)
                    found[party] = self._answer(one.turn, one.action, k, AnswerKind.ACCEPT)
        return found

    def _there(self, posture: int) -> int:
        here, postures = self.position.situation, self.structure.postures
        return here - here % postures + posture

    def on(self, turn: int, situation: int, evidence: Floats) -> Floats:
        """What going on is worth before a turn of this round, or before its fighting, [i, h]."""
        w, q = divmod(situation, self.structure.postures)
        if turn == 0:
            by_node = self.general.worths[self.position.round, situation]
        else:
            by_node = self.sight.onward(self.position.round, w)[turn, q]
        corners = [(0, 1.0)]
        for d, count in enumerate(self.beliefs.nodes):
            limit = self.beliefs.limit[d]
            place = float(np.clip((evidence[d] + limit) / (2 * limit) * (count - 1), 0.0, count - 1.0))
            lower = min(int(place), int(count) - 2)
            corners = [
                (b * int(count) + lower + above, weight * (place - lower if above else 1.0 - place + lower))
                for b, weight in corners
                for above in (0, 1)
            ]
        worth = np.sum([weight * by_node[b] for b, weight in corners if weight > 0.0], axis=0)
        return np.asarray(worth).reshape(len(self.structure.parties), -1)

    def breakdown(self, party: int) -> Floats:
        """What it is worth to a party that a refusal breaks the talks, [h]."""
        return np.asarray(self.form.breakdown.at(self.position.round)[party, :, self.position.situation])

    def apart(self, refused: Refused) -> GoingOn:
        """What going on is worth after a refusal, taken into its terms."""
        key = (refused.turn, refused.situation)
        if key not in self._taken_apart:
            self._taken_apart[key] = going_on_extended(self.general, self.position, *key)
        return self._taken_apart[key]

    # ---- acts

    def moves(self, party: int, *, silent: bool = False) -> list[Move]:
        """Every action open to a party, turn by turn, with what it is worth and what is likely to follow.

        What a party would do that cannot have the floor is not worked out, so none is `silent`.
        """
        p = self.position
        floors = self.form.floor.at(p.round)[:, party, p.situation]
        return [
            move
            for u in np.flatnonzero(floors > 0.0)
            for move in self._moves_in(int(u), party, float(floors[u]))
        ]

    def _moves_in(self, u: int, party: int, floor: float) -> list[Move]:
        p, menu = self.position, self.sight.menu(self.position.round, u, self.position.situation, party)
        self.sight.stand(p.round, u, p.situation, p.evidence)
        ways = {a: self.sight.ways(p.round, u, p.situation, a, p.evidence) for a in menu}
        chances = {a: self.sight.chance(a) for a in menu}
        evidence = {a: self.sight.told(u, a, p.evidence) for a in menu}
        replies = {a: tuple(self._replies(u, a)) for a in menu}
        worths = {a: self._worth(u, a, ways[a]) for a in menu}
        hold = next((a for a in menu if self.structure.actions[a] == "hold"), None)
        # Where a party must do something, its acts are set against having to do nothing.
        holding = self.on(u + 1, p.situation, p.evidence) if hold is None else worths[hold]
        return [
            Move(
                action=a,
                turn=u,
                floor=floor,
                chance=chances[a],
                worth=worths[a],
                holding=holding,
                replies=replies[a],
                through=np.sum([w.chance for w in ways[a] if w.fate is Fate.THROUGH], axis=0),
                evidence=evidence[a],
            )
            for a in menu
        ]

    def _replies(self, u: int, a: int) -> Iterator[Reply]:
        for k, party in enumerate(self._signers(a)):
            may_walk = bool(self.structure.may_walk[party])
            accept = self._answer(u, a, k, AnswerKind.ACCEPT)
            leave = self._answer(u, a, k, AnswerKind.WALK_OUT) if may_walk else np.zeros_like(accept)
            yield Reply(party, accept, leave)

    def _answer(self, u: int, a: int, k: int, word: AnswerKind) -> Floats:
        """The chance [h] of an answer of the k-th to be asked, where all before it agreed."""
        before = tuple((party, AnswerKind.ACCEPT) for party in self._signers(a)[:k])
        j, evidence = int(self.structure.action_joint[a]), self.position.evidence
        return {kind: chance for kind, chance, _ in self.sight.answers(u, j, before, evidence)}[word]

    def _worth(self, u: int, a: int, ways: Sequence[Way]) -> Floats:
        """Z: what an action is worth before anybody answers, as the solver has it."""
        p = self.position
        cost = self.form.action_cost.at(p.round)
        total = cost[:, :, p.situation if cost.shape[2] > 1 else 0, a].copy()
        for way in ways:
            total = total + way.chance * self._comes_to(u, a, way)
        return np.asarray(total)

    def _comes_to(self, u: int, a: int, way: Way) -> Floats:
        """What everybody has from one way an action may go, [i, h]."""
        p, s, form = self.position, self.structure, self.form
        t, here = p.round, p.situation
        if way.fate is Fate.WALKED:
            walker = next(i for i, said in way.says if said is AnswerKind.WALK_OUT)
            return np.asarray(form.walk_out.at(t)[walker, :, :, here])
        if way.fate is Fate.BROKEN:
            return np.asarray(form.refused_cost[:, :, a] + form.breakdown.at(t)[:, :, here])
        if way.fate is Fate.THROUGH:
            if s.reservation[a]:
                return self._indifferent(u, a, way.log_odds)
            if s.action_package[a] != NONE:
                return signed(self.game, t, np.array([here]), int(s.action_package[a])).worth[:, :, 0]
            if way.ending != NONE:
                return np.asarray(form.outside.at(t)[form.action_outside[a], :, :, here])
            extra = self.game.numbers.action_gain[:, :, a]
        else:
            undone = way.fate is Fate.UNDONE
            extra = form.unratified_cost[:, :, a] if undone else form.refused_cost[:, :, a]
        return np.asarray(extra + self.on(u + 1, way.situation, way.log_odds))

    def _indifferent(self, u: int, a: int, evidence: Floats) -> Floats:
        """A division of the pie that leaves the one who answers exactly indifferent, [i, h]."""
        p, n, form = self.position, self.game.numbers, self.form
        (party,) = self._signers(a)
        there, chance = self._there(int(form.action_refused[p.situation, a])), n.breakdown_chance
        floor = form.refused_cost[party, :, a] + chance * form.breakdown.at(p.round)[party, :, p.situation]
        floor = floor + (1.0 - chance) * self.on(u + 1, there, evidence)[party]
        if self.structure.may_walk[party]:
            floor = np.maximum(floor, form.walk_out.at(p.round)[party, party, :, p.situation])
        low, high = n.pie[:, 0], n.pie[:, 1]
        share = np.clip((floor - low[party]) / (high[party] - low[party]), 0.0, 1.0)
        result = low[:, None] + (high - low)[:, None] * (1.0 - share)
        result[party] = low[party] + (high[party] - low[party]) * share
        return np.asarray(result + n.bonus[p.round])

    def upshots(self, move: Move) -> list[Upshot]:
        """What may come of a move, each with its chance; ways that are called alike are told together."""
        p, names = self.position, self.structure.parties
        self.sight.stand(p.round, move.turn, p.situation, p.evidence)
        found: dict[str, list[Way]] = {}
        for way in self.sight.ways(p.round, move.turn, p.situation, move.action, p.evidence):
            found.setdefault(_called(way, names), []).append(way)
        result = []
        for outcome, ways in found.items():
            likeliest = max(ways, key=lambda way: float(way.chance.sum()))
            there = likeliest.situation if likeliest.ending == NONE else None
            chance = np.sum([way.chance for way in ways], axis=0)
            result.append(Upshot(outcome, chance, there, likeliest.log_odds))
        return result

    # ---- from elsewhere, and onward

    def at(self, position: Position) -> ExtendedStanding:
        """The same solution from another position."""
        return ExtendedStanding(self.general, position, self.sight)

    def later(self, upshot: Upshot) -> Position | None:
        """The next round after an upshot, the theatre where it is; None past the horizon."""
        if self.position.round + 1 >= self.structure.rounds or upshot.situation is None:
            return None
        node = int(np.argmin(np.abs(self.beliefs.log_odds - upshot.evidence).sum(axis=1)))
        evidence = self.beliefs.log_odds[node]
        return replace(
            self.position,
            round=self.position.round + 1,
            situation=upshot.situation,
            node=node,
            log_odds=float(evidence[0]) if len(evidence) else 0.0,
            evidence=evidence,
        )

    def fare(self, steps: Sequence[int]) -> Fared:
        """Follow a party's steps from here on, and play as in equilibrium after them."""
        return fare_extended(self.general, self.position, steps)


def _called(way: Way, names: Sequence[str]) -> str:
    """What one way an action may go is called: by who refused or walked out first."""
    if way.fate is Fate.THROUGH:
        return str(AnswerKind.ACCEPT) if way.says else "done"
    if way.fate is Fate.UNDONE:
        return "unratified"
    if way.fate is Fate.BROKEN:
        return "breakdown"
    kind = AnswerKind.WALK_OUT if way.fate is Fate.WALKED else AnswerKind.REFUSE
    who = next(i for i, said in way.says if said is kind)
    return f"{kind}:{names[who]}"
