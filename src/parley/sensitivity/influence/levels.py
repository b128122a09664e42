"""Influence on a large game by levels: every number near a coarse solution, those that matter solved in full.

Effects are carried over from the coarse form in log-odds (worths in points) and held against the full
solves, as in estimation with models of several fidelities (Peherstorfer, Willcox and Gunzburger 2018).
Numbers are moved one at a time from the stated values; draws of all numbers at once say what part of the
spread goes with each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from parley.compiler import compile_game
from parley.errors import ParleyError, SolutionError
from parley.game import Floats, Ints
from parley.scenario import ranged_numbers, restate
from parley.scenario.parts import Scenario
from parley.scenario.quantities import Number
from parley.sensitivity.influence.additive import Sharing, share_additively
from parley.sensitivity.influence.evidence import evidence_of, group_of
from parley.sensitivity.influence.influence_result import (
    GroupInfluence,
    Influence,
    InfluenceLevels,
    NumberInfluence,
    OutcomeInfluence,
)
from parley.sensitivity.influence.outcomes import Outcome, measure
from parley.sensitivity.influence.sharing import members
from parley.sensitivity.influence.trials import Progress, Trials
from parley.sensitivity.study.draws import draw
from parley.sensitivity.study.levels.forms import DRAW, coarse_form, work
from parley.sensitivity.what_if.redoing import Solved
from parley.solver import Origin, near, play, solve_origin

BUDGET = 36_000_000_000
"""What two processors solve in under three minutes, counted as `forms.work` does."""

CHECKED_SHARE, DRAWN_SHARE = 0.5, 0.25
"""The parts of the budget that go to solves in full and to draws; the rest is for every number by itself."""

MOST_CHECKED, FEWEST_DRAWN, MOST_DRAWN = 8, 24, 128
SCREENING, DRAWING, CHECKING = "every number, in a coarse form", "draws, in a coarse form", "checks in full"
RARE = 1e-3
LOW, HIGH = 0, 1


@dataclass(frozen=True)
class _Ends:
    """Outcomes with each number at the low and the high end of its range, [number, end, outcome], as in full.

    `told` are those carried over from the coarse form, `solved` those solved in full (nan elsewhere).
    """

    told: Floats
    solved: Floats

    @property
    def known(self) -> Floats:
        """What was solved in full, and what was carried over of the rest."""
        return np.where(np.isfinite(self.solved), self.solved, self.told)

    @property
    def errors(self) -> Floats:
        """How far what was carried over misses what was solved: root mean square, [outcome]."""
        missed = self.told - self.solved
        seen = np.isfinite(missed)
        count = np.maximum(seen.sum(axis=(0, 1)), 1)
        return np.asarray(np.sqrt((np.where(seen, missed, 0.0) ** 2).sum(axis=(0, 1)) / count))


def influence_by_levels(
    stated: Solved, outcomes: Sequence[Outcome], seed: int, memory_limit: int, draws: int, progress: Progress
) -> Influence:
    """Work out the influence of every number with a range on every outcome of a large game, by levels.

    `draws` is how many solves were allowed, which is only noted. Raises SolutionError where the coarse form
    cannot be solved.
    """
    scenario = stated.scenario
    numbers = ranged_numbers(scenario)
    coarse = _Coarse(scenario, outcomes, memory_limit, progress)
    full = Trials(scenario, outcomes, memory_limit, progress)
    at_stated = measure(outcomes, stated.solution, play(stated.solution))
    scale = _Scale(np.array([one.in_points for one in outcomes]))
    shift = scale.of(at_stated) - scale.of(coarse.stated)
    ends = scale.back(scale.of(coarse.at_the_ends(numbers)) + shift)
    told = _Ends(ends, np.full_like(ends, np.nan))
    each = work(scenario) + DRAW
    checked = min(MOST_CHECKED, max(1, int(CHECKED_SHARE * BUDGET / (2 * each))))
    told = _checked(full, numbers, told, at_stated, checked)
    # A study's first draws, solved in the same form.
    wanted = int(np.clip(DRAWN_SHARE * BUDGET / (work(coarse.form) + DRAW), FEWEST_DRAWN, MOST_DRAWN))
    drawn = draw(scenario, wanted, seed=seed)
    places = _places(numbers, drawn.values)
    found = scale.back(scale.of(coarse.draws([drawn.row(n) for n in range(wanted)])) + shift)
    solved = np.isfinite(found).all(axis=1)
    bends = _Bends(scale.of(told.known), scale.of(at_stated), _middles(numbers))
    sharings = [
        share_additively(
            bends.along(places[solved], o), scale.of(found[solved])[:, o], _together(numbers), seed
        )
        for o in range(len(outcomes))
    ]
    levels = InfluenceLevels(
        nodes=coarse.form.belief_grid.nodes,
        round_days=coarse.form.round_days,
        screened=len(numbers),
        checked=tuple(numbers[n].path for n in np.flatnonzero(np.isfinite(told.solved).all(axis=(1, 2)))),
        draws=int(solved.sum()),
        error=tuple(float(one) for one in told.errors),
        added_up=tuple(one.told for one in sharings),
    )
    return Influence(
        **stated.outlook.head,
        outcomes=tuple(
            _outcome(one, o, numbers, told.known[:, :, o], float(at_stated[o]), sharings[o], found[solved, o])
            for o, one in enumerate(outcomes)
        ),
        seed=seed,
        draws=draws,
        solved=coarse.solved + full.solved + 1,
        trajectories=0,
        bases=0,
        failures=(*coarse.trials.failures, *full.failures),
        levels=levels,
        certificate=full.certificate,
    )


def _checked(full: Trials, numbers: Sequence[Number], told: _Ends, stated: Floats, count: int) -> _Ends:
    """Solve both ends of the numbers that move any outcome furthest, beside the largest move of that
    outcome.
    """
    moved = _moved(told.told, stated)
    beside = (moved / np.maximum(moved.max(axis=0), 1e-300)).max(axis=1)
    chosen = np.argsort(-beside, kind="stable")[:count]
    asked = [{numbers[n].path: end} for n in chosen for end in _range(numbers[n])]
    found = full.outcomes_of(CHECKING, asked).reshape(len(chosen), 2, -1)
    solved = told.solved.copy()
    solved[chosen] = found
    return replace(told, solved=solved)


def _moved(ends: Floats, stated: Floats) -> Floats:
    """How far each number moves each outcome on its way from the low to the high end, there and back."""
    return np.asarray(np.nan_to_num(np.abs(stated - ends[:, LOW]) + np.abs(ends[:, HIGH] - stated)))


def _range(number: Number) -> tuple[float, float]:
    return float(number.low or 0.0), float(number.high or 0.0)


def _middles(numbers: Sequence[Number]) -> Floats:
    """Where in its range each number is as stated, 0 to 1."""
    low, high = np.array([_range(number) for number in numbers]).T
    return np.asarray(
        np.clip((np.array([number.value for number in numbers]) - low) / (high - low), 0.0, 1.0)
    )


def _places(numbers: Sequence[Number], values: Floats) -> Floats:
    low, high = np.array([_range(number) for number in numbers]).T
    return np.asarray((values - low) / (high - low))


def _together(numbers: Sequence[Number]) -> Mapping[str, Ints]:
    return {name: np.array(places) for name, places in members(numbers).items()}


@dataclass(frozen=True)
class _Scale:
    """Outcomes on scales without ends: log-odds of chances, points as they are; `points` [outcome]."""

    points: np.ndarray[tuple[int], np.dtype[np.bool_]]

    def of(self, outcomes: Floats) -> Floats:
        """Of outcomes [..., outcome]."""
        chances = np.clip(outcomes, 0.0, 1.0)
        return np.where(self.points, outcomes, np.log((chances + RARE) / (1.0 - chances + RARE)))

    def back(self, told: Floats) -> Floats:
        """The outcomes again."""
        odds = np.exp(np.where(self.points, 0.0, told))
        return np.where(self.points, told, np.clip((odds * (1.0 + RARE) - RARE) / (1.0 + odds), 0.0, 1.0))


@dataclass(frozen=True)
class _Bends:
    """What each number does alone on the scale without ends: straight from its low end to where it is
    stated, and from there to its high end; `ends` [number, end, outcome], `stated` [outcome], `middles`
    [number].
    """

    ends: Floats
    stated: Floats
    middles: Floats

    def along(self, places: Floats, o: int) -> Floats:
        """The effect on an outcome of each number at its place in a draw, [draw, number]."""
        low, high = (self.ends[:, end, o] - self.stated[o] for end in (LOW, HIGH))
        below = np.divide(
            self.middles - places, self.middles, out=np.zeros_like(places), where=self.middles > 0
        )
        room = 1.0 - self.middles
        above = np.divide(places - self.middles, room, out=np.zeros_like(places), where=room > 0)
        effect = np.maximum(below, 0.0) * low + np.maximum(above, 0.0) * high
        return np.where(np.isfinite(effect), effect, 0.0)


class _Coarse:
    """The coarse form of a scenario: solved as stated, near that, and for draws; outcomes at their own
    dates.
    """

    def __init__(
        self, scenario: Scenario, outcomes: Sequence[Outcome], memory_limit: int, progress: Progress
    ) -> None:
        self.form, self.outcomes, self.memory_limit = coarse_form(scenario), outcomes, memory_limit
        before, after, self.part = zip(*(self._rounds(one) for one in outcomes), strict=True)
        self.asked = (*before, *after)
        self.trials = Trials(self.form, self.asked, memory_limit, progress)
        origin: Origin = solve_origin(compile_game(self.form, memory_limit))
        self.origin, self.solved = origin, 1
        self.stated = self._read(measure(self.asked, origin.solution, origin.course))

    def _rounds(self, one: Outcome) -> tuple[Outcome, Outcome, float]:
        """An outcome at the rounds of this form before and after its date, and how far on it lies between."""
        if not one.when:
            return one, one, 0.0
        pace = self.form.pace
        day = (date.fromisoformat(one.when) - self.form.as_of).days
        last = min(pace.round_of(day), self.form.rounds)
        following = min(last + 1, self.form.rounds)
        begun, ends = pace.until(last), pace.until(following)
        part = 0.0 if following == last else float(np.clip((day - begun) / (ends - begun), 0.0, 1.0))
        return replace(one, round=last), replace(one, round=following), part

    def _read(self, found: Floats) -> Floats:
        """Outcomes at their dates, on a straight line between two rounds; [..., outcome]."""
        part = np.array(self.part)
        before, after = np.split(found, 2, axis=-1)
        return np.asarray((1.0 - part) * before + part * after)

    def at_the_ends(self, numbers: Sequence[Number]) -> Floats:
        """The outcomes with each number at both ends of its range, [number, end, outcome]; nan where that is
        no valid scenario.
        """
        asked = [{number.path: end} for number in numbers for end in _range(number)]
        found = np.full((len(asked), len(self.asked)), np.nan)
        pool = ThreadPoolExecutor(2)
        try:
            jobs = {pool.submit(self._near, values): n for n, values in enumerate(asked)}
            for done, job in enumerate(as_completed(jobs), start=1):
                answer = job.result()
                if isinstance(answer, str):
                    self.trials.leave_out(SCREENING, answer, 1)
                else:
                    found[jobs[job]] = answer
                self.trials.progress(SCREENING, done, len(asked))
        finally:
            pool.shutdown(cancel_futures=True)
        self.solved += len(asked)
        return self._read(found).reshape(len(numbers), 2, -1)

    def _near(self, values: Mapping[str, float]) -> Floats | str:
        """The outcomes near the form as stated, or why there are none."""
        try:
            game = compile_game(restate(self.form, values), self.memory_limit)
            found = near(self.origin, game, 1)
            if found is None:
                return self._whole(values)
            return measure(self.asked, found.solution, found.course)
        except ParleyError as problem:
            return " ".join(str(problem).split())

    def _whole(self, values: Mapping[str, float]) -> Floats | str:
        (row,) = self.trials.outcomes_of(SCREENING, [values], 1)
        return (
            row if np.isfinite(row).all() else "it is too unlike the form as stated, and could not be solved"
        )

    def draws(self, asked: Sequence[Mapping[str, float]]) -> Floats:
        """The outcomes of draws of all numbers, solved by themselves, [draw, outcome]; nan where one
        failed.
        """
        found = self._read(self.trials.outcomes_of(DRAWING, asked))
        self.solved += len(asked)
        if not np.isfinite(found).all(axis=1).any():
            raise SolutionError("no draw of the ranges could be solved in a coarse form")
        return found


def _outcome(
    outcome: Outcome,
    o: int,
    numbers: Sequence[Number],
    ends: Floats,
    stated: float,
    sharing: Sharing,
    drawn: Floats,
) -> OutcomeInfluence:
    moves = np.nan_to_num(np.stack([stated - ends[:, LOW], ends[:, HIGH] - stated], axis=1))
    size, mean = np.abs(moves).sum(axis=1), moves.sum(axis=1)
    largest = max(float(size.max()), 1e-300)
    each = tuple(
        _number(number, float(size[n]), float(mean[n]), float(size[n]) / largest, sharing, n)
        for n, number in enumerate(numbers)
    )
    low, middle, high = np.quantile(drawn, [0.1, 0.5, 0.9])
    groups = [
        GroupInfluence(
            group=group,
            numbers=len(places),
            size=float(size[list(places)].sum()),
            shares=sharing.of_group(group),
        )
        for group, places in members(numbers).items()
    ]
    ranked = sorted(each, key=lambda one: one.size, reverse=True)
    next_ones = sorted((one for one in each if one.lacking > 0), key=lambda one: -one.lacking)
    return OutcomeInfluence(
        outcome=outcome,
        name=str(outcome),
        stated=stated,
        levels=(float(low), float(middle), float(high)),
        numbers=tuple(ranked),
        groups=tuple(sorted(groups, key=lambda one: -one.size)),
        find_out_next=tuple(one.path for one in next_ones),
    )


def _number(
    number: Number, size: float, mean: float, beside: float, sharing: Sharing, n: int
) -> NumberInfluence:
    evidence = evidence_of(number)
    low, high = _range(number)
    return NumberInfluence(
        path=number.path,
        group=group_of(number.path),
        value=number.value,
        low=low,
        high=high,
        unit=number.unit,
        per_days=number.per_days,
        evidence=evidence,
        slope=None,
        bend=None,
        size=size,
        mean=mean,
        spread=0.0,
        shares=sharing.of_number(n),
        lacking=beside * evidence.lack,
    )
