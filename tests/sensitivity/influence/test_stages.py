"""The three looks at influence, on functions whose answers are known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pytest

from parley.game import Floats
from parley.scenario.quantities import Number
from parley.sensitivity.influence import morris
from parley.sensitivity.influence.screening import Screening, screen
from parley.sensitivity.influence.sharing import to_share
from parley.sensitivity.influence.slopes import slopes, within
from parley.sensitivity.influence.sobol import Together, share_out
from parley.sensitivity.influence.trials import Trials

A = Number(2.0, "a", low=0.0, high=4.0)
B = Number(0.5, "b", low=0.0, high=1.0)
C = Number(1.0, "c", low=0.0, high=2.0)
ALONE: tuple[Together, ...] = ((0,), (1,), (2,))


class Known(Trials):
    """Trials of a plain function instead of a game; values may be invalid or fail."""

    def __init__(
        self,
        function: Callable[..., float],
        valid: Callable[..., bool] = lambda **_: True,
        fails: Callable[..., bool] = lambda **_: False,
    ):
        self.function, self.valid, self.fails = function, valid, fails
        self.solved = 0
        self.left_out: list[int] = []

    def is_valid(self, values: Mapping[str, float]) -> bool:
        """Whether the rule holds, numbers that are not named at their stated values."""
        return self.valid(**self._all(values))

    def leave_out(self, stage: str, reason: str, count: int) -> None:
        """Count what was left out."""
        self.left_out.append(count)

    def outcomes_of(self, stage: str, draws: Sequence[Mapping[str, float]], workers: int = 2) -> Floats:
        """The function at each draw; nan where it fails."""
        self.solved += len(draws)
        every = [self._all(values) for values in draws]
        self.answers = np.array([[np.nan if self.fails(**v) else self.function(**v)] for v in every])
        return self.answers

    @staticmethod
    def _all(values: Mapping[str, float]) -> dict[str, float]:
        return {"a": 2.0, "b": 0.5, "c": 1.0} | dict(values)


def test_slopes_are_those_of_the_function_over_the_whole_range() -> None:
    """A slope is the derivative at the stated value times the width of the range; a bend shows itself."""
    found = slopes(Known(lambda a, b, c: a**2 + 3 * b + np.sin(40 * c)), [A, B, C], [2, 0, 1])
    assert found.slope[0, 0] == pytest.approx(2 * 2.0 * 4.0)
    assert found.slope[1, 0] == pytest.approx(3.0)
    assert found.slope[2, 0] == pytest.approx(2 * 40 * np.cos(40), rel=0.2)
    assert found.twice[1, 0] == pytest.approx(3.0, abs=1e-12)
    assert abs(found.twice[2, 0] - found.slope[2, 0]) > 1.0


def test_a_slope_over_a_range_goes_no_further_than_a_probability_can() -> None:
    """At a rate of 353 points of per cent over its range a number takes a chance from 0 to 1 at most."""
    middle = Number(5.0, "a", "points", None, low=0.0, high=10.0)
    assert within(3.53, middle, 0.4) == pytest.approx(1.0)
    assert within(-3.53, middle, 0.4) == pytest.approx(-1.0)
    assert within(0.2, middle, 0.4) == pytest.approx(0.2)
    at_the_top = Number(10.0, "a", "points", None, low=0.0, high=10.0)
    assert within(3.53, at_the_top, 0.4) == pytest.approx(0.4), "nothing is left of the range above"
    assert np.isnan(within(np.nan, middle, 0.4))


def test_a_slope_at_the_edge_of_what_is_valid_is_taken_inwards() -> None:
    """Where a step would leave the valid scenarios the difference is taken from the stated value."""
    found = slopes(Known(lambda a, b, c: 5 * a, valid=lambda a, b, c: a <= 2.0), [A, B], [0])
    assert found.slope[0, 0] == pytest.approx(20.0)
    assert np.isnan(found.slope[1, 0]), "a number that was not chosen has no slope"


def test_screening_finds_effects_over_the_range_with_their_sign() -> None:
    """A linear number has its whole effect and no spread; one that does nothing has none."""
    found = screen(Known(lambda a, b, c: 3 * a - 2 * b), [A, B, C], trajectories=6, seed=4)
    assert found is not None
    assert found.size[:, 0] == pytest.approx([12.0, 2.0, 0.0])
    assert found.mean[:, 0] == pytest.approx([12.0, -2.0, 0.0])
    assert found.spread[:, 0] == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)
    assert found.trajectories == 6


def test_screening_leaves_out_ways_that_are_not_valid_and_says_so() -> None:
    """Ways through the ranges that leave the valid scenarios are replaced by others and counted."""
    trials = Known(lambda a, b, c: a + b, valid=lambda a, b, c: a < 4.0 or b < 1.0)
    found = screen(trials, [A, B, C], trajectories=5, seed=4)
    assert found is not None and found.trajectories == 5
    assert trials.left_out[0] > 0 and trials.left_out[0] % 4 == 0


def test_a_way_with_a_failure_is_left_out_whole() -> None:
    """One failed solve spoils its own way only."""
    failing = Known(lambda a, b, c: a + b, fails=lambda a, b, c: a == 0.0 and c == 0.0)
    found = screen(failing, [A, B, C], trajectories=8, seed=4)
    assert found is not None and 0 < found.trajectories < 8
    assert found.size[:, 0] == pytest.approx([4.0, 1.0, 0.0])


def test_shares_of_a_sum_are_shares_of_its_variance() -> None:
    """For a sum the first and total indices are each part's variance in the whole."""
    found = share_out(Known(lambda a, b, c: a + 2 * b), [A, B, C], ALONE, bases=512, seed=7)
    assert found is not None
    # Over uniform ranges of width 4 and (twice) 1 the variances are 16/12 and 4/12.
    assert found.first[:, 0] == pytest.approx([0.8, 0.2, 0.0], abs=0.03)
    assert found.total[:, 0] == pytest.approx([0.8, 0.2, 0.0], abs=0.03)
    assert found.levels[0, 1] == pytest.approx(3.0, abs=0.1)


def test_an_interaction_shows_in_the_total_alone() -> None:
    """Two numbers that only act together have no share of their own and the whole between them."""
    product = Known(lambda a, b, c: (a - 2) * (b - 0.5))
    found = share_out(product, [A, B], ALONE[:2], bases=512, seed=7)
    assert found is not None
    assert found.first[:, 0] == pytest.approx([0.0, 0.0], abs=0.1)
    assert found.total[:, 0] == pytest.approx([1.0, 1.0], abs=0.1)


def test_groups_have_the_shares_of_their_numbers_together() -> None:
    """Single numbers and groups of Ishigami's function come out, on one set of draws, as they do on paper."""
    wave, power = 7.0, 0.1
    known = Known(lambda a, b, c: np.sin(a) + wave * np.sin(b) ** 2 + power * c**4 * np.sin(a))
    numbers = [Number(0.0, path, low=-np.pi, high=np.pi) for path in "abc"]
    # Variances alone, and of the first and third together (Ishigami and Homma 1990).
    first, second = (1 + power * np.pi**4 / 5) ** 2 / 2, wave**2 / 8
    both = power**2 * np.pi**8 * (1 / 18 - 1 / 50)
    whole = first + second + both
    swapped: tuple[Together, ...] = ((0,), (0, 2), (0, 1), (1, 2), (0, 1, 2))
    found = share_out(known, numbers, swapped, bases=2048, seed=3)
    assert found is not None
    alone = np.array([first, first + both, first + second, second, whole]) / whole
    total = np.array([first + both, first + both, whole, second + both, whole]) / whole
    assert found.first[:, 0] == pytest.approx(alone, abs=0.05)
    assert found.total[:, 0] == pytest.approx(total, abs=0.05)
    assert (np.abs(found.first[:, 0] - alone) < 2 * found.first_margin[:, 0] + 0.01).all()
    assert (np.abs(found.total[:, 0] - total) < 2 * found.total_margin[:, 0] + 0.01).all()
    assert known.solved == 2048 * (5 + 2), "a group takes one solve of each base draw"


def test_sums_of_single_shares_are_not_those_of_a_group() -> None:
    """Two numbers that act together alone have nothing each, and everything as a group."""
    product = Known(lambda a, b, c: (a - 2) * (b - 0.5))
    found = share_out(product, [A, B, C], (*ALONE, (0, 1)), bases=512, seed=7)
    assert found is not None
    assert found.first[:, 0] == pytest.approx([0.0, 0.0, 0.0, 1.0], abs=0.1)
    assert found.total[:, 0] == pytest.approx([1.0, 1.0, 0.0, 1.0], abs=0.1)


def test_margins_say_how_far_off_shares_may_be() -> None:
    """Over forty seeds, about nineteen intervals in twenty of a group's total share hold it."""
    sums = Known(lambda a, b, c: a + 2 * b + c)
    # Variances 16/12, 4/12 and 4/12: the first two are 20 parts of 24.
    held = 0
    for seed in range(40):
        found = share_out(sums, [A, B, C], [(0, 1)], bases=64, seed=seed)
        assert found is not None
        held += abs(found.total[0, 0] - 20 / 24) <= found.total_margin[0, 0]
    assert held >= 34


def test_a_seed_of_nought_is_a_seed() -> None:
    """Margins drawn with it come out the same again."""
    found = [share_out(Known(lambda a, b, c: a + b * c), [A, B, C], ALONE, 32, seed=0) for _ in range(2)]
    assert found[0] is not None and found[1] is not None
    assert found[0].total_margin.tolist() == found[1].total_margin.tolist()


def _screened(*sizes: float) -> Screening:
    size = np.array(sizes)[:, None]
    return Screening(size, size, size, 4)


def test_draws_go_to_groups_of_several_numbers_that_matter() -> None:
    """Each number that matters and each such group takes a solve of a base draw, as far as the draws go."""
    paths = ["parties.x.a", "parties.x.b", "levers.l.c", "theatre.t.d", "theatre.t.e", "levers.m.f"]
    numbers = [Number(0.5, path, low=0.0, high=1.0) for path in paths]
    screened = _screened(1.0, 0.5, 0.4, 0.02, 0.01, 0.3)
    sharing = to_share(screened, numbers, left=64 * 8 + 40)
    assert sharing is not None
    assert sharing.numbers == (0, 1, 2, 5, 3), "largest first; the smallest does not matter"
    assert sharing.groups == {"party:x": (0, 1)}, "the other groups are slight, or one number"
    assert sharing.swapped == ((0,), (1,), (2,), (5,), (3,), (0, 1))
    assert sharing.bases == 64
    poorer = to_share(screened, numbers, left=16 * 7)
    assert poorer is not None
    assert poorer.groups == {}, "groups go first where the draws are few"
    assert to_share(screened, numbers, left=15 * 7) is None
    alike = [Number(0.5, f"parties.x.{n}", low=0.0, high=1.0) for n in range(6)]
    alone = to_share(screened, alike, left=640)
    assert alone is not None and alone.groups == {}, "one group has all there is"


@pytest.mark.parametrize(("numbers", "seed"), [(1, 1), (3, 7), (20, 1), (61, 42)])
def test_ways_and_effects_are_those_of_another_program(numbers: int, seed: int) -> None:
    """From the same seed SALib walks the same ways, and makes of the outcomes the same sizes and spreads."""
    from SALib.analyze import morris as theirs
    from SALib.sample.morris import sample

    problem = {
        "num_vars": numbers,
        "names": [str(n) for n in range(numbers)],
        "bounds": [[0.0, 1.0]] * numbers,
    }
    rows = sample(problem, 12, num_levels=morris.LEVELS, seed=seed)
    walked = morris.ways(numbers, 12, seed)
    assert np.array_equal(walked.reshape(rows.shape), rows)
    weights = np.random.default_rng(seed).normal(size=numbers)
    outcomes = np.sin(3 * rows @ weights) + (rows**2) @ weights
    found = morris.effects(walked, outcomes.reshape(12, numbers + 1, 1))[..., 0]
    said = theirs.analyze(problem, rows, outcomes, num_levels=morris.LEVELS, seed=seed)
    assert np.abs(found).mean(axis=0) == pytest.approx(np.asarray(said["mu_star"], dtype=float), abs=1e-12)
    assert found.mean(axis=0) == pytest.approx(np.asarray(said["mu"], dtype=float), abs=1e-12)
    assert found.std(axis=0, ddof=1) == pytest.approx(np.asarray(said["sigma"], dtype=float), abs=1e-12)


def test_the_shares_agree_with_another_program() -> None:
    """On the same draws total indices are those of SALib, and so are first ones of what does little."""
    from SALib.analyze import sobol

    asked = Known(lambda a, b, c: a + b * c + np.sin(5 * c))
    found = share_out(asked, [A, B, C], ALONE, bases=128, seed=2)
    assert found is not None
    problem = {"num_vars": 3, "names": list("abc"), "bounds": [[0.0, 1.0]] * 3}
    theirs = sobol.analyze(problem, asked.answers.ravel(), calc_second_order=False, seed=1)
    assert found.total[:, 0] == pytest.approx(theirs["ST"], abs=1e-9)
    assert found.total_margin[:, 0] == pytest.approx(theirs["ST_conf"], rel=0.4)
    assert found.first[1, 0] == pytest.approx(theirs["S1"][1], abs=0.01)


def test_a_group_that_carries_nearly_all_is_told_so_sharply() -> None:
    """A few base draws give its first index a small margin, by how alike draws come out."""
    found = share_out(
        Known(lambda a, b, c: 5 * (a > 3) + a * b + 0.1 * c), [A, B, C], ((0, 1), (2,)), bases=32, seed=7
    )
    assert found is not None
    assert found.first[:, 0] == pytest.approx([1.0, 0.0], abs=0.01)
    assert (found.first_margin[:, 0] < 0.02).all()


def test_an_outcome_that_does_not_vary_has_no_shares() -> None:
    """Nothing is divided by no variance."""
    found = share_out(Known(lambda a, b, c: 1.0), [A, B], ALONE[:2], bases=16, seed=7)
    assert found is not None
    assert not found.total.any() and not found.first.any()


def test_bases_that_fail_are_left_out_whole() -> None:
    """A base draw with a failure among its solves is left out, and the rest is shared out."""
    failing = Known(lambda a, b, c: a + 2 * b, fails=lambda a, b, c: a > 3.9)
    found = share_out(failing, [A, B], ALONE[:2], bases=256, seed=7)
    assert found is not None and 200 < found.bases < 256
    assert found.total[:, 0] == pytest.approx([0.8, 0.2], abs=0.06)


def test_nothing_valid_is_none() -> None:
    """Where no way and no base is valid there is no finding."""
    trials = Known(lambda a, b, c: a, valid=lambda a, b, c: False)
    assert screen(trials, [A, B], trajectories=2, seed=1) is None
    assert share_out(trials, [A, B], ALONE[:2], bases=4, seed=1) is None
