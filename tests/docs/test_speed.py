"""The page on speed says what was measured, and nothing by hand."""

from __future__ import annotations

import re

from benchmarks.speed.telling.filing import RESULTS
from benchmarks.speed.telling.page import PAGE, kept_until, parts, renewed

TEXT = PAGE.read_text(encoding="utf-8")


def test_every_figure_of_the_page_is_from_the_results_it_names() -> None:
    """The measured parts are those of results that are kept up to the file it names, and none is empty."""
    (name,) = re.findall(r"last kept as `([^`]+\.json)`", TEXT)
    results = kept_until(RESULTS / name)
    assert [part for part, said in parts(results).items() if not said.strip()] == []
    assert set(re.findall(r"<!-- (.+): begin -->", TEXT)) == set(parts(results))
    assert renewed(TEXT, results) == TEXT
