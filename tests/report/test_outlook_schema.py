"""The schema of the outlook file, and the page that explains it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from parley.files.results import schema_of
from parley.outlook import Outlook

ROOT = Path(__file__).parents[2]
SCHEMA = schema_of(Outlook, "outlook")


def _keys(schema: dict[str, Any]) -> Iterator[str]:
    for part in (schema, *schema["$defs"].values()):
        yield from part["properties"]


def test_the_invented_outlook_obeys_the_schema(outlook: dict[str, Any]) -> None:
    """The fixture of these tests has the form the schema states."""
    jsonschema.Draft202012Validator(SCHEMA).validate(outlook)


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("still_fighting", [1.5]),
        ("endings", {"victory": [0.0, 0.1]}),
        ("gain_over_best", {"russia": ["none"]}),
        ("input_hashes", {"scenario.yaml": "short"}),
    ],
)
def test_the_schema_refuses_what_it_should(outlook: dict[str, Any], key: str, wrong: object) -> None:
    """A probability above one, an unknown ending, a word for a number and a broken hash are refused."""
    outlook[key] = wrong
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMA).validate(outlook)


def test_every_key_is_documented() -> None:
    """Each key of the schema is explained on the reference page."""
    page = (ROOT / "docs/reference/outlook.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"`([a-z_0-9]+)`", page))
    assert set(_keys(SCHEMA)) - explained == set()
