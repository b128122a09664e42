"""What is no day, class, age or weight is a fault with its place, whatever it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley.outside_view.stated import FILE, stated_with_faults


@pytest.mark.parametrize(
    "line",
    [
        "class: [interstate 1816-2007]",
        "class: 3",
        f"bands: [0, {'9' * 400}]",
        "bands: [0, .inf]",
        "bands: {a: 1}",
        f"weight: {'9' * 400}",
        "weight: .nan",
        "weight: -.inf",
        "weight: [1]",
        "counts_as: {a: [1]}",
        "counts_as: [a]",
        "class: {list: [], format: {}}",
        "class: {list: \"a\\0b\", format: cow_interstate}",
    ],
)  # fmt: skip
def test_nonsense_is_a_fault(line: str, tmp_path: Path) -> None:
    """It is said once, and nothing is read."""
    text = f"war_began: 2022-02-24\n{line}\n"
    tmp_path.joinpath(FILE).write_text(text, encoding="utf-8")
    view, faults = stated_with_faults(tmp_path)
    assert view is None and faults
    assert all(fault.expected and fault.got for fault in faults)
