"""The exact filter for extended games: a coded record run through the turns of every round.

A round's deeds are read in the order of turns, where each has one of its own, and else in the order of the
record; where those differ it is said. Each is looked for in the earliest turn, from that of the deed before
it on, in which it may be done; turns passed over are weighed as quiet ones, and so are those left once the
round is over. A deed for which no turn is left is weighed in one that is past, without another quiet turn,
and that is said too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from parley.game import NONE, Floats, Ints
from parley.game.names import Action, ActionKind, Answer, AnswerKind, Ending, Sighting
from parley.inference.weighing.board import Board
from parley.inference.weighing.general.cloud import Cloud, Rounds, agrees
from parley.inference.weighing.general.heard import Heard, answers_that_count
from parley.inference.weighing.general.order import read_in_turn_order
from parley.inference.weighing.impossible import effect_of, stands_otherwise, why_not
from parley.inference.weighing.record_filter import RecordFilter
from parley.inference.weighing.weighed import (
    Impossible,
    Moment,
    OutOfTurn,
    Weighed,
    WeighedRound,
    log_ratio,
)
from parley.scenario.coding import CodedRecord, CodedRound, Deed, Fall, Reading
from parley.solver import Beginning, analyst_prior
from parley.solver.general.playing import spread_on_nodes
from parley.solver.general.sight import Fate, Sight, Way
from parley.solver.general.solving import GeneralSolution


def weigh_general(solution: GeneralSolution, coded: CodedRecord, until: int | Deed | None = None) -> Weighed:
    """Weigh a coded record against the solution of an extended game; `until` as in `weigh`."""
    weighing = GeneralWeighing(solution, coded=coded)
    weighing.go_through(until)
    return weighing.result()


@dataclass
class GeneralWeighing(RecordFilter):
    """The weighing of an extended game: the `cloud` sums to one for each profile."""

    solution: GeneralSolution
    turn: int = 0
    out_of_turn: list[OutOfTurn] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.steps, self.board = Rounds(Sight(self.solution)), Board(self.solution)
        self.s, self.form = self.solution.game.structure, self.solution.form
        self.cloud = self.steps.begin()
        with np.errstate(divide="ignore"):
            self.log_prior = np.log(analyst_prior(self.solution))
        self.log_chance = np.zeros(self.form.beliefs.profiles)
        self.prior = self._beliefs()
        fallen = int(self.s.collapse[self.s.start // self.s.postures])
        self.ended = None if fallen == NONE else self.s.endings[fallen]

    @property
    def open_parties(self) -> list[int]:
        """The parties that hide nothing themselves, where anything is hidden."""
        beliefs = self.form.beliefs
        return [i for i in range(len(self.s.parties)) if beliefs.own[i] == NONE] if beliefs.sides else []

    @property
    def holders(self) -> tuple[str, ...]:
        """Who holds a belief: parties that hide nothing, and the analyst."""
        if not self.form.beliefs.sides:
            return ()
        return (*(self.s.parties[i] for i in self.open_parties), "analyst")

    def _beliefs(self) -> Floats:
        """What every holder believes of the profiles, [holder, h]."""
        beliefs, points = self.form.beliefs, self.weights @ self.cloud.mass
        if not beliefs.sides:
            return np.zeros((0, beliefs.profiles))
        rows = []
        for party in self.open_parties:
            row = np.ones((len(points), beliefs.profiles))
            for g, weights in enumerate(beliefs.weights):
                odds = np.column_stack([self.cloud.log_odds[:, beliefs.axes_of(g)], np.zeros(len(points))])
                odds = np.exp(odds + weights[party] - (odds + weights[party]).max(axis=1, keepdims=True))
                row *= (odds / odds.sum(axis=1, keepdims=True))[:, beliefs.kinds[:, g]]
            rows.append(points @ row)
        return np.vstack([*rows, self.weights])

    @property
    def dense(self) -> Floats:
        """The mass by situation alone, [h, s, 1]."""
        result = np.zeros((len(self.log_chance), self.s.situations, 1))
        for h, mass in enumerate(self.cloud.mass):
            result[h, :, 0] = np.bincount(self.cloud.situation, mass, self.s.situations)
        return result

    # ---- rounds

    def weigh_round(self, coded: CodedRound) -> None:
        """Weigh what was seen in a round, then its quiet turns and its fighting if it is over."""
        start = self.coded.begin(coded.round)
        self._take_all(coded.round, coded.seen)
        if coded.spent and self.ended is None and (self.turn < len(self.form.turns) or not coded.deeds):
            self._quiet(coded.round, len(self.form.turns), Moment(coded.round, "quiet", "", start, "", ""))
        went_on = 1.0
        if coded.fall is not None:
            self._fall(coded.round, coded.fall)
        elif coded.spent and self.ended is None:
            went_on = self._fight(coded.round, start)
            self.next_round, self.turn = coded.round + 1, 0
        self.rounds.append(WeighedRound(coded.round, tuple(self.seen), self._beliefs(), went_on))

    def _in_order(self, t: int, entries: tuple[Deed | Reading, ...]) -> tuple[Deed | Reading, ...]:
        """Deeds in the order of turns, readings where they stand."""
        possible = [self._turns_for(t, entry) for entry in entries if isinstance(entry, Deed)]
        read, moved = read_in_turn_order(t, entries, possible)
        self.out_of_turn += moved
        return read

    def _turns_for(self, t: int, deed: Deed) -> frozenset[int]:
        """The turns in which a deed may be done, wherever things stand."""
        a = self.board.action(deed.party, deed.action)
        if a == NONE:
            return frozenset()
        speaks = self.form.floor.at(t)[:, self.s.action_party[a]].any(axis=1)
        return frozenset(map(int, np.flatnonzero(self.form.action_turn[:, a] & speaks)))

    def _quiet(self, t: int, until: int, moment: Moment) -> None:
        """Weigh turns up to one as quiet: one moment, whatever their number."""
        cloud, total = self.cloud, np.ones(len(self.log_chance))
        for u in range(self.turn, until):
            cloud = self.steps.quiet(t, u, cloud)
        total = cloud.totals
        chance, told = float(self.weights @ total), self._told(self.weights, total)
        if self._agree(total, cloud):
            self.seen.append(moment.seen(chance, chance, total, self._beliefs(), told))
        else:
            self.refused.append(moment.impossible("choice"))
        self.turn = until

    def _reading(self, t: int, reading: Reading) -> None:
        """Take in a reading; one the model rules out moves the part to where it was read."""
        at = max(reading.chances, key=lambda name: reading.chances[name], default="")
        moment = Moment(t, "reading", reading.move, reading.date, "", Sighting.joined(reading.part, at))
        if self.ended is not None:
            self.refused.append(moment.impossible("ended"))
            return
        component, setting = self.board.part(reading.part)
        factor = np.array([reading.chances.get(name, 0.0) for name in component.settings])[setting]
        here = self.cloud
        seen = Cloud(here.situation, here.log_odds, here.mass * factor[here.situation])
        chance, told = float(self.weights @ seen.totals), self._told(self.weights, seen.totals)
        if self._agree(seen.totals, seen):
            self.seen.append(moment.seen(chance, chance, seen.totals, self._beliefs(), told))
            return
        needed = stands_otherwise(self.board, self.dense, self.weights, reading.part, at)
        self.refused.append(moment.impossible("situation", (needed,)))
        self._move_to(reading.part, at)

    def _move_to(self, part: str, setting: str) -> None:
        """Put one part of the situation at a setting, whatever it stood at."""
        component, stands = self.board.part(part)
        if setting not in component.settings:
            return
        to = component.settings.index(setting)
        here = self.cloud.situation
        moved = here + (to - stands[here]) * self.board.stride(part)
        self.cloud = Cloud(moved, self.cloud.log_odds, self.cloud.mass)

    def _lead_to(self, posture: Ints) -> None:
        """Stand in the posture [s] that an act leads to; where it leads nowhere stand still."""
        here = self.cloud.situation
        moved = here - here % self.s.postures + posture[here]
        moved = np.where(posture[here] == NONE, here, moved)
        self.cloud = Cloud(moved, self.cloud.log_odds, self.cloud.mass)

    # ---- deeds

    def _turn_of(self, t: int, a: int) -> int:
        """The turn in which an action is weighed; NONE where it may be done in none."""
        turns = [u for u in range(len(self.form.turns)) if self.steps.allowed(t, u, self.cloud, a)]
        ahead = [u for u in turns if u >= self.turn]
        return min(ahead) if ahead else max(turns, default=NONE)

    def _deed(self, t: int, deed: Deed) -> None:
        """Take in an action and its answers, as far as the model allows them."""
        moment = Moment(t, "action", deed.move, deed.date, deed.party, deed.action)
        if self.ended is not None:
            self.refused.append(moment.impossible("ended"))
            return
        a = self.board.action(deed.party, deed.action)
        heard = answers_that_count(self.s, self.form, a, deed)
        u = NONE if a == NONE else self._turn_of(t, a)
        if u > self.turn:
            self._quiet(t, u, Moment(t, "quiet", "", deed.date, "", ""))
        elif NONE < u < self.turn and len(self.form.turns) > 1:
            self.out_of_turn.append(OutOfTurn(t, deed.move, deed.date, "no_turn", (self.form.turns[u],)))
        for known in range(len(heard), -1, -1) if u != NONE else ():
            if self._taken(t, u, a, deed, heard[:known]):
                if known < len(heard):
                    party, said, move, day = heard[known]
                    what = Answer.to(deed.action, said)
                    name = self.s.parties[party]
                    self.refused.append(Impossible(t, "answer", move, day, name, what, "choice"))
                    self._force(deed, heard)
                self.turn = max(self.turn, u + 1)
                return
        because, needed = why_not(self.board, t, self.dense, self.weights, deed)
        self.refused.append(moment.impossible(because, needed))
        self._force(deed, heard)

    def _taken(self, t: int, u: int, a: int, deed: Deed, heard: Heard) -> bool:
        """Go on with the ways on which the action was taken and answered as heard; False if there are none.

        Ways on which the war would have ended count only where all who were asked were heard.
        """
        ways = self.steps.ways(t, u, self.cloud, a)
        floor = self.steps.floor_of(t, u, self.cloud, int(self.s.action_party[a]))
        stages = []
        for known in range(len(heard) + 1):
            says = {party: kind for party, kind, _, _ in heard[:known]}
            stages.append(sum((mass for mass, way in ways if agrees(way, says)), np.zeros(len(floor))))
        says = {party: kind for party, kind, _, _ in heard}
        if deed.undone is not None:
            return self._came_to_nothing(t, deed, heard, stages, floor, ways)
        agreeing = [(mass, way) for mass, way in ways if agrees(way, says)]
        ends = [(mass, way) for mass, way in agreeing if way.ending != NONE and len(way.says) == len(says)]
        goes_on = [(mass, way) for mass, way in agreeing if way.ending == NONE]
        settled = bool(ends) and any(kind is AnswerKind.WALK_OUT for kind in says.values())
        if ends and not settled:
            # All were heard: a settlement that was agreed to has ended the war, a refusal has not.
            settled = sum(float(m.sum()) for m, _ in ends) > 0.0 and not self._was_refused(a, says)
        cloud = self.steps.cloud((way.situation, way.log_odds, mass) for mass, way in goes_on)
        stages[-1] = sum((m for m, _ in ends), np.zeros(len(floor))) if settled else cloud.totals
        if not float(self.weights @ stages[-1]) > 0.0:
            return False
        self._note(t, deed, heard, stages, floor)
        if settled:
            self.ended = self.s.endings[ends[0][1].ending]
            cloud = Cloud(self.cloud.situation, self.cloud.log_odds, self.cloud.mass * stages[-1][:, None])
        self._agree(stages[-1], cloud)
        self._date_beliefs(len(heard) + 1)
        return True

    def _came_to_nothing(
        self,
        t: int,
        deed: Deed,
        heard: Heard,
        stages: list[Floats],
        floor: Floats,
        ways: list[tuple[Floats, Way]],
    ) -> bool:
        """Go on with the ways on which all who were heard signed and the signatures did not hold."""
        says = {party: kind for party, kind, _, _ in heard}
        undone = [(mass, way) for mass, way in ways if agrees(way, says) and way.fate is Fate.UNDONE]
        cloud = self.steps.cloud((way.situation, way.log_odds, mass) for mass, way in undone)
        if not float(self.weights @ cloud.totals) > 0.0:
            return False
        self._note(t, deed, heard, [*stages, cloud.totals], floor)
        self._agree(cloud.totals, cloud)
        self._date_beliefs(len(heard) + 2)
        return True

    def _was_refused(self, a: int, says: dict[int, AnswerKind]) -> bool:
        j = int(self.s.action_joint[a])
        if j == NONE:
            return False
        return sum(kind is AnswerKind.ACCEPT for kind in says.values()) < int(self.form.agree[j])

    def _note(
        self,
        t: int,
        deed: Deed,
        heard: Heard,
        stages: list[Floats],
        floor: Floats,
    ) -> None:
        """Note the action and each answer heard, with their chances; beliefs are filled in after all."""
        moments = [Moment(t, "action", deed.move, deed.date, deed.party, deed.action)]
        for party, kind, move, day in heard:
            moments.append(
                Moment(t, "answer", move, day, self.s.parties[party], Answer.to(deed.action, kind))
            )
        if deed.undone is not None:
            undone = deed.undone
            moments.append(Moment(t, "not ratified", undone.move, undone.date, deed.party, deed.action))
        before = np.ones(len(floor))
        for moment, stage in zip(moments, stages, strict=True):
            by = np.divide(stage, before, out=np.zeros_like(stage), where=before > 0.0)
            chance = float(self.weights @ stage) / max(float(self.weights @ before), 1e-300)
            choice = chance / float(self.weights @ floor) if moment.kind == "action" else chance
            told = self._told(self.weights * before, by)
            self.seen.append(moment.seen(chance, choice, by, self._beliefs(), told))
            before = stage

    def _told(self, weights: Floats, by: Floats) -> float | None:
        """The log-likelihood ratio of the first kind of the first hidden side against all others.

        None where nothing is hidden, or so little that the chances `by` profile [h] say it themselves.
        """
        if len(by) <= 2:
            return None
        first = self.form.beliefs.kinds[:, 0] == 0
        one, other = (
            float(weights[group] @ by[group]) / max(float(weights[group].sum()), 1e-300)
            for group in (first, ~first)
        )
        return log_ratio(one, other)

    def _date_beliefs(self, count: int) -> None:
        """The beliefs after a deed and its answers are noted with each of them."""
        after = self._beliefs()
        self.seen[-count:] = [
            Moment(e.round, e.kind, e.move, e.date, e.party, e.what).seen(
                e.chance, e.choice, e.by_disposition, after, e.against_others
            )
            for e in self.seen[-count:]
        ]

    def _force(self, deed: Deed, heard: Heard) -> None:
        """Give a deed the model did not allow its effect on the posture, and change nothing else."""
        action, a = Action(deed.action), self.board.action(deed.party, deed.action)
        j = NONE if a == NONE else int(self.s.action_joint[a])
        needed = 0 if j == NONE else int(self.form.agree[j])
        if sum(kind is AnswerKind.ACCEPT for _, kind, _, _ in heard) < needed:
            if a != NONE and any(kind is AnswerKind.REFUSE for _, kind, _, _ in heard):
                self._lead_to(self.form.action_refused[:, a])
            return
        if action.kind is ActionKind.TAKE or (action.kind is ActionKind.OFFER and needed):
            self.ended = Ending.settlement(action.subject)
        if action.kind is ActionKind.TURN_DOWN and a != NONE:
            self._lead_to(self.s.action_next[:, a])
        effect = effect_of(deed.action)
        if effect is not None:
            self._move_to(*effect)

    def _fall(self, t: int, fall: Fall) -> None:
        """Take in that the round's fighting ended the war, even where the model gives that no chance."""
        moment = Moment(t, "ending", fall.move, fall.date, "", fall.ending)
        if self.ended is not None:
            self.refused.append(moment.impossible("ended"))
            return
        totals = np.zeros(len(self.log_chance))
        if fall.ending in self.s.endings:
            totals = self.steps.fallen(t, self.cloud, self.s.endings.index(fall.ending))
        chance, told = float(self.weights @ totals), self._told(self.weights, totals)
        cloud = Cloud(self.cloud.situation, self.cloud.log_odds, self.cloud.mass * totals[:, None])
        if self._agree(totals, cloud):
            self.seen.append(moment.seen(chance, chance, totals, self._beliefs(), told))
        else:
            self.refused.append(moment.impossible("fate"))
        self.ended = fall.ending

    def _fight(self, t: int, start: date) -> float:
        """Fight the round; if every way on is an ending, say so and stand still."""
        cloud = self.steps.fight(t, self.cloud)
        went_on = float(self.weights @ cloud.totals)
        if not self._agree(cloud.totals, cloud):
            self.refused.append(Impossible(t, "fighting", "", start, "", "", "fate"))
            return 1.0
        return went_on

    def _agree(self, totals: Floats, cloud: Cloud) -> bool:
        """Go on with the cloud that agrees with what was seen; False if nothing does."""
        if not float(self.weights @ totals) > 0.0:
            return False
        with np.errstate(divide="ignore"):
            self.log_chance = self.log_chance + np.log(totals)
        alive = totals > 0.0
        # A profile that is ruled out has no weight; it is given the others' mass to stay well-formed.
        shared = cloud.mass[alive].sum(axis=0) / totals[alive].sum()
        mass = np.where(alive[:, None], cloud.mass / np.where(alive, totals, 1.0)[:, None], shared)
        self.cloud = Cloud(cloud.situation, cloud.log_odds, mass)
        return True

    def result(self) -> Weighed:
        """Everything weighed so far; the mass stands on the nodes of play."""
        mass = spread_on_nodes(self.solution, self.cloud.situation, self.cloud.log_odds, self.cloud.mass)
        state = None
        if self.ended is None and self.next_round < self.s.rounds:
            state = Beginning(self.next_round, mass, self.weights)
        return Weighed(
            holders=self.holders,
            prior=self.prior,
            rounds=tuple(self.rounds),
            impossible=tuple(self.refused),
            log_likelihood=self.log_likelihood,
            by_disposition=self.log_chance,
            ended=self.ended,
            state=state,
            mass=mass,
            weights=self.weights,
            out_of_turn=tuple(self.out_of_turn),
        )
