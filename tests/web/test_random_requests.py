"""Ten thousand requests of every kind, drawn by chance: none is a fault of Parley, none leaves its place."""

from __future__ import annotations

import random
import string
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from tests.web.conftest import ORIGIN, SMALL, serving_of

from parley.web.app import ROOMS, create_app
from parley.web.door import Door

REQUESTS = 10_000
SEED = 20_250_319
PLAIN = ("duo", "scenario.yaml", "moves.csv", "move", "fact", "2025-01-06", "ann", "parties.ann.precision")
NASTY = (
    "",
    "..",
    "../..",
    "..%2f..%2fetc%2fpasswd",
    "/etc/passwd",
    "%00",
    "\0",
    "a\nb",
    "-1",
    "1e999",
    "nan",
    "99999999999999999999",
    "parties.ann.precision=1e999",
    "parties.ann.precision=nan",
    "x" * 500,
    "{}",
    "[" * 2000,
    '{"id": 3}',
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "\N{SNOWMAN}",
    "\ud800".encode("utf-8", "replace").decode(),
    "\N{RIGHT-TO-LEFT OVERRIDE}cba",
    "&anchor *anchor",
    "!!python/object:os.system",
)
MORE = ("set", "if", "beside", "pin", "token", "what", "was_id", "was", "cell_id", "cell_date", "upload")
SLOW = {"draws": ("0", "-1", "x", "1e9"), "form": ("exe", "md", "..", "")}
"""What would be long work if it were understood, and what is sent instead."""


@pytest.fixture
def apart(tmp_path: Path) -> Iterator[tuple[TestClient, list[APIRoute], str]]:
    """A server of one case, beside a file that is nobody's business; its pages and the token of a session."""
    (tmp_path / "secret.txt").write_text("nobody reads this here", encoding="utf-8")
    case = tmp_path / "cases" / "duo"
    case.mkdir(parents=True)
    (case / "scenario.yaml").write_text(SMALL, encoding="utf-8")
    door = Door()
    app = create_app(serving_of(tmp_path / "cases", largest_body=100_000), door)
    with TestClient(app, base_url=ORIGIN, raise_server_exceptions=False) as client:
        client.get(f"/door?key={door.new_key()}")
        routes = [one for room in ROOMS for one in room.router.routes if isinstance(one, APIRoute)]
        yield client, routes, next(iter(door._sessions.values())).token


def _word(chance: random.Random, name: str) -> str:
    if name in SLOW:
        return chance.choice(SLOW[name])
    kind = chance.random()
    if kind < 0.35:
        return chance.choice(PLAIN)
    if kind < 0.8:
        return chance.choice(NASTY)
    return "".join(chance.choices(string.printable, k=chance.randrange(20)))


def _outside(tmp_path: Path) -> dict[Path, bytes]:
    """Every file that is in no case and among no results."""
    places = (tmp_path / "cases", tmp_path / "out")
    return {
        path: path.read_bytes() if path.is_file() else b""
        for path in tmp_path.rglob("*")
        if not any(place == path or place in path.parents for place in places)
    }


@pytest.mark.slow
def test_ten_thousand_random_requests_break_nothing(
    apart: tuple[TestClient, list[APIRoute], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is sent to whichever page, what comes is a page or a sentence; files stay in their case."""
    client, routes, token = apart
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    before = _outside(tmp_path)
    chance = random.Random(SEED)
    told: dict[int, int] = {}
    for _ in range(REQUESTS):
        route = chance.choice(routes)
        dependant = route.dependant
        path = route.path
        for one in dependant.path_params:
            said = "duo" if one.name == "name" and chance.random() < 0.6 else _word(chance, one.name)
            path = path.replace(f"{{{one.name}}}", quote(said or "-", safe="%/"))
        names = [one.name for one in (*dependant.query_params, *dependant.body_params)]
        asked = chance.sample([*names, *MORE], k=min(len(names) + 2, chance.randrange(6)))
        # What would begin long work if it were left out is always sent.
        fields = {name: _word(chance, name) for name in {*asked, *(SLOW.keys() & set(names))}}
        if "POST" in (route.methods or ()):
            if chance.random() < 0.9:
                fields["token"] = token
            answer = client.post(path, data=fields, headers={"origin": ORIGIN}, follow_redirects=False)
        else:
            answer = client.get(path, params=fields, follow_redirects=False)
        told[answer.status_code] = told.get(answer.status_code, 0) + 1
        assert answer.status_code < 500, (route.path, path, fields, answer.text[-600:])
        if "text" in answer.headers.get("content-type", ""):
            assert "Traceback (most recent" not in answer.text
            assert "nobody reads this here" not in answer.text
            assert str(tmp_path) not in answer.text, (path, fields)
    assert _outside(tmp_path) == before
    # Enough of them were understood for this to say something.
    assert told[200] > REQUESTS // 20
    assert {303, 400, 403, 404} <= set(told)
