"""Real media that take no more, or nothing: a small disk that fills up, and one that is read only."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.sensitivity.study.studies import make, plan_of, shards_of

from parley.errors import OutputError
from parley.sensitivity.study.store import open_to_read

COUNT = 700


def _mount(place: Path, options: str) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 400 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    if not _mount(place, "size=400k"):
        pytest.skip("making a small disk takes the rights to mount one")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_fills_up_stops_the_study_and_loses_nothing(disk: Path, tmp_path: Path) -> None:
    """The study says so; what was acknowledged can be read at once; with more room it ends the same."""
    plan = plan_of(count=COUNT)
    with pytest.raises(OutputError, match=r"cannot write the study in .* go on with --resume"):
        make(disk / "study", plan)
    with open_to_read(disk / "study") as tables:
        ((before,),) = tables.query("SELECT count(*) FROM draws").rows
    assert 0 < before < COUNT
    assert _mount(disk, "remount,size=20m")
    make(disk / "study", plan)
    make(tmp_path / "whole", plan)
    assert shards_of(disk / "study") == shards_of(tmp_path / "whole")


def test_a_study_on_a_medium_that_is_read_only_can_be_read_but_not_written(disk: Path) -> None:
    """Queries work; making draws is refused with the place and the reason."""
    make(disk / "study", plan_of(count=20))
    assert _mount(disk, "remount,ro")
    with open_to_read(disk / "study") as tables:
        assert tables.query("SELECT count(*) FROM draws").rows == ((20,),)
    with pytest.raises(OutputError, match="cannot write the study in"):
        make(disk / "study", plan_of(count=40))
    with pytest.raises(OutputError, match="cannot write the study in"):
        make(disk / "other", plan_of(count=40))
    assert _mount(disk, "remount,rw")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_is_refused(tmp_path: Path) -> None:
    """The message has the folder; nothing is left behind."""
    place = tmp_path / "locked"
    place.mkdir(mode=0o500)
    with pytest.raises(OutputError, match="cannot write the study in"):
        make(place / "study", plan_of(count=5))
    assert list(place.iterdir()) == []
