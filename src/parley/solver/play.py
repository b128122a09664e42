"""A solution played forward: the exact probability of everything, round by round, by disposition."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from parley.errors import UsageError
from parley.game import NONE, Floats, Ints, Structure
from parley.solver.course import Beginning, Certificate, Course, analyst_prior
from parley.solver.general.playing import begin_general, play_general
from parley.solver.general.solving import GeneralSolution
from parley.solver.kernel.numbers.lanes import LANES, lanes_for
from parley.solver.kernel.tally import Tally
from parley.solver.players import HiddenPlayer, OpenPlayer, play_log_odds
from parley.solver.rounds import share_theatres
from parley.solver.solution import Solution
from parley.solver.solving import QuickSolution
from parley.watching import PLAYING, tell

LARGEST = 1e300
"""What is said of a regret that a precision next to nothing leaves without bound."""


def first_round(solution: Solution) -> Beginning:
    """The beginning of the war of the scenario: its starting situation, and the analyst's prior."""
    if isinstance(solution, GeneralSolution):
        return begin_general(solution)
    s = solution.game.structure
    nodes = len(play_log_odds(solution))
    mass = np.zeros((solution.values.shape[4], s.situations, nodes))
    mass[:, s.start, nodes // 2] = 1.0
    return Beginning(0, mass, analyst_prior(solution))


@dataclass(frozen=True)
class Counts:
    """What is counted while playing, lane by lane: `answers` over all rounds, the rest by round."""

    ended: Floats
    actions: Floats
    answers: Floats
    range_open: Floats
    range_empty: Floats
    waiting: Floats
    gain: Floats

    def tally(self, t: int) -> Tally:
        """The counts of one round, for the kernel to write to."""
        return Tally(
            ending=self.ended[t],
            action=self.actions[t],
            answer=self.answers,
            range_open=self.range_open[t],
            range_empty=self.range_empty[t],
            waiting=self.waiting[t],
            gain=self.gain[t],
        )


def _no_counts(structure: Structure, h: int) -> Counts:
    s = structure
    return Counts(
        ended=np.zeros((s.rounds, len(s.endings), h, LANES)),
        actions=np.zeros((s.rounds, len(s.actions), h, LANES)),
        answers=np.zeros((max(len(s.signers), 1), s.signers.shape[1], 3, h, LANES)),
        range_open=np.zeros((s.rounds, len(s.packages), LANES)),
        range_empty=np.zeros((s.rounds, 1, LANES)),
        waiting=np.zeros((s.rounds, len(s.parties), 2, LANES)),
        gain=np.zeros((s.rounds, len(s.parties), len(s.packages), h, LANES)),
    )


def play(solution: Solution, workers: int = 2, begin: Beginning | None = None) -> Course:
    """Push probability forward through every round with the strategies of a solution.

    Play begins at the start of the scenario, or at `begin`; rounds before it are left at zero. Theatre
    states are shared among `workers` threads; shares are always added in the same order.
    """
    s = solution.game.structure
    if not solution.keeps_rounds:
        raise UsageError("a solution that keeps only its first round cannot be played: solve it with all.")
    begin = begin or first_round(solution)
    if isinstance(solution, GeneralSolution):
        return play_general(solution, workers, begin)
    assert isinstance(solution, QuickSolution)
    h, prior = solution.values.shape[4], begin.weights
    shares = share_theatres(s)
    counts = [_no_counts(s, h) for _ in shares]
    log_odds = play_log_odds(solution)
    lanes = 1 if s.hidden == NONE else lanes_for(len(log_odds))
    mass = np.pad(begin.mass, [(0, 0), (0, 0), (0, lanes - len(log_odds))])
    fought = np.zeros_like(mass)
    _end_collapsed(s, begin.round, mass, counts[0])
    situation = np.zeros((s.rounds + 1, s.situations, h))
    belief = np.zeros((s.rounds + 1, len(log_odds), h))
    residual = 0.0
    player = HiddenPlayer(solution, shares, prior) if s.hidden != NONE else OpenPlayer(solution, shares)
    with ThreadPoolExecutor(min(workers, len(shares))) as pool:
        for t in range(begin.round, s.rounds):
            tell(PLAYING, t, s.rounds)
            _note(mass, situation[t], belief[t])
            fought[:] = 0.0
            tallies = [c.tally(t) for c in counts]
            jobs = [
                pool.submit(player.play_share, t, i, mass, fought, tally) for i, tally in enumerate(tallies)
            ]
            residual = max(residual, *(job.result() for job in jobs))
            player.move(t, fought, mass, tallies[0])
    _note(mass, situation[-1], belief[-1])
    reserved = s.action_package[s.reservation]
    return _course(
        counts,
        situation,
        (log_odds, belief),
        prior,
        Certificate(residual, player.off_path(), player.resting(), *player.regret()),
        reserved,
    )


def _note(mass: Floats, situation: Floats, belief: Floats) -> None:
    """Write down who is where at the start of a round: `situation` [s, h] and `belief` [f, h]."""
    situation[:] = mass.sum(axis=2).T
    belief[:] = mass.sum(axis=1)[:, : len(belief)].T


def _end_collapsed(structure: Structure, t: int, mass: Floats, counts: Counts) -> None:
    """Where play begins in a theatre state of collapse, the war is over."""
    fallen = structure.collapse[np.arange(structure.situations) // structure.postures]
    for s in np.flatnonzero((fallen != NONE) & (mass.sum(axis=(0, 2)) > 0)):
        counts.ended[t, fallen[s], :, 0] += mass[:, s].sum(axis=1)
        mass[:, s] = 0.0


def _summed(counts: Iterable[Floats]) -> Floats:
    """What was counted by all shares, in their order, and in all lanes; row by row, for they are many."""
    shares = list(counts)
    result = np.zeros(shares[0].shape[:-1])
    for t in range(len(result)):
        result[t] = np.sum([share[t] for share in shares], axis=0).sum(axis=-1)
    return result


def _course(
    counts: list[Counts],
    situation: Floats,
    belief: tuple[Floats, Floats],
    prior: Floats,
    certificate: Certificate,
    reserved: Ints,
) -> Course:
    waiting = _summed(c.waiting for c in counts)
    fighting = np.maximum(situation[:-1].sum(axis=1) @ prior, 1e-300)
    with np.errstate(invalid="ignore", divide="ignore"):
        price = np.where(waiting[..., 1] > 1e-12, waiting[..., 0] / waiting[..., 1], np.nan)
    gain = np.moveaxis(_summed(c.gain for c in counts), 3, 2)
    left = situation[:-1].sum(axis=1)
    gained = np.full_like(gain, np.nan)
    np.divide(gain, left[:, None, :, None], out=gained, where=left[:, None, :, None] > 1e-12)
    gained[..., reserved] = np.nan
    return Course(
        ended=_summed(c.ended for c in counts),
        situation=situation,
        belief=belief[1],
        log_odds=belief[0],
        actions=_summed(c.actions for c in counts),
        answers=_summed(c.answers for c in counts),
        range_open=_summed(c.range_open for c in counts) / fighting[:, None],
        range_empty=_summed(c.range_empty for c in counts)[:, 0] / fighting,
        waiting=price,
        gain=gained,
        regret=certificate.regret,
        allowed=np.minimum(certificate.allowed, LARGEST),
        residual=certificate.residual,
        residual_off_path=certificate.residual_off_path,
        unsettled=certificate.unsettled,
    )
