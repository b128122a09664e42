"""A mediator's ten minutes in a browser: what is supposed goes along, work is stopped, nothing is lost."""

from __future__ import annotations

import errno
import os
import random
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.web.chromium import IN_CHROMIUM, PATIENCE, Seen
from tests.web.conftest import ROOT, SMALL

from parley import workbench
from parley.watching import tell

pytestmark = IN_CHROMIUM
HOSTILE = (
    "",
    "<img src=x onerror=alert(1)>",
    "' OR 1=1 --",
    "../../etc/passwd",
    "\N{RIGHT-TO-LEFT OVERRIDE}x",
    "9" * 400,
    "{{ 7*7 }}",
    "- 1e999",
)
STAYS = ("stop the server", "open elsewhere")


def _slowly(monkeypatch: pytest.MonkeyPatch, verb: str, rounds: int = 600) -> None:
    """Have a verb take a minute, and tell of every round as solving does."""
    quick: Callable[..., Any] = getattr(workbench, verb)

    def slow(*given: Any, **options: Any) -> Any:
        for step in range(rounds):
            tell("solving", step, rounds)
            time.sleep(0.1)
        return quick(*given, **options)

    monkeypatch.setattr(workbench, verb, slow)


def test_what_is_supposed_goes_along_to_the_page_that_is_printed(seen: Seen) -> None:
    """What changes comes first, and the brief is of the same assumptions and prints its front alone."""
    seen.go("/cases/duo/outlook")
    page = seen.page
    slider = page.locator('input[type="range"]').first
    slider.focus()
    slider.press("Home")
    seen.says("Supposing")
    seen.settled()
    assert page.locator("#changes #what-if").is_visible()
    assert page.locator("#changes").bounding_box()["y"] < page.locator("#bottom-line").bounding_box()["y"]  # type: ignore[index]
    said = page.inner_text("#bottom-line")
    with page.expect_navigation():
        page.click("nav >> text=Brief")
    page.wait_for_selector("#print-front", timeout=PATIENCE)
    assert page.inner_text("#label").startswith("Supposing Ann: patience")
    assert page.inner_text(".first dl") == said
    page.evaluate("print = () => { window.printed = document.body.className; }")
    page.locator("#print-front").press("Enter")
    assert page.evaluate("window.printed") == "front-only"
    page.emulate_media(media="print")
    assert not page.locator(".part").first.is_visible()
    assert page.locator("#what-if p").first.is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".part").first.is_visible()


def test_a_running_solve_is_stopped_by_keyboard(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says how far it is; stopped, the page is named for what it is, and can be solved again."""
    seen.go("/cases/duo/outlook")
    page = seen.page
    with monkeypatch.context() as patch:
        _slowly(patch, "run")
        page.locator('input[type="range"]').first.focus()
        page.keyboard.press("Home")
        page.wait_for_selector("#clock:has-text('Solving, ')", timeout=PATIENCE)
        page.locator("#stop").focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("#working:has-text('Stopped.')", timeout=PATIENCE)
        assert page.get_attribute("#shown", "aria-busy") == "false"
        assert not page.locator("#stop").is_visible()
        assert page.evaluate("document.activeElement.id") == "full"
    page.keyboard.press("Enter")
    seen.says("Supposing")
    seen.settled()
    assert "stale" not in (page.get_attribute("#shown", "class") or "")


def test_a_page_that_waits_is_stopped_by_mouse(seen: Seen, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page in the making says how far it is; Stop leads to a page from which it is begun again."""
    page = seen.page
    with monkeypatch.context() as patch:
        _slowly(patch, "lay_table")
        # The tests' server has more patience than a person, so the browser asks and looks away.
        patch.setattr("parley.web.serving.Serving.patience", 1.0, raising=False)
        page.goto(f"{seen.base}/cases/duo/seat", timeout=PATIENCE)
        page.wait_for_selector("#clock:has-text('Solving, ')", timeout=PATIENCE)
        with page.expect_navigation():
            page.click("#stop")
        assert "Stopped" in page.inner_text("h1")
    with page.expect_navigation():
        page.click("text=Begin again")
    page.wait_for_selector("h1:has-text('A seat at the table')", timeout=PATIENCE)


def test_a_study_is_stopped_gone_on_with_and_read(seen: Seen) -> None:
    """Begun by keyboard, watched, stopped by mouse; it goes on from there and ends with what it says."""
    seen.go("/cases/duo/studies")
    page = seen.page
    page.fill('input[name="draws"]', "3000")
    page.press('input[name="draws"]', "Enter")
    page.wait_for_selector(".state:text-is('running')", timeout=PATIENCE)
    page.wait_for_selector(".done >> text=/^[1-9]/", timeout=PATIENCE)
    page.click("button:text-is('Stop')")
    page.wait_for_selector(".state:text-is('stopped')", timeout=2 * PATIENCE)
    assert page.locator("button:text-is('Go on')").is_visible()
    assert page.input_value('input[name="draws"]') == "3000"
    page.wait_for_selector("#bands", timeout=PATIENCE)
    page.click("button:text-is('Go on')")
    page.wait_for_selector(".state:text-is('running')", timeout=PATIENCE)
    page.click("button:text-is('Stop')")
    page.wait_for_selector(".state:text-is('stopped')", timeout=2 * PATIENCE)


def test_the_record_is_weighed_up_to_another_day(seen: Seen, places: Path) -> None:
    """The slider of days goes back by keyboard, the list by mouse; both weigh up to the day that is shown."""
    for name in ("scenario.yaml", "coding.yaml"):
        shutil.copy(ROOT / "cases" / "winter-war-1940" / name, places / "winter-war-1940" / name)
    seen.go("/cases/winter-war-1940/weigh")
    page = seen.page
    page.wait_for_selector("#day", timeout=2 * PATIENCE)
    last = page.input_value("#as-of")
    page.focus("#day")
    with page.expect_navigation(timeout=2 * PATIENCE):
        for _ in range(3):
            page.keyboard.press("ArrowLeft")
    page.wait_for_selector("#day", timeout=2 * PATIENCE)
    earlier = page.input_value("#as-of")
    assert earlier < last
    assert f"as_of={earlier}" in page.url
    assert page.get_attribute("#day", "aria-valuetext") == earlier
    page.select_option("#as-of", last)
    with page.expect_navigation(timeout=2 * PATIENCE):
        page.click("button:text-is('Weigh')")
    page.wait_for_selector("#day", timeout=2 * PATIENCE)
    assert page.input_value("#as-of") == last


def test_a_file_that_changed_on_the_disk_is_not_written_over(seen: Seen, places: Path) -> None:
    """What a program wrote meanwhile stands; the difference is shown and the text that was typed stays."""
    path = places / "duo" / "scenario.yaml"
    seen.go("/cases/duo/assumptions")
    path.write_text(SMALL.replace("Ann waits", "a program was here"), encoding="utf-8")
    seen.page.fill("#text", SMALL.replace("Ann waits", "mine"))
    with seen.page.expect_navigation():
        seen.page.locator("#editor button").last.press("Enter")
    assert "a program was here" in seen.page.inner_text("pre")
    assert "mine" in seen.page.input_value("#text")
    assert "a program was here" in path.read_text(encoding="utf-8")
    # The browser itself reports the refusal that was asked for.
    seen.complaints[:] = [one for one in seen.complaints if "409" not in one]


def test_what_was_typed_stays_where_the_disk_is_full(
    seen: Seen, places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says so, keeps the text, and saves it once there is room."""
    seen.go("/cases/duo/assumptions")
    page, mine = seen.page, SMALL.replace("Ann waits", "mine")
    page.fill("#text", mine)

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with page.expect_navigation():
            page.click("#editor button:text-is('Save')")
        assert "No space left" in page.inner_text("main")
    assert (places / "duo" / "scenario.yaml").read_text(encoding="utf-8") == SMALL
    assert page.input_value("#text") == mine
    with page.expect_navigation():
        page.click("#editor button:text-is('Save')")
    assert (places / "duo" / "scenario.yaml").read_text(encoding="utf-8") == mine
    # The browser itself reports the refusal that was asked for.
    seen.complaints[:] = [one for one in seen.complaints if "422" not in one]


def test_what_was_typed_stays_where_the_server_is_gone(seen: Seen) -> None:
    """A form is not sent into the void: the page stays, with the text and a sentence."""
    seen.go("/cases/duo/assumptions")
    page = seen.page
    page.fill("#text", SMALL.replace("Ann waits", "mine"))
    page.route("**/*", lambda route: route.abort())
    page.click("#editor button:text-is('Save')")
    page.wait_for_selector(".unsent", timeout=PATIENCE)
    assert "mine" in page.input_value("#text")
    page.unroute("**/*")
    with page.expect_navigation():
        page.click("#editor button:text-is('Save')")
    assert "Saved." in page.inner_text("main")
    # The browser itself reports the failure that was asked for.
    seen.complaints[:] = [one for one in seen.complaints if "ERR_FAILED" not in one]


def test_a_counting_is_changed_by_keyboard(seen: Seen, places: Path) -> None:
    """From the record to what moves count as, to one of them; the reason is typed and saved with Enter."""
    for name in ("scenario.yaml", "coding.yaml"):
        shutil.copy(ROOT / "cases" / "winter-war-1940" / name, places / "winter-war-1940" / name)
    seen.go("/cases/winter-war-1940/record")
    page = seen.page
    with page.expect_navigation():
        page.locator("text=What moves count as").press("Enter")
    with page.expect_navigation():
        page.locator("#moves tbody th a").first.press("Enter")
    page.select_option("select[name='counts_as']", "nothing")
    page.fill("input[name='reason']", "seen in passing")
    with page.expect_navigation():
        page.press("input[name='reason']", "Enter")
    assert "seen in passing" in page.inner_text("#moves")
    assert "seen in passing" in (places / "winter-war-1940" / "coding.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["outlook", "brief", "studies", "sensitivity", "weigh", "record", "coding"])
def test_every_mark_of_a_page_is_its_own(seen: Seen, page: str) -> None:
    """No two parts of a page have one name: a style or script of one would take the other along."""
    seen.go(f"/cases/duo/{page}")
    twice = (
        "(() => { const all = [...document.querySelectorAll('[id]')].map((one) => one.id);"
        " return all.filter((one, n) => all.indexOf(one) !== n); })()"
    )
    assert seen.page.evaluate(twice) == []


@pytest.mark.slow
def test_somebody_who_presses_whatever_there_is_breaks_nothing(seen: Seen, places: Path) -> None:
    """Three hundred presses and hostile words by chance: never a fault of Parley, nor a foreign page."""
    chance, page = random.Random(20_261_128), seen.page
    broken: list[str] = []
    page.on("dialog", lambda one: one.accept())
    page.context.on("response", lambda one: broken.append(one.url) if one.status >= 500 else None)
    seen.go("/")
    for step in range(300):
        if not page.url.startswith(seen.base) or step % 60 == 59:
            page.goto(seen.base + chance.choice(("/", "/cases/duo/outlook", "/cases/duo/assumptions")))
        fields = page.locator("input:visible:not([type=hidden]):not([type=file]), select:visible")
        buttons = page.locator("a:visible:not([href^='http']), button:visible, summary:visible")
        try:
            if fields.count() and chance.random() < 0.4:
                one = fields.nth(chance.randrange(fields.count()))
                if one.evaluate("(it) => it.tagName") == "SELECT":
                    one.select_option(index=0, timeout=2000)
                elif one.get_attribute("type") in ("checkbox", "radio", "range"):
                    one.press(chance.choice((" ", "ArrowLeft", "Home", "End")), timeout=2000)
                elif one.get_attribute("type") not in ("number", "date"):
                    one.fill(chance.choice(HOSTILE), timeout=2000)
            elif buttons.count():
                one = buttons.nth(chance.randrange(buttons.count()))
                if one.inner_text(timeout=2000).strip().lower() not in STAYS:
                    one.click(timeout=2000)
        except Exception as problem:  # what has gone meanwhile cannot be pressed, and that is no fault
            assert re.search(
                r"Timeout|detached|navigat|closed|not an? |hidden|outside|Error:", str(problem)
            ), problem
        page.wait_for_timeout(40)
    assert broken == []
    assert "fault of Parley" not in page.content()
    assert {path.name for path in places.parent.iterdir()} <= {"cases", "out"}
    # Refusals are reported by the browser itself, and were asked for.
    seen.complaints[:] = [one for one in seen.complaints if "Failed to load resource" not in one]
