"""Strategies and worths by name: at any day, situation and belief they are what the solver holds there."""

from __future__ import annotations

import math
from pathlib import Path

import duckdb
import numpy as np
import pytest
from tests.notebook.test_notebook import _solved

import parley
from parley.errors import UsageError
from parley.solver import policy


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> parley.Solved:
    """A small case with a hidden party."""
    return _solved(tmp_path_factory.mktemp("asked"))


def test_choices_given_the_floor_sum_to_one(solved: parley.Solved) -> None:
    """For each party and disposition, on any day and at any belief."""
    for when, belief in ((None, None), ("2025-01-20", 0.8), ("2025-01-09", {"hard": 0.99})):
        found = solved.strategy(when, {}, belief)
        sums = found.groupby(["party", "disposition"])["chance"].sum()
        assert np.allclose(sums, 1.0)
        assert set(found[found["party"] == "north"]["disposition"]) == {"mild", "hard"}
        assert set(found[found["party"] == "south"]["disposition"]) == {"all"}


def test_answers_of_one_who_is_asked_sum_to_one(solved: parley.Solved) -> None:
    """Yes, no and walking out are all there is."""
    found = solved.answers(belief=0.3)
    assert np.allclose(found.groupby(["action", "answering", "disposition"])["chance"].sum(), 1.0)


def test_at_a_belief_node_they_are_the_solvers_own(solved: parley.Solved) -> None:
    """A holder's belief is brought to public evidence by its own prior, and no node is interpolated."""
    solution = solved.played.solution
    s, n = solution.game.structure, solution.game.numbers
    node = 14
    odds = float(solution.log_odds[node]) + float(n.prior[s.parties.index("south")])
    believed = 1.0 / (1.0 + math.exp(-odds))
    found = solved.strategy("2025-01-09", {}, believed, holder="south").set_index(
        ["party", "action", "disposition"]
    )
    own = policy(solution, 1, np.array([s.start]))
    for a, action in enumerate(s.actions):
        party = s.parties[s.action_party[a]]
        for h, kind in enumerate(s.dispositions if party == "north" else ("all",)):
            assert found.loc[(party, action, kind), "chance"] == pytest.approx(own.chance[0, node, a, h])
    worth = solved.worths("2025-01-09", {}, believed, holder="south").set_index(["party", "disposition"])
    assert worth.loc[("south", "hard"), "worth"] == pytest.approx(solution.values[1, s.start, node, 1, 1])


def test_the_value_function_holds_all_of_it(solved: parley.Solved) -> None:
    """Its first day is the solver's first round, and its worths at the priors are the outlook's."""
    found, solution = solved.value_function(), solved.played.solution
    assert np.array_equal(found.values, solution.values[0])
    middle = found.sizes["node"] // 2
    south = found.isel(node=middle, situation=0).sel(party="south")
    # South believes that north is mild with 30 %.
    mean = 0.3 * south.sel(disposition="mild").item() + 0.7 * south.sel(disposition="hard").item()
    assert mean == pytest.approx(solved.outlook.values["south"].mean)
    assert found["belief"][middle].item() == pytest.approx(0.5)


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_the_whole_outlook_goes_into_tables(solved: parley.Solved, kind: str, tmp_path: Path) -> None:
    """A file for each array; read back by another program, a figure under its names is the array's own."""
    files = solved.export(tmp_path / "tables", kind)
    assert {path.stem for path in files} == set(solved.dataset.data_vars)
    with duckdb.connect() as database:
        place = str(tmp_path / "tables" / f"endings.{kind}")
        rows = database.execute(f"select ending, date, endings from '{place}'").fetchall()
    assert len(rows) == solved.dataset["endings"].size
    for ending, day, chance in rows[:5]:
        assert chance == solved.dataset["endings"].sel(ending=ending, date=str(day)[:10]).item()
    with pytest.raises(UsageError, match="csv or parquet"):
        solved.export(tmp_path, "xlsx")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"situation": {"frnt": "1"}}, "no track, lever, condition or accord called 'frnt'"),
        ({"belief": {"mlid": 0.5}}, "did you mean 'mild'"),
        ({"belief": 1.0}, "between 0 and 1"),
        ({"belief": 0.5, "holder": "north"}, "holds no belief here"),
        ({"when": "2031-01-01"}, "outside the scenario"),
        ({"when": "soon"}, "soon"),
    ],
)
def test_what_cannot_be_asked_is_refused(solved: parley.Solved, asked: dict[str, object], said: str) -> None:
    """With the name that was meant, or what there is."""
    with pytest.raises(UsageError, match=said):
        solved.strategy(**asked)  # type: ignore[arg-type]


def test_a_batch_is_what_solving_each_gives(solved: parley.Solved) -> None:
    """The quick way gives the same outcomes, to the last bit that matters, and a bad row is nan."""
    rows = [{"parties.south.precision": 0.1}, {"parties.south.precision": 0.6}]
    table = parley.batch(solved.case, rows, ["settlement", "worth:south"])
    for row, found in zip(rows, table.to_dict("records"), strict=True):
        whole = solved.with_changes(row)
        last = whole.dataset["endings"].isel(date=-1)
        settled = float(last.where(last["ending"].str.startswith("settlement"), drop=True).sum())
        assert found["settlement"] == pytest.approx(settled, abs=1e-9)
        assert found["worth:south"] == pytest.approx(whole.outlook.values["south"].mean, abs=1e-9)
    bad = parley.batch(solved.case, [{"parties.south.precision": -1.0}], ["settlement"])
    assert bad["settlement"].isna().all()
    with pytest.raises(UsageError, match=r"did you mean 'parties\.south\.precision'"):
        parley.batch(solved.case, [{"parties.south.precison": 1.0}])


def test_a_name_that_is_given_up_works_and_warns(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what it is called now and until when it stays."""
    monkeypatch.setitem(parley.RENAMED, "influences", ("influence", "0.3"))
    with pytest.warns(DeprecationWarning, match=r"called parley.influence; .* gone in 0.3"):
        assert parley.__getattr__("influences") is parley.influence
    for now, _ in parley.RENAMED.values():
        assert now in parley.__all__


def test_influence_is_a_row_for_each_number(tmp_path: Path) -> None:
    """Each outcome has every ranged number with how far it moves it; the only one carries all of it."""
    from tests.dealing.test_table import TWO

    (tmp_path / "scenario.yaml").write_text(TWO, encoding="utf-8")
    found = parley.influence(tmp_path, ["settlement", "worth:south"], draws=64)
    assert set(found["outcome"]) == {"settlement@2025-01-08", "worth:south"}
    assert set(found["path"]) == {"parties.south.values.land.here"}
    worth = found.set_index("outcome").loc["worth:south"]
    assert (worth["low"], worth["high"]) == (5.0, 35.0)


def test_a_study_is_kept_and_told_in_tables(tmp_path: Path) -> None:
    """Its draws, its endings over them, SQL, and files of both kinds; asked again it is gone on with."""
    from tests.dealing.test_table import TWO

    (tmp_path / "scenario.yaml").write_text(TWO, encoding="utf-8")
    found = parley.study(tmp_path, 16, out=tmp_path / "kept", workers=1)
    assert len(found.assumptions) == 16
    column = found.assumptions["parties.south.values.land.here"]
    assert column.between(5, 35).all() and column.nunique() == 16
    last = found.endings[found.endings["date"] == found.endings["date"].max()]
    assert last["mean"].sum() == pytest.approx(1.0)
    assert found.query("SELECT count(*) AS n FROM draws")["n"].item() == 16
    files = found.export(tmp_path / "tables", "parquet") + found.export(tmp_path / "tables", "csv")
    assert {path.suffix for path in files} == {".parquet", ".csv"} and all(p.stat().st_size for p in files)
    assert len(parley.study(tmp_path, 32, out=tmp_path / "kept", workers=1).assumptions) == 32
