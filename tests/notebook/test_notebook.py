"""The library as a scholar calls it: arrays that say what the outlook says, tables, stories, files."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.dealing.test_table import HIDDEN

import parley
from parley.errors import UsageError

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "work-in-a-notebook.md"


@cache
def _solved(folder: Path) -> parley.Solved:
    folder.mkdir(exist_ok=True)
    (folder / "scenario.yaml").write_text(HIDDEN, encoding="utf-8")
    return parley.solve(folder)


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> parley.Solved:
    """A small case with a hidden party."""
    return _solved(tmp_path_factory.mktemp("small"))


def test_the_page_for_notebooks_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its lines, one block after another, do what it says; patience is worth something."""
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    room: dict[str, object] = {}
    exec("\n".join(blocks), room)
    worths, story = room["worths"], room["story"]
    assert isinstance(worths, list) and isinstance(story, pd.DataFrame)
    assert worths[0] < worths[1]
    assert (tmp_path / "endings.parquet").stat().st_size > 0
    assert story.groupby("path").size().shape == (3,)


def test_arrays_say_what_the_outlook_says(solved: parley.Solved) -> None:
    """Endings and still fighting sum to one at every date, and each array is the outlook's own."""
    data, outlook = solved.dataset, solved.outlook
    assert np.allclose(data["endings"].sum("ending") + data["still_fighting"], 1.0)
    for name, path in outlook.endings.items():
        assert data["endings"].sel(ending=name).values.tolist() == list(path)
    for holder, held in outlook.beliefs.items():
        for disposition, path in held.items():
            found = data["belief"].sel(holder=holder, disposition=disposition)
            assert found.values.tolist() == list(path)
    for party, actions in outlook.actions.items():
        for action, expected in actions.items():
            assert data["acts"].sel(act=f"{party} {action}").values.tolist() == list(expected.expected)
    assert data["worth"].sel(party="south").item() == outlook.values["south"].mean
    assert data.attrs["case"] == outlook.case


def test_tables_say_what_was_found(solved: parley.Solved) -> None:
    """The deal table has a row for each kind of the hidden party and one for the open one."""
    assert len(solved.deals) == 2 * 3
    assert set(solved.deals["disposition"].dropna()) == {"mild", "hard"}
    last = solved.endings[solved.endings["date"] == solved.endings["date"].max()]
    assert last["probability"].sum() == pytest.approx(1.0)


def test_a_sample_path_is_a_story(solved: parley.Solved) -> None:
    """Sentences in order of date, the ending last; the same seed tells it again."""
    story = solved.sample_paths(4, seed=5)
    assert story.equals(solved.sample_paths(4, seed=5))
    for _, path in story.groupby("path"):
        assert path["date"].is_monotonic_increasing
        assert path["ending"].notna().tolist() == [False] * (len(path) - 1) + [True]
    assert story["what"].str.fullmatch(r"[A-Z“].*\.").all()


def test_a_notebook_shows_the_title_a_picture_and_a_table(solved: parley.Solved) -> None:
    """What a cell shows opens no connection and holds the drawing itself."""
    shown = solved._repr_html_()
    assert "one side may be either, as of 2025-01-01" in shown
    assert "<svg" in shown and "<table>" in shown and "<script" not in shown


def test_files_hold_the_same_table(solved: parley.Solved, tmp_path: Path) -> None:
    """CSV and Parquet give back what was written; another ending of the name is refused."""
    kept = pd.read_csv(solved.write(tmp_path / "a.csv"), parse_dates=["date"])
    assert np.array_equal(kept["probability"], solved.endings["probability"])
    import duckdb

    path = solved.write(tmp_path / "a.parquet")
    with duckdb.connect() as database:
        read = database.execute("select probability from read_parquet(?)", [str(path)]).fetchall()
    assert [chance for (chance,) in read] == solved.endings["probability"].tolist()
    with pytest.raises(UsageError, match="csv"):
        solved.write(tmp_path / "a.xls")


def test_names_can_be_completed_and_a_case_says_what_it_is() -> None:
    """`parley.` completes to what there is to call; a case shown in a cell is one line."""
    assert set(dir(parley)) == set(parley.__all__)
    assert repr(parley.open_case("pie")) == "<Case pie: 'Ann and Bob split a pie', as of 2025-01-06>"


def test_what_is_solved_says_what_it_is_and_refuses_what_would_be_passed_over(solved: parley.Solved) -> None:
    """One line where it is printed; a holder without a belief and a situation without names are refused."""
    assert repr(solved).startswith("<Solved ") and len(repr(solved)) < 200
    with pytest.raises(UsageError, match="say belief too"):
        solved.strategy(holder="nobody")
    with pytest.raises(UsageError, match="parts by name"):
        solved.strategy(situation="truce")  # type: ignore[arg-type]
