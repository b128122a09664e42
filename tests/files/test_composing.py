"""Composing YAML into data and marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley.errors import CaseError
from parley.files import Document, Mark, TextFile, compose_yaml


def _compose(text: str) -> Document:
    return compose_yaml(TextFile(Path("a.yaml"), text, ""))


def _refusal(text: str) -> str:
    with pytest.raises(CaseError) as refused:
        _compose(text)
    return refused.value.faults[0].slug


def test_plain_words_follow_yaml_1_2() -> None:
    """`no`, `on`, dates and clock times are text; numbers, true and null are not."""
    data = _compose("a: [no, on, 2025-03-19, 12:30, 5, -2.5e1, true, null, '5', 0x1F]").data
    assert data == {"a": ["no", "on", "2025-03-19", "12:30", 5, -25.0, True, None, "5", "0x1F"]}


def test_an_older_directive_changes_nothing() -> None:
    """A `%YAML 1.1` line does not turn `no` into false."""
    assert _compose("%YAML 1.1\n---\na: no\n").data == {"a": "no"}


def test_every_key_and_value_has_its_mark() -> None:
    """Marks count lines and columns from 1 and say how long the text is."""
    document = _compose("a: 1\nbee:\n  c: [x, 3 years]\n")
    assert document.mark(("bee", "c", 1)) == Mark(3, 10, 7)
    assert document.mark(("bee", "c"), at_key=True) == Mark(3, 3, 1)
    assert document.mark(("bee",), at_key=True) == Mark(2, 1, 3)


def test_a_place_that_is_not_there_has_the_mark_of_the_nearest_above() -> None:
    """What is missing is pointed at by the key it is missing under."""
    document = _compose("a:\n  b: 1\n")
    assert document.mark(("a", "x", "y")) == Mark(1, 1, 1)
    assert document.mark(("z",)) == Mark(1, 1, 1)


def test_all_duplicate_keys_are_reported_and_the_first_counts() -> None:
    """Each repetition is a fault of its own that names the first line."""
    document = _compose("a: 1\nb: {c: 1, c: 2}\na: 3\na: 4\n")
    assert document.data == {"a": 1, "b": {"c": 1}}
    assert [(fault.slug, fault.line, fault.column) for fault in document.faults] == [
        ("duplicate-key", 2, 11),
        ("duplicate-key", 3, 1),
        ("duplicate-key", 4, 1),
    ]


def test_aliases_are_followed() -> None:
    """An alias stands for what its anchor holds, at its own place."""
    document = _compose("a: &x {b: 1}\nc: *x\n")
    assert document.data == {"a": {"b": 1}, "c": {"b": 1}}


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("a: [1,\n", "yaml-syntax"),
        ("\ta: 1\n", "yaml-syntax"),
        ("a: b: c\n", "yaml-syntax"),
        ("a: *nowhere\n", "yaml-syntax"),
        ("--- a\n--- b\n", "yaml-syntax"),
        ("a: &x 1\nb: &x 2\n", "yaml-syntax"),
        ("a: \x01\n", "yaml-syntax"),
        ("a: &x [*x]\n", "too-deep"),
        ("[" * 5000, "too-deep"),
        ("a: &a [x,x,x,x]\n" + "".join(f"{c}: &{c} [{p},{p},{p},{p},{p},{p},{p},{p}]\n" for c, p in [
            ("b", "*a"), ("c", "*b"), ("d", "*c"), ("e", "*d"), ("f", "*e"), ("g", "*f")
        ]), "alias-bomb"),
    ],
)  # fmt: skip
def test_what_does_not_parse_or_would_explode_is_refused(text: str, slug: str) -> None:
    """Broken, self-containing and exploding files are refused with the kind of fault they have."""
    assert _refusal(text) == slug


def test_a_fault_quotes_the_line_with_a_caret_under_what_is_wrong() -> None:
    """The message shows the line of the file, and carets as long as what stands there."""
    document = _compose("a: 1\nbee: wrong\n")
    fault = document.fault_at(document.mark(("bee",)), "wrong-type", "a number", "'wrong'", "write one")
    assert str(fault).splitlines() == [
        "a.yaml:2:6: wrong-type",
        "     2 | bee: wrong",
        "       |      ^^^^^",
        "    expected: a number",
        "    got:      'wrong'",
        "    advice:   write one",
    ]


def test_a_line_too_wide_to_read_is_cut() -> None:
    """A fault far to the right quotes no line, one to the left at most 200 characters of it."""
    document = _compose("a: 1 # " + "x" * 5000 + "\nb: {" + " " * 300 + "c: 1}\n")
    assert len(document.fault_at(document.mark(("a",)), "s", "e", "g").source_line) == 200
    assert document.fault_at(document.mark(("b", "c")), "s", "e", "g").source_line == ""
