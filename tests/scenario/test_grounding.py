"""What a number rests on is read and written where it stands, and nothing else of the file moves."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley.errors import UsageError
from parley.files import compose_yaml
from parley.files.text import text_file
from parley.scenario import all_numbers
from parley.scenario.grounding import Grounds, grounds_at, with_grounds
from parley.scenario.reader import read_scenario_text

CASES = Path(__file__).parents[2] / "cases"
TEXT = """\
# a head
parties:
  ann:
    patience: {per_round: {value: 0.95, range: [0.7, 0.99], note: judged}}  # Ann waits
    precision: 0.5
    several:
      value: 3
      note: below
  bob: {patience: {per_round: 0.90}, worth: {add: {value: 4 years, sources: [U1, F2], basis: sourced}}}
"""


def test_what_is_said_is_read() -> None:
    """Value, range, sources, basis and note in the words of the file, empty where nothing is said."""
    assert grounds_at(TEXT, "parties.ann.patience.per_round") == Grounds("0.95", "0.7", "0.99", note="judged")
    assert grounds_at(TEXT, "parties.ann.precision") == Grounds("0.5")
    assert grounds_at(TEXT, "parties.bob.worth") == Grounds("4 years", "", "", ("U1", "F2"), "sourced")


@pytest.mark.parametrize(
    ("path", "grounds", "before", "after"),
    [
        ("parties.ann.precision", Grounds("0.5"), "", ""),
        (
            "parties.ann.precision",
            Grounds("0.6", "0.4", "0.8", ("U1",), "", "why: because"),
            "precision: 0.5",
            'precision: {value: 0.6, range: [0.4, 0.8], sources: [U1], note: "why: because"}',
        ),
        (
            "parties.ann.patience.per_round",
            Grounds("0.95", "0.7", "0.99", ("U1", "F2"), "partly sourced", "judged"),
            "note: judged}",
            "note: judged, sources: [U1, F2], basis: partly sourced}",
        ),
        (
            "parties.ann.patience.per_round",
            Grounds("0.95"),
            "{value: 0.95, range: [0.7, 0.99], note: judged}",
            "0.95",
        ),
        ("parties.bob.patience.per_round", Grounds("0.90", note="12"), "0.90", '{value: 0.90, note: "12"}'),
        ("parties.bob.worth", Grounds("4 years", sources=("F2",)), "[U1, F2], basis: sourced", "[F2]"),
    ],
)
def test_only_the_number_is_written(path: str, grounds: Grounds, before: str, after: str) -> None:
    """What did not change is written as it stood, what is left out goes, and every comment stays."""
    assert with_grounds(TEXT, path, grounds) == (TEXT.replace(before, after) if before else TEXT)


NOTES = ("{", "a: b # c", "'", '"', "- x", "[U1]", "&a *b", "\\", "\N{SNOWMAN}", "null", "no", "1e3")


@pytest.mark.parametrize("note", NOTES)
def test_whatever_is_typed_stays_one_text(note: str) -> None:
    """A note is a note, whatever YAML would make of it."""
    text = with_grounds(TEXT, "parties.ann.precision", Grounds("0.5", note=note))
    assert grounds_at(text, "parties.ann.precision").note == note
    data = compose_yaml(text_file(Path("x"), text.encode())).data
    assert data["parties"]["ann"]["precision"]["note"] == note  # type: ignore[index]


@pytest.mark.parametrize("path", ["parties", "parties.ann", "parties.nobody.x", "", "parties.ann.several.x"])
def test_where_no_number_stands_is_refused(path: str) -> None:
    """A path that leads elsewhere is a sentence."""
    with pytest.raises(UsageError):
        with_grounds(TEXT, path, Grounds("1"))


def test_a_number_over_several_lines_is_left_to_the_text() -> None:
    """Comments may stand between its lines."""
    with pytest.raises(UsageError, match="several lines"):
        with_grounds(TEXT, "parties.ann.several", Grounds("4"))


@pytest.mark.parametrize("case", ["ukraine-2025", "ukraine-2025-plain", "winter-war-1940", "korea-1951"])
def test_numbers_of_a_shipped_case_are_found_and_written_back(case: str) -> None:
    """Read and written with nothing changed the file is the same, wherever in it the number stands."""
    text = (CASES / case / "scenario.yaml").read_text(encoding="utf-8")
    numbers = [one for one in all_numbers(read_scenario_text(text)) if one.stated]
    # The whole file is read for each: a few all over it.
    numbers = numbers[:: max(1, len(numbers) // 6)]
    found = 0
    for one in numbers:
        try:
            said = grounds_at(text, one.path)
            assert with_grounds(text, one.path, said) == text
        except UsageError:
            continue
        found += 1
        assert said.sources == one.sources
        assert said.note in (one.note, "")
    assert found >= len(numbers) - 1


def test_a_file_that_cannot_be_read_is_said() -> None:
    """A broken file is mended as text first."""
    with pytest.raises(UsageError, match="mend it in the text"):
        grounds_at("a: [", "a")
