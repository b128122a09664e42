"""Results as documents: a frozen dataclass as plain data for JSON, and the schema generated from it."""

from __future__ import annotations

from typing import Any

Document = dict[str, Any]


def document(result: object) -> Document:
    """A result as plain data: dates as text, tuples as lists."""
    from pydantic import TypeAdapter

    return dict(TypeAdapter(type(result)).dump_python(result, mode="json"))


def schema_of(kind: type[object]) -> Document:
    """The JSON Schema of a result's document; the docstrings of its classes describe its parts."""
    from pydantic import TypeAdapter

    return dict(TypeAdapter(kind).json_schema(mode="serialization"))
