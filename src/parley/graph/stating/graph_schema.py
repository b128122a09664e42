"""The JSON Schema of graph.yaml, for editors: from the forms that read it."""

from __future__ import annotations

from typing import Any

from parley.graph.stating.graph_forms import (
    FORM_KEY,
    GraphForm,
    MergedForm,
    OneWayForm,
    OptionForm,
    StateForm,
)
from parley.scenario.schema import DRAFT, resolved

TITLE = "A Parley graph model"


def graph_schema() -> dict[str, Any]:
    """Return the JSON Schema of the graph file; it knows nothing of what only the options can tell."""
    schema = GraphForm.model_json_schema(by_alias=True)
    for form in (OneWayForm, OptionForm, StateForm, MergedForm):
        own = form.model_json_schema(by_alias=True)
        own.pop("$defs", None)
        schema["$defs"][form.__name__] = own
    schema = _referred(resolved(schema, set()))
    schema["$defs"] = dict(sorted(schema["$defs"].items()))
    return {"$schema": DRAFT, "title": TITLE, **dict(sorted(schema.items()))}


def _referred(part: Any) -> Any:
    """The schema with each form that is meant by name as a reference to it."""
    if isinstance(part, list):
        return [_referred(inner) for inner in part]
    if not isinstance(part, dict):
        return part
    if FORM_KEY in part:
        return {"$ref": f"#/$defs/{part[FORM_KEY]}"}
    return {key: _referred(inner) for key, inner in part.items()}
