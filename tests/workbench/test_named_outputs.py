"""A file somebody names is written whole or not at all, and never over a case, a pipe or a device."""

from __future__ import annotations

import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from parley import workbench
from parley.errors import CaseError, OutputError, UsageError
from parley.files.kept import read_json
from parley.workbench import PackagesRequest
from parley.workbench.score import verify
from parley.workbench.since import kept_run

TINY = Path(__file__).parents[1] / "fuzz" / "tiny"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A tiny case of its own."""
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


@pytest.mark.parametrize("to", ["xlsx", "plover", "cameo", "pax"])
@pytest.mark.parametrize("name", ["moves.csv", "scenario.yaml", "README.md"])
def test_no_export_goes_over_a_file_of_a_case(case: Path, to: str, name: str) -> None:
    """The record is not lost by naming its own file as the place to go to."""
    before = (case / name).read_bytes()
    with pytest.raises(OutputError, match="is not written over"):
        if to == "xlsx":
            workbench.export_workbook(case, case / name)
        else:
            workbench.export_record(case, case / name, to)
    assert (case / name).read_bytes() == before


@pytest.mark.parametrize("to", ["xlsx", "plover"])
def test_no_export_takes_the_place_of_a_pipe(case: Path, to: str, tmp_path: Path) -> None:
    """What is no ordinary file stays what it is: a pipe here, a device there."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OutputError, match="no ordinary file"):
        if to == "xlsx":
            workbench.export_workbook(case, tmp_path / "pipe")
        else:
            workbench.export_record(case, tmp_path / "pipe", to)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_a_stamp_that_is_a_pipe_or_deep_is_refused(tmp_path: Path) -> None:
    """Nothing waits for a pipe, and nesting nobody writes is no traceback."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "deep.json").write_text("[" * 100_000, encoding="utf-8")
    for name in ("pipe", "deep.json"):
        with pytest.raises(CaseError):
            verify(tmp_path / name)
    with pytest.raises(ValueError, match="deeper nesting"):
        read_json(tmp_path / "deep.json")


def test_what_a_folder_keeps_may_be_pipes(case: Path, tmp_path: Path) -> None:
    """A run beside files that are none goes on without them."""
    out = tmp_path / "out"
    out.mkdir()
    for name in ("inputs.json", "findings.json"):
        os.mkfifo(out / name)
    assert kept_run(workbench.open_case(case), out) is None


def test_a_signatory_named_twice_signs_once(case: Path) -> None:
    """Who would sign is a set of parties."""
    found = workbench.packages(case, PackagesRequest(signatories=("norland", "suderia", "norland"))).found
    assert found.signatories == ("norland", "suderia")
    json.dumps(found.document())


def test_a_plan_that_is_added_has_an_id(case: Path) -> None:
    """A name that YAML would read as something else is refused, and nothing is written."""
    before = (case / "scenario.yaml").read_bytes()
    with pytest.raises(UsageError, match="letters, digits"):
        workbench.add_package(workbench.packages(case, PackagesRequest()), "../x: {", "nash")
    assert (case / "scenario.yaml").read_bytes() == before
