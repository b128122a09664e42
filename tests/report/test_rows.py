"""Tables for the terminal: at no width a name is cut, a figure parted from its sign, or a line too long."""

from __future__ import annotations

from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from tests.seeds import drawn

from parley.report.prose import Text, say
from parley.report.stacked_rows import MOST_LINES, Rows

HARD = "\N{NO-BREAK SPACE}"


def _printed(rows: Rows, width: int) -> str:
    out = StringIO()
    Console(file=out, width=width).print(rows)
    return out.getvalue()


def _table(names: list[str], heads: list[str], figures: list[str]) -> Rows:
    table = Rows(("", *heads), frozenset(range(1, len(heads) + 1)))
    for n, name in enumerate(names):
        table.add_row(name, *(figures[(n + k) % len(figures)] for k in range(len(heads))))
    return table


WORD = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=14)
NAME = st.lists(WORD, min_size=1, max_size=9).map(" ".join)
FIGURE = st.sampled_from(
    [f"34{HARD}%", "\N{MINUS SIGN}26.9", f"<1{HARD}% to 10{HARD}%", f"2.0 (0.1{HARD}to{HARD}7.7)"]
)


@drawn(80)
@given(
    st.lists(NAME, min_size=1, max_size=6),
    st.lists(NAME, min_size=1, max_size=7),
    st.lists(FIGURE, min_size=1, max_size=4),
    st.integers(40, 120),
)
def test_no_name_is_cut_and_no_figure_broken(
    names: list[str], heads: list[str], figures: list[str], width: int
) -> None:
    """Every word and every figure is printed whole, within the width."""
    said = _printed(_table(names, heads, figures), width)
    assert all(len(line) <= width for line in said.splitlines())
    assert "…" not in said
    words = said.replace(";", " ").replace(":", " ").replace(HARD, " ").split()
    for name in (*names, *heads):
        assert all(word in words for word in name.split())
    told = [figures[(n + k) % len(figures)] for n in range(len(names)) for k in range(len(heads))]
    for figure in filter(None, told):
        assert any(figure in line for line in said.splitlines()), figure


@pytest.mark.parametrize("width", [40, 80])
def test_a_row_is_not_broken_over_many_lines(width: int) -> None:
    """Where columns leave too little for names, each row is told by itself: its name, then head and cell."""
    name = "Frozen line with a European force: change Territory, Army, Nato and Sanctions"
    heads = [f"Russia, maximalist {n}" for n in range(5)]
    said = _printed(_table([name, "Line"], heads, [f"34{HARD}%"]), width)
    rows = said.split("Line\n")[0].splitlines()
    assert rows[0].startswith("Frozen line with a European force")
    assert len(rows) <= (MOST_LINES if width == 80 else 10)
    assert "Russia, maximalist 0: 34 %" in said.replace(HARD, " ")


def test_what_fits_stays_in_columns() -> None:
    """A table narrow enough is one line a row."""
    said = _printed(_table(["Ann", "Bob"], ["now", "later"], ["1.0"]), 80).splitlines()
    assert [line.split() for line in said if "1.0" in line] == [["Ann", "1.0", "1.0"], ["Bob", "1.0", "1.0"]]


def test_heads_share_the_room_that_is_left() -> None:
    """No head takes four lines while another has more than it needs."""
    heads = ["Frozen line, no force", "Frozen line, Ukraine disarmed", "The Kremlin's declared terms"]
    said = _printed(_table(["United States"], heads, ["-33.9"]), 64).splitlines()
    assert sum(not set(line.strip()) <= {"─"} for line in said) <= 4


@pytest.mark.parametrize("width", range(20, 60))
def test_a_per_cent_stays_with_its_number(width: int) -> None:
    """A hard space is no place to break a paragraph at, in a sentence or in a cell."""
    out = StringIO()
    console = Console(file=out, width=width)
    say(
        console, f"It is very unlikely (9{HARD}%) that Ukraine will collapse by 1{HARD}July 2026 (40{HARD}%)."
    )
    console.print(Rows(("", "what"), frozenset(), [((Text("a"), Text(f"about 40{HARD}% of it all")), "")]))
    for line in out.getvalue().splitlines():
        assert not line.lstrip().startswith(("%", "July"))


def test_a_list_within_a_cell_has_a_line_of_its_own() -> None:
    """Told one by one, a cell that is a list is not run together with its neighbours."""
    table = Rows(("", "Most probable", "In range"), frozenset())
    table.add_row("0.3 per point", "Ann 63.5 %", "; ".join(f"Ann {n} %" for n in range(50, 90)))
    said = [line.strip() for line in _printed(table, 60).splitlines()]
    assert said[1] == f"Most{HARD}probable:{HARD}Ann 63.5 %"
    assert said[2].startswith(f"In{HARD}range:{HARD}Ann 50 %;")
    assert not [line for line in said if line.startswith("%")]
