"""The tutorial of the browser is followed step by step, as its page tells it; its pictures are made here.

`PARLEY_PICTURES=docs/pictures/browser make test-browser` renews the pictures.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from tests.web.chromium import IN_CHROMIUM, PATIENCE, Seen

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs" / "tutorials" / "in-the-browser.md"
LARGEST_PICTURE = 150_000

pytestmark = IN_CHROMIUM


def _picture(seen: Seen, name: str) -> None:
    """Keep what is seen where pictures are asked for; the page must show one of that name."""
    assert f"../pictures/browser/{name}.jpg" in TUTORIAL.read_text(encoding="utf-8")
    folder = os.environ.get("PARLEY_PICTURES")
    if folder:
        seen.page.wait_for_timeout(400)
        seen.page.screenshot(path=ROOT / folder / f"{name}.jpg", type="jpeg", quality=60)


def test_the_tutorial_can_be_followed(seen: Seen, places: Path) -> None:
    """Every control it names is there under that name, and each step leads to what it says."""
    page = seen.page
    page.set_viewport_size({"width": 1100, "height": 760})
    said = TUTORIAL.read_text(encoding="utf-8")
    named = {" ".join(one.split()) for one in re.findall(r"\*\*([^*]+)\*\*", said)}
    page.fill("form:has-text('Begin a case') input[name='name']", "norland")
    _picture(seen, "cases")
    with page.expect_navigation():
        page.click("text=Begin from the starter")
    assert page.locator("#sound").is_visible()
    with page.expect_navigation():
        page.click("nav >> text=Outlook")
    page.wait_for_load_state("networkidle", timeout=PATIENCE)
    stated = page.inner_text("#bottom-line")
    _picture(seen, "outlook")
    page.click("#pin")
    seen.settled()
    page.check('input[name="if"][value="patient_suderia"]')
    seen.says("Supposing")
    seen.settled()
    assert page.inner_text("#bottom-line") != stated
    assert page.locator("#side-by-side").count() == 1
    page.evaluate("scrollTo(0, 0)")
    _picture(seen, "supposed")
    page.select_option("#package", "line_with_monitors")
    with page.expect_navigation():
        page.click("#why")
    page.wait_for_load_state("networkidle", timeout=PATIENCE)
    assert page.locator("h1:has-text('Who would sign, and why')").is_visible()
    _picture(seen, "explain")
    with page.expect_navigation():
        page.click("text=Back to the outlook")
    page.click("text=Keep as a what-if")
    page.fill("#keep input[name='what_if']", "they_wait")
    with page.expect_navigation():
        page.click("text=Keep it in scenario.yaml")
    assert "they_wait:" in (places / "norland" / "scenario.yaml").read_text(encoding="utf-8")
    with page.expect_navigation():
        page.click("nav >> text=Seat")
    with page.expect_navigation():
        page.click("form:has-text('suderia') >> text=Sit here")
    page.wait_for_load_state("networkidle", timeout=PATIENCE)
    page.click("#opinions summary")
    _picture(seen, "seat")
    with page.expect_navigation():
        page.click("nav >> text=Brief")
    page.wait_for_load_state("networkidle", timeout=PATIENCE)
    assert page.locator("#print").is_visible()
    _picture(seen, "brief")
    for control in named:
        assert control in CONTROLS, f"the tutorial names a control that is not pressed here: {control}"


CONTROLS = {
    "Begin from the starter",
    "Outlook",
    "Pin this outlook",
    "patient suderia",
    "Who signs, and why",
    "Keep as a what-if",
    "Keep it in scenario.yaml",
    "Seat",
    "Sit here",
    "What does the model think?",
    "Brief",
    "Print the first page",
    "Print all that is shown",
    "Download as one page",
}


def test_pictures_stay_small() -> None:
    """Each picture of the tutorial is there, and none is larger than a page can carry."""
    names = re.findall(r"\.\./pictures/browser/([a-z]+\.jpg)", TUTORIAL.read_text(encoding="utf-8"))
    assert names
    for name in names:
        assert 5_000 < (ROOT / "docs" / "pictures" / "browser" / name).stat().st_size < LARGEST_PICTURE
