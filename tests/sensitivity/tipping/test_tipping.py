"""Where the answer tips along one number."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable

import pytest
from tests.outlook.small_case import SMALL, solved

from parley.errors import SolutionError, UsageError
from parley.game.names import Ending
from parley.scenario import read_scenario_text
from parley.sensitivity.tipping import Along, Point, along, range_of
from parley.sensitivity.tipping.refining import NARROW, Unsolved, refined
from parley.solver import Course

PATH = "endings.horizon.south"


def _point(value: float, leading: str, held: bool) -> Point:
    named = {Ending("a"): 0.5 if leading == "a" else 0.1, Ending("b"): 0.5 if leading == "b" else 0.1}
    return Point(value, named, 0.2, {}, {"deal": ("",)} if held else {}, Ending(leading))


def _at(rule: Callable[[float], tuple[str, bool]]) -> Callable[[float], Point]:
    return lambda value: _point(value, *rule(value))


def test_a_bracket_holds_the_place_and_is_narrow() -> None:
    """A change at a known value is bracketed to a small part of the whole."""
    at = _at(lambda value: ("a" if value < 0.3712 else "b", False))
    [found] = refined([at(n / 8) for n in range(9)], at, 1.0)
    assert found.kind == "leading_ending"
    assert (found.before, found.after) == (("a",), ("b",))
    assert found.low < 0.3712 <= found.high
    assert found.high - found.low <= NARROW


def test_two_changes_between_two_points_are_both_found_if_the_middle_shows_them() -> None:
    """Where something else holds in the middle of a bracket there are two tipping points."""
    at = _at(lambda value: ("a" if value < 0.2 else "still_fighting" if value < 0.7 else "b", False))
    found = refined([at(0.0), at(1.0)], at, 1.0)
    assert [(one.before, one.after) for one in found] == [
        (("a",), ("still_fighting",)),
        (("still_fighting",), ("b",)),
    ]


def test_the_bargaining_range_opens() -> None:
    """A package that comes into range is a tipping point of its own kind."""
    at = _at(lambda value: ("a", value >= 0.55))
    [found] = refined([at(0.0), at(0.5), at(1.0)], at, 1.0)
    assert (found.kind, found.before, found.after) == ("bargaining_range", (), ("deal",))
    assert found.low < 0.55 <= found.high


def test_a_value_that_cannot_be_solved_leaves_a_wide_bracket() -> None:
    """The search ends where it can go no further, and says between which values it is."""

    def never(value: float) -> Point:
        raise Unsolved

    at = _at(lambda value: ("a" if value < 0.5 else "b", False))
    [found] = refined([at(0.0), at(1.0)], never, 1.0)
    assert (found.low, found.high) == (0.0, 1.0)


def _along(path: str, ends: tuple[str, str], points: int = 5) -> Along:
    stated = solved()
    return along(stated, range_of(stated.scenario, path, ends), points)


def test_a_solved_case_tips_where_its_outlook_says() -> None:
    """At either side of a tipping point the solved outlooks have other leading endings."""
    found = _along(PATH, ("-20", "60"))
    assert [point.value for point in found.points] == sorted(point.value for point in found.points)
    by_value = {point.value: point for point in found.points}
    leading = [one for one in found.tipping_points if one.kind == "leading_ending"]
    assert leading
    for one in leading:
        assert by_value[one.low].leading == one.before[0] != one.after[0] == by_value[one.high].leading
    ranges = [one for one in found.tipping_points if one.kind == "bargaining_range"]
    assert (ranges[-1].before, ranges[-1].after) == (("line:limited",), ())
    assert (ranges[0].before, ranges[0].after) == (("province:limited", "province:conqueror"), ())
    assert 25.0 in by_value, "the stated value is one of the points"


def test_date_and_terms_are_those_of_what_is_signed() -> None:
    """Means over courses that settle: days by the outlook's own rounds, points by the plans' own values."""
    found = _along(PATH, ("5", "45"), points=3)
    stated = next(point for point in found.points if point.value == 25.0)
    outlook = solved().outlook
    signed = {name: path for name, path in outlook.endings.items() if name.settles}
    steps = {name: [b - a for a, b in itertools.pairwise(path)] for name, path in signed.items()}
    total = sum(map(sum, steps.values()))
    days = sum(7 * t * part for path in steps.values() for t, part in enumerate(path)) / total
    assert stated.days_to_settlement == pytest.approx(days)
    line = sum(steps[Ending("settlement:line")]) / total
    assert stated.terms["south"] == pytest.approx(40 * line)
    # The north values the line by its kind, and the kinds do not sign alike.
    assert 20 * line + 100 * (1 - line) <= stated.terms["north"] <= 60 * line + 100 * (1 - line)
    assert Point(1.0, {}, 1.0, {}, {}, Ending("breakdown")).days_to_settlement is None


def test_the_dispositions_under_which_a_package_is_in_range_are_told() -> None:
    """A line worth more than going on only to the limited north is in range under that disposition."""
    found = _along(PATH, ("5", "30"), points=3)
    assert found.points[0].in_range["line"] == ("limited",)


def test_what_is_kept_can_be_read_back() -> None:
    """The file of a curve gives the curve back."""
    kept = _along(PATH, ("0", "60"), points=3).document()
    read = json.loads(json.dumps(kept))
    assert json.loads(json.dumps(Along.read(read).document())) == read


def test_a_value_that_fails_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """What could not be solved along the way is listed with its reason, and the rest stands."""
    stated = solved()
    calls = []

    def picky(course: Course) -> None:
        calls.append(course)
        if len(calls) == 1:
            raise SolutionError("not good enough")

    monkeypatch.setattr("parley.solver.equilibrium.certify", picky)
    found = along(stated, range_of(stated.scenario, PATH), 3)
    assert [one.reason for one in found.failed] == ["not good enough"]
    assert len(found.points) >= 2


@pytest.mark.parametrize(
    ("path", "ends", "said"),
    [
        ("endings.horizon.soth", None, "did you mean endings.horizon.south"),
        ("parties.south.precision", None, "has no range"),
        (PATH, ("30", "10"), "low end below the high end"),
        (PATH, ("30", "far"), "expected points"),
        ("parties.north.patience.half_life", ("1", "2"), "write the unit"),
        ("parties.south.flow.fighting", ("-1 per month", "0"), "the period it is stated in"),
    ],
)
def test_what_cannot_be_followed_is_refused(path: str, ends: tuple[str, str] | None, said: str) -> None:
    """A path that names no number, a number without range, and ends the wrong way round are refused."""
    with pytest.raises(UsageError, match=said):
        range_of(read_scenario_text(SMALL), path, ends)
