"""A preview says how coarse it is and, held against a full run, how far off."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from parley import workbench
from parley.outlook import coarse

SHORT = {"horizon": "16 rounds"}


def test_a_small_case_needs_no_caveat() -> None:
    """Its preview is its run."""
    quick = workbench.preview("pie", {"horizon": "4 rounds"})
    full = workbench.run("pie", {"horizon": "4 rounds"}).outlook
    assert quick.exact
    assert quick.caveat == ""
    assert quick.outlook.endings == full.endings


def test_a_coarse_preview_states_its_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """Rounds grow until the work fits; the error is measured against the outlook of the same case in full."""
    from parley.scenario.starting import write_starter

    write_starter(tmp_path / "war")
    full = workbench.run(tmp_path / "war", SHORT).outlook
    monkeypatch.setattr(coarse, "WORK", 1000)
    quick = workbench.preview(tmp_path / "war", SHORT, full=full)
    assert quick.longer > 1
    assert quick.error is not None
    assert 0 < quick.error.probability < 0.5
    assert "off by up to" in quick.caveat
    assert "known once the case has been run in full" in replace(quick, error=None).caveat
