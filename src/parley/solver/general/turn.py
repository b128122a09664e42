"""One turn in plain Python: the choice of who has the floor, and of those who answer, one after another."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from parley.game import NONE, Floats
from parley.solver.general.branch import ASIDE, Branch
from parley.solver.general.settling import ALIKE, settle
from parley.solver.searching import Closing, choose, news_of, read_news

if TYPE_CHECKING:
    from parley.solver.general.reference import GeneralReference

Option = Callable[[Floats], Floats]
"""What an option is worth, [i, h], given the log-odds it leaves behind."""
ACCEPT, REFUSE, WALK = range(3)


@dataclass
class Node:
    """What is worked out at one turn, situation and evidence.

    `chance` [a] of actions by profile; `worth` [a]; `answers` [a, k, path] of the k-th to answer, by profile
    [o, h], after the answers in `path` (a bit each, the latest lowest, 1 for consent); `told` the log-odds
    after each choice of a hidden party, and where searches for answers given together ended.
    """

    chance: dict[int, Floats] = field(default_factory=dict)
    worth: dict[int, Floats] = field(default_factory=dict)
    answers: dict[tuple[int, int, int], Floats] = field(default_factory=dict)
    told: dict[tuple[int, ...], Floats] = field(default_factory=dict)
    residual: float = 0.0


class Turn:
    """One situation in one turn, with the worth of what comes after it in every situation at hand."""

    def __init__(self, plain: GeneralReference, t: int, u: int, situation: int, onward: Floats):
        self.plain, self.form, self.structure = plain, plain.form, plain.structure
        self.t, self.u, self.situation, self.onward = t, u, situation, onward
        self.node = Node()

    def solve(self, log_odds: Floats, start: dict[tuple[int, ...], Floats]) -> Node:
        """Choices of whoever has the floor, and of those who answer, given this evidence."""
        self.node.told = dict(start)
        floor = self.form.floor.at(self.t)[self.u, :, self.situation]
        for party in map(int, np.flatnonzero(floor)):
            menu = self.menu(party)
            if menu:
                self._act(party, menu, log_odds)
        return self.node

    def menu(self, party: int) -> list[int]:
        """What a party with the floor can do here; a party that can do nothing passes."""
        there = self.form.action_next.at(self.t)[self.situation]
        mine = self.form.action_turn[self.u] & (self.structure.action_party == party) & (there != NONE)
        return [int(a) for a in np.flatnonzero(mine)]

    def _act(self, party: int, menu: list[int], log_odds: Floats) -> None:
        cost = self.form.action_cost.at(self.t)
        here = self.situation if cost.shape[2] > 1 else 0

        def option(a: int) -> Option:
            return lambda after: cost[:, :, here, a] + self._asked(a, 0, 0, after)

        keys = [(a, NONE, NONE) for a in menu]
        chances, worths = self._decide(party, log_odds, [option(a) for a in menu], keys)
        for a, chance, worth in zip(menu, chances, worths, strict=True):
            self.node.chance[a], self.node.worth[a] = chance, worth

    def _decide(
        self, party: int, log_odds: Floats, options: Sequence[Option], keys: Sequence[tuple[int, ...]]
    ) -> tuple[Floats, list[Floats]]:
        """A party's choice: chances [o, h] of its options, and what each is then worth [i, h].

        Whoever hides its kind is judged by what it does: each option is weighed at the log-odds it leads to.
        """
        precision, side = self.plain.precision[party], int(self.plain.beliefs.own[party])
        if side == NONE:
            worths = [option(log_odds) for option in options]
            return self._chances(party, log_odds, worths), worths
        axes, count = self.plain.beliefs.axes_of(side), len(options)
        limit = self.plain.beliefs.limit[axes]
        chances, own, worths = np.zeros((0, 0)), np.zeros((0, 0)), list[Floats]()

        def says(told: Floats, part: float = 1.0) -> Floats:
            nonlocal chances, own
            worths.clear()
            for option, one in zip(options, told.reshape(count, -1), strict=True):
                after = log_odds.copy()
                after[axes] = one
                worths.append(option(after))
            own = self._own_worths(party, log_odds, worths)
            chances = self._choose(party, own)
            told_of = (
                self._news(side, chances)
                if np.isinf(precision)
                else self._read_news(side, own, part * precision)
            )
            return np.asarray(log_odds[axes] + told_of).ravel()

        def implied(told: Floats) -> Floats:
            return np.clip(says(told), low, high)

        start = np.concatenate([self.node.told.get(key, log_odds[axes]) for key in keys])
        low, high = np.tile(-limit, count), np.tile(limit, count)

        def news(told: Floats) -> Floats:
            implied(told)
            return np.asarray(log_odds[axes] + self._read_news(side, own, precision)).ravel()

        def close_in(point: Floats, gap: float, same: list[int]) -> tuple[Floats, float]:
            cell = float(2.0 * limit[0] / (self.plain.beliefs.nodes[axes][0] - 1))
            return Closing(news, start, -float(limit[0]), float(limit[0]), cell, same).run(point, gap)

        def follow() -> tuple[Floats, float] | None:
            first = self._alike(lambda told: (implied(told), own)[1], log_odds[axes], count)
            kept = sorted(set(first))

            def spread(point: Floats) -> Floats:
                return np.asarray(point.reshape(len(kept), -1)[[kept.index(o) for o in first]].ravel())

            def of_kept(point: Floats, part: float) -> Floats:
                return np.asarray(says(spread(point), part).reshape(count, -1)[kept].ravel())

            bounds = np.tile(-limit, len(kept)), np.tile(limit, len(kept))
            found = Branch(of_kept, np.tile(log_odds[axes], len(kept)), bounds).run()
            return None if found is None else (spread(found[0]), found[1])

        perfect = bool(np.isinf(precision))
        close = None if perfect or len(limit) > 1 else close_in
        told, residual = settle(
            implied,
            start,
            (low, high),
            count,
            perfect=perfect,
            close_in=close,
            follow=None if perfect else follow,
        )
        self.node.told.update(zip(keys, told.reshape(count, -1), strict=True))
        self.node.residual = max(self.node.residual, residual)
        return chances, list(worths)

    def _chances(self, party: int, log_odds: Floats, worths: Sequence[Floats]) -> Floats:
        """Logit chances [o, h] of options with these worths, under what the party believes."""
        return self._choose(party, self._own_worths(party, log_odds, worths))

    def _own_worths(self, party: int, log_odds: Floats, worths: Sequence[Floats]) -> Floats:
        """What options are worth to the party itself under what it believes, by profile [o, h]."""
        profiles = range(self.plain.beliefs.profiles)
        belief = [self.plain.believes(party, log_odds, h) for h in profiles]
        return np.array([[float(belief[h] @ worth[party]) for h in profiles] for worth in worths])

    def _alike(self, own: Callable[[Floats], Floats], here: Floats, count: int) -> list[int]:
        """For each option the first that is worth the same to all kinds, with nothing told and a little."""
        aside = here - np.copysign(ASIDE, here)
        one, other = own(np.tile(here, count)), own(np.tile(aside, count))
        apart = [
            [max(np.abs(one[o] - one[p]).max(), np.abs(other[o] - other[p]).max()) for p in range(o + 1)]
            for o in range(count)
        ]
        return [next(p for p, far in enumerate(row) if far < ALIKE) for row in apart]

    def _choose(self, party: int, own: Floats, part: float = 1.0) -> Floats:
        """Logit chances [o, h] of options that are worth so much to a party by profile [o, h]."""
        precision = part * self.plain.precision[party]
        return np.array([choose([float(one) for one in of], precision) for of in own.T]).T

    def _read_news(self, side: int, own: Floats, precision: float) -> Floats:
        """What each option says of a side, [o, k - 1], by its worths [o, h] to who never is quite sure."""
        kinds, count = self.plain.beliefs.kinds[:, side], len(self.plain.beliefs.sides[side].kinds)
        of = [own[:, int(np.flatnonzero(kinds == k)[0])] for k in range(count)]
        return np.stack([read_news(np.stack([one, of[-1]], axis=1), precision) for one in of[:-1]], axis=1)

    def _news(self, side: int, chances: Floats) -> Floats:
        """What each option says of a side, in log-odds against its last kind, [o, k - 1]."""
        kinds, count = self.plain.beliefs.kinds[:, side], len(self.plain.beliefs.sides[side].kinds)
        by_kind = [chances[:, int(np.flatnonzero(kinds == k)[0])] for k in range(count)]
        return np.array(
            [[news_of(float(one), float(last)) for one in each] for *each, last in zip(*by_kind, strict=True)]
        )

    # ---- answers

    def _asked(self, a: int, k: int, path: int, log_odds: Floats) -> Floats:
        """Worth of reaching the k-th to answer after the answers in `path`, shape [i, h]."""
        signers = self._signers(a)
        if not signers:
            return self._through(a, log_odds)
        joint = int(self.structure.action_joint[a])
        needed, yes = int(self.form.agree[joint]), path.bit_count()
        if yes >= needed:
            return self._through(a, log_odds)
        if yes + len(signers) - k < needed:
            return self._refused(a, log_odds)
        if self.form.together[joint]:
            return self._answer_together(a, signers, needed, log_odds)
        options: list[Option] = [
            lambda after: self._asked(a, k + 1, 2 * path + 1, after),
            lambda after: self._asked(a, k + 1, 2 * path, after),
        ]
        if self.structure.may_walk[signers[k]]:
            walk = self._walks(signers[k])
            options.append(lambda _: walk)
        keys = [(a, k, path, o) for o in range(len(options))]
        chances, worths = self._decide(signers[k], log_odds, options, keys)
        self.node.answers[a, k, path] = chances
        return np.asarray(sum(chance * worth for chance, worth in zip(chances, worths, strict=True)))

    def _answer_together(self, a: int, signers: list[int], needed: int, log_odds: Floats) -> Floats:
        """All answer at once, each knowing nothing of the others' answers but what they are likely to be.

        A search for chances and for what they tell; it starts where everybody else is sure to agree.
        """
        beliefs, numbers = self.plain.beliefs, self.plain.numbers
        answers = [3 if self.structure.may_walk[i] else 2 for i in signers]
        patterns = list(itertools.product(*(range(count) for count in answers)))
        owners = [int(beliefs.own[i]) for i in signers]
        profiles, cuts = beliefs.profiles, np.cumsum([0, *(count * beliefs.profiles for count in answers)])
        outcome = np.zeros((0,))

        def outcomes(told: Floats) -> list[Floats]:
            """What every pattern of answers comes to, [i, h]."""
            result = []
            for pattern in patterns:
                after, at = log_odds.copy(), 0
                for who, side, count in zip(pattern, owners, answers, strict=True):
                    if side != NONE:
                        width = len(beliefs.sides[side].kinds) - 1
                        after[beliefs.axes_of(side)] = told[at + who * width : at + (who + 1) * width]
                        at += count * width
                walker = next((i for i, who in zip(signers, pattern, strict=True) if who == WALK), NONE)
                if walker != NONE:
                    result.append(self._walks(walker))
                elif sum(who == ACCEPT for who in pattern) >= needed:
                    result.append(self._through(a, after))
                else:
                    result.append(self._refused(a, after))
            return result

        def replies(point: Floats, part: float = 1.0) -> Floats:
            nonlocal outcome
            chances = [point[cuts[k] : cuts[k + 1]].reshape(-1, profiles) for k in range(len(signers))]
            worths = outcomes(point[cuts[-1] :])
            new, told = [], []
            for k, (party, side) in enumerate(zip(signers, owners, strict=True)):
                own = [np.zeros_like(worths[0]) for _ in range(answers[k])]
                for pattern, worth in zip(patterns, worths, strict=True):
                    others = np.ones(profiles)
                    for other, who in enumerate(pattern):
                        if other != k:
                            others = others * chances[other][who]
                    own[pattern[k]] = own[pattern[k]] + others * worth
                seen = self._own_worths(party, log_odds, own)
                found = self._choose(party, seen, part)
                new.append(found.ravel())
                if side != NONE:
                    axes, precision = beliefs.axes_of(side), part * self.plain.precision[party]
                    says = (
                        self._news(side, found)
                        if np.isinf(precision)
                        else self._read_news(side, seen, precision)
                    )
                    told.append((log_odds[axes] + says).ravel())
            outcome = np.zeros_like(worths[0])
            for pattern, worth in zip(patterns, worths, strict=True):
                joint = np.ones(profiles)
                for k, who in enumerate(pattern):
                    joint = joint * chances[k][who]
                outcome = outcome + joint * worth
            return np.concatenate(new + told)

        def implied(point: Floats) -> Floats:
            return np.clip(replies(point), low, high)

        sure = [np.eye(count)[ACCEPT][:, None].repeat(profiles, axis=1).ravel() for count in answers]
        silent = [
            np.tile(log_odds[beliefs.axes_of(side)], count)
            for side, count in zip(owners, answers, strict=True)
            if side != NONE
        ]
        bounds = [
            np.tile(beliefs.limit[beliefs.axes_of(g)], count)
            for g, count in zip(owners, answers, strict=True)
            if g != NONE
        ]
        high = np.concatenate([np.ones(cuts[-1]), *bounds])
        low = np.concatenate([np.zeros(cuts[-1]), *(-bound for bound in bounds)])
        key = (a, NONE)
        start = self.node.told.get(key, np.concatenate(sure + silent))
        perfect = any(np.isinf(numbers.precision[i]) for i in signers)
        even = [np.full(count * profiles, 1.0 / count) for count in answers]
        follow = Branch(replies, np.concatenate(even + silent), (low, high)).run
        point, residual = settle(
            implied, start, (low, high), 0, perfect=perfect, follow=None if perfect else follow
        )
        implied(point)
        self.node.told[key] = point
        self.node.residual = max(self.node.residual, residual)
        for k in range(len(signers)):
            self.node.answers[a, k, 0] = point[cuts[k] : cuts[k + 1]].reshape(-1, profiles)
        return outcome

    # ---- where an action leads

    def _signers(self, a: int) -> list[int]:
        joint = self.structure.action_joint[a]
        return [] if joint == NONE else [int(i) for i in self.structure.signers[joint] if i != NONE]

    def _walks(self, party: int) -> Floats:
        return np.asarray(self.form.walk_out.at(self.t)[party, :, :, self.situation])

    def _on(self, posture: int, log_odds: Floats) -> Floats:
        """Worth of going on to the next turn, or to the fighting, in a posture."""
        there = self.situation - self.situation % self.structure.postures + posture
        return self.plain.at(self.onward[there], log_odds)

    def _through(self, a: int, log_odds: Floats) -> Floats:
        """Worth if the action goes through and, where that is not sure, holds."""
        s, n, form = self.structure, self.plain.numbers, self.form
        ratified = form.ratified.at(self.t)[a]
        holds = float(ratified[self.situation if len(ratified) > 1 else 0])
        if s.reservation[a]:
            through = self._reservation(a, log_odds)
        elif s.action_package[a] != NONE:
            through = self.plain.package(self.t, self.situation, int(s.action_package[a]))
        elif form.action_ending[a] != NONE:
            through = form.outside.at(self.t)[form.action_outside[a], :, :, self.situation]
        else:
            posture = int(form.action_next.at(self.t)[self.situation, a])
            through = n.action_gain[:, :, a] + self._on(posture, log_odds)
        if holds == 1.0:
            return np.asarray(through)
        undone = form.unratified_cost[:, :, a] + self._on(self.situation % s.postures, log_odds)
        return np.asarray(holds * through + (1.0 - holds) * undone)

    def _refused(self, a: int, log_odds: Floats) -> Floats:
        """Worth after a refusal: going on, unless the refusal of a settlement breaks the talks."""
        n, form = self.plain.numbers, self.form
        going_on = self._on(int(form.action_refused[self.situation, a]), log_odds)
        chance = n.breakdown_chance if self.structure.action_package[a] != NONE else 0.0
        over = form.breakdown.at(self.t)[:, :, self.situation]
        return np.asarray(form.refused_cost[:, :, a] + (1.0 - chance) * going_on + chance * over)

    def _reservation(self, a: int, log_odds: Floats) -> Floats:
        """A division of the pie that leaves the one who answers exactly indifferent."""
        n = self.plain.numbers
        (party,) = self._signers(a)
        floor = self._refused(a, log_odds)[party]
        if self.structure.may_walk[party]:
            floor = np.maximum(floor, self._walks(party)[party])
        low, high = n.pie[:, 0], n.pie[:, 1]
        share = np.clip((floor - low[party]) / (high[party] - low[party]), 0.0, 1.0)
        result = low[:, None] + (high - low)[:, None] * (1.0 - share)
        result[party] = low[party] + (high[party] - low[party]) * share
        return np.asarray(result + n.bonus[self.t])
