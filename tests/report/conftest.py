"""An invented outlook, and the page made of it once for all tests of a run."""

from __future__ import annotations

from typing import Any

import pytest
from tests.report.fake_outlook import LEFT_OUT, fake_numbers, fake_outlook

from parley.outlook import Outlook
from parley.report import context_from, render_brief
from parley.report.context import Background, BriefContext, Section, Source, Table

SOURCES = {
    "F17": Source("F17", "A figure about F17.", "A publisher, 12 Mar 2025", "example.org/a/b", "seen"),
    "F24": Source(
        "F24", "Its text holds </script> & <b>signs</b>.", "Two publishers", "one.org; two.org", "partial"
    ),
    "U31": Source("U31", "A move.", "A ministry, 2025-03-01", "https://example.org/u31", "seen"),
    "U73": Source("U73", "Another move.", "A paper, 2025-03-18", "", "gk"),
}


@pytest.fixture
def outlook() -> dict[str, Any]:
    """A fresh invented outlook, which a test may change."""
    return fake_outlook()


@pytest.fixture(scope="session")
def context() -> BriefContext:
    """Everything the page of the invented outlook shows."""
    record = Section(
        id="novelty",
        title="What is new",
        lead=("One offer is new.",),
        tables=(Table(("Row", "Option"), (("U99", "a <i>hostile</i> & odd option"),)),),
        cites=("U31",),
    )
    return context_from(
        Outlook.read(fake_outlook()), fake_numbers(), Background(SOURCES, LEFT_OUT, (record,))
    )


@pytest.fixture(scope="session")
def page(context: BriefContext, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The invented outlook's page, made with a cache of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        return render_brief(context)
