"""A war in which two sides hide something has a brief."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley import workbench


@pytest.mark.slow
def test_a_war_with_two_hidden_sides_has_a_brief(tmp_path: Path) -> None:
    """Durability under a kind of each has no column of one side's kinds, and nothing breaks off."""
    result = workbench.run(Path(__file__).parent / "two_hidden_sides")
    written = workbench.write(result, tmp_path)
    assert "Would it last?" in written.brief.read_text(encoding="utf-8")
