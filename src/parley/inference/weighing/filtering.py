"""The exact filter: a coded record run through a solved game, round by round."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from parley.game import NONE, Floats
from parley.game.names import Action, ActionKind, Answer, AnswerKind, Ending, Sighting
from parley.inference.weighing.board import FINEST, Board
from parley.inference.weighing.general.filtering import weigh_general
from parley.inference.weighing.impossible import effect_of, moved_to, stands_otherwise, why_not
from parley.inference.weighing.record_filter import RecordFilter
from parley.inference.weighing.steps import Table, Taken, quiet, read, set_table, take
from parley.inference.weighing.strategies import Strategies
from parley.inference.weighing.weighed import Impossible, Moment, Weighed, WeighedRound
from parley.scenario.coding import CodedRecord, CodedRound, Deed, Fall, Reading
from parley.solver import Beginning, GeneralSolution, Solution


def weigh(
    solution: Solution,
    coded: CodedRecord,
    *,
    until: int | Deed | None = None,
    strategies: Strategies | None = None,
    finest: float = FINEST,
) -> Weighed:
    """Weigh a coded record against a solution of its coding's scenario.

    `until` leaves out that round, or that deed with the fighting of its round, and all that comes later.
    `strategies` may be shared between weighings; `finest` is the widest step of the log-odds beliefs
    stand on. In an extended game beliefs stand where they are, and neither is used.
    """
    if isinstance(solution, GeneralSolution):
        return weigh_general(solution, coded, until)
    weighing = _Weighing(Board(solution, finest), strategies or Strategies(solution), coded=coded)
    weighing.go_through(until)
    return weighing.result()


@dataclass
class _Weighing(RecordFilter):
    """The weighing of a plain game: `mass` sums to one for each disposition."""

    board: Board
    strategies: Strategies
    mass: Floats = field(init=False)

    def __post_init__(self) -> None:
        self.mass, weights = self.board.begin()
        with np.errstate(divide="ignore"):
            self.log_prior = np.log(weights)
        self.log_chance = np.zeros(self.board.dispositions)
        self.prior = self._beliefs()
        s = self.board.structure
        fallen = int(s.collapse[s.start // s.postures])
        self.ended = None if fallen == NONE else s.endings[fallen]

    def _beliefs(self) -> Floats:
        if not self.board.holders:
            return np.zeros((0, self.board.dispositions))
        return self.board.beliefs(self.mass, self.weights)

    def _table(self, t: int) -> Table:
        return set_table(self.board, self.strategies, t, self.mass)

    def weigh_round(self, coded: CodedRound) -> None:
        """Weigh what was seen in a round, then its fighting if it is over."""
        self._take_all(coded.round, coded.seen)
        start = self.coded.begin(coded.round)
        if coded.spent and not coded.deeds and self.ended is None:
            self._quiet(coded.round, start)
        went_on = 1.0
        if coded.fall is not None:
            self._fall(coded.round, coded.fall)
        elif coded.spent and self.ended is None:
            went_on = self._fight(coded.round, start)
            self.next_round = coded.round + 1
        self.rounds.append(WeighedRound(coded.round, tuple(self.seen), self._beliefs(), went_on))

    def _quiet(self, t: int, start: date) -> None:
        mass = quiet(self._table(t))
        if not self._saw(Moment(t, "quiet", "", start, "", ""), mass):
            self._report(Impossible(t, "quiet", "", start, "", "", "choice"))

    def _reading(self, t: int, reading: Reading) -> None:
        """Take in a reading; one the model rules out moves the part to where it was read."""
        at = max(reading.chances, key=lambda name: reading.chances[name], default="")
        moment = Moment(t, "reading", reading.move, reading.date, "", Sighting.joined(reading.part, at))
        if self.ended is not None:
            self._report(moment.impossible("ended"))
        elif not self._saw(moment, read(self.board, self.mass, reading.part, reading.chances)):
            needed = stands_otherwise(self.board, self.mass, self.weights, reading.part, at)
            self._report(moment.impossible("situation", (needed,)))
            self.mass = moved_to(self.board, self.mass, reading.part, at)

    def _saw(self, moment: Moment, mass: Floats) -> bool:
        """Take in the mass that agrees with what was seen and note it; False if nothing agrees."""
        totals = mass.sum(axis=(1, 2))
        chance = float(self.weights @ totals)
        if not self._agree(totals, mass):
            return False
        self.seen.append(moment.seen(chance, chance, totals, self._beliefs()))
        return True

    def _deed(self, t: int, deed: Deed) -> None:
        """Take in an action and its answers, one after the other, as far as the model allows them."""
        if self.ended is not None:
            self._report(Impossible(t, "action", deed.move, deed.date, deed.party, deed.action, "ended"))
            return
        a = self.board.action(deed.party, deed.action)
        says = {answer.party: answer.says for answer in deed.answers}
        heard = self._heard(a, says)
        for known in range(len(heard), -1, -1):
            kept = {party: says[party] for party in heard[:known]}
            taken = self._taken(t, a, kept)
            if taken is not None and float(self.weights @ taken.stages[-1]) > 0.0:
                self._take_in(t, deed, taken, heard[:known])
                if known < len(heard):
                    self._refuse_answer(t, deed, heard[known], a)
                return
        because, needed = why_not(self.board, t, self.mass, self.weights, deed)
        found = Impossible(t, "action", deed.move, deed.date, deed.party, deed.action, because, needed)
        self._report(found)
        self._force(deed, heard)

    def _taken(self, t: int, a: int, says: dict[str, str]) -> Taken | None:
        return None if a == NONE else take(self._table(t), a, says)

    def _heard(self, a: int, says: dict[str, str]) -> list[str]:
        """Those whose answers count, in the order they are asked, up to the first who did not accept."""
        s = self.board.structure
        j = NONE if a == NONE else int(s.action_joint[a])
        heard: list[str] = []
        for p in () if j == NONE else s.signers[j]:
            party = s.parties[p] if p != NONE else ""
            if party in says:
                heard.append(party)
                if says[party] != AnswerKind.ACCEPT:
                    break
        return heard

    def _take_in(self, t: int, deed: Deed, taken: Taken, heard: list[str]) -> None:
        """Note the action and each answer heard, with the beliefs after all of them."""
        weights = self.weights
        moments = [Moment(t, "action", deed.move, deed.date, deed.party, deed.action)]
        by_party = {answer.party: answer for answer in deed.answers}
        for party in heard:
            answer = by_party[party]
            what = Answer.to(deed.action, answer.says)
            moments.append(Moment(t, "answer", answer.move, answer.date, party, what))
        before, chances = np.ones_like(weights), []
        for stage in taken.stages:
            by = np.divide(stage, before, out=np.zeros_like(stage), where=before > 0.0)
            chances.append((float(weights @ stage) / float(weights @ before), by))
            before = stage
        floor = float(weights @ taken.floor)
        mass = taken.mass if taken.ended is None else self.mass * taken.stages[-1][:, None, None]
        self._agree(taken.stages[-1], mass)
        self.ended = taken.ended
        for moment, (chance, by) in zip(moments, chances, strict=True):
            choice = chance / floor if moment.kind == "action" else chance
            self.seen.append(moment.seen(chance, choice, by, self._beliefs()))

    def _refuse_answer(self, t: int, deed: Deed, party: str, a: int) -> None:
        """Report an answer the model did not allow, and put the accord where the answers leave it."""
        answer = next(entry for entry in deed.answers if entry.party == party)
        what = Answer.to(deed.action, answer.says)
        self._report(Impossible(t, "answer", answer.move, answer.date, party, what, "choice"))
        self._force(deed, self._heard(a, {entry.party: entry.says for entry in deed.answers}))

    def _force(self, deed: Deed, heard: list[str]) -> None:
        """Give a deed the model did not allow its effect on the posture, and change nothing else."""
        s = self.board.structure
        says = {answer.party: answer.says for answer in deed.answers}
        action = Action(deed.action)
        a = self.board.action(deed.party, deed.action)
        j = NONE if a == NONE else int(s.action_joint[a])
        asked = 0 if j == NONE else int((s.signers[j] != NONE).sum())
        if len(heard) < asked or any(says[party] != AnswerKind.ACCEPT for party in heard):
            return
        if action.kind is ActionKind.TAKE or (action.kind is ActionKind.OFFER and asked):
            self.ended = Ending.settlement(action.subject)
        effect = effect_of(deed.action)
        if effect is not None:
            self.mass = moved_to(self.board, self.mass, *effect)

    def _fall(self, t: int, fall: Fall) -> None:
        """Take in that the round's fighting ended the war, even where the model gives that no chance."""
        s = self.board.structure
        moment = Moment(t, "ending", fall.move, fall.date, "", fall.ending)
        if self.ended is not None:
            self._report(moment.impossible("ended"))
            return
        totals = np.zeros(self.board.dispositions)
        if fall.ending in s.endings:
            _, ended = self.board.fight(t, self.mass)
            totals = ended[s.endings.index(fall.ending)]
        chance = float(self.weights @ totals)
        mass = self.mass * totals[:, None, None]
        if self._agree(totals, mass):
            self.seen.append(moment.seen(chance, chance, totals, self._beliefs()))
        else:
            self._report(moment.impossible("fate"))
        self.ended = fall.ending

    def _fight(self, t: int, start: date) -> float:
        """Fight the round; if every way on is an ending, say so and stand still."""
        mass, _ = self.board.fight(t, self.mass)
        totals = mass.sum(axis=(1, 2))
        went_on = float(self.weights @ totals)
        if not self._agree(totals, mass):
            self._report(Impossible(t, "fighting", "", start, "", "", "fate"))
            return 1.0
        return went_on

    def _agree(self, totals: Floats, mass: Floats) -> bool:
        """Go on with the mass that agrees with what was seen; False if nothing does."""
        if not float(self.weights @ totals) > 0.0:
            return False
        with np.errstate(divide="ignore"):
            self.log_chance = self.log_chance + np.log(totals)
        alive = totals > 0.0
        # A disposition that is ruled out has no weight; it is given the others' mass to stay well-formed.
        shared = mass[alive].sum(axis=0) / totals[alive].sum()
        divisor = np.where(alive, totals, 1.0)[:, None, None]
        self.mass = np.where(alive[:, None, None], mass / divisor, shared)
        return True

    def _report(self, found: Impossible) -> None:
        self.refused.append(found)

    def result(self) -> Weighed:
        """Everything weighed so far."""
        state = None
        if self.ended is None and self.next_round < self.board.structure.rounds:
            state = Beginning(self.next_round, self.board.for_play(self.mass), self.weights)
        return Weighed(
            holders=self.board.holders,
            prior=self.prior,
            rounds=tuple(self.rounds),
            impossible=tuple(self.refused),
            log_likelihood=self.log_likelihood,
            by_disposition=self.log_chance,
            ended=self.ended,
            state=state,
            mass=self.mass,
            weights=self.weights,
        )
