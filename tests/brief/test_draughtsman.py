"""Pictures are the same whoever draws them, and come even if whoever was to draw them is gone."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from parley.brief import get_ready
from parley.brief.charts import draughtsman
from parley.brief.charts.style import VEGA_LITE, channel


def chart(count: int) -> dict[str, object]:
    """A chart of some dots."""
    rows = [{"x": x, "y": x * x} for x in range(count)]
    return {"data": {"values": rows}, "mark": "point", "encoding": {k: channel(f"{k}:Q") for k in "xy"}}


CHARTS = [chart(count) for count in (2, 5, 3)]


@pytest.fixture
def called_in() -> Iterator[None]:
    """One draughtsman waiting, who goes home if still there."""
    get_ready()
    yield
    draughtsman._send_home()


@pytest.mark.usefixtures("called_in")
def test_the_draughtsman_draws_what_would_be_drawn_without_one() -> None:
    """Every picture comes in its place, as it would have been drawn here; afterwards nobody waits."""
    get_ready()
    assert len(draughtsman._waiting) == 1, "called in once, however often one is called for"
    drawn = draughtsman.draw_all(CHARTS, VEGA_LITE)
    assert draughtsman._waiting == []
    assert drawn == draughtsman.draw_all(CHARTS, VEGA_LITE)
    assert [picture.count('aria-roledescription="point"') for picture in drawn] == [2, 5, 3]


@pytest.mark.usefixtures("called_in")
def test_a_draughtsman_who_is_gone_is_not_missed() -> None:
    """Pictures that nobody drew are drawn here."""
    (one,) = draughtsman._waiting
    one.kill()
    one.wait()
    assert [picture[:4] for picture in draughtsman.draw_all(CHARTS, VEGA_LITE)] == ["<svg"] * 3


def test_nobody_is_called_in_where_there_is_no_python_to_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """An embedded interpreter does not know its own program; pictures are drawn all the same."""
    monkeypatch.setattr(sys, "executable", "")
    get_ready()
    assert draughtsman._waiting == []


@pytest.mark.usefixtures("called_in")
def test_a_chart_that_cannot_be_drawn_is_an_error_here() -> None:
    """What the draughtsman fails at is tried again here, where its reason can be read."""
    with pytest.raises(ValueError, match="Vega-Lite"):
        draughtsman.draw_all([{"mark": "no such mark"}], VEGA_LITE)
