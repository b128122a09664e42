"""Pages that rest on a solution less good than usual say so; pages that do not, do not."""

from __future__ import annotations

import pytest
from tests.cli.entry import write_entry
from tests.web.conftest import Served

WORDS = "far above the usual"
PAGES = (
    "outlook",
    "outlook?set=parties.second.precision=210",
    "outlook?beside=set%3Dparties.second.precision%3D210",
    "sensitivity?if=warmer",
    "sensitivity?along=parties.second.precision",
    "weigh",
    "explain",
    "record?theses=true",
    "seat?party=second",
    "seat?party=second&did=rest",
)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_that_shows_a_result_says_it(served: Served, page: str) -> None:
    """Of one case whose beliefs follow from choices everywhere, and one whose do not."""
    for name, sound in (("doubtful", False), ("sound", True)):
        write_entry(served.places / name, sound=sound)
        shown = served.client.get(f"/cases/{name}/{page}")
        assert shown.status_code == 200, shown.text[-600:]
        assert (WORDS not in shown.text) is sound
