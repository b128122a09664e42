"""Chromium at a server of its own: what a page complained of, and what it reached for."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn

from parley.web.app import create_app
from parley.web.door import Door
from parley.web.serving import Serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

BROWSER = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), "")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
PATIENCE = 90_000
IN_CHROMIUM = [
    pytest.mark.browser,
    pytest.mark.skipif(not BROWSER, reason="no Chromium on this machine"),
]


@dataclass
class Seen:
    """A page that is looked at, and what it complained of or reached for."""

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a page and wait until its charts are drawn."""
        self.page.goto(self.base + path, timeout=PATIENCE)
        self.page.wait_for_load_state("networkidle", timeout=PATIENCE)

    def says(self, start: str) -> None:
        """Wait until the label of the outlook has a text."""
        self.page.wait_for_selector(f'#label:has-text("{start}")', timeout=PATIENCE)

    def settled(self) -> None:
        """Wait until the outlook is the one that was asked for, in full."""
        self.page.wait_for_selector('#shown[aria-busy="false"]', timeout=PATIENCE)
        self.page.wait_for_selector("#working:empty", state="attached", timeout=PATIENCE)


@contextmanager
def serving(places: Path) -> Iterator[tuple[str, Door]]:
    """A server of the cases in a folder: where it is, and its door."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    host = f"127.0.0.1:{listener.getsockname()[1]}"
    door = Door()
    app = create_app(Serving((places,), places.parent / "out", (host,)), door)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://{host}", door
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all stories."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=BROWSER, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def seen(browser: Browser, places: Path) -> Iterator[Seen]:
    """A page of a server of its own; afterwards nothing was complained of and nothing foreign asked."""
    with serving(places) as (base, door):
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        found = Seen(context.new_page(), base)
        _watch(context, found)
        found.go(f"/door?key={door.new_key()}")
        yield found
        context.close()
    assert found.complaints == []
    assert found.foreign == []


def _watch(context: BrowserContext, found: Seen) -> None:
    def asked(url: str) -> None:
        if not url.startswith((found.base, "data:")):
            found.foreign.append(url)

    def said(kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            found.complaints.append(text)

    context.on("request", lambda one: asked(one.url))
    context.on("console", lambda one: said(one.type, one.text))
    context.on("weberror", lambda one: found.complaints.append(str(one.error)))
