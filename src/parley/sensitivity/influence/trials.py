"""Solve a scenario many times with other numbers, two at a time; what fails is reported, not hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

import numpy as np

from parley.compiler import compile_game
from parley.errors import CaseError, ParleyError, SolutionError
from parley.files.results import Result
from parley.game import Floats
from parley.outlook import DrawsCheck, draws_check
from parley.scenario import restate
from parley.scenario.parts import Scenario
from parley.sensitivity.influence.outcomes import Outcome, measure
from parley.solver import solve_and_play

DISAGREE = "beliefs and choices could not be brought to agree"
"""Why a draw whose solution could not be certified is left out."""

Values = Mapping[str, float]
Progress = Callable[[str, int, int], None]
"""Called with the stage, how many solves of it are done, and how many it has."""


@dataclass(frozen=True)
class Failure(Result):
    """Solves that gave no answer."""

    stage: str
    """in which stage"""
    reason: str
    """why"""
    count: int
    """how many"""


class Trials:
    """Solves one scenario under many values of its numbers and reads the outcomes off each.

    The order of the answers, and their bits, do not depend on the number of workers.
    """

    def __init__(
        self,
        scenario: Scenario,
        outcomes: Sequence[Outcome],
        memory_limit: int,
        progress: Progress = lambda stage, done, of: None,
    ):
        self.scenario, self.outcomes = scenario, tuple(outcomes)
        self.memory_limit, self.progress = memory_limit, progress
        self.solved = 0
        self.residuals: list[float] = []
        self.reasons: Counter[tuple[str, str]] = Counter()

    @property
    def failures(self) -> tuple[Failure, ...]:
        """What failed so far, most frequent first."""
        return tuple(Failure(stage, reason, count) for (stage, reason), count in self.reasons.most_common())

    @property
    def certificate(self) -> DrawsCheck:
        """How nearly beliefs follow from choices in all that was solved so far."""
        refused = sum(count for (_, reason), count in self.reasons.items() if reason == DISAGREE)
        return draws_check(self.residuals, refused)

    def is_valid(self, values: Values) -> bool:
        """Tell whether a scenario with these values is one that can be solved at all."""
        try:
            restate(self.scenario, values)
        except CaseError:
            return False
        return True

    def leave_out(self, stage: str, reason: str, count: int) -> None:
        """Report draws that were not solved."""
        if count:
            self.reasons[(stage, reason)] += count

    def outcomes_of(self, stage: str, draws: Sequence[Values], workers: int = 2) -> Floats:
        """Return the outcomes of every draw, shape [draw, outcome]; nan where a draw failed."""
        found = np.full((len(draws), len(self.outcomes)), np.nan)
        pool = ThreadPoolExecutor(workers)
        try:
            jobs = {pool.submit(self._solved, values): n for n, values in enumerate(draws)}
            for done, job in enumerate(as_completed(jobs), start=1):
                answer = job.result()
                if isinstance(answer, str):
                    self.reasons[(stage, answer)] += 1
                else:
                    found[jobs[job]], residual = answer
                    self.residuals.append(residual)
                self.progress(stage, done, len(draws))
        finally:
            pool.shutdown(cancel_futures=True)
        self.solved += len(draws)
        return found

    def _solved(self, values: Values) -> tuple[Floats, float] | str:
        """The outcomes under these values with the largest belief residual, or why there are none."""
        try:
            solved = solve_and_play(compile_game(restate(self.scenario, values), self.memory_limit), 1)
            found = measure(self.outcomes, solved.solution, solved.course)
        except SolutionError:
            return DISAGREE
        except CaseError as problem:
            return "; ".join(f"{fault.slug}: {fault.got}" for fault in problem.faults)
        except (ParleyError, ArithmeticError, MemoryError) as problem:
            return " ".join(str(problem).split()) or type(problem).__name__
        return (found, solved.residual) if np.isfinite(found).all() else "an outcome is no number"
