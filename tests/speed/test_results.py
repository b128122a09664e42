"""Results of the benchmark are kept, found again, and compared fairly."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from benchmarks.speed.growth import AXES, MIDDLE, WAR, WHOLE
from benchmarks.speed.measuring import Race, Row, scaled
from benchmarks.speed.telling.filing import Results, keep, last_kept, read, slower
from benchmarks.speed.telling.table import printed

from parley.compiler import compile_game
from parley.scenario import read_scenario

HERE = {"processor": "one", "cores": 2}
ALONE = Row("bench", "alone", "ms", (2.0, 1.0, 3.0), told="a word", peak=12.0)
BESIDE = Row("bench", "beside", "ms", (4.0, 2.0, 6.0), "alone", (2.0, 2.0, 2.0))
THEN = Results("2026-01-02T03:04:05Z", HERE, (ALONE, BESIDE))


def test_results_are_read_as_they_were_kept(tmp_path: Path) -> None:
    """Every row comes back whole."""
    assert read(keep(THEN, tmp_path)) == THEN


def test_only_the_latest_of_the_same_machine_is_compared_with(tmp_path: Path) -> None:
    """Results of another processor are passed over, and older ones where there are newer of the same row."""
    assert last_kept(HERE, tmp_path) is None
    keep(THEN, tmp_path)
    newer = replace(ALONE, values=(7.0,))
    keep(Results("2026-02-01T00:00:00Z", HERE, (newer,)), tmp_path)
    keep(Results("2026-03-01T00:00:00Z", {**HERE, "cores": 8}, (ALONE,)), tmp_path)
    found = last_kept(HERE, tmp_path)
    assert found is not None
    assert found.when == "2026-02-01T00:00:00Z"
    assert {row.name: row for row in found.rows} == {"alone": newer, "beside": BESIDE}


def test_a_row_with_ratios_is_compared_by_them() -> None:
    """A machine twice as busy slows both alike, and that is no loss of speed; a changed ratio is."""
    busy = replace(BESIDE, values=(8.0, 8.0, 8.0))
    assert slower([busy], THEN) == []
    (told,) = slower([replace(BESIDE, ratios=(2.0, 2.5, 2.4))], THEN)
    assert told == "bench, beside: from 2 to 2.4 times alone"


def test_a_row_alone_is_slower_if_even_its_best_run_is() -> None:
    """The best run of now stands against the middle one of then, with a tenth of room."""
    assert slower([replace(ALONE, values=(2.1, 9.0, 9.0))], THEN) == []
    (told,) = slower([replace(ALONE, values=(2.5, 9.0, 9.0))], THEN)
    assert told == "bench, alone: from 2 to at best 2.5 ms"
    assert slower([replace(ALONE, name="new")], THEN) == []


def test_runners_of_a_race_take_turns() -> None:
    """Each is run equally often, one after the other, and its ratio is to its neighbour of the same turn."""
    ran: list[str] = []
    race = Race("bench")

    def slowly() -> int:
        ran.append("slow")
        return sum(range(200_000))

    race.add("slow", slowly)
    race.add("quick", partial(ran.append, "quick"))
    slow, quick = race.run(3, against="quick")
    assert len(slow.values) == len(quick.values) == 3
    assert (slow.against, quick.against) == ("quick", "")
    assert quick.ratios == ()
    pairs = zip(slow.values, quick.values, strict=True)
    assert slow.ratios == pytest.approx([one / other for one, other in pairs])
    turns = [name for name, before in zip(ran, ["", *ran], strict=False) if name != before]
    assert turns[-6:] == ["slow", "quick"] * 3


def test_the_table_says_what_was_measured() -> None:
    """A line a row: the middle, the spread, the ratio and the memory."""
    head, first, second = printed([ALONE, BESIDE])
    assert head == "bench  (ratio: to alone)"
    assert first.split() == ["alone", "2", "1", "3", "ms", "12", "MB", "a", "word"]
    assert second.split() == ["beside", "4", "2", "6", "ms", "2"]


@pytest.mark.parametrize(("unit", "value"), [("s", 0.5), ("ms", 500.0), ("us", 500_000.0)])
def test_seconds_are_told_in_the_unit_asked_for(unit: str, value: float) -> None:
    """Half a second is as long in any unit."""
    assert scaled(0.5, unit) == pytest.approx(value)


@pytest.mark.parametrize("axis", AXES)
def test_the_made_up_war_grows_along_one_axis_at_a_time(axis: str) -> None:
    """Twice the length of an axis is twice the nodes, and nothing else of the game changes."""
    small = replace(MIDDLE, front=6, reserves=6, nodes=5, rounds=3)
    long = replace(small, **{axis: 2 * getattr(small, axis) + (axis == "nodes")})
    one, two = (compile_game(read_scenario(WAR, extent.changes)).size for extent in (small, long))
    assert two.nodes / one.nodes == getattr(long, axis) / getattr(small, axis)
    assert (two.actions, two.news, two.parties) == (one.actions, one.news, one.parties)


def test_the_whole_of_the_made_up_war_has_a_million_nodes() -> None:
    """Situations times belief nodes reach the million that is promised."""
    assert WHOLE.front * WHOLE.reserves * 4 * WHOLE.nodes >= 1_000_000
    assert WHOLE.rounds == 52
