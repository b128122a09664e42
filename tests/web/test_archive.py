"""Cases that travel as zip files; nothing in one that comes is trusted."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest
from tests.web.conftest import SMALL, Served

from parley.errors import UsageError
from parley.web import archive
from parley.web.archive import pack, unpack
from parley.web.shelf import Shelf


def _zip(*entries: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries:
            file.writestr(name, data)
    return made.getvalue()


def test_a_case_goes_out_and_comes_in_whole(places: Path) -> None:
    """The files are the same, and so is the zip each time."""
    shelf = Shelf((places,))
    packed = pack(places / "winter-war-1940")
    assert pack(places / "winter-war-1940") == packed
    taken = unpack(packed, shelf, "again")
    for path in taken.iterdir():
        assert path.read_bytes() == (places / "winter-war-1940" / path.name).read_bytes()
    assert {path.name for path in taken.iterdir()} >= {"moves.csv", "facts.csv", "README.md"}


@pytest.mark.parametrize(
    "name",
    ["../../evil.yaml", "/etc/cron.d/scenario.yaml", "a/b/scenario.yaml", "..\\scenario.yaml", "run.sh"],
)
def test_what_would_leave_the_case_is_left_out(places: Path, name: str) -> None:
    """Files are taken by their last name, and only those a case may have, from the top of the archive."""
    before = set(places.parent.rglob("*"))
    with pytest.raises(UsageError, match="no case"):
        unpack(_zip((name, b"x")), Shelf((places,)), "new")
    assert set(places.parent.rglob("*")) == before


def test_a_link_is_not_taken(places: Path) -> None:
    """An entry that says it is a link is left out."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        entry = zipfile.ZipInfo("scenario.yaml")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(entry, "/etc/passwd")
    with pytest.raises(UsageError, match="no case"):
        unpack(made.getvalue(), Shelf((places,)), "new")


def test_a_bomb_is_not_unpacked(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What unpacks to more than it may is stopped on the way, and nothing of it stays."""
    monkeypatch.setattr(archive, "LARGEST_FILE", 100_000)
    with pytest.raises(UsageError, match="more than a case may hold"):
        unpack(_zip(("scenario.yaml", b"0" * 10_000_000)), Shelf((places,)), "new")
    assert not [path for path in places.iterdir() if path.name.startswith((".", "new"))]


@pytest.mark.parametrize(
    "data",
    [b"", b"PK", b"x" * 1000, _zip(("scenario.yaml", b"x"))[:-30]],
    ids=["nothing", "two letters", "no zip", "cut short"],  # a zip holds the time, and names must not differ
)
def test_what_is_no_zip_is_said(places: Path, data: bytes) -> None:
    """A sentence, and nothing left behind."""
    with pytest.raises(UsageError):
        unpack(data, Shelf((places,)), "new")
    assert not (places / "new").exists()


@pytest.mark.parametrize("name", ["duo", "../x", ".hidden", "", "a b", "x" * 99])
def test_a_name_must_be_free_and_a_name(places: Path, name: str) -> None:
    """Nothing is written over, and nothing outside the shelf."""
    with pytest.raises(UsageError):
        unpack(_zip(("scenario.yaml", SMALL.encode())), Shelf((places,)), name)


def test_a_case_is_taken_in_by_the_page(served: Served) -> None:
    """An upload stands on the shelf afterwards."""
    answer = served.client.post(
        "/cases",
        data={"token": served.token, "name": "sent"},
        files={"upload": ("case.zip", _zip(("duo/scenario.yaml", SMALL.encode())), "application/zip")},
        headers={"origin": "http://127.0.0.1:8899"},
        follow_redirects=False,
    )
    assert answer.status_code == 303
    assert (served.places / "sent" / "scenario.yaml").read_text(encoding="utf-8") == SMALL
