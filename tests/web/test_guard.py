"""Who is turned away, and what every answer carries."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import HOST, ORIGIN, Served, serving_of

from parley.web.app import create_app
from parley.web.door import Door


def test_nobody_comes_in_without_a_key(places: Path) -> None:
    """Every page but the door is closed to whoever has no session."""
    with TestClient(create_app(serving_of(places), Door()), base_url=ORIGIN) as client:
        assert client.get("/").status_code == 401
        assert client.get("/api/cases/duo/outlook").status_code == 401
        assert client.get("/openapi.json").status_code == 401
        assert client.get("/doorway").status_code == 401


def test_a_key_opens_once(served: Served) -> None:
    """A key that was used, or is none, opens nothing."""
    key = served.door.new_key()
    assert served.client.get(f"/door?key={key}", follow_redirects=False).status_code == 303
    assert served.client.get(f"/door?key={key}").status_code == 401
    assert served.client.get("/door?key=guess").status_code == 401
    assert served.client.get("/door").status_code == 401


def test_the_cookie_is_for_this_server_alone(served: Served) -> None:
    """Scripts cannot read it, and other sites cannot send it."""
    answer = served.client.get(f"/door?key={served.door.new_key()}", follow_redirects=False)
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost:1", "", f"{HOST}.evil.example"])
def test_another_name_is_not_answered(served: Served, host: str) -> None:
    """A name that was made to point here (DNS rebinding) reaches nothing."""
    assert served.client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("origin", ["", "null", "http://evil.example", f"https://{HOST}", "http://127.0.0.1"])
def test_a_change_from_elsewhere_is_refused(served: Served, origin: str) -> None:
    """A form of another site changes nothing, whatever cookie comes along."""
    answer = served.client.post(
        "/cases/new", data={"token": served.token, "name": "x"}, headers={"origin": origin}
    )
    assert answer.status_code == 403
    assert not (served.places / "x").exists()


@pytest.mark.parametrize("token", ["", "guess"])
def test_a_change_without_the_token_is_refused(served: Served, token: str) -> None:
    """Origin and cookie are not enough."""
    answer = served.client.post("/cases/new", data={"token": token, "name": "x"}, headers={"origin": ORIGIN})
    assert answer.status_code == 403
    assert not (served.places / "x").exists()


def test_a_script_of_another_site_reads_nothing(served: Served) -> None:
    """What a browser says comes from another site is answered only where a person follows a link."""
    there = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "cors"}
    assert served.client.get("/api/cases/duo/words?path=x&value=1", headers=there).status_code == 403
    followed = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert served.client.get("/", headers=followed).status_code == 200


def test_every_answer_carries_the_policy(served: Served) -> None:
    """Pages, data, scripts, faults and refusals alike."""
    for path in ("/", "/static/workbench.css", "/nowhere", "/cases/none", "/door?key=x"):
        policy = served.client.get(path).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy


def test_a_body_beyond_all_bounds_is_refused(places: Path) -> None:
    """Whether its length is said or not."""
    door = Door()
    with TestClient(create_app(serving_of(places, largest_body=1000), door), base_url=ORIGIN) as client:
        client.get(f"/door?key={door.new_key()}")
        answer = client.post("/cases/new", content=b"x" * 2000, headers={"origin": ORIGIN})
        assert answer.status_code == 413
        form = {"origin": ORIGIN, "content-type": "application/x-www-form-urlencoded"}
        unsaid = client.post("/cases/new", content=iter([b"x" * 600, b"x" * 600]), headers=form)
        assert unsaid.status_code == 413


def test_a_server_that_only_shows_changes_nothing(places: Path) -> None:
    """Every change is refused, whoever asks."""
    door = Door()
    with TestClient(create_app(serving_of(places, read_only=True), door), base_url=ORIGIN) as client:
        client.get(f"/door?key={door.new_key()}")
        token = next(iter(door._sessions.values())).token
        form = {"token": token, "name": "new"}
        assert client.post("/cases/new", data=form, headers={"origin": ORIGIN}).status_code == 404
        assert not (places / "new").exists()
        assert client.get("/").status_code == 200
