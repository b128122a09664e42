"""The coding in a form: one move's counting is changed where it stands, and everything else stays."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.web.conftest import ORIGIN, ROOT, Served

from parley.errors import UsageError
from parley.scenario.coding.exceptions_text import StatedCounting, counting_at, with_counting

CASE = "winter-war-1940"
TEXT = """\
# What counts.
from: 1940-02-01
rules: {}
moves:
  W1: {counts_as: nothing, reason: "a: colon"}   # kept
  W2:
    counts_as: offer:line    # chosen
    answers: {bob: refuse}

    # why it is so
    reason: long
  W3: {counts_as: accept, to: W2}

readings: {}
"""


@pytest.fixture
def coded(served: Served) -> Path:
    """The case with its scenario and coding."""
    for name in ("scenario.yaml", "coding.yaml"):
        shutil.copy(ROOT / "cases" / CASE / name, served.places / CASE / name)
    return served.places / CASE / "coding.yaml"


def _send(served: Served, mark: str, **fields: str) -> tuple[int, str]:
    data = {"token": served.token, "mark": mark, **fields}
    answer = served.client.post(
        f"/cases/{CASE}/coding/move", data=data, headers={"origin": ORIGIN}, follow_redirects=False
    )
    return answer.status_code, answer.text


def _mark(served: Served, move: str) -> str:
    page = served.client.get(f"/cases/{CASE}/coding/move?id={move}").text
    return page.partition('name="mark" value="')[2].partition('"')[0]


def _first_own(path: Path, served: Served) -> str:
    page = served.client.get(f"/cases/{CASE}/coding").text
    moves = [part.partition('"')[0] for part in page.split('id="coded-')[1:]]
    return next(one for one in moves if counting_at(path.read_text(encoding="utf-8"), one) is not None)


def test_every_move_is_listed_with_what_it_counts_as(served: Served, coded: Path) -> None:
    """The table has every move of the record; without a coding the page says so."""
    page = served.client.get(f"/cases/{CASE}/coding").text
    assert page.count('id="coded-') > 20
    assert "no rule covers it" not in page or "coded-" in page
    assert "There is no coding.yaml yet" in served.client.get("/cases/duo/coding").text


def test_a_reason_is_changed_and_taken_back(served: Served, coded: Path) -> None:
    """Only the words of that move change; undo puts the file back to the letter."""
    before, move = coded.read_text(encoding="utf-8"), _first_own(coded, served)
    was = counting_at(before, move)
    assert was is not None
    fields = {"id": move, "counts_as": was.counts_as, "by": was.by, "to": was.to, "reason": "seen again: so"}
    assert _send(served, _mark(served, move), **fields)[0] == 303
    after = coded.read_text(encoding="utf-8")
    assert counting_at(after, move) == StatedCounting(was.counts_as, was.by, was.to, "seen again: so")
    assert "Undo the last edit of coding.yaml" in served.client.get(f"/cases/{CASE}/coding").text
    assert served.post(f"/cases/{CASE}/undo", file="coding.yaml") == 303
    assert coded.read_text(encoding="utf-8") == before


def test_what_makes_a_fault_is_not_saved(served: Served, coded: Path) -> None:
    """What was typed stays in the form, the fault above it; a move there is not is refused."""
    before, move = coded.read_text(encoding="utf-8"), _first_own(coded, served)
    status, page = _send(
        served, _mark(served, move), id=move, counts_as="offer:nothing_of_the_kind", reason="x"
    )
    assert status == 422
    assert "Not saved" in page
    assert _send(served, "", id="no-such-move", counts_as="nothing")[0] == 404
    assert coded.read_text(encoding="utf-8") == before


def test_a_change_of_somebody_else_is_shown_first(served: Served, coded: Path) -> None:
    """The file has changed since the form came: the difference is shown, and saving again takes it."""
    move = _first_own(coded, served)
    mark = _mark(served, move)
    coded.write_text(coded.read_text(encoding="utf-8") + "# somebody else\n", encoding="utf-8")
    fields = {"id": move, "counts_as": "nothing", "reason": "mine"}
    status, page = _send(served, mark, **fields)
    assert status == 409
    again = page.partition('name="mark" value="')[2].partition('"')[0]
    assert _send(served, again, **fields)[0] == 303
    text = coded.read_text(encoding="utf-8")
    assert "# somebody else" in text
    assert "mine" in text


def test_an_entry_is_changed_where_it_stands() -> None:
    """On one line or over several, with comments and other keys as they were."""
    assert with_counting(TEXT, "W1", counting_at(TEXT, "W1")) == TEXT
    one = with_counting(TEXT, "W1", StatedCounting("nothing", reason="yes"))
    assert one == TEXT.replace('reason: "a: colon"', 'reason: "yes"')
    block = with_counting(TEXT, "W2", StatedCounting("offer:other", by="ann", reason=""))
    assert '    counts_as: "offer:other"    # chosen\n    answers: {bob: refuse}\n' in block
    assert "by: ann" in block
    assert "reason: long" not in block
    assert "# why it is so" in block


def test_an_entry_is_added_and_left_to_the_rules() -> None:
    """A new one stands after the last; one that is taken away takes nothing along."""
    added = with_counting(TEXT, "W9", StatedCounting("refuse", to="W1"))
    assert added == TEXT.replace("to: W2}\n", "to: W2}\n  W9: {counts_as: refuse, to: W1}\n")
    assert with_counting(added, "W9", None) == TEXT
    assert "W3" not in with_counting(TEXT, "W3", None)
    begun = with_counting("from: 1940-02-01\n", "W9", StatedCounting("nothing"))
    assert begun == "from: 1940-02-01\n\nmoves:\n  W9: {counts_as: nothing}\n"
    assert counting_at(with_counting(begun, "W9", None), "W9") is None


def test_what_a_form_cannot_keep_is_refused() -> None:
    """An entry over several lines of braces, and a file that cannot be read, are for the text."""
    with pytest.raises(UsageError, match="several lines"):
        with_counting("moves:\n  W1: {counts_as: nothing,\n    reason: x}\n", "W1", StatedCounting("accept"))
    with pytest.raises(UsageError, match="cannot be read"):
        with_counting("moves: [", "W1", StatedCounting("accept"))
    with pytest.raises(UsageError, match="one below the other"):
        with_counting("moves: {W1: {counts_as: nothing}}\n", "W2", StatedCounting("accept"))
