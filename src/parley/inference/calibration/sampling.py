"""Draws in stages: the first from the stated ranges, later ones from where the record is more probable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from parley.errors import SolutionError, UsageError
from parley.game import Flags, Floats
from parley.inference.calibration.proposals import Proposal, log_mixture, stated, tilted_towards
from parley.inference.calibration.solving import INVALID, UNCERTIFIED, Answer, Progress, Task, solve_draws
from parley.inference.calibration.weights import LEAST_DRAWS
from parley.scenario import at_quantile, ranged_numbers
from parley.scenario.quantities import Number

# Half of the draws come from the stated ranges; they also say what the outlook was before the record.
STAGES = (0.5, 0.25, 0.25)
LEAST_ASKED = 4 * LEAST_DRAWS


@dataclass(frozen=True)
class Sample:
    """The draws that gave an answer, one a row.

    `places` [n, p] in the stated spreads of `numbers`; `log_weight` [n] of the record's likelihood over
    the density the draws were made with, -inf where a draw rules out more of the record than another;
    `plain` [n] marks those of the first stage. `ended` [n, t, e] as in Answer. `failed` counts draws left
    out by reason, `unforeseen` moments no draw allows; `residuals` [n] are the largest
    belief residuals, in log-odds.
    """

    numbers: tuple[Number, ...]
    places: Floats
    log_weight: Floats
    log_likelihood: Floats
    plain: Flags
    ended: Floats
    failed: Mapping[str, int]
    unforeseen: int
    residuals: Floats


def sample(task: Task, count: int, seed: int, progress: Progress) -> Sample:
    """Make and solve `count` draws in stages; UsageError if there is nothing to draw or too little asked.

    Raises SolutionError where no draw could be solved.
    """
    numbers = ranged_numbers(task.coding.scenario)
    _require_sense(numbers, count)
    stages: list[tuple[Proposal, int]] = []
    places, answers = np.zeros((0, len(numbers))), list[Answer | str]()
    for stage, part in enumerate(STAGES):
        proposal = stated(len(numbers)) if stage == 0 else _leaning(places, answers)
        size = round(count * part) if stage < len(STAGES) - 1 else count - len(places)
        drawn = proposal.draw(size, (seed, stage))
        done = len(answers)
        rows = [_values(numbers, row) for row in drawn]
        answers += solve_draws(task, rows, lambda n, _, done=done: progress(done + n, count))  # type: ignore[misc]
        places = np.concatenate([places, drawn])
        stages.append((proposal, size))
    return _kept(numbers, places, answers, stages)


def _require_sense(numbers: tuple[Number, ...], count: int) -> None:
    if not numbers:
        raise UsageError(
            "nothing to calibrate: no number of the scenario has a range. "
            "State one, as in `half_life: {value: 3 years, range: [1 year, 10 years]}`."
        )
    if count < LEAST_ASKED:
        raise UsageError(f"--draws {count} is too few to weigh a record with; ask for {LEAST_ASKED} or more.")


def _values(numbers: tuple[Number, ...], places: Floats) -> dict[str, float]:
    return {number.path: at_quantile(number, float(u)) for number, u in zip(numbers, places, strict=True)}


def _leaning(places: Floats, answers: list[Answer | str]) -> Proposal:
    """The next stage's proposal, from all draws that gave an answer so far."""
    logs = _log_likelihoods(answers)
    if int(np.isfinite(logs).sum()) < LEAST_DRAWS:
        return stated(places.shape[1])
    return tilted_towards(places, logs)


def _log_likelihoods(answers: list[Answer | str]) -> Floats:
    """Of each draw, [n]; -inf for one that gave no answer or rules out more of the record than another."""
    fewest = min((a.unforeseen for a in answers if isinstance(a, Answer)), default=0)
    return np.array(
        [a.log_likelihood if isinstance(a, Answer) and a.unforeseen == fewest else -np.inf for a in answers]
    )


def _kept(
    numbers: tuple[Number, ...],
    places: Floats,
    answers: list[Answer | str],
    stages: list[tuple[Proposal, int]],
) -> Sample:
    failed = Counter(reason for reason in answers if isinstance(reason, str))
    kept = [k for k, answer in enumerate(answers) if isinstance(answer, Answer)]
    solved = [answer for answer in answers if isinstance(answer, Answer)]
    if not solved:
        raise SolutionError(
            f"none of {len(answers)} draws could be solved: {failed[INVALID]} make no valid scenario, "
            f"{failed[UNCERTIFIED]} no certified solution. Narrow the ranges of the scenario."
        )
    logs = _log_likelihoods(answers)[kept]
    return Sample(
        numbers=numbers,
        places=places[kept],
        log_weight=logs - log_mixture(stages, places[kept]),
        log_likelihood=logs,
        plain=np.array(kept) < stages[0][1],
        ended=np.stack([answer.ended for answer in solved]),
        failed=dict(failed),
        unforeseen=min(answer.unforeseen for answer in solved),
        residuals=np.array([answer.residual for answer in solved]),
    )
