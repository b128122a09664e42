"""A number in a form: range, reasons, and the rows of the record it rests on, picked from a list."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.web.conftest import ORIGIN, ROOT, SMALL, Served

PATH = "parties.ann.patience.per_round"


@pytest.fixture
def recorded(served: Served) -> Path:
    """The small case with a record beside it."""
    for name in ("moves.csv", "facts.csv", "actors.csv"):
        shutil.copy(ROOT / "cases" / "winter-war-1940" / name, served.places / "duo" / name)
    path = served.places / "duo" / "scenario.yaml"
    path.write_text(SMALL.replace("2025-01-06", "1940-03-13"), encoding="utf-8")
    return path


def _send(served: Served, mark: str, **fields: object) -> tuple[int, str]:
    data = {"token": served.token, "path": PATH, "mark": mark, "value": "0.95", **fields}
    answer = served.client.post(
        "/cases/duo/grounds", data=data, headers={"origin": ORIGIN}, follow_redirects=False
    )
    return answer.status_code, answer.text


def _mark(page: str) -> str:
    return page.partition('name="mark" value="')[2].partition('"')[0]


def test_sources_are_picked_from_the_record(served: Served, recorded: Path) -> None:
    """The rows of the record are a list; those picked stand in the file, and undo takes them out again."""
    before = recorded.read_text(encoding="utf-8")
    page = served.client.get("/cases/duo/number", params={"path": PATH}).text
    assert page.count('name="source"') > 20
    fact = page.partition('name="source" value="')[2].partition('"')[0]
    status, _ = _send(
        served, _mark(page), low="0.7", high="0.99", note="judged", basis="partly sourced", source=[fact]
    )
    assert status == 303
    assert recorded.read_text(encoding="utf-8") == before.replace(
        "note: judged}}", f"note: judged, sources: [{fact}], basis: partly sourced}}}}"
    )
    again = served.client.get("/cases/duo/number", params={"path": PATH}).text
    assert f'value="{fact}" checked' in again
    assert again.partition('name="source" value="')[2].partition('"')[0] == fact
    assert served.post("/cases/duo/undo", file="scenario.yaml") == 303
    assert recorded.read_text(encoding="utf-8") == before


def test_what_makes_a_fault_stays_on_the_page(served: Served, recorded: Path) -> None:
    """A range the wrong way round, a row there is not: said, with what was typed, and nothing written."""
    before = recorded.read_text(encoding="utf-8")
    mark = _mark(served.client.get("/cases/duo/number", params={"path": PATH}).text)
    wrong: tuple[dict[str, object], ...] = (
        {"low": "0.99", "high": "0.7"},
        {"value": "lots"},
        {"source": ["Q77"]},
        {"low": "0.5"},
    )
    for fields in wrong:
        status, page = _send(served, mark, note="typed by hand", **fields)
        assert status == 422, fields
        assert "Not saved" in page
        assert 'value="typed by hand"' in page
    assert recorded.read_text(encoding="utf-8") == before


def test_a_file_that_changed_meanwhile_is_not_written_over(served: Served, recorded: Path) -> None:
    """The difference is shown; saved again, the number alone goes into the file as it is now."""
    mark = _mark(served.client.get("/cases/duo/number", params={"path": PATH}).text)
    other = recorded.read_text(encoding="utf-8").replace("Ann waits", "somebody else was here")
    recorded.write_text(other, encoding="utf-8")
    status, page = _send(served, mark, note="mine")
    assert status == 409
    assert recorded.read_text(encoding="utf-8") == other
    assert _send(served, _mark(page), note="mine")[0] == 303
    after = recorded.read_text(encoding="utf-8")
    assert "somebody else was here" in after
    assert "{value: 0.95, note: mine}" in after


@pytest.mark.parametrize("path", ["", "parties", "parties.ann.nothing", "what_if", "../x"])
def test_where_no_number_stands_is_a_sentence(served: Served, path: str) -> None:
    """Neither shown nor written."""
    assert served.client.get("/cases/duo/number", params={"path": path}).status_code == 404
    assert served.post("/cases/duo/grounds", path=path or "x", value="1", mark="x") == 404


def test_a_broken_scenario_is_said(served: Served) -> None:
    """It is mended as text first."""
    (served.places / "duo" / "scenario.yaml").write_text("a: [", encoding="utf-8")
    assert served.client.get("/cases/duo/number", params={"path": PATH}).status_code == 404
