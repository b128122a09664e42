"""Every result has a type, a schema made from it, and a page that says what its keys hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from parley.errors import UsageError
from parley.report.results import RESULTS, result_schema, results_page, schema_text

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


def _fields(schema: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    forms = [schema, *schema.get("$defs", {}).values()]
    return [(key, holds) for form in forms for key, holds in form.get("properties", {}).items()]


@pytest.mark.parametrize("name", RESULTS)
def test_a_schema_is_one_and_says_what_every_key_holds(name: str) -> None:
    """It follows its draft, forbids other keys, and describes each of those it has."""
    schema = result_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False
    assert [key for key, holds in _fields(schema) if not holds.get("description")] == []


@pytest.mark.parametrize("name", RESULTS)
def test_the_schema_in_the_documentation_is_that_of_the_type(name: str) -> None:
    """`python -m parley.report.results docs/reference` brings it into step."""
    assert (REFERENCE / f"{name}.schema.json").read_text(encoding="utf-8") == schema_text(name)


def test_the_page_of_results_is_that_of_the_types() -> None:
    """The same command renews it."""
    assert (REFERENCE / "results.md").read_text(encoding="utf-8") == results_page()


def test_a_result_there_is_none_of_is_refused() -> None:
    """With the name that was meant."""
    with pytest.raises(UsageError, match="did you mean 'outlook'"):
        result_schema("outlok")
