"""Answers outlive the server: what was solved is not solved again, and never shown for something else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import ORIGIN, SMALL, serving_of

from parley import workbench
from parley.web.app import create_app
from parley.web.door import Door
from parley.web.solving import answers

SUPPOSED = "set=parties.ann.patience.per_round=0.8"


@contextmanager
def _server(places: Path, **options: object) -> Iterator[TestClient]:
    door = Door()
    with TestClient(create_app(serving_of(places, **options), door), base_url=ORIGIN) as client:
        client.get(f"/door?key={door.new_key()}")
        yield client


@pytest.fixture
def solves(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was solved, in order."""
    told: list[object] = []
    run = workbench.run

    def counted(case: object, changes: object = None, **options: object) -> object:
        told.append(changes)
        return run(case, changes, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(workbench, "run", counted)
    return told


def _kept(places: Path) -> list[Path]:
    return sorted((places.parent / "out").rglob("outlook.json"))


def test_a_case_is_solved_once_for_all_servers(places: Path, solves: list[object]) -> None:
    """A server that is started anew shows the same page without solving, under changes as well."""
    with _server(places) as client:
        pages = [client.get(f"/cases/duo/outlook?{query}").text for query in ("", SUPPOSED)]
        brief = client.get("/cases/duo/brief.html").text
    assert len(solves) == 2
    with _server(places) as client:
        again = [client.get(f"/cases/duo/outlook?{query}").text for query in ("", SUPPOSED)]
        assert _plain(client.get("/cases/duo/brief.html").text) == _plain(brief)
    assert [_plain(page) for page in again] == [_plain(page) for page in pages]
    assert len(solves) == 2


def _plain(page: str) -> str:
    """A page but for the tokens of its server, and for when it was made."""
    return "\n".join(line for line in page.splitlines() if "token" not in line and "supposed" not in line)


def test_what_is_known_in_full_comes_in_the_place_of_a_preview(places: Path) -> None:
    """Whoever asks for a preview of it is given the full answer, and told so."""
    with _server(places) as client:
        assert not client.get("/api/cases/duo/outlook?preview=true").json()["full"]
        client.get("/api/cases/duo/outlook")
    with _server(places) as client:
        told = client.get("/api/cases/duo/outlook?preview=true").json()
        assert (told["full"], told["preview"]) == (True, "")


def test_an_answer_of_other_assumptions_is_not_shown(places: Path, solves: list[object]) -> None:
    """A file that has changed since, if only by a comment, is solved again."""
    with _server(places) as client:
        client.get("/cases/duo/outlook")
        (places / "duo" / "scenario.yaml").write_text(SMALL.replace("0.95", "0.75"), encoding="utf-8")
        client.get("/cases/duo/outlook")
    assert len(solves) == 2
    assert len(_kept(places)) == 2


def test_a_run_of_the_terminal_is_an_answer_too(places: Path, solves: list[object]) -> None:
    """What `parley run` left among the results is shown at once."""
    workbench.write(workbench.run(places / "duo"), places.parent / "out" / "duo")
    with _server(places) as client:
        assert "As stated" in client.get("/cases/duo/outlook").text
    assert len(solves) == 1


def test_a_server_that_only_shows_keeps_nothing(places: Path) -> None:
    """With --read-only nothing is written anywhere."""
    with _server(places, read_only=True) as client:
        client.get("/cases/duo/outlook")
    assert not (places.parent / "out").exists()


def test_a_full_disk_costs_no_answer(places: Path) -> None:
    """Where an answer cannot be kept it is shown all the same."""
    (places.parent / "out").write_text("a file in the way", encoding="utf-8")
    with _server(places) as client:
        assert client.get("/cases/duo/outlook").status_code == 200


def test_the_oldest_answers_are_forgotten(places: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept of a case does not grow without end."""
    monkeypatch.setattr(answers, "MOST_KEPT", 2)
    with _server(places) as client:
        for value in ("0.75", "0.8", "0.85", "0.9"):
            client.get(f"/api/cases/duo/outlook?set=parties.ann.patience.per_round={value}")
    assert len(_kept(places)) == 2


def test_an_answer_that_was_spoilt_is_solved_again(places: Path, solves: list[object]) -> None:
    """Half a file, or one that another program wrote, is no answer."""
    with _server(places) as client:
        client.get("/cases/duo/outlook")
    for path in _kept(places):
        path.write_text(path.read_text(encoding="utf-8")[:-200], encoding="utf-8")
    with _server(places) as client:
        assert client.get("/cases/duo/outlook").status_code == 200
    assert len(solves) == 2
