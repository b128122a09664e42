"""The fingerprint of the code that figures of a study come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley.sensitivity.study import plan


def test_everything_the_fingerprint_rests_on_is_there() -> None:
    """A room that is renamed would silently drop out of it."""
    assert [room for room in plan.ROOMS if not (plan.PACKAGE / room).exists()] == []


@pytest.mark.parametrize("room", plan.ROOMS)
def test_a_change_of_any_of_it_is_another_version(
    room: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One byte in one of its files, and a study of before is no longer gone on with."""
    for one in plan.ROOMS:
        file = tmp_path / one if one.endswith(".py") else tmp_path / one / "module.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("A = 1\n", encoding="utf-8")
    monkeypatch.setattr(plan, "PACKAGE", tmp_path)
    version = plan.code_version.__wrapped__  # asked for anew, for it is kept while a program runs
    before = version()
    changed = tmp_path / room if room.endswith(".py") else tmp_path / room / "module.py"
    changed.write_text("A = 2\n", encoding="utf-8")
    assert version() != before
