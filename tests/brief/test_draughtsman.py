"""Pictures are the same whoever draws them, and come even if whoever was to draw them is gone."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from subprocess import Popen

import pytest

from parley.brief import get_ready
from parley.brief.charts import draughtsman
from parley.brief.charts.style import VEGA_LITE, channel
from parley.brief.record_sections import record_figures, record_sections
from parley.record import Record, read_record


def chart(count: int) -> dict[str, object]:
    """A chart of some dots."""
    rows = [{"x": x, "y": x * x} for x in range(count)]
    return {"data": {"values": rows}, "mark": "point", "encoding": {k: channel(f"{k}:Q") for k in "xy"}}


CHARTS = [chart(count) for count in (2, 5, 3)]


def drawn(charts: list[dict[str, object]] = CHARTS) -> list[str]:
    """The charts as pictures, by whoever is there."""
    return draughtsman.Drawing(charts, VEGA_LITE).pictures()


@pytest.fixture
def called_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Popen[str]]]:
    """Two draughtsmen waiting, as where there are four cores, who go home if still there."""
    monkeypatch.setattr(draughtsman, "_cores", lambda: 4)
    get_ready()
    waiting = list(draughtsman._waiting)
    yield waiting
    draughtsman._send_home(waiting)
    draughtsman._waiting.clear()


def test_draughtsmen_draw_what_would_be_drawn_without_them(called_in: list[Popen[str]]) -> None:
    """Every picture comes in its place, as it would have been drawn here; afterwards nobody waits."""
    get_ready()
    assert draughtsman._waiting == called_in, "called in once, however often they are called for"
    pictures = drawn()
    assert draughtsman._waiting == []
    assert [one.poll() is not None for one in called_in] == [True, True], "they have gone"
    assert pictures == drawn()
    assert [picture.count('aria-roledescription="point"') for picture in pictures] == [2, 5, 3]


@pytest.mark.parametrize(("cores", "called"), [(1, 1), (2, 1), (4, 2), (64, 2)])
def test_as_many_are_called_in_as_there_are_cores_to_spare(
    cores: int, called: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One draughtsman always, two where two of four cores are theirs, and never more."""
    monkeypatch.setattr(draughtsman, "_cores", lambda: cores)
    get_ready()
    waiting = list(draughtsman._waiting)
    draughtsman._send_home(draughtsman._waiting)
    assert len(waiting) == called


@pytest.mark.parametrize("gone", [(0,), (1,), (0, 1)], ids=["the first", "the second", "both"])
def test_a_draughtsman_who_is_gone_is_not_missed(
    gone: tuple[int, ...], called_in: list[Popen[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one does not draw is drawn by the other, or here; nothing twice."""
    here: list[object] = []
    draw = draughtsman._draw
    monkeypatch.setattr(draughtsman, "_draw", lambda *asked: here.append(asked) or draw(*asked))
    for which in gone:
        called_in[which].kill()
        called_in[which].wait()
    assert [picture[:4] for picture in drawn()] == ["<svg"] * 3
    assert len(here) == (3 if len(gone) == 2 else 1), "here: what the one who is gone was to begin with"


def test_what_one_drawing_is_owed_no_other_gets(called_in: list[Popen[str]]) -> None:
    """A drawing that nobody waits for keeps its draughtsmen, so that its pictures go to no other."""
    left = draughtsman.Drawing(CHARTS, VEGA_LITE)
    assert [picture.count('aria-roledescription="point"') for picture in drawn(CHARTS[::-1])] == [3, 5, 2]
    assert [picture.count('aria-roledescription="point"') for picture in left.pictures()] == [2, 5, 3]


def test_what_is_drawn_ahead_is_not_drawn_again(
    called_in: list[Popen[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture begun early comes in its place among those wanted later; its draughtsmen draw the rest."""
    asked: list[int] = []
    employ = draughtsman.Drawing._employ

    def counted(drawing: draughtsman.Drawing, one: Popen[str]) -> None:
        asked.append(len(drawing._left))
        employ(drawing, one)

    monkeypatch.setattr(draughtsman.Drawing, "_employ", counted)
    draughtsman.draw_ahead(CHARTS[1:2], VEGA_LITE)
    assert not draughtsman.somebody_waits()
    pictures = drawn()
    assert [picture.count('aria-roledescription="point"') for picture in pictures] == [2, 5, 3]
    assert (max(asked[:2]), max(asked[2:])) == (1, 2), "one ahead, the two others later"
    assert [one.poll() is not None for one in called_in] == [True, True]


def test_what_can_be_drawn_ahead_is_what_the_brief_shows() -> None:
    """The charts that rest on the record alone are those of the brief's sections on the record."""
    folder = Path(__file__).parents[2] / "cases" / "ukraine-2025"
    record, as_of = read_record(folder), date(2025, 3, 19)
    shown = [figure for section in record_sections(record, as_of) for figure in section.figures]
    assert shown
    assert list(record_figures(record, as_of)) == shown
    assert record_figures(Record("no moves"), as_of) == ()


def test_nothing_is_drawn_ahead_where_nobody_waits() -> None:
    """Who was not called in draws nothing early, and the pages of others are made as before."""
    draughtsman.draw_ahead(CHARTS, VEGA_LITE)
    assert draughtsman._begun_ahead == []


def test_nobody_is_called_in_where_there_is_no_python_to_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """An embedded interpreter does not know its own program; pictures are drawn all the same."""
    monkeypatch.setattr(sys, "executable", "")
    get_ready()
    assert draughtsman._waiting == []


@pytest.mark.usefixtures("called_in")
def test_a_chart_that_cannot_be_drawn_is_an_error_here() -> None:
    """What a draughtsman fails at is tried again here, where its reason can be read."""
    with pytest.raises(ValueError, match="Vega-Lite"):
        drawn([{"mark": "no such mark"}, *CHARTS])
