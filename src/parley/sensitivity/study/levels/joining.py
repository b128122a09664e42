"""One set of draws out of a study's levels: figures solved, corrected or read off, and how far off they are.

What is not solved in full is given the error of a solve held out, drawn at random, so that the spread over
the draws is that of full solves and not that of a regression, which is narrower.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from threadpoolctl import threadpool_limits

from parley.errors import CaseError
from parley.game import Floats, Ints
from parley.game.names import Ending
from parley.scenario import ranged_numbers, restate
from parley.scenario.parts import Scenario
from parley.sensitivity.study.draws import Draws
from parley.sensitivity.study.finding.accuracy import Accuracy, Levels
from parley.sensitivity.study.finding.figures import Figures
from parley.sensitivity.study.levels.fitting import (
    Correction,
    Ridge,
    best,
    corrected,
    held_out,
    predicted,
)

FEWEST_FULL = 8
"""With fewer solves both ways nothing can be said of how far off the rest is."""

RARE, RESAMPLINGS, NINE_IN_TEN = 1e-3, 200, (0.05, 0.95)


@dataclass(frozen=True)
class Joined:
    """All draws of a study by levels that make a scenario, and how they were made."""

    figures: Figures
    levels: Levels


def join(scenario: Scenario, draws: Draws, full: Figures, coarse: Figures, form: Scenario) -> Joined:
    """Figures of every draw: solved in full, corrected from the coarse `form`, or read off.

    `full` and `coarse` are of the first draws. Draws that make no valid scenario are left out. Raises
    ValueError if fewer than `FEWEST_FULL` draws were solved both ways.
    """
    # How many threads share a sum moves its last bits; and for sums this small they cost more than they save.
    with threadpool_limits(1, user_api="blas"):
        return _joined(scenario, draws, full, coarse, form)


def _joined(scenario: Scenario, draws: Draws, full: Figures, coarse: Figures, form: Scenario) -> Joined:
    coarse = at_dates(coarse, full.days)
    both = [draw for draw in full.draws if draw in set(coarse.draws)]
    if len(both) < FEWEST_FULL:
        raise ValueError(f"{len(both)} draws were solved both ways, and {FEWEST_FULL} are needed")
    solved = {*full.draws, *coarse.draws}
    made = max(*full.draws, *coarse.draws) + 1
    rest = [n for n in range(made, len(draws.values)) if _stated(scenario, draws, n)]
    numbers = np.array(sorted({*solved, *rest}))
    bench = _Bench(
        places=_places(scenario, draws)[numbers],
        full=_rows(numbers, full.draws),
        coarse=_rows(numbers, coarse.draws),
        told_full=transformed(full),
        told_coarse=transformed(coarse),
        count=len(full.ending_names) * len(full.days),
        dates=len(full.days),
    )
    how = best(bench.places[bench.coarse], bench.told_coarse, bench.judged)
    generator = np.random.default_rng([draws.seed, len(draws.values)])
    fitted = bench.fitted(how)
    told = bench.imputed(fitted, generator)
    joined = restored(told, full, numbers, draws.values[numbers])
    settled = [e for e, name in enumerate(full.ending_names) if Ending(name).settles]
    errors = bench.errors(fitted, full, settled)
    residuals = np.concatenate([full.residuals, coarse.residuals])
    return Joined(
        replace(joined, residuals=residuals),
        Levels(
            full=len(full.draws),
            coarse=len(set(coarse.draws) - set(full.draws)),
            read_off=len(rest),
            nodes=form.belief_grid.nodes,
            round_days=form.round_days,
            error_coarse=errors[0],
            error_read_off=errors[1],
            spread=float(full.endings[:, settled, -1].sum(axis=1).std()),
            accuracy=_accuracy(bench, how, full, numbers, draws, settled),
        ),
    )


def _stated(scenario: Scenario, draws: Draws, number: int) -> bool:
    try:
        restate(scenario, draws.row(number))
    except CaseError:
        return False
    return True


def _places(scenario: Scenario, draws: Draws) -> Floats:
    """Where in its range each number was drawn, -1/2 to 1/2; [n, p]."""
    numbers = ranged_numbers(scenario)
    low = np.array([float(number.low or 0.0) for number in numbers])
    high = np.array([float(number.high or 0.0) for number in numbers])
    return np.asarray((draws.values - low) / (high - low) - 0.5)


def _rows(numbers: Ints, wanted: Sequence[int]) -> Ints:
    return np.searchsorted(numbers, np.array(wanted))


def at_dates(figures: Figures, days: tuple[date, ...]) -> Figures:
    """The same with endings at other dates, on straight lines between the dates they are at."""
    if figures.days == days:
        return figures
    have = np.array([day.toordinal() for day in figures.days], dtype=float)
    want = np.array([day.toordinal() for day in days], dtype=float)
    endings = np.stack([[np.interp(want, have, path) for path in draw] for draw in figures.endings])
    return replace(figures, days=days, endings=endings)


def transformed(figures: Figures) -> Floats:
    """Figures on scales without ends, [n, f]: log-odds against still fighting, worths, log-odds to last."""
    chances = figures.endings + RARE
    odds = np.log(chances / chances[:, -1:])
    kept = np.log((figures.kept + RARE) / (1.0 - figures.kept + RARE))
    flat = odds.reshape(len(odds), -1)
    return np.concatenate([flat, figures.worths, kept], axis=1)


def chances_of(told: Floats, shape: tuple[int, int]) -> Floats:
    """Chances [n, e, t] of log-odds against still fighting; cumulative, and summing to one at every date."""
    odds = told.reshape(len(told), *shape)
    shares = np.exp(odds - odds.max(axis=1, keepdims=True))
    shares = shares / shares.sum(axis=1, keepdims=True) * (1.0 + shape[0] * RARE) - RARE
    # What nothing can have come of yet is nothing, and no rounding error.
    ended = np.maximum.accumulate(np.where(shares[:, :-1] > 1e-12, shares[:, :-1], 0.0), axis=2)
    ended = ended / np.maximum(1.0, ended.sum(axis=1, keepdims=True).max(axis=2, keepdims=True))
    return np.concatenate([ended, 1.0 - ended.sum(axis=1, keepdims=True)], axis=1)


def restored(told: Floats, like: Figures, numbers: Ints, values: Floats) -> Figures:
    """Figures from what `transformed` made of them; draws solved in full come out as they were."""
    shape = like.endings.shape[1:]
    chances, parties = shape[0] * shape[1], like.worths.shape[1]
    endings = chances_of(told[:, :chances], (shape[0], shape[1]))
    worths = told[:, chances : chances + parties]
    odds = np.exp(told[:, chances + parties :])
    kept = np.clip((odds * (1.0 + RARE) - RARE) / (1.0 + odds), 0.0, 1.0)
    rows = _rows(numbers, like.draws)
    endings[rows], worths[rows], kept[rows] = like.endings, like.worths, like.kept
    return replace(
        like,
        draws=tuple(int(n) for n in numbers),
        assumptions=values,
        endings=endings,
        worths=worths,
        kept=kept,
    )


@dataclass(frozen=True)
class _Fitted:
    """Coarse figures of every draw [n, f], what they miss of each held out, and the same of full ones."""

    coarse: Floats
    missed_coarse: Floats
    correction: Correction
    missed_full: Floats


@dataclass(frozen=True)
class _Bench:
    """All draws by place in their ranges, rows of those solved, what they came to; `count` are chances."""

    places: Floats
    full: Ints
    coarse: Ints
    told_full: Floats
    told_coarse: Floats
    count: int
    dates: int

    @property
    def judged(self) -> Ints:
        """The columns by which a way of fitting is chosen: endings by the horizon."""
        return np.arange(self.dates - 1, self.count, self.dates)

    def columns(self, which: Ints) -> _Bench:
        """The same with some of the figures."""
        return replace(self, told_full=self.told_full[:, which], told_coarse=self.told_coarse[:, which])

    @property
    def both(self) -> Ints:
        """Rows of the draws that were solved both ways."""
        return np.intersect1d(self.full, self.coarse)

    def fitted(self, how: Ridge) -> _Fitted:
        """Fit both levels to what was solved."""
        every = predicted(how, self.places[self.coarse], self.told_coarse, self.places)
        every[self.coarse] = self.told_coarse
        missed = self.told_coarse - held_out(how, self.places[self.coarse], self.told_coarse)
        return _Fitted(every, missed, *self._corrected(self.both))

    def again(self, how: Ridge, fitted: _Fitted, generator: np.random.Generator) -> _Fitted:
        """Fit both levels to as many solves drawn again; what they miss of each is as it was held out."""
        coarse = generator.integers(len(self.coarse), size=len(self.coarse))
        both = generator.integers(len(self.both), size=len(self.both))
        every = predicted(how, self.places[self.coarse[coarse]], self.told_coarse[coarse], self.places)
        every[self.coarse] = self.told_coarse
        correction, _ = self._corrected(self.both[both])
        return _Fitted(every, fitted.missed_coarse[coarse], correction, fitted.missed_full[both])

    def _corrected(self, both: Ints) -> tuple[Correction, Floats]:
        return corrected(
            self.told_coarse[self._at(self.coarse, both)], self.told_full[self._at(self.full, both)]
        )

    @staticmethod
    def _at(rows: Ints, wanted: Ints) -> Ints:
        return np.searchsorted(rows, wanted)

    def imputed(self, fitted: _Fitted, generator: np.random.Generator) -> Floats:
        """What every draw comes to in full, [n, f]: solved, or told with the error of a solve held out."""
        n = len(self.places)
        first = fitted.missed_coarse[generator.integers(len(fitted.missed_coarse), size=n)]
        second = fitted.missed_full[generator.integers(len(fitted.missed_full), size=n)]
        first[self.coarse] = 0.0
        told = fitted.correction.of(fitted.coarse + first) + second
        told[self.full] = self.told_full
        return np.asarray(told)

    def errors(self, fitted: _Fitted, full: Figures, settled: list[int]) -> tuple[float, float]:
        """Root mean square errors of the chance of settlement by the horizon, of solves held out."""
        at = self._at(self.full, self.both)
        corrected_ones = self.told_full[at] - fitted.missed_full
        read_off = self.told_coarse - fitted.missed_coarse
        shape = (len(full.ending_names), len(full.days))

        def off(told: Floats, true: Floats) -> float:
            missed = chances_of(told[:, : self.count], shape) - chances_of(true[:, : self.count], shape)
            return float(np.sqrt((missed[:, settled, -1].sum(axis=1) ** 2).mean()))

        return off(corrected_ones, self.told_full[at]), off(read_off, self.told_coarse)


def _accuracy(
    bench: _Bench, how: Ridge, full: Figures, numbers: Ints, draws: Draws, settled: list[int]
) -> Accuracy:
    """Intervals by the bootstrap (Efron 1979) over draws and solves alike; figures at the horizon alone."""
    last = bench.columns(bench.judged)
    last = replace(last, count=len(full.ending_names), dates=1)
    names, n, fitted = full.ending_names, len(numbers), last.fitted(how)
    found: list[list[float]] = []
    for b in range(RESAMPLINGS):
        generator = np.random.default_rng([draws.seed, n, b])
        told = last.imputed(last.again(how, fitted, generator), generator)
        chances = chances_of(told, (len(names), 1))[generator.integers(n, size=n), :, 0]
        any_of = chances[:, settled].sum(axis=1)
        leads = Counter(np.argmax(chances, axis=1).tolist())
        figures = [any_of.mean(), *np.quantile(any_of, [0.1, 0.9])]
        found.append([*map(float, figures), *(leads[e] / n for e in range(len(names)))])
    low, high = np.quantile(np.array(found), NINE_IN_TEN, axis=0)
    half = ((high - low) / 2).tolist()
    return Accuracy(
        settled_mean=half[0],
        settled_p10=half[1],
        settled_p90=half[2],
        leading={Ending(name): half[3 + e] for e, name in enumerate(names)},
    )
