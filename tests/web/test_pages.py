"""Every page of a small case, what it says of what is not there, and what it never says."""

from __future__ import annotations

import random
import string

import pytest
from tests.web.conftest import Served

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


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_a_case_is_there(served: Served, page: str) -> None:
    """Each answers, names the case, and marks itself in the navigation."""
    answer = served.client.get(f"/cases/duo/{page}")
    assert answer.status_code == 200, answer.text[-600:]
    assert 'aria-current="page"' in answer.text
    assert "<h1>" in answer.text


def test_the_shelf_lists_every_case(served: Served) -> None:
    """A case with a scenario and one that is a record alone."""
    page = served.client.get("/").text
    assert "Ann and Bob split a pie" in page
    assert "winter-war-1940" in page


def test_an_assumption_in_the_address_moves_the_outlook(served: Served) -> None:
    """What is supposed is said, and what differs from the case as stated comes first."""
    plain = served.client.get("/api/cases/duo/outlook").json()
    moved = served.client.get("/api/cases/duo/outlook?set=parties.ann.patience.per_round=0.7").json()
    assert plain["label"] == "As stated"
    assert moved["label"] == "Supposing Ann: patience, per round 0.7"
    assert moved["html"] != plain["html"]
    assert 'id="what-if"' in moved["changes"]
    named = served.client.get("/api/cases/duo/outlook?if=ann_hurries").json()
    assert named["bottom_line"] == moved["bottom_line"]


def test_a_value_is_said_in_the_words_of_the_file(served: Served) -> None:
    """A slider moves in canonical units and says what the file would."""
    answer = served.client.get("/api/cases/duo/words?path=parties.ann.patience.per_round&value=0.8")
    assert answer.json() == {"words": "80 %"}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/cases/none/outlook", 404),
        ("/cases/..%2f..%2fetc/outlook", 404),
        ("/cases/duo/nowhere", 404),
        ("/cases/duo/outlook?set=nonsense", 404),
        ("/cases/duo/outlook?set=parties.ann.precision=none", 422),
        ("/cases/duo/outlook?if=none", 404),
        ("/cases/duo/assumptions?file=..%2f..%2fetc%2fpasswd", 404),
        ("/cases/duo/weigh?as_of=soon", 200),
        ("/cases/winter-war-1940/record?as_of=soon", 404),
        ("/api/cases/duo/words?path=x", 400),
        ("/cases/duo/seat?party=nobody", 404),
        ("/cases/duo/seat?party=ann&kind=odd", 404),
        ("/cases/duo/seat?party=ann&did=sing", 404),
        ("/cases/duo/seat?party=ann&seed=-1", 400),
        ("/static/..%2fapp.py", 404),
    ],
)
def test_what_is_not_there_is_a_sentence(served: Served, path: str, status: int) -> None:
    """No traceback, and no path of the server."""
    answer = served.client.get(path)
    assert answer.status_code == status
    assert "Traceback" not in answer.text
    assert str(served.places.parent) not in answer.text


@pytest.mark.parametrize(
    ("form", "begins"), [("html", b"<!doctype html>"), ("pdf", b"%PDF"), ("docx", b"PK")]
)
def test_the_brief_is_taken_along(served: Served, form: str, begins: bytes) -> None:
    """As a page, a PDF or a Word document, under a name, with the changes that are in force."""
    answer = served.client.get(f"/cases/duo/brief.{form}?if=ann_hurries&language=de")
    assert answer.status_code == 200, answer.text[:300]
    assert answer.content.lstrip().startswith(begins)
    assert f'filename="duo-brief.de.{form}"' in answer.headers["content-disposition"]
    assert served.client.get(f"/cases/duo/brief.{form}?language=xx").status_code == 400
    assert served.client.get("/cases/duo/brief.exe").status_code == 400
    assert served.client.get("/cases/duo/brief.md").status_code == 404


def test_a_case_that_is_an_interview_alone_leads_there(served: Served) -> None:
    """Pages that need a scenario say what to do, and keep the way to the others open."""
    assert served.post("/cases/interview", name="talks") == 303
    assert str(served.client.get("/cases/talks").url).endswith("/cases/talks/elicit")
    for page in ("outlook", "brief", "seat", "sensitivity", "weigh"):
        answer = served.client.get(f"/cases/talks/{page}")
        assert answer.status_code == 404
        assert "go on with it on the page Elicit" in answer.text
        assert 'href="/cases/talks/elicit"' in answer.text


def test_a_case_with_faults_leads_to_them(served: Served) -> None:
    """A page that cannot be made names the faults, and links to where they are mended."""
    path = served.places / "duo" / "scenario.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("0.90", "lots"), encoding="utf-8")
    answer = served.client.get("/cases/duo/outlook")
    assert answer.status_code == 422
    assert "lots" in answer.text
    assert '<a href="/cases/duo/assumptions">Mend the files</a>' in answer.text


def test_a_choice_among_very_many_is_a_list(served: Served) -> None:
    """Two hundred offers are one list to choose from, not two hundred buttons; the likeliest are judged."""
    path = served.places / "duo" / "scenario.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("steps: 4", "steps: 100"), encoding="utf-8")
    page = served.client.get("/cases/duo/seat?party=ann").text
    assert page.count("<button") < 12
    assert page.count('<option value="offer:') == 101
    assert page.partition('id="opinions"')[2].partition("</ul>")[0].count("<li>") == 12
    assert "90 more, which it would take less often." in page
    offer = page.partition('<option value="offer:')[2].partition('"')[0]
    assert served.client.get(f"/cases/duo/seat?party=ann&did=offer:{offer}").status_code == 200


def test_a_thousand_random_requests_break_nothing(served: Served) -> None:
    """Whatever is asked, no answer is a fault of the server."""
    chance = random.Random(7)
    names = ["duo", "winter-war-1940", "", "%00", "..", "x" * 300, "\N{SNOWMAN}"]
    keys = ["set", "if", "pin", "file", "as_of", "along", "preview", "path", "value"]
    for _ in range(1000):
        page = chance.choice([*PAGES[1:4], "case.zip", "", "x"])
        junk = "".join(chance.choices(string.printable, k=chance.randrange(12)))
        query = {chance.choice(keys): junk for _ in range(chance.randrange(3))}
        answer = served.client.get(f"/cases/{chance.choice(names)}/{page}", params=query)
        assert answer.status_code < 500, (answer.url, answer.text[:300])


def test_text_of_a_case_is_shown_and_never_obeyed(served: Served) -> None:
    """Markup in a title, a name or a note stays text on every page."""
    path = served.places / "duo" / "scenario.yaml"
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    text = path.read_text(encoding="utf-8").replace("Ann and Bob split a pie", f"'{evil}'")
    path.write_text(text.replace("note: judged", f'note: "{evil}"'), encoding="utf-8")
    for page in ("", *(f"cases/duo/{page}" for page in PAGES)):
        assert evil not in served.client.get(f"/{page}").text
