"""Whatever is done to a file, reading it gives a sound scenario or faults, never a crash."""

from __future__ import annotations

import math
import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.errors import CaseError
from parley.scenario import all_numbers, read_scenario

ORIGINAL = (Path(__file__).parent / "rich.yaml").read_bytes()
LINES = ORIGINAL.splitlines(keepends=True)
WORDS = [match.span() for match in re.finditer(rb"[\w.%-]+( (per )?\w+)*", ORIGINAL)]
STRANGE = [
    "null", "~", "5", "-3", "[]", "{}", "x", "russia", "[1, 2]", "{a: 1}", "true", "1e400", ".nan",
    ".inf", "no", "2025-13-45", "9999-12-31", "0001-01-01", "9" * 60, "{value: 3}", "{value: }",
    "{add: 3}", "100 years", "5 %", "&a", "*a", "!x", '"', "'", "all", "-0", "1 per round", "perfect",
    "{pragmatic: 1, maximalist: 2}", "\t", "? :",
]  # fmt: skip

line_edits = st.tuples(
    st.just("line"), st.integers(0, len(LINES) - 1), st.sampled_from(["delete", "double", "swap"])
)
word_edits = st.tuples(st.just("word"), st.integers(0, len(WORDS) - 1), st.sampled_from(STRANGE))
byte_edits = st.tuples(st.just("byte"), st.integers(0, len(ORIGINAL) - 1), st.binary(max_size=3))


def _mutated(edit: tuple[str, int, object]) -> bytes:
    kind, at, what = edit
    if kind == "line":
        lines = list(LINES)
        if what == "delete":
            del lines[at]
        else:
            lines.insert(at if what == "double" else len(lines) - at, lines[at])
        return b"".join(lines)
    start, stop = WORDS[at] if kind == "word" else (at, at + 1)
    new = what.encode() if isinstance(what, str) else what
    assert isinstance(new, bytes)
    return ORIGINAL[:start] + new + ORIGINAL[stop:]


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(edit=line_edits | word_edits | byte_edits)
def test_a_mutated_file_gives_faults_or_a_sound_scenario(
    tmp_path: Path, edit: tuple[str, int, object]
) -> None:
    """Lines, words and bytes are deleted, replaced and inserted; all that is ever raised is a CaseError."""
    (tmp_path / "scenario.yaml").write_bytes(_mutated(edit))
    try:
        scenario = read_scenario(tmp_path)
    except CaseError as refused:
        assert refused.faults
        assert all(fault.slug and fault.expected and fault.got for fault in refused.faults)
        return
    assert all(math.isfinite(number.value) for number in all_numbers(scenario))
