"""The steps of a round as a record shows them: a quiet round, a deed with its answers, a reading.

Each takes a mass [h, s, f] and gives the part of it that agrees with what was seen, not yet made to sum to
one, so that the totals by disposition are the probabilities of what was seen. In between, n are the
situations that have probability and c the stretch of log-odds that has some.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from parley.game import NONE, Floats, Ints
from parley.inference.weighing.board import Board, standing
from parley.inference.weighing.strategies import Moves, Strategies

FLOOR_TAKEN = 1e-15
"""A quiet round below this chance is rounding, as the kernel has it."""


@dataclass(frozen=True)
class Taken:
    """A deed as far as it was seen.

    `stages` are totals [h] after the action and after each answer that was seen; `floor` [h] that its
    party had the floor. `mass` [h, s, f] goes on to the fighting, unless `ended` names an ending.
    """

    floor: Floats
    stages: tuple[Floats, ...]
    mass: Floats
    ended: str | None


@dataclass(frozen=True)
class Table:
    """The situations and log-odds in play in a round, what everybody does there, and who has the floor.

    `rows` [h, n, c] is the mass there, `floor` [i, n].
    """

    board: Board
    here: Ints
    columns: slice
    rows: Floats
    floor: Floats
    moves: Moves

    def fine(self, coarse: Floats) -> Floats:
        """A strategy [h, n, b] read between the solver's nodes, shape [h, n, c]."""
        return np.asarray(coarse @ self.board.between[:, self.columns])

    @property
    def log_odds(self) -> Floats:
        """Public log-odds before anybody acts, shape [n, c]."""
        odds = self.board.log_odds[self.columns]
        return np.broadcast_to(odds, (len(self.here), len(odds)))

    def choice(self, a: int) -> tuple[Floats, Floats | None]:
        """The chance [h, n, c] of an action once its party has the floor, and log-odds [n, c] after it.

        None stands for the log-odds of before: an open party's choice is no news.
        """
        chance = self.fine(self.moves.chance[..., a])
        return chance, self._after(chance, None, int(self.board.structure.action_party[a]))

    def answer(
        self, j: int, k: int, party: int, log_odds: Floats | None
    ) -> tuple[Floats, Floats, Floats, Floats | None, Floats | None]:
        """Chances of acceptance, refusal, walk-out [h, n, c]; log-odds after acceptance and refusal."""
        accept, walk = self.fine(self.moves.accept[..., j, k]), self.fine(self.moves.walk[..., j, k])
        refuse = np.maximum(1.0 - accept - walk, 0.0)
        yes, no = (self._after(chance, log_odds, party) for chance in (accept, refuse))
        return accept, refuse, walk, yes, no

    def _after(self, chance: Floats, log_odds: Floats | None, party: int) -> Floats | None:
        """Public log-odds after a choice: news only where the hidden party made it."""
        if party != self.board.structure.hidden:
            return log_odds
        with np.errstate(divide="ignore", invalid="ignore"):
            news = np.log(chance[0]) - np.log(chance[1])
        before = self.log_odds if log_odds is None else log_odds
        return np.asarray(before + np.where(np.isnan(news), 0.0, news))

    def add(self, mass: Floats, situations: Ints, log_odds: Floats | None, amount: Floats) -> None:
        """Add `amount` [h, n, c] at situations [n] and log-odds [n, c], None being those of before."""
        if log_odds is None:
            self.board.put(mass, situations, self.columns, amount)
        else:
            self.board.spread(mass, situations, log_odds, amount)


def set_table(board: Board, strategies: Strategies, t: int, mass: Floats) -> Table:
    """What is in play in round t."""
    here, columns = standing(mass)
    return Table(
        board, here, columns, mass[:, here, columns], board.floor(t)[:, here], strategies.at(t, here)
    )


def quiet(table: Table) -> Floats:
    """The mass [h, s, f] with which nobody had the floor, or its holder held."""
    board = table.board
    result = empty(board)
    nobody = 1.0 - table.floor.sum(axis=0)
    result[:, table.here, table.columns] = (
        np.where(nobody > FLOOR_TAKEN, nobody, 0.0)[None, :, None] * table.rows
    )
    for party, hold in enumerate(board.holds):
        if hold != NONE and table.floor[party].any():
            chance, after = table.choice(hold)
            table.add(result, table.here, after, table.rows * table.floor[party][None, :, None] * chance)
    return result


def empty(board: Board) -> Floats:
    """No probability anywhere, shape [h, s, f]."""
    return np.zeros((board.dispositions, board.structure.situations, len(board.log_odds)))


def take(table: Table, a: int, says: Mapping[str, str]) -> Taken:
    """The mass with which action a was taken and answered as seen; answers not in `says` are summed over.

    Later answers that were seen imply that earlier ones were acceptances. Ways on which the war would have
    ended count only where all answers that ended it were seen.
    """
    party = int(table.board.structure.action_party[a])
    floor = table.rows * table.floor[party][None, :, None]
    chance, after = table.choice(a)
    answering = Answering(table, a, empty(table.board))
    stages, ended = answering.follow(floor * chance, after, says)
    totals = [np.asarray(stage.sum(axis=(1, 2))) for stage in stages]
    if ended is None:
        totals[-1] = answering.result.sum(axis=(1, 2))
    return Taken(floor.sum(axis=(1, 2)), tuple(totals), answering.result, ended)


@dataclass
class Answering:
    """Follows one action through those who are asked; what goes on to the fighting is in `result`."""

    table: Table
    a: int
    result: Floats

    def __post_init__(self) -> None:
        self.board = self.table.board
        s = self.board.structure
        self.joint, self.package = int(s.action_joint[self.a]), int(s.action_package[self.a])
        signers = [] if self.joint == NONE else list(s.signers[self.joint])
        self.asked = [(k, int(party)) for k, party in enumerate(signers) if party != NONE]
        broken = self.board.solution.game.numbers.breakdown_chance
        self.kept = 1.0 - broken if self.package != NONE else 1.0

    def follow(
        self, amount: Floats, log_odds: Floats | None, says: Mapping[str, str]
    ) -> tuple[list[Floats], str | None]:
        """The amounts [h, n, c] after the action and after each answer seen, and the ending if one was."""
        s = self.board.structure
        heard = [k for k, party in self.asked if s.parties[party] in says]
        stages = [amount]
        for k, party in self.asked:
            word = says.get(s.parties[party], "")
            accept, refuse, walk, yes, no = self.table.answer(self.joint, k, party, log_odds)
            if word == "walk_out":
                return [*stages, amount * walk], s.endings[s.breakdown]
            if word == "refuse" or (not word and not any(later > k for later in heard)):
                self._go_on(amount * refuse, no)
            if word == "refuse":
                return [*stages, amount * refuse], None
            amount, log_odds = amount * accept, yes
            if word:
                stages.append(amount)
        if self.package == NONE:
            self._through(amount, log_odds)
        elif len(heard) == len(self.asked):
            return stages, s.endings[self.package]
        return stages, None

    def every_way(self, amount: Floats, log_odds: Floats | None, ended: Floats) -> None:
        """Follow every answer there can be; what ends the war is added to `ended` [e, h]."""
        s = self.board.structure
        for k, party in self.asked:
            accept, refuse, walk, yes, no = self.table.answer(self.joint, k, party, log_odds)
            broken = amount * (walk + (1.0 - self.kept) * refuse)
            ended[s.breakdown] += broken.sum(axis=(1, 2))
            self._go_on(amount * refuse, no)
            amount, log_odds = amount * accept, yes
        if self.package == NONE:
            self._through(amount, log_odds)
        else:
            ended[self.package] += amount.sum(axis=(1, 2))

    def _go_on(self, refused: Floats, log_odds: Floats | None) -> None:
        """Go on fighting after a refusal, unless talks broke off."""
        self.table.add(self.result, self.table.here, log_odds, self.kept * refused)

    def _through(self, amount: Floats, log_odds: Floats | None) -> None:
        """Go on to the posture the action leads to."""
        s, here = self.board.structure, self.table.here
        to = s.action_next[here, self.a]
        open_to = to != NONE
        there = here - here % s.postures + to
        after = None if log_odds is None else log_odds[open_to]
        self.table.add(self.result, there[open_to], after, amount[:, open_to])


def read(board: Board, mass: Floats, part: str, chances: Mapping[str, float]) -> Floats:
    """The mass [h, s, f] that agrees with a reading of one part of the situation."""
    component, setting = board.part(part)
    factor = np.array([chances.get(name, 0.0) for name in component.settings])
    return np.asarray(mass * factor[setting][None, :, None])
