"""The files of a record and their columns, in the order they are written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FileShape:
    """One file of the record: its columns, and those it cannot do without."""

    name: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    filled: tuple[str, ...]
    """Columns in which a cell may not be left empty."""


MOVES = FileShape(
    "moves.csv",
    (
        "id",
        "date",
        "date_end",
        "precision",
        "actor",
        "voice",
        "act",
        "extent",
        "polarity",
        "target",
        "affected",
        "issue",
        "option",
        "conditionality",
        "responds_to",
        "repeat_of",
        "cameo",
        "plover",
        "source",
        "url",
        "locator",
        "verification",
        "confidence",
        "coder",
        "paraphrase",
        "reported_by",
        "pax_id",
        "ucdp_id",
        "pax_stage",
        "ceasefire_class",
        "justification",
        "weakens",
    ),
    required=("id", "date", "actor", "act", "issue", "option", "source", "verification", "paraphrase"),
    filled=("id", "date", "actor", "act", "issue", "source", "verification", "paraphrase"),
)
FACTS = FileShape(
    "facts.csv",
    (
        "id",
        "case",
        "kind",
        "parameter",
        "low",
        "high",
        "unit",
        "as_of",
        "source",
        "url",
        "verification",
        "note",
    ),
    required=("id", "kind", "parameter", "low", "high", "unit", "as_of", "source", "verification"),
    filled=("id", "kind", "parameter", "as_of", "source", "verification"),
)
ACTORS = FileShape(
    "actors.csv",
    ("code", "party", "name", "in_sentence", "plural", "group"),
    required=("code", "party"),
    filled=("code", "party"),
)
# Every other column of readouts.csv is a side; its name may end in @ and the date of its account.
READOUTS = FileShape(
    "readouts.csv",
    ("meeting", "item", "issue", "note", "source", "verification"),
    required=("meeting", "item", "issue", "source", "verification"),
    filled=("meeting", "item", "issue", "source", "verification"),
)
ASSESSMENTS = FileShape(
    "assessments.csv",
    (
        "id",
        "holder",
        "date",
        "about",
        "kind",
        "text",
        "likelihood",
        "confidence",
        "basis",
        "resolves_on",
        "source",
    ),
    required=("id", "holder", "about", "kind", "text", "basis"),
    filled=("id", "holder", "kind", "text", "basis"),
)
FILES = (MOVES, ACTORS, FACTS, READOUTS, ASSESSMENTS)
