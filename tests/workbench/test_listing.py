"""The workbench shows what it has before anything is loaded."""

from __future__ import annotations

from parley import workbench


def test_every_verb_is_listed() -> None:
    """`dir(workbench)` names what `workbench.` may be followed by."""
    assert set(workbench.__all__) <= set(dir(workbench))
    assert {"run", "study", "weigh", "open_case"} <= set(dir(workbench))
