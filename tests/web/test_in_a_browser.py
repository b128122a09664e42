"""The pages in a real browser: each one's story by mouse and keyboard, nothing foreign or unreadable."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.web.chromium import IN_CHROMIUM, PATIENCE, Seen
from tests.web.conftest import SMALL

PAGES = (
    "outlook",
    "assumptions",
    "record",
    "weigh",
    "sensitivity",
    "studies",
    "stability",
    "seat",
    "elicit",
    "brief",
)

pytestmark = IN_CHROMIUM


@pytest.mark.parametrize(
    "page",
    [
        "",
        *(f"cases/duo/{page}" for page in PAGES),
        "cases/winter-war-1940/record",
        "cases/winter-war-1940/record/move",
        "cases/winter-war-1940/record/fact?id=F01",
        "cases/duo/number?path=parties.ann.precision",
        "cases/duo/explain",
    ],
)
def test_every_page_can_be_read_by_everybody(seen: Seen, page: str) -> None:
    """No page has a fault that a program can find (WCAG 2.2 AA), light or dark, wide or narrow."""
    from axe_playwright_python.sync_playwright import Axe

    rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
    seen.go(f"/{page}")
    for scheme, width in (("light", 1280), ("dark", 390)):
        seen.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        seen.page.set_viewport_size({"width": width, "height": 800})
        result = Axe().run(seen.page, options=rules)
        found = [(one["id"], one["nodes"][0]["html"][:160]) for one in result.response["violations"]]
        assert found == []
        assert seen.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_number_is_moved_by_keyboard_and_everything_follows(seen: Seen) -> None:
    """The words beside the slider, the label, the address and the bottom line are of the same assumptions."""
    seen.go("/cases/duo/outlook")
    before = seen.page.inner_text("#bottom-line")
    slider = seen.page.locator('input[type="range"]').first
    slider.focus()
    slider.press("Home")
    seen.says("Supposing")
    seen.settled()
    assert "70\N{NO-BREAK SPACE}%" in seen.page.inner_text("#label")
    assert seen.page.inner_text("output").split() == ["70", "%"]
    assert "parties.ann.patience.per_round" in seen.page.url
    assert seen.page.inner_text("#bottom-line") != before
    assert seen.page.evaluate("document.activeElement.type") == "range"
    seen.page.reload()
    assert "70\N{NO-BREAK SPACE}%" in seen.page.inner_text("#label")


def test_of_thirty_keys_in_a_row_the_last_one_counts(seen: Seen) -> None:
    """Whatever comes back late is not shown."""
    seen.go("/cases/duo/outlook")
    slider = seen.page.locator('input[type="range"]').first
    slider.focus()
    for _ in range(30):
        slider.press("ArrowLeft")
    seen.page.wait_for_timeout(400)
    seen.says("Supposing")
    seen.settled()
    words = seen.page.inner_text("output").replace("\N{NO-BREAK SPACE}", " ")
    assert words in seen.page.inner_text("#label").replace("\N{NO-BREAK SPACE}", " ")


def test_a_what_if_is_ticked_and_the_page_goes_back(seen: Seen) -> None:
    """By mouse: tick, read, and back to as stated."""
    seen.go("/cases/duo/outlook")
    stated = seen.page.inner_text("#bottom-line")
    seen.page.check('input[name="if"]')
    seen.says("Supposing")
    seen.settled()
    seen.page.click("#reset")
    seen.says("As stated")
    seen.settled()
    assert seen.page.inner_text("#bottom-line") == stated


def test_faults_come_as_one_types_and_a_click_goes_there(seen: Seen) -> None:
    """The fault of check appears beside the text; mending it makes it go."""
    seen.go("/cases/duo/assumptions")
    text = seen.page.locator("#text")
    text.fill(SMALL.replace("precision: 0.5}", "precision: much}"))
    seen.page.wait_for_selector("#faults li", timeout=PATIENCE)
    seen.page.click("#faults button")
    chosen = "(box => box.value.slice(box.selectionStart, box.selectionEnd))(document.getElementById('text'))"
    assert "much" in seen.page.evaluate(chosen)
    text.fill(SMALL)
    seen.page.wait_for_selector("#sound:visible", timeout=PATIENCE)


def test_two_tabs_lose_nothing(seen: Seen, places: Path) -> None:
    """The second to save is shown the difference, keeps its text, and may then save."""
    seen.go("/cases/duo/assumptions")
    other = seen.page.context.new_page()
    other.goto(seen.page.url)
    other.fill("#text", SMALL.replace("Ann waits", "other"))
    other.click("#editor button")
    other.wait_for_selector(".good")
    seen.page.fill("#text", SMALL.replace("Ann waits", "mine"))
    with seen.page.expect_navigation():
        seen.page.click("#editor button")
    assert "Not saved" in seen.page.inner_text("main")
    assert "mine" in seen.page.input_value("#text")
    assert "other" in (places / "duo" / "scenario.yaml").read_text(encoding="utf-8")
    with seen.page.expect_navigation():
        seen.page.click("#editor button")
    assert "mine" in (places / "duo" / "scenario.yaml").read_text(encoding="utf-8")
    # The browser itself reports the refusal that was asked for.
    seen.complaints[:] = [one for one in seen.complaints if "409" not in one]


def test_moves_are_searched_and_a_ledger_leads_to_its_rows(seen: Seen) -> None:
    """Typing leaves the rows that fit; a link of a ledger goes to its move."""
    seen.go("/cases/winter-war-1940/record")
    every = seen.page.locator("#moves tbody tr:visible").count()
    seen.page.fill("#filter", "W15")
    left = seen.page.locator("#moves tbody tr:visible").count()
    assert 0 < left < every
    seen.page.fill("#filter", "")
    ledger = seen.page.locator("details:has(a[href^='#move-'])").first
    ledger.locator("summary").click()
    link = ledger.locator("a[href^='#move-']").first
    wanted = link.inner_text()
    link.click()
    assert seen.page.evaluate("document.activeElement.id") == f"move-{wanted}"


def test_a_study_is_begun_and_watched(seen: Seen) -> None:
    """It ends by itself, and says what it found."""
    seen.go("/cases/duo/studies")
    seen.page.fill('input[name="draws"]', "8")
    seen.page.click("text=Begin")
    seen.page.wait_for_selector(".state:text-is('done')", timeout=2 * PATIENCE)
    seen.page.wait_for_selector("main section h3", timeout=PATIENCE)


def test_a_brief_is_chosen_and_taken_along(seen: Seen, tmp_path: Path) -> None:
    """A part that is not chosen is not shown; the download opens with nothing but itself."""
    seen.go("/cases/duo/brief")
    part = seen.page.locator("#part-assumptions")
    assert part.is_visible()
    seen.page.uncheck('input[data-part="part-assumptions"]')
    assert not part.is_visible()
    with seen.page.expect_download() as download:
        seen.page.click("text=Download as one page")
    page = Path(download.value.path()).read_text(encoding="utf-8")
    assert page.lstrip().startswith("<!doctype html>")


def test_a_chair_is_taken_by_keyboard_and_the_story_ends(seen: Seen) -> None:
    """Sit down, look at what the model thinks, answer, take it back, and read what became of it."""
    seen.go("/cases/duo/seat")
    seen.page.locator("form:has-text('bob') button").focus()
    with seen.page.expect_navigation():
        seen.page.keyboard.press("Enter")
    question = seen.page.inner_text("#question")
    assert not seen.page.locator("#opinions li").first.is_visible()
    seen.page.locator("#opinions summary").press("Enter")
    assert "of the time" in seen.page.locator("#opinions li").first.inner_text()
    with seen.page.expect_navigation():
        seen.page.locator(".options button").last.press("Enter")
    with seen.page.expect_navigation():
        seen.page.click("text=Take back the last choice")
    assert seen.page.inner_text("#question") == question
    with seen.page.expect_navigation():
        seen.page.click("text=Let the model play on to the end")
    for title in ("How it ended", "What the model would have done", "The story as it went"):
        assert seen.page.locator(f"h3:has-text('{title}')").is_visible()
    address = seen.page.url
    story = seen.page.inner_text("main")
    seen.page.goto(address)
    assert seen.page.inner_text("main") == story


def test_an_interview_is_answered_by_keyboard(seen: Seen) -> None:
    """A case begins with questions; an answer that cannot be read is said where it was typed."""
    seen.go("/")
    seen.page.fill("form:has-text('Begin a case') input[name='name']", "talks")
    with seen.page.expect_navigation():
        seen.page.click("text=Begin with an interview")
    seen.page.fill("#interview input[name='value']", "Ann and Bob")
    with seen.page.expect_navigation():
        seen.page.press("#interview input[name='value']", "Enter")
    assert "From which day" in seen.page.inner_text("#asked")
    with seen.page.expect_navigation():
        seen.page.fill("#interview input[name='value']", "2025-01-06")
        seen.page.press("#interview input[name='value']", "Enter")
    seen.page.fill("#interview input[name='value']", "2025-06-30")
    with seen.page.expect_navigation():
        seen.page.click("text=Keep the answer")
    seen.page.fill("#interview input[name='value']", "Ann")
    with seen.page.expect_navigation():
        seen.page.click("text=Keep the answer")
    assert "at least 2 names" in seen.page.inner_text("#wrong")
    assert seen.page.input_value("#interview input[name='value']") == "Ann"
    # The browser itself reports the refusal that was asked for.
    seen.complaints[:] = [one for one in seen.complaints if "422" not in one]


def test_an_outlook_is_pinned_compared_kept_and_undone(seen: Seen, places: Path) -> None:
    """Pin, move on, read both side by side; undo goes back a move; what is supposed becomes a what-if."""
    seen.go("/cases/duo/outlook")
    seen.page.click("#pin")
    seen.settled()
    slider = seen.page.locator('input[type="range"]').first
    slider.focus()
    slider.press("Home")
    seen.says("Supposing")
    seen.settled()
    seen.page.wait_for_selector("#side-by-side", timeout=PATIENCE)
    assert "As stated" in seen.page.inner_text("#side-by-side thead")
    seen.page.click("#undo")
    seen.says("As stated")
    seen.settled()
    slider.focus()
    slider.press("Home")
    seen.says("Supposing")
    seen.settled()
    seen.page.click("text=Keep as a what-if")
    seen.page.fill("#keep input[name='what_if']", "hurry")
    with seen.page.expect_navigation():
        seen.page.press("#keep input[name='what_if']", "Enter")
    assert seen.page.is_checked('input[name="if"][value="hurry"]')
    assert "hurry:" in (places / "duo" / "scenario.yaml").read_text(encoding="utf-8")
    with seen.page.expect_navigation():
        seen.page.click("text=Take it out again")
    assert (places / "duo" / "scenario.yaml").read_text(encoding="utf-8") == SMALL


def test_a_move_is_edited_and_another_tab_sees_it(seen: Seen) -> None:
    """By keyboard to the form, a fault at its field, then saved; the other tab says so; undone again."""
    seen.go("/cases/winter-war-1940/record")
    other = seen.page.context.new_page()
    other.goto(seen.page.url)
    with seen.page.expect_navigation():
        seen.page.locator("#moves tbody th a").first.press("Enter")
    text = seen.page.input_value("#c-paraphrase")
    seen.page.fill("#c-date", "soon")
    with seen.page.expect_navigation():
        seen.page.press("#c-date", "Enter")
    assert seen.page.locator("#f-date").is_visible()
    seen.page.click("text=Leave it")
    seen.page.locator("#moves tbody th a").first.click()
    seen.page.fill("#c-paraphrase", f"{text} Seen twice.")
    with seen.page.expect_navigation():
        seen.page.click("button:text-is('Save')")
    assert "Seen twice." in seen.page.inner_text("#moves")
    other.bring_to_front()
    other.wait_for_selector("#watched:visible", timeout=PATIENCE)
    with seen.page.expect_navigation():
        seen.page.click("text=Undo the last edit of a move")
    assert "Seen twice." not in seen.page.inner_text("#moves")
    # The browser itself reports the refusal that was asked for.
    seen.complaints[:] = [one for one in seen.complaints if "422" not in one]


def test_the_timeline_is_looked_at_closer_by_mouse_and_keyboard(seen: Seen) -> None:
    """Closer shows fewer days and fewer marks, later moves on, and the whole comes back as it was."""
    seen.go("/cases/winter-war-1940/record")
    page = seen.page
    page.wait_for_selector("#zoom:visible", timeout=PATIENCE)
    chart = page.locator('.live[data-figure="record-timeline"]')
    whole = chart.inner_html()
    page.click("#zoom >> text=Closer")
    page.wait_for_function("document.getElementById('span').textContent.includes(' to ')", timeout=PATIENCE)
    first = page.inner_text("#span")
    page.wait_for_timeout(500)
    assert chart.inner_html() != whole
    chart.focus()
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#span") > first
    page.keyboard.press("+")
    page.keyboard.press("-")
    page.keyboard.press("0")
    assert page.inner_text("#span") == "the whole of it"
    page.wait_for_timeout(800)
    assert page.locator('.live[data-figure="record-timeline"] svg').count() == 1
    assert page.evaluate("document.activeElement.dataset.figure") == "record-timeline"


def test_sources_of_a_number_are_picked_by_keyboard(seen: Seen, places: Path) -> None:
    """From the form of assumptions to a number, a row of the record searched and ticked, saved."""
    for name in ("moves.csv", "facts.csv", "actors.csv"):
        (places / "duo" / name).write_bytes((places / "winter-war-1940" / name).read_bytes())
    path = places / "duo" / "scenario.yaml"
    path.write_text(SMALL.replace("2025-01-06", "1940-03-13"), encoding="utf-8")
    seen.go("/cases/duo/assumptions")
    page = seen.page
    with page.expect_navigation():
        page.locator("a:has-text('Ann: patience, per round')").press("Enter")
    page.fill("#filter", "W15")
    left = page.locator(".picks .tick:visible")
    assert 0 < left.count() < page.locator(".picks .tick").count()
    wanted = left.first.locator("input").get_attribute("value")
    left.first.locator("input").press("Space")
    assert page.inner_text("#chosen") == "1"
    with page.expect_navigation():
        page.press("#grounds input[name='note']", "Enter")
    assert f"sources: [{wanted}]" in path.read_text(encoding="utf-8")
    assert "Saved." in page.inner_text("main")


def test_a_fact_is_edited_by_mouse_and_put_back(seen: Seen, places: Path) -> None:
    """Open the table, change a row, see it there, take it back."""
    before = (places / "winter-war-1940" / "facts.csv").read_bytes()
    seen.go("/cases/winter-war-1940/record")
    page = seen.page
    page.click("#facts-title")
    with page.expect_navigation():
        page.locator("#facts tbody th a").first.click()
    page.fill("#c-note", "Seen twice.")
    with page.expect_navigation():
        page.click("button:text-is('Save')")
    assert page.locator("#facts").get_attribute("open") is not None
    assert "Seen twice." in page.inner_text("#facts")
    with page.expect_navigation():
        page.click("text=Undo the last edit of facts.csv")
    assert (places / "winter-war-1940" / "facts.csv").read_bytes() == before


def test_an_answer_that_fails_leaves_nothing_that_looks_current(seen: Seen) -> None:
    """Where the server goes, what was there stays pale, and the page says what it belongs to."""
    seen.go("/cases/duo/outlook")
    page = seen.page
    page.route("**/api/cases/duo/outlook*", lambda route: route.abort())
    page.locator('input[type="range"]').first.focus()
    page.keyboard.press("Home")
    page.wait_for_selector("#working:has-text('What is shown below is still: As stated.')", timeout=PATIENCE)
    assert "stale" in (page.get_attribute("#shown", "class") or "")
    page.unroute("**/api/cases/duo/outlook*")
    page.click("#full")
    seen.says("Supposing")
    seen.settled()
    assert "stale" not in (page.get_attribute("#shown", "class") or "")
    # The browser itself reports the failure that was asked for.
    seen.complaints[:] = [one for one in seen.complaints if "ERR_FAILED" not in one]


def test_a_brief_is_taken_along_for_word(seen: Seen) -> None:
    """By keyboard: a language chosen, and the button for Word pressed."""
    seen.go("/cases/duo/brief")
    seen.page.select_option("select[name='language']", "de")
    with seen.page.expect_download() as download:
        seen.page.locator("text=Download for Word").press("Enter")
    assert download.value.suggested_filename == "duo-brief.de.docx"
    with seen.page.expect_download() as download:
        seen.page.locator("text=Download as PDF").click()
    assert download.value.suggested_filename == "duo-brief.de.pdf"
