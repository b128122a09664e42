"""The JSON Schema of scenario.yaml, for editors: from the forms, with the numbers spelt out."""

from __future__ import annotations

from typing import Any

from parley.scenario.parts.whole import ScenarioForm
from parley.scenario.quantities.forms import LevelForm, LongNumber, TermForm
from parley.scenario.reading.form import FORM_SCHEMA_KEY

DRAFT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "A Parley scenario"
_FIGURE = r"[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?( */ *[0-9.]+)?"
_PERIOD = r" per ([0-9.]+ )?(day|week|month|year|round)s?"
_TEXT = {
    "points": rf"^{_FIGURE}( points?)?$",
    "cost": rf"^{_FIGURE}( points?)?$",
    "flow": rf"^{_FIGURE}( points?)?{_PERIOD}$",
    "chance": rf"^{_FIGURE} ?%?$",
    "rate": rf"^{_FIGURE} ?%?{_PERIOD}$",
    "duration": rf"^{_FIGURE} (day|week|month|year|round)s?$",
    "precision": rf"^({_FIGURE}( per point)?|perfect)$",
    "log_odds": rf"^{_FIGURE}$",
    "factor": rf"^{_FIGURE} ?%?$",
    "times": rf"^{_FIGURE}$",
}
_WITHOUT_BARE_FIGURE = ("duration",)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of the scenario file; misspelt keys and malformed numbers show in an editor."""
    schema = ScenarioForm.model_json_schema(by_alias=True)
    definitions = schema.setdefault("$defs", {})
    for form in (LongNumber, TermForm, LevelForm):
        own = form.model_json_schema(by_alias=True)
        definitions.update(own.pop("$defs", {}))
        definitions[form.__name__] = own
    wanted: set[tuple[str, str]] = set()
    schema = resolved(schema, wanted)
    definitions = schema["$defs"]
    for kind in sorted({kind for _, kind in wanted}):
        definitions.update(_when() if kind == "when" else _amounts(kind))
    definitions.pop("TermForm")
    definitions.pop("LongNumber")
    return {
        "$schema": DRAFT,
        "title": TITLE,
        **dict(sorted(schema.items())),
        "$defs": dict(sorted(definitions.items())),
    }


def resolved(part: Any, wanted: set[tuple[str, str]]) -> Any:
    """The schema without made-up titles, each place for a number a reference to the definition of its kind.

    Kinds that were met are added to `wanted`.
    """
    if isinstance(part, list):
        return [resolved(inner, wanted) for inner in part]
    if not isinstance(part, dict):
        return part
    if FORM_SCHEMA_KEY in part:
        form, kind = part[FORM_SCHEMA_KEY], part["kind"]
        wanted.add((form, kind))
        kept = {key: part[key] for key in ("description", "title") if key in part}
        return {"$ref": f"#/$defs/{_name(form, kind)}", **kept}
    # A mapping may fit two forms at once (a what-if with `changes`); the reader knows which is meant.
    return {
        ("anyOf" if key == "oneOf" else key): resolved(inner, wanted)
        for key, inner in part.items()
        if not (key == "default" and inner is None) and not (key == "title" and isinstance(inner, str))
    }


def _name(form: str, kind: str) -> str:
    return "when" if kind == "when" else f"{form}_{kind}"


def _amounts(kind: str) -> dict[str, Any]:
    """Define a number of a kind: bare, long, by disposition, and as a sum of terms."""
    bare: list[dict[str, Any]] = [{"type": "string", "pattern": _TEXT[kind]}]
    if kind in ("flow", "rate"):
        bare.append({"const": 0})
    elif kind not in _WITHOUT_BARE_FIGURE:
        bare.append({"type": "number"})
    figure = {"anyOf": bare}
    ends = {"anyOf": [{"type": "number"}, {"type": "string"}]} if kind in ("flow", "rate") else figure
    long = LongNumber.model_json_schema()
    long["properties"]["value"] = figure
    long["properties"]["range"] = {"type": "array", "prefixItems": [ends, ends], "minItems": 2, "maxItems": 2}
    number, quantity = f"#/$defs/number_{kind}", f"#/$defs/quantity_{kind}"
    split = {
        "type": "object",
        "not": {"anyOf": [{"required": [key]} for key in ("value", "add")]},
        "additionalProperties": {"$ref": number},
    }
    term = TermForm.model_json_schema(by_alias=True)
    term.pop("$defs", None)
    term["properties"]["add"] = {"$ref": quantity}
    term["properties"]["when"] = {"$ref": "#/$defs/when"}
    term["properties"]["for_each"] = {"$ref": "#/$defs/ForEachForm"}
    summand = {"anyOf": [{"$ref": quantity}, term]}
    named = {
        "type": "object",
        "not": {"anyOf": [{"required": [key]} for key in ("value", "add")]},
        "additionalProperties": summand,
    }
    return {
        f"number_{kind}": {"anyOf": [*bare, long]},
        f"quantity_{kind}": {"anyOf": [{"$ref": number}, split]},
        f"terms_{kind}": {"anyOf": [{"$ref": quantity}, term, named]},
    }


def _when() -> dict[str, Any]:
    setting = {"type": "string"}
    clause = {
        "anyOf": [
            setting,
            {"type": "array", "items": setting, "minItems": 1},
            {"$ref": "#/$defs/LevelForm"},
        ]
    }
    return {"when": {"type": "object", "additionalProperties": clause}}
