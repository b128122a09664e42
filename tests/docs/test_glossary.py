"""The glossary has every word that files and results use, once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from parley.graph.stating.graph_schema import graph_schema
from parley.record.ledgers import LEDGERS
from parley.report.results import result_schema
from parley.scenario import json_schema
from parley.scenario.coding import coding_schema

ROOT = Path(__file__).parents[2]
GLOSSARY = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").lower()
OUTLOOK = result_schema("outlook")
# Words of everyday language, in their everyday meaning.
PLAIN = {"case", "seconds", "bytes", "mean", "name", "from", "to", "solver", "version"}


def _keys(schema: Any) -> set[str]:
    """Every key that a schema names."""
    if isinstance(schema, list):
        return {key for part in schema for key in _keys(part)}
    if not isinstance(schema, dict):
        return set()
    named = set(schema.get("properties", {}))
    return named | {key for part in schema.values() for key in _keys(part)}


def _explained(word: str) -> bool:
    """Whether a key, or the words it is made of, stands in the glossary by itself."""
    said = re.sub("[_-]", " ", word)
    return any(re.search(rf"\b{form}\b", GLOSSARY) for form in (word, said, said.removesuffix("s")))


@pytest.mark.parametrize(
    "words",
    [_keys(json_schema()), _keys(coding_schema()), _keys(OUTLOOK), set(LEDGERS), _keys(graph_schema())],
    ids=[
        "the scenario's keys",
        "the coding's keys",
        "the outlook's keys",
        "the ledgers' names",
        "the graph's keys",
    ],
)
def test_every_word_is_explained(words: set[str]) -> None:
    """Each key or name, in the singular or plural, is a word of the glossary."""
    assert len(words) > 10
    assert sorted(word for word in words - PLAIN if not _explained(word)) == []


def test_no_word_has_two_meanings() -> None:
    """No word in bold stands in two rows."""
    bold = [
        word
        for row in re.findall(r"^\| (\*\*.*?) \|", GLOSSARY, re.MULTILINE)
        for word in re.findall(r"\*\*(.+?)\*\*", row)
    ]
    words = [word for entry in bold for word in entry.split(", ")]
    assert len(words) > 80
    assert sorted({word for word in words if words.count(word) > 1}) == []


def test_every_word_says_what_the_field_calls_it() -> None:
    """Each row has a third cell, *in the field*; names of code in it are names that the code has."""
    text = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| **")]
    cells = {row: [cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]] for row in rows}
    assert text.count("| word | meaning | in the field |") == text.count("| word | meaning")
    assert [row for row, found in cells.items() if len(found) != 3 or not all(found)] == []
    named = {name for found in cells.values() for name in re.findall(r"`([^`]+)`", found[2])}
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    assert {"Diagnostics", "Executor", "reference"} <= named
    assert sorted(name for name in named if not re.search(rf"\b{name}\b", code)) == []
