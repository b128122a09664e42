"""The outlook page: outlooks side by side, why packages are signed, what is supposed kept, undo."""

from __future__ import annotations

import pytest
from tests.web.conftest import ORIGIN, SMALL, Served

SUPPOSED = "parties.ann.patience.per_round=0.8"


def _scenario(served: Served) -> str:
    return (served.places / "duo" / "scenario.yaml").read_text(encoding="utf-8")


def _keep(served: Served, name: str, supposed: str = SUPPOSED, note: str = "Ann: in a hurry") -> int:
    return served.post("/cases/duo/what-if", what_if=name, note=note, supposed=supposed)


def test_what_is_supposed_is_kept_as_a_what_if(served: Served) -> None:
    """It stands at the end of the case's what-ifs, every comment and line else as before, and is ticked."""
    assert _keep(served, "hurry") == 303
    text = _scenario(served)
    assert text.startswith(SMALL.rstrip("\n"))
    assert 'note: "Ann: in a hurry"' in text
    kept = served.client.get("/api/cases/duo/outlook?if=hurry").json()
    moved = served.client.get(f"/api/cases/duo/outlook?set={SUPPOSED}").json()
    assert kept["bottom_line"] == moved["bottom_line"]
    assert "Take it out again" in served.client.get("/cases/duo/outlook?if=hurry&kept=hurry").text


def test_a_kept_what_if_is_taken_out_again(served: Served) -> None:
    """Undo puts the file back to the letter, step by step; after the first there is nothing to take back."""
    assert _keep(served, "one") == 303
    first = _scenario(served)
    assert _keep(served, "two") == 303
    assert served.post("/cases/duo/undo", file="scenario.yaml") == 303
    assert _scenario(served) == first
    assert served.post("/cases/duo/undo", file="scenario.yaml", back="outlook") == 303
    assert _scenario(served) == SMALL
    assert served.post("/cases/duo/undo", file="scenario.yaml") == 404


def test_an_edit_is_not_taken_back_over_somebody_elses(served: Served) -> None:
    """Where the file has changed on the disk since, undo says so and leaves it."""
    assert _keep(served, "one") == 303
    other = _scenario(served) + "# somebody else\n"
    (served.places / "duo" / "scenario.yaml").write_text(other, encoding="utf-8")
    assert served.post("/cases/duo/undo", file="scenario.yaml") == 404
    assert _scenario(served) == other


@pytest.mark.parametrize(
    ("name", "supposed", "status"),
    [
        ("ann_hurries", SUPPOSED, 404),
        ("Not a name", SUPPOSED, 404),
        ("fine", "parties.ann.patience.per_round=lots", 422),
        ("fine", "parties.nobody.precision=1", 422),
    ],
)
def test_what_cannot_be_kept_is_said(served: Served, name: str, supposed: str, status: int) -> None:
    """A name that is taken or none, a change that makes a fault: nothing is written."""
    assert _keep(served, name, supposed) == status
    assert _scenario(served) == SMALL


def test_nothing_supposed_is_nothing_to_keep(served: Served) -> None:
    """A what-if without a change is refused."""
    assert served.post("/cases/duo/what-if", what_if="empty") == 404
    assert _scenario(served) == SMALL


def test_outlooks_stand_side_by_side(served: Served) -> None:
    """Each pinned outlook is a column under what it supposes, as stated first, the present one last."""
    query = f"set={SUPPOSED}&beside=if%3Dann_hurries&beside="
    page = served.client.get(f"/cases/duo/outlook?{query}")
    assert page.status_code == 200
    table = page.text.partition('id="side-by-side"')[2].partition("</table>")[0]
    assert table.count('scope="col"') == 4
    assert table.index("As stated") < table.index("ann hurries") < table.index("Now on this page")
    data = served.client.get(f"/api/cases/duo/outlook?{query}").json()
    assert 'id="side-by-side"' in data["changes"]
    quick = served.client.get(f"/api/cases/duo/outlook?{query}&preview=true").json()
    assert quick["preview"] or 'id="side-by-side"' not in quick["changes"]


def test_a_nonsensical_pin_is_said(served: Served) -> None:
    """What is pinned is read as strictly as any change."""
    assert served.client.get("/cases/duo/outlook?beside=set%3Dnonsense").status_code == 404


def test_the_reasons_behind_a_package_are_told(served: Served) -> None:
    """The deal table with what stands in the way; with a package chosen, each party's reasons first."""
    page = served.client.get("/cases/duo/explain")
    assert page.status_code == 200
    assert "Who would sign what" in page.text
    assert served.client.get("/cases/duo/explain?package=none").status_code == 200


def test_a_saved_text_is_taken_back(served: Served) -> None:
    """The page of the file offers to undo, and does."""
    page = served.client.get("/cases/duo/assumptions").text
    mark = page.partition('name="mark" value="')[2].partition('"')[0]
    mine = SMALL.replace("Ann waits", "mine")
    data = {"token": served.token, "file": "scenario.yaml", "text": mine, "mark": mark}
    answer = served.client.post("/cases/duo/assumptions", data=data, headers={"origin": ORIGIN})
    assert "Undo the last edit" in answer.text
    assert _scenario(served) == mine
    assert served.post("/cases/duo/undo", file="scenario.yaml") == 303
    assert _scenario(served) == SMALL
