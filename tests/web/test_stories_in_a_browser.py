"""Stories of the other pages in a real browser: what is asked for by mouse or keyboard, and what is read."""

from __future__ import annotations

from pathlib import Path

from tests.web.chromium import IN_CHROMIUM, PATIENCE, Seen

pytestmark = IN_CHROMIUM


def test_what_ifs_are_compared_and_a_number_followed(seen: Seen) -> None:
    """By keyboard: tick a what-if and compare; by mouse: choose a number and follow it along its range."""
    seen.go("/cases/duo/sensitivity")
    page = seen.page
    page.focus('input[name="if"][value="ann_hurries"]')
    page.keyboard.press("Space")
    with page.expect_navigation():
        page.locator("button:text-is('Compare')").press("Enter")
    page.wait_for_selector("main section h3", timeout=PATIENCE)
    assert page.is_checked('input[name="if"][value="ann_hurries"]')
    page.select_option("select[name='along']", "parties.ann.patience.per_round")
    with page.expect_navigation():
        page.click("text=Follow it along its range")
    page.wait_for_selector("main section h3", timeout=PATIENCE)
    assert "along=parties.ann.patience.per_round" in page.url


def test_the_states_of_a_case_are_read(seen: Seen) -> None:
    """The graph lens of a case without a graph is derived from its scenario."""
    seen.go("/cases/duo")
    page = seen.page
    with page.expect_navigation():
        page.locator("nav >> text=Stability").press("Enter")
    page.wait_for_selector("main section h3, main > p", timeout=PATIENCE)
    assert "That did not work" not in page.inner_text("main")


def test_a_case_goes_out_as_a_zip_and_comes_in_again(seen: Seen, places: Path, tmp_path: Path) -> None:
    """By mouse: the zip is taken along, handed in under another name, and stands on the shelf."""
    seen.go("/")
    page = seen.page
    with page.expect_download() as download:
        page.locator("tr:has-text('Ann and Bob') >> text=zip").click()
    kept = tmp_path / "sent.zip"
    download.value.save_as(kept)
    page.fill("form:has-text('Take in a case') input[name='name']", "sent")
    page.set_input_files("input[name='upload']", kept)
    with page.expect_navigation():
        page.click("button:text-is('Take in')")
    sent, own = places / "sent" / "scenario.yaml", places / "duo" / "scenario.yaml"
    assert sent.read_bytes() == own.read_bytes()


def test_a_page_that_waits_becomes_the_page(seen: Seen) -> None:
    """What stands in for a page in the making keeps the way to others open, and follows by itself."""
    page = seen.page
    page.goto(f"{seen.base}/cases/duo/seat", timeout=PATIENCE)
    page.wait_for_selector("h1:has-text('A seat at the table')", timeout=PATIENCE)
    assert page.locator("nav >> text=Outlook").is_visible()
