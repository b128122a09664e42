"""Behind a web server that asks for passwords: its name is answered to, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.web.conftest import HOST, serving_of

from parley.errors import UsageError
from parley.web.app import create_app
from parley.web.door import Door
from parley.web.server import serve

OUTSIDE = "https://parley.example.org"


def test_pages_are_reached_through_it(places: Path) -> None:
    """By its address one is let in, with a cookie for sealed connections alone, and may change a case."""
    door = Door()
    app = create_app(serving_of(places, behind=OUTSIDE), door)
    with TestClient(app, base_url=OUTSIDE) as client:
        first = client.get(f"/door?key={door.new_key()}", follow_redirects=False)
        assert "Secure" in first.headers["set-cookie"]
        assert client.get("/").status_code == 200
        token = next(iter(door._sessions.values())).token
        made = client.post(
            "/cases/new",
            data={"token": token, "name": "fresh"},
            headers={"origin": OUTSIDE},
            follow_redirects=False,
        )
        assert made.status_code == 303
        page = client.post("/elsewhere", data={"token": token}, headers={"origin": OUTSIDE}).text
        assert re.search(rf"{OUTSIDE}/door\?key=", page)


@pytest.mark.parametrize(
    "name", ["other.example.org", "parley.example.org:8443", "parley.example.org.evil", ""]
)
def test_another_name_is_not_answered(places: Path, name: str) -> None:
    """Neither a name that resembles it nor an origin of another site comes through."""
    door = Door()
    with TestClient(create_app(serving_of(places, behind=OUTSIDE), door), base_url=OUTSIDE) as client:
        assert client.get("/", headers={"host": name}).status_code == 421
        client.get(f"/door?key={door.new_key()}")
        token = next(iter(door._sessions.values())).token
        sent = {"data": {"token": token, "name": "fresh"}, "headers": {"origin": f"https://{name}"}}
        assert client.post("/cases/new", **sent).status_code == 403  # type: ignore[arg-type]


def test_without_it_the_name_is_not_answered(places: Path) -> None:
    """A server that stands alone answers to this machine's names only."""
    with TestClient(create_app(serving_of(places), Door()), base_url=f"http://{HOST}") as client:
        assert client.get("/", headers={"host": "parley.example.org"}).status_code == 421


@pytest.mark.parametrize(
    "address", ["parley.example.org", "ftp://x", "https://x/y", "https://a b", "https://u@x"]
)
def test_what_is_no_address_is_said(tmp_path: Path, address: str) -> None:
    """It is refused before anything is served."""
    with pytest.raises(UsageError, match="--behind"):
        serve((tmp_path,), tmp_path, behind=address, open_browser=False)
