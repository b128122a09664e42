"""Every kind of result with its schema, and the reference page made from the schemas.

`python -m parley.report.results docs/reference` brings schemas and page into step with the types.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from parley.errors import UsageError
from parley.files import closest_name
from parley.files.results import Document, schema_of
from parley.record.ledgers import ledgers_schema

RESULTS: Mapping[str, tuple[str, str, str]] = {
    "outlook": ("parley.outlook", "Outlook", "parley run"),
    "what-if": ("parley.sensitivity.what_if", "WhatIfs", "parley what-if"),
    "along": ("parley.sensitivity.tipping", "Along", "parley what-if --along"),
    "study": ("parley.sensitivity.study.finding", "Summary", "parley study"),
    "calibration": ("parley.inference.calibration", "Calibration", "parley calibrate"),
    "estimate": ("parley.inference.estimation", "Estimation", "parley estimate"),
    "weighing": ("parley.report.inference.weighing.form", "WeighedRecord", "parley weigh"),
    "scores": ("parley.inference.scoring", "Scores", "parley score"),
    "influence": ("parley.sensitivity.influence", "Influence", "parley influence"),
    "theses": ("parley.theses", "Theses", "parley theses"),
    "deals": ("parley.dealing", "DealTable", "parley run"),
    "explanation": ("parley.dealing", "Explanation", "parley explain --json"),
    "wedge": ("parley.dealing", "WedgeTable", "parley explain --motive"),
    "advice": ("parley.dealing", "Advice", "parley advise --json"),
    "packages": ("parley.dealing", "Screen", "parley packages"),
    "outside-view": ("parley.outside_view", "OutsideView", "parley outside-view --json"),
    "elicitation": ("parley.eliciting", "Elicitation", "parley elicit"),
    "stability": ("parley.graph.document_form", "GraphDocument", "parley stability"),
    "lenses": ("parley.report.graph.lens", "Lenses", "parley stability --lenses --json"),
    "ledgers": ("parley.record.ledgers", "LEDGERS", "parley ledger --json"),
}
"""Name of a result -> the room and the type that hold it, and the command that makes it."""

_HEAD = """# Every result, key by key

What commands print with `--json` and write into a folder. Each kind of result is one type of the package;
this page and the schemas beside it (`NAME.schema.json`, or `parley check --schema NAME`) are made from the
types, and a test holds them to it. In a table, `x -> y` says that each x is the key of a y. Dates are like
2025-03-19.
"""


def result_schema(name: str) -> Document:
    """The JSON Schema of a result; UsageError for a name that is none."""
    if name not in RESULTS:
        near = closest_name(name, RESULTS)
        meant = f"; did you mean '{near}'?" if near else ""
        raise UsageError(f"no result is called '{name}'{meant}; one of: {', '.join(RESULTS)}")
    room, kind, _ = RESULTS[name]
    found = getattr(import_module(room), kind)
    # Ledgers are entries of a type each: their schema is put together from the rules that make them.
    return ledgers_schema(found.values()) if kind == "LEDGERS" else schema_of(found, name)


def results_page() -> str:
    """The reference page of all results."""
    return _HEAD + "".join(_chapter(name) for name in RESULTS)


def _chapter(name: str) -> str:
    schema = result_schema(name)
    lines = [f"\n## {name}.json\n", f"`{RESULTS[name][2]}`. {_in_a_line(schema)}\n", *_table(schema)]
    for part, form in schema.get("$defs", {}).items():
        if "enum" in form:
            words = ", ".join(f"`{word}`" for word in form["enum"])
            lines += [f"\n### {part} ({name})\n", f"{_in_a_line(form)} One of: {words}."]
        else:
            lines += [f"\n### {part} ({name})\n", f"{_in_a_line(form)}\n", *_table(form)]
    return "\n".join(lines) + "\n"


def _table(form: Document) -> Iterator[str]:
    yield "| key | kind | what it holds |"
    yield "|---|---|---|"
    for key, holds in form["properties"].items():
        yield f"| `{key}` | {_kind(holds)} | {_in_a_line(holds)} |"


def _in_a_line(form: Document) -> str:
    return " ".join(form.get("description", "").split()).replace("|", "\\|")


def _kind(form: Document) -> str:
    """What kind of thing stands there, in a few words."""
    if "$ref" in form:
        return str(form["$ref"]).rpartition("/")[2]
    if "anyOf" in form:
        return " or ".join(dict.fromkeys(_kind(one) for one in form["anyOf"]))
    if "enum" in form:
        return "word"
    if form.get("type") == "array":
        inner: Any = form.get("items") or (form.get("prefixItems") or [{}])[0]
        return f"list of {_kind(inner)}"
    if form.get("type") == "object":
        values = [*form.get("patternProperties", {}).values(), form.get("additionalProperties")]
        return f"name -> {_kind(values[0])}" if isinstance(values[0], dict) else "names and values"
    return str(form.get("format") or form.get("type") or "any value").replace("null", "`null`")


def main(folder: Path) -> None:
    """Write the page and every schema."""
    for name in RESULTS:
        (folder / f"{name}.schema.json").write_text(schema_text(name), encoding="utf-8")
    (folder / "results.md").write_text(results_page(), encoding="utf-8")


def schema_text(name: str) -> str:
    """A schema as its file has it."""
    return json.dumps(result_schema(name), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
