"""A solution of an extended game played forward, theatre states shared by threads."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np

from parley.game import NONE, Floats, Ints
from parley.solver.course import (
    USUAL_RESIDUAL,
    Beginning,
    Certificate,
    Course,
    Policy,
    analyst_prior,
)
from parley.solver.general.solving import GeneralSolution, general_log_odds, hand_out, share_theatres
from parley.solver.kernel.general import forward, reading, stepping
from parley.solver.kernel.general.grid import Counts, finer, grid_of, no_counts
from parley.solver.kernel.general.workspace import Workspace, set_up_workspace
from parley.watching import PLAYING, tell


def begin_general(solution: GeneralSolution) -> Beginning:
    """The beginning of the war of the scenario: its starting situation, and the analyst's prior."""
    s, (count, nodes) = solution.game.structure, finer(solution.form.beliefs)
    mass = np.zeros((solution.form.beliefs.profiles, s.situations, len(nodes)))
    mass[:, s.start] = _spread_at_zero(count)
    return Beginning(0, mass, analyst_prior(solution))


def _spread_at_zero(count: Ints) -> Floats:
    """Probability one at log-odds zero, split between two nodes where none stands there; shape [f]."""
    result = np.ones(1)
    for n in count:
        axis = np.zeros(int(n))
        axis[(n - 1) // 2] += 0.5
        axis[n // 2] += 0.5
        result = (result[:, None] * axis).ravel()
    return result


@dataclass(frozen=True)
class _Desk:
    """What one thread works with: `told` [q, b, n] and `here` [2, q, f, h] are scratch."""

    space: Workspace
    told: Floats
    here: Floats


class _Strays:
    """Nodes off the path that one deviation leads to: what is worth reaching rests on them."""

    def __init__(self, solution: GeneralSolution, mass: Floats, shares: list[tuple[int, int]]):
        self.solution, self.shares, self.grid = solution, shares, grid_of(solution.form)
        self.off, self.fought = np.zeros_like(mass), np.zeros_like(mass)
        self.found = [np.zeros(1) for _ in shares]
        self.counts = [no_counts(solution.form) for _ in shares]

    @property
    def residual(self) -> float:
        """The largest belief residual there."""
        return max(float(found[0]) for found in self.found)

    def jobs(self, t: int, mass: Floats) -> list[Callable[[_Desk], None]]:
        """Go on from nodes on the path, where `mass` [s, f, h] stands, and from those off it."""
        self.fought[:] = 0.0
        return [partial(self._leave, t=t, n=n, mass=mass) for n in range(len(self.shares))]

    def _leave(self, desk: _Desk, t: int, n: int, mass: Floats) -> None:
        solution, here = self.solution, np.zeros((4, *desk.here.shape[1:]))
        stepping.leave_path(
            solution.tables,
            desk.space,
            self.grid,
            t,
            self.shares[n],
            solution.worths[t + 1],
            solution.told[t],
            desk.told,
            mass,
            self.off,
            self.fought,
            here,
            self.counts[n],
            self.found[n],
        )

    def moves(self, t: int) -> list[Callable[[_Desk], None]]:
        """Let nature move."""
        return [partial(self._move, t=t, n=n) for n in range(len(self.shares))]

    def _move(self, desk: _Desk, t: int, n: int) -> None:
        here = self.shares[n], self.fought, self.off, self.counts[n]
        forward.move(self.solution.tables, desk.space, self.grid, t, *here)


def play_general(solution: GeneralSolution, workers: int, begin: Beginning) -> Course:
    """Push probability forward through every round, from `begin`; rounds before it are left at zero."""
    form, tables, s = solution.form, solution.tables, solution.game.structure
    grid, h, prior = grid_of(form), form.beliefs.profiles, begin.weights
    nodes = len(finer(form.beliefs)[1])
    shares = share_theatres(s, workers)
    desks = [
        _Desk(
            set_up_workspace(form),
            np.zeros((s.postures, *solution.told.shape[2:])),
            np.zeros((2, s.postures, nodes, h)),
        )
        for _ in range(min(workers, len(shares)))
    ]
    mass = np.ascontiguousarray(np.moveaxis(begin.mass, 0, 2))
    fought = np.zeros_like(mass)
    counted = [[no_counts(form) for _ in shares] for _ in range(s.rounds)]
    situation = np.zeros((s.rounds + 1, s.situations, h))
    belief = np.zeros((s.rounds + 1, nodes, h))
    end_collapsed(solution, begin.round, mass, counted)
    strays = [_Strays(solution, mass, shares)] if solution.residual > USUAL_RESIDUAL else []

    def play_share(desk: _Desk, t: int, share: tuple[int, int], counts: Counts) -> None:
        worths, told = solution.worths[t + 1], solution.told[t]
        scratch = desk.told, mass, fought, desk.here
        forward.play_share(tables, desk.space, grid, t, share, worths, told, *scratch, prior, counts)

    def move(desk: _Desk, t: int, share: tuple[int, int], counts: Counts) -> None:
        forward.move(tables, desk.space, grid, t, share, fought, mass, counts)

    with ThreadPoolExecutor(len(desks)) as pool:
        for t in range(begin.round, s.rounds):
            tell(PLAYING, t, s.rounds)
            situation[t], belief[t] = mass.sum(axis=1), mass.sum(axis=0)
            fought[:] = 0.0
            for one in strays:
                hand_out(pool, desks, one.jobs(t, mass))
            hand_out(
                pool,
                desks,
                [
                    partial(play_share, t=t, share=a, counts=b)
                    for a, b in zip(shares, counted[t], strict=True)
                ],
            )
            for one in strays:
                hand_out(pool, desks, one.moves(t))
            hand_out(
                pool,
                desks,
                [partial(move, t=t, share=a, counts=b) for a, b in zip(shares, counted[t], strict=True)],
            )
    situation[-1], belief[-1] = mass.sum(axis=1), mass.sum(axis=0)
    certificate = Certificate(
        residual=max(float(desk.space.residual[0]) for desk in desks),
        residual_off_path=max((one.residual for one in strays), default=solution.residual),
        unsettled=np.array([sum(float(c.arrays["unsettled"][0]) for c in shares) for shares in counted]),
        regret=np.max([desk.space.gap_of for desk in desks], axis=0),
        allowed=np.max([desk.space.slack_of for desk in desks], axis=0),
    )
    return course_of(solution, counted, (situation, belief), prior, certificate)


def spread_on_nodes(solution: GeneralSolution, situation: Ints, log_odds: Floats, mass: Floats) -> Floats:
    """Points n of `mass` [h, n] at any `log_odds` [n, d] on the nodes of play, [h, s, f]; means are kept."""
    beliefs, (count, nodes) = solution.form.beliefs, finer(solution.form.beliefs)
    result = np.zeros((len(mass), solution.game.structure.situations, len(nodes)))
    corners = [(np.zeros(len(situation), dtype=np.int64), np.ones(len(situation)))]
    for d, n in enumerate(count):
        limit = beliefs.limit[d]
        place = np.clip((log_odds[:, d] + limit) / (2 * limit) * (n - 1), 0.0, n - 1.0)
        lower = np.minimum(place.astype(np.int64), n - 2)
        part = place - lower
        corners = [
            (node * n + lower + above, share * (part if above else 1.0 - part))
            for node, share in corners
            for above in (0, 1)
        ]
    for node, share in corners:
        for h, row in enumerate(mass):
            np.add.at(result[h], (situation, node), share * row)
    return result


def end_collapsed(solution: GeneralSolution, t: int, mass: Floats, counted: list[list[Counts]]) -> None:
    """Where play begins in a theatre state of collapse, the war is over."""
    s = solution.game.structure
    fallen = np.repeat(s.collapse, s.postures)
    for at in np.flatnonzero((fallen != NONE) & (mass.sum(axis=(1, 2)) > 0)):
        counted[t][0].ending[fallen[at]] += mass[at].sum(axis=0)
        mass[at] = 0.0


def course_of(
    solution: GeneralSolution,
    counted: list[list[Counts]],
    seen: tuple[Floats, Floats],
    prior: Floats,
    certificate: Certificate,
) -> Course:
    """What was counted, put together; `seen`: situations [t, s, h] and beliefs [t, f, h] by round."""

    def summed(name: str) -> Floats:
        return np.array([np.sum([c.arrays[name] for c in shares], axis=0) for shares in counted])

    situation, belief = seen
    waiting = summed("waiting")
    fighting = np.maximum(situation[:-1].sum(axis=1) @ prior, 1e-300)
    with np.errstate(invalid="ignore", divide="ignore"):
        price = np.where(waiting[..., 1] > 1e-12, waiting[..., 0] / waiting[..., 1], np.nan)
    s, left = solution.game.structure, situation[:-1].sum(axis=1)
    gain = summed("gain")
    gained = np.full_like(gain, np.nan)
    np.divide(gain, left[:, None, :, None], out=gained, where=left[:, None, :, None] > 1e-12)
    gained[..., s.action_package[s.reservation]] = np.nan
    return Course(
        ended=summed("ending"),
        situation=situation,
        belief=belief,
        log_odds=general_log_odds(solution),
        actions=summed("action"),
        answers=summed("answer").sum(axis=0),
        range_open=summed("range_open") / fighting[:, None],
        range_empty=summed("range_empty")[:, 0] / fighting,
        waiting=price,
        gain=gained,
        regret=certificate.regret,
        allowed=certificate.allowed,
        residual=certificate.residual,
        residual_off_path=certificate.residual_off_path,
        unsettled=certificate.unsettled,
    )


def read_general_policy(solution: GeneralSolution, t: int, situations: Ints) -> Policy:
    """Strategies of the first turn in which each action can be taken, at the solver's nodes.

    Answers are those given where all asked before agreed.
    """
    form, tables, s = solution.form, solution.tables, solution.game.structure
    space, h = set_up_workspace(form), form.beliefs.profiles
    nodes, signers = len(form.beliefs.log_odds), s.signers.shape[1] if len(s.signers) else 1
    shape = (len(situations), nodes, max(len(s.signers), 1), signers, h)
    chance = np.zeros((len(situations), nodes, len(s.actions), h))
    accept, walk = np.zeros(shape), np.zeros(shape)
    told = np.zeros((s.postures, *solution.told.shape[2:]))
    for n, situation in enumerate(situations):
        reading.read_situation(
            tables,
            space,
            t,
            int(situation),
            solution.worths[t + 1],
            solution.told[t],
            told,
            chance[n],
            accept[n],
            walk[n],
        )
    return Policy(t, situations, chance, accept, walk)
