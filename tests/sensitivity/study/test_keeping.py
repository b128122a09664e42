"""What was acknowledged is kept, whole and once, whatever happens; what is damaged is made again."""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from tests.sensitivity.study.studies import DUO, FRAIL, make, opened, plan_of, recipe_of, shards_of

from parley.compiler import compile_game
from parley.errors import OutputError, UsageError
from parley.sensitivity.study.conducting import SerialExecutor, conduct
from parley.sensitivity.study.outcome import Found, layout, work_out
from parley.sensitivity.study.plan import Plan
from parley.sensitivity.study.store import TABLES, folder, open_to_read, open_to_write, stored_header
from parley.sensitivity.study.store.ledger import Ledger, open_ledger
from parley.workbench.study import _version_alike


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shards of eight draws and batches of at most five, so that a small study has several of each."""
    monkeypatch.setattr(folder, "SIZE", 8)
    monkeypatch.setattr(sys.modules["parley.sensitivity.study.conducting.conduct"], "_LARGEST_BATCH", 5)


@pytest.fixture
def whole(tmp_path: Path) -> dict[str, bytes]:
    """The shards of a study that nobody interrupted."""
    make(tmp_path / "whole", plan_of())
    return dict(shards_of(tmp_path / "whole"))


class Killed(BaseException):
    """Stands for the end of the process: nobody catches it, and nothing after it happens."""


def _dying(times: int, call: Callable[..., object]) -> Callable[..., object]:
    """A call that works so many times, and then kills."""
    left = [times]

    def dying(*args: object, **kwargs: object) -> object:
        if not left[0]:
            raise Killed
        left[0] -= 1
        return call(*args, **kwargs)

    return dying


def test_a_study_is_its_draws_in_shards_and_nothing_else(tmp_path: Path, whole: dict[str, bytes]) -> None:
    """Forty draws make five shards, named by number and checksum; the ledger is one plain file."""
    assert [name[:6] for name in whole] == [f"{k:05d}-" for k in range(5)]
    assert sorted(path.name for path in (tmp_path / "whole").iterdir()) == ["ledger.sqlite", "lock", "shards"]
    with open_to_read(tmp_path / "whole") as tables:
        assert tables.query("SELECT count(*), min(draw), max(draw) FROM draws").rows == ((40, 0, 39),)


@pytest.mark.parametrize("where", ["before the rename", "after the rename", "before the ledger", "first"])
def test_a_study_that_dies_goes_on_and_ends_the_same(
    where: str, tmp_path: Path, whole: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever a shard was being written, no draw that was acknowledged is made again or missing."""
    place, plan = tmp_path / "study", plan_of()
    owner, name = {
        "before the rename": (os, "replace"),
        "after the rename": (Ledger, "shelve"),
        "before the ledger": (Ledger, "acknowledge"),
        "first": (Ledger, "begin"),
    }[where]
    made: list[int] = []
    with monkeypatch.context() as patched:
        patched.setattr(owner, name, _dying(0 if where == "first" else 2, getattr(owner, name)))
        with pytest.raises(Killed), opened(place, plan) as study:
            conduct(study, SerialExecutor(recipe_of(plan)), lambda progress: made.append(progress.done))
    acknowledged = made[-1] if made else 0
    assert acknowledged >= (8 if "rename" in where else 0)
    with opened(place, plan) as study:
        assert len(study.missing()) <= 40 - acknowledged
        conduct(study, SerialExecutor(recipe_of(plan)), lambda progress: None)
    assert shards_of(place) == whole


def test_a_longer_study_is_the_one_that_would_have_been(tmp_path: Path, whole: dict[str, bytes]) -> None:
    """Made in three lengths, the last shard not full each time, a study equals one made at once."""
    for count in (3, 21, 40):
        make(tmp_path / "study", plan_of(count=count))
    assert shards_of(tmp_path / "study") == whole


@pytest.mark.parametrize("how", ["changed", "cut short", "gone"])
def test_a_damaged_shard_is_named_and_made_again(how: str, tmp_path: Path, whole: dict[str, bytes]) -> None:
    """Reading refuses it by name; going on makes its draws again, and the study is as it was."""
    place = tmp_path / "whole"
    victim = place / "shards" / list(whole)[2]
    data = bytearray(victim.read_bytes())
    if how == "gone":
        victim.unlink()
    else:
        data[len(data) // 2] ^= 1
        victim.write_bytes(data if how == "changed" else data[: len(data) // 2])
    with pytest.raises(UsageError, match=victim.name), open_to_read(place):
        pass
    with opened(place, plan_of()) as study:
        assert study.damaged == (f"shards/{victim.name}",)
        assert study.missing() == list(range(16, 24))
        conduct(study, SerialExecutor(recipe_of(plan_of())), lambda progress: None)
    assert shards_of(place) == whole


def test_what_a_killed_process_left_behind_is_swept_up(tmp_path: Path, whole: dict[str, bytes]) -> None:
    """Half a shard and a shard that the ledger lacks go; what is somebody else's stays."""
    shelf = tmp_path / "whole" / "shards"
    (shelf / ".begun-00007.parquet").write_bytes(b"half")
    (shelf / "00002-0123456789abcdef.parquet").write_bytes(b"unknown")
    (shelf / "mine.parquet").write_bytes(b"mine")
    make(tmp_path / "whole", plan_of())
    assert shards_of(tmp_path / "whole") == {**whole, "mine.parquet": b"mine"}


def test_a_study_half_made_can_be_read(tmp_path: Path, whole: dict[str, bytes]) -> None:
    """What was acknowledged is there, in shards or not, and is what the finished study has; no more is."""
    plan = plan_of()
    sql = "SELECT * FROM figures WHERE draw < 12 ORDER BY draw, place"
    with opened(tmp_path / "study", plan) as study:
        for one in _one_by_one(plan, 12):
            study.acknowledge(one)
        with open_to_read(tmp_path / "study") as tables:
            rows = tables.query(sql).rows
            assert tables.query("SELECT count(*) FROM draws").rows == ((12,),)
    with open_to_read(tmp_path / "whole") as tables:
        assert tables.query(sql).rows == rows


def _one_by_one(plan: Plan, count: int) -> Iterator[list[Found]]:
    """The first draws of a plan, made one at a time."""
    for number in range(count):
        yield work_out(recipe_of(plan), [(number, plan.draws.values[number].tolist())])


def test_only_one_process_writes(tmp_path: Path) -> None:
    """A second one is refused and told who is at work; afterwards it may."""
    plan = plan_of()
    with opened(tmp_path, plan):
        with (
            pytest.raises(UsageError, match=rf"another process \(process {os.getpid()} on .*\) is at work"),
            opened(tmp_path, plan),
        ):
            pass
        assert (tmp_path / "lock").exists()
    with opened(tmp_path, plan) as study:
        assert len(study.missing()) == 40


def test_a_study_is_gone_on_with_only_if_asked_and_only_if_it_is_the_same(tmp_path: Path) -> None:
    """A refusal names the folder and what differs."""
    make(tmp_path, plan_of())
    with pytest.raises(UsageError, match="there is a study in"), opened(tmp_path, plan_of(), resume=False):
        pass
    other = DUO.replace("range: [0.05, 1]", "range: [0.06, 1]")
    for plan, said in (
        (plan_of(seed=2), "differs in seed"),
        (plan_of(other), "differs in scenario"),
        (plan_of(count=20), "has 40 draws already"),
    ):
        with pytest.raises(UsageError, match=said), opened(tmp_path, plan):
            pass
    assert len(shards_of(tmp_path)) == 5


def test_a_study_of_another_version_is_gone_on_with_only_if_it_gives_the_same_figures(tmp_path: Path) -> None:
    """Which version made a draw is nothing to hold against it; that its figures differ is."""
    plan, now = plan_of(count=20), plan_of()
    entries = layout(plan.scenario, compile_game(plan.scenario, plan.memory_limit))
    make(tmp_path, plan)
    with open_ledger(tmp_path).base as base:
        base.execute("UPDATE study SET value = replace(value, ?, '0.0.9')", (plan.marks["version"],))
    before = stored_header(tmp_path)
    assert before is not None and before.marks["version"] == "0.0.9"
    with (
        pytest.raises(UsageError, match="makes other figures"),
        open_to_write(tmp_path, now, entries, resume=True),
    ):
        pass
    assert _version_alike(tmp_path, now) == "0.0.9"
    with open_to_write(tmp_path, now, entries, resume=True, alike="0.0.9") as kept:
        assert kept.missing() == list(range(20, 40))
    after = stored_header(tmp_path)
    assert after is not None and after.marks == now.marks
    other = plan_of(DUO.replace("steps: 4", "steps: 5"))
    with open_ledger(tmp_path).base as base:
        base.execute("UPDATE study SET value = replace(value, ?, '0.0.9')", (plan.marks["version"],))
    assert _version_alike(tmp_path, other) == ""


def test_failed_draws_are_kept_with_their_reasons(tmp_path: Path) -> None:
    """They are done, are counted, and have what was drawn but no outcome; going on does not repeat them."""
    plan = plan_of(FRAIL)
    progress = make(tmp_path, plan)
    chances = plan.draws.values[:, plan.draws.paths.index("table.floor.ann")]
    bad = np.flatnonzero(chances + 0.45 > 1).tolist()
    assert progress.done == 40
    assert progress.failed == len(bad) > 3
    with open_to_read(tmp_path) as tables:
        failed = tables.query("SELECT draw FROM draws WHERE failed IS NOT NULL ORDER BY draw").rows
        assert [draw for (draw,) in failed] == bad
        assert tables.query("SELECT count(*) FROM assumptions").rows == ((160,),)
        assert tables.query("SELECT count(DISTINCT draw) FROM endings").rows == ((40 - len(bad),),)
    with opened(tmp_path, plan) as study:
        assert study.missing() == []
        assert study.failed() == len(bad)


@pytest.mark.parametrize("fault", ["the disk is full", "the ledger cannot grow"])
def test_a_disk_that_takes_no_more_stops_the_study_and_loses_nothing(
    fault: str, tmp_path: Path, whole: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message says what to do; once there is room, the study goes on and ends the same."""
    place, plan = tmp_path / "study", plan_of()

    def refuse(*args: object) -> None:
        if fault == "the disk is full":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        raise sqlite3.OperationalError("database or disk is full")

    owner, name = (os, "fsync") if fault == "the disk is full" else (Ledger, "acknowledge")
    done = 0
    with (
        monkeypatch.context() as patched,
        pytest.raises(OutputError, match=r"No space left|disk is full") as problem,
        opened(place, plan) as study,
    ):
        for one in _one_by_one(plan, 40):
            study.acknowledge(one)
            done += 1
            if done == 11:
                patched.setattr(owner, name, refuse)
    assert "--resume" in str(problem.value)
    assert 11 <= done < 40
    with opened(place, plan) as study:
        assert len(study.missing()) <= 40 - done
        conduct(study, SerialExecutor(recipe_of(plan)), lambda progress: None)
    assert shards_of(place) == whole


def test_tables_are_exported_whole(tmp_path: Path, whole: dict[str, bytes]) -> None:
    """Every table becomes a file of each kind with the rows that a query gives."""
    import duckdb

    for kind in ("csv", "parquet"):
        with open_to_read(tmp_path / "whole", reach=(tmp_path / kind,)) as tables:
            files = tables.export(tmp_path / kind, kind)
            counts = [tables.query(f"SELECT count(*) FROM {name}").rows[0][0] for name in TABLES]
        assert [path.name for path in files] == [f"{name}.{kind}" for name in TABLES]
        asked = [duckdb.sql(f"SELECT count(*) FROM '{path}'") for path in files]
        found = [relation.fetchall()[0][0] for relation in asked if relation is not None]
        assert found == counts
        assert sorted(path.name for path in (tmp_path / kind).iterdir()) == sorted(
            path.name for path in files
        )


def test_a_query_reaches_the_study_and_nothing_else(tmp_path: Path, whole: dict[str, bytes]) -> None:
    """Other files, the network and nonsense are refused in a sentence that names the tables."""
    (tmp_path / "other.csv").write_text("a\n1\n", encoding="utf-8")
    for sql in (
        f"SELECT * FROM '{tmp_path / 'other.csv'}'",
        "SELECT * FROM 'https://example.org/a.csv'",
        f"COPY draws TO '{tmp_path / 'x.csv'}'",
        "SET enable_external_access = true",
        "SELEC",
    ):
        with (
            pytest.raises(UsageError, match="Tables: draws, assumptions"),
            open_to_read(tmp_path / "whole") as tables,
        ):
            tables.query(sql)
    assert not (tmp_path / "x.csv").exists()


def test_a_folder_without_a_study_is_refused(tmp_path: Path) -> None:
    """Nothing is made there."""
    with pytest.raises(UsageError, match="there is no study in"), open_to_read(tmp_path):
        pass
    (tmp_path / "ledger.sqlite").write_bytes(b"this is no ledger" * 100)
    with pytest.raises(UsageError, match="cannot be read"), open_to_read(tmp_path):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.sqlite"]
