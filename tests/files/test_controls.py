"""Characters that steer terminals or break pages are refused where they stand, and never printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley.errors import CaseError, Fault
from parley.files import read_text
from parley.files.table import read_table
from parley.files.text import MOST_CONTROLS

STEERING = ["\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\x00"]


@pytest.mark.parametrize("letter", STEERING, ids=[f"U+{ord(letter):04X}" for letter in STEERING])
def test_a_control_character_is_refused_at_its_place(tmp_path: Path, letter: str) -> None:
    """The fault names the line and column of the character and quotes the line without it."""
    path = tmp_path / "text.yaml"
    path.write_text(f"title: one\nname: a{letter}b\n", encoding="utf-8", newline="")
    with pytest.raises(CaseError) as raised:
        read_text(path)
    (fault,) = raised.value.faults
    assert (fault.line, fault.column) == (2, 8)
    assert letter not in str(fault)


@pytest.mark.parametrize("letter", STEERING[:-1], ids=[f"U+{ord(letter):04X}" for letter in STEERING[:-1]])
def test_a_table_with_a_control_character_is_refused(tmp_path: Path, letter: str) -> None:
    """Tables go through the same gate as other text."""
    path = tmp_path / "moves.csv"
    path.write_text(f"id,summary\nM1,a{letter}b\n", encoding="utf-8", newline="")
    with pytest.raises(CaseError) as raised:
        read_table(path)
    assert [(fault.slug, fault.line, fault.column) for fault in raised.value.faults] == [
        ("control-character", 2, 5)
    ]


def test_a_file_full_of_control_characters_is_not_printed_whole(tmp_path: Path) -> None:
    """A few of them say what is wrong."""
    path = tmp_path / "text.yaml"
    path.write_text("\x1b" * 10_000, encoding="utf-8")
    with pytest.raises(CaseError) as raised:
        read_text(path)
    assert len(raised.value.faults) == MOST_CONTROLS


def test_what_a_fault_quotes_steers_no_terminal() -> None:
    """Whatever came, and wherever it stood, a message shows it without its power."""
    fault = Fault("a\x1b]0;x\x07.yaml", 1, 1, "wrong-type", "text", "\x1b[31m", "\u2028", "\x1b[2J")
    assert not any(letter in str(fault) for letter in ("\x1b", "\x07", "\u2028"))
