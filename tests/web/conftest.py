"""A server of a few small cases, asked without a network."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from tests.web.chromium import browser, seen

from parley.web.app import create_app
from parley.web.door import Door
from parley.web.serving import Serving

__all__ = ["browser", "seen"]

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1:8899"
ORIGIN = f"http://{HOST}"

SMALL = """\
# Two sides and a pie; every comment must survive an edit.
title: Ann and Bob split a pie
as_of: 2025-01-06
round: 7 days
horizon: 4 rounds
parties:
  ann:
    patience: {per_round: {value: 0.95, range: [0.7, 0.99], note: judged}}  # Ann waits
    precision: 0.5
  bob: {patience: {per_round: 0.90}, precision: 0.5}
issues:
  pie: {split: [ann, bob], steps: 4}
table:
  floor: {ann: 50 % per round, bob: 40 % per round}
  settlement: {signatories: [ann, bob]}
what_if:
  ann_hurries: {parties.ann.patience.per_round: 0.7}
"""


@dataclass(frozen=True)
class Served:
    """A server, whoever was let in, and the token its forms carry."""

    client: TestClient
    door: Door
    places: Path
    token: str

    def post(self, where: str, **fields: str) -> int:
        """Send a form as a page of the server would; the status of the answer."""
        data = {"token": self.token, **fields}
        return self.client.post(
            where, data=data, headers={"origin": ORIGIN}, follow_redirects=False
        ).status_code


@pytest.fixture
def places(tmp_path: Path) -> Path:
    """A folder of cases: a small one, and a record alone."""
    folder = tmp_path / "cases"
    (folder / "duo").mkdir(parents=True)
    (folder / "duo" / "scenario.yaml").write_text(SMALL, encoding="utf-8")
    kept = shutil.ignore_patterns("*.yaml")
    shutil.copytree(ROOT / "cases" / "winter-war-1940", folder / "winter-war-1940", ignore=kept)
    return folder


def serving_of(places: Path, **options: object) -> Serving:
    """How the tests' server is set up."""
    options = {"patience": 300.0, **options}
    return Serving((places,), places.parent / "out", (HOST,), **options)  # type: ignore[arg-type]


@pytest.fixture
def served(places: Path) -> Iterator[Served]:
    """A server with somebody let in."""
    door = Door()
    with TestClient(
        create_app(serving_of(places), door), base_url=ORIGIN, raise_server_exceptions=False
    ) as client:
        client.get(f"/door?key={door.new_key()}")
        session = next(iter(door._sessions.values()))
        yield Served(client, door, places, session.token)
