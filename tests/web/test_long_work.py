"""Long work of the pages: studies of several what-ifs beside one another, influence, and what is stopped."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from tests.web.conftest import ORIGIN, SMALL, Served, serving_of

from parley.web.app import create_app
from parley.web.door import Door
from parley.web.wording import on_pages


def _ended(served: Served, address: str) -> dict[str, Any]:
    for _ in range(1500):
        told: dict[str, Any] = served.client.get(address).json()
        if told["state"] not in ("running", "stopping"):
            return told
        time.sleep(0.1)
    pytest.fail("the work does not end")


def test_studies_under_what_ifs_stand_beside_the_one_as_stated(served: Served) -> None:
    """Each is begun, kept in a folder of its own and shown; two that hold are compared."""
    assert served.post("/cases/duo/studies", draws="4") == 303
    assert _ended(served, "/api/cases/duo/study")["state"] == "done"
    alone = served.client.get("/cases/duo/studies").text
    assert 'id="bands"' in alone
    assert "Studies side by side" not in alone
    assert served.post("/cases/duo/studies", draws="4", of="ann_hurries") == 303
    assert _ended(served, "/api/cases/duo/study?of=ann_hurries")["state"] == "done"
    page = served.client.get("/cases/duo/studies?of=ann_hurries").text
    heads = page.partition('id="studies-compared"')[2].partition("</thead>")[0]
    assert heads.index("as stated") < heads.index("ann hurries")
    assert (served.places.parent / "out" / "duo" / "studies" / "ann_hurries" / "study.json").is_file()
    assert served.client.get("/cases/duo/studies?of=nobody").status_code == 404
    assert served.post("/cases/duo/studies", draws="4", of="../../x") == 404


def test_a_study_of_what_has_changed_is_set_aside(served: Served) -> None:
    """It is neither shown nor gone on with; set aside it is kept, and another can be begun."""
    assert served.post("/cases/duo/studies", draws="3") == 303
    assert _ended(served, "/api/cases/duo/study")["state"] == "done"
    path = served.places / "duo" / "scenario.yaml"
    path.write_text(SMALL.replace("range: [0.7, 0.99]", "range: [0.8, 0.99]"), encoding="utf-8")
    page = served.client.get("/cases/duo/studies").text
    assert "has changed since this study was made" in page
    assert 'id="bands"' not in page
    assert served.post("/cases/duo/studies/aside") == 303
    assert (served.places.parent / "out" / "duo" / "study-1" / "study.json").is_file()
    assert served.post("/cases/duo/studies/aside") == 404
    assert served.post("/cases/duo/studies", draws="3") == 303
    assert _ended(served, "/api/cases/duo/study")["state"] == "done"
    assert 'id="bands"' in served.client.get("/cases/duo/studies").text


def test_a_study_of_another_version_is_shown_once_the_case_is_known_to_come_to_the_same(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit of the program that moves no figure of the case as stated takes no study away."""
    assert served.post("/cases/duo/studies", draws="3") == 303
    assert _ended(served, "/api/cases/duo/study")["state"] == "done"
    monkeypatch.setattr("parley.workbench.studies.code_version", lambda: "another")
    assert 'id="bands"' not in served.client.get("/cases/duo/studies").text
    assert served.client.get("/cases/duo/outlook").status_code == 200
    assert 'id="bands"' in served.client.get("/cases/duo/studies").text
    path = served.places.parent / "out" / "duo" / "study" / "study.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    told["stated"]["worths"]["ann"] += 0.01
    path.write_text(json.dumps(told), encoding="utf-8")
    assert 'id="bands"' not in served.client.get("/cases/duo/studies").text


def test_what_carries_the_answer_is_worked_out_and_kept(served: Served) -> None:
    """Begun by a form, watched, shown on its page and in the brief; said to be stale where it changed."""
    assert served.post("/cases/duo/influence", draws="60") == 303
    told = _ended(served, "/api/cases/duo/influence")
    assert told["state"] == "done", told
    assert 'id="influence-1"' in served.client.get("/cases/duo/sensitivity").text
    assert 'id="influence-1"' in served.client.get("/cases/duo/brief").text
    path = served.places / "duo" / "scenario.yaml"
    path.write_text(SMALL.replace("0.90", "0.85"), encoding="utf-8")
    page = served.client.get("/cases/duo/sensitivity").text
    assert 'id="influence-1"' not in page
    why = "scenario.yaml, or what its numbers rest on, has changed since"
    assert f"{why}; to find it anew: page Sensitivity" in page


def test_too_few_solves_are_said(served: Served) -> None:
    """What cannot be worked out ends with its sentence beside the bar."""
    assert served.post("/cases/duo/influence", draws="1") == 303
    assert _ended(served, "/api/cases/duo/influence")["state"] == "failed"
    assert "too few" in served.client.get("/cases/duo/sensitivity").text


def test_stopping_needs_the_token_and_may_be_done_on_a_server_that_only_shows(places: Path) -> None:
    """Nothing of a case is changed by it; an address to go back to must be of the case."""
    door = Door()
    app = create_app(serving_of(places, read_only=True), door)
    from fastapi.testclient import TestClient

    with TestClient(app, base_url=ORIGIN, raise_server_exceptions=False) as client:
        client.get(f"/door?key={door.new_key()}")
        token = next(iter(door._sessions.values())).token
        headers = {"origin": ORIGIN}
        assert client.post("/api/cases/duo/stop", headers=headers).status_code == 403
        told = client.post("/api/cases/duo/stop", headers={**headers, "x-parley-token": token})
        assert told.json() == {"stopped": 0}
        assert client.get("/api/cases/duo/working").json() == {"said": "", "part": -1.0}
        form = {"token": token, "back": "/cases/duo/brief?set=x"}
        page = client.post("/cases/duo/stop", data=form, headers=headers)
        assert 'href="/cases/duo/brief?set=x"' in page.text
        for back in ("https://evil.example", "//evil.example", "/cases/other/brief", ""):
            form = {"token": token, "back": back}
            assert client.post("/cases/duo/stop", data=form, headers=headers).status_code == 404


def test_the_brief_says_what_is_supposed_and_what_changes(served: Served) -> None:
    """The page that is printed belongs to the changes in force, and says how it differs from as stated."""
    plain = served.client.get("/cases/duo/brief").text
    assert '<strong id="label">As stated</strong>' in plain
    assert 'id="what-if"' not in plain
    page = served.client.get("/cases/duo/brief?if=ann_hurries").text
    assert "Supposing Ann: patience, per round" in page
    assert page.index('id="what-if"') < page.index("Bottom line")


def test_pages_hand_the_changes_on_to_one_another(served: Served) -> None:
    """Outlook, weigh, seat and brief are opened with the changes in force, the others without."""
    page = served.client.get("/cases/duo/outlook?if=ann_hurries&pin=parties.ann.precision").text
    for name in ("outlook", "weigh", "seat", "brief"):
        assert f'href="/cases/duo/{name}?if=ann_hurries"' in page
    assert 'href="/cases/duo/studies"' in page


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("how far it moves (parley study)", "how far it moves (page Studies)"),
        (
            "12 more are in the ledger: parley ledger CASE asks",
            "12 more are in the ledger: under Ledgers on the page Record",
        ),
        ("`parley weigh` names it.", "page Weigh names it."),
        ("look at parley run CASE --refine", "look at parley run CASE --refine"),
        ("no quantiles; --draws takes more.", "no quantiles; more draws tell more."),
    ],
)
def test_commands_are_said_as_pages(said: str, shown: str) -> None:
    """Whoever never opened a terminal is told the page that does it, where one does."""
    assert on_pages(said) == shown


def test_numbers_are_called_by_words(served: Served) -> None:
    """Sliders, the list to follow one, and the form of assumptions name numbers in words."""
    outlook = served.client.get("/cases/duo/outlook").text
    assert '<label for="s-parties.ann.patience.per_round">Ann: patience, per round</label>' in outlook
    sensitivity = served.client.get("/cases/duo/sensitivity").text
    assert '<option value="parties.ann.patience.per_round">Ann: patience, per round</option>' in sensitivity
    assert 'aria-label="Ann: patience, per round"' in served.client.get("/cases/duo/assumptions").text
