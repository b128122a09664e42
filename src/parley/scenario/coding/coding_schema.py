"""The JSON Schema of coding.yaml, for editors: from the forms that read it."""

from __future__ import annotations

from typing import Any

from parley.scenario.coding.coding_forms import CodingForm
from parley.scenario.schema import DRAFT, resolved

TITLE = "A Parley coding"


def coding_schema() -> dict[str, Any]:
    """Return the JSON Schema of the coding; it knows nothing of what only scenario or record can tell."""
    schema = resolved(CodingForm.model_json_schema(by_alias=True), set())
    return {"$schema": DRAFT, "title": TITLE, **dict(sorted(schema.items()))}
