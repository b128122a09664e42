"""Results as documents: the same types are what code reads, what JSON holds and what the schema says."""

from __future__ import annotations

import ast
import inspect
import itertools
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self, TypeAlias, cast

Document: TypeAlias = dict[str, Any]
"""A result as JSON has it: names, figures, lists and further documents."""


@dataclass(frozen=True)
class Pattern:
    """What a text must look like, as a regular expression; for the annotation of a field."""

    regex: str

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """The schema of the text, with its pattern."""
        return {**handler(source), "pattern": self.regex}


class Result:
    """What a verb finds. Subclasses are frozen dataclasses; their fields are the keys of a document.

    The text under a field says what it holds and is its description in the schema. Dates are written as ISO,
    enumerations by their value, names (`parley.game.names`) as they are.
    """

    __pydantic_config__: ClassVar[Mapping[str, object]] = {"extra": "forbid"}

    def document(self) -> Document:
        """The result as a document, ready for JSON."""
        from pydantic_core import to_jsonable_python

        return cast(Document, to_jsonable_python(self))

    @classmethod
    def read(cls, document: object) -> Self:
        """The result a document holds; ValueError if it holds none of this kind."""
        from pydantic import TypeAdapter

        return TypeAdapter(cls).validate_python(document)


def schema_of(kind: type[Result], name: str) -> Document:
    """The JSON Schema of a kind of result, under a name."""
    from pydantic import TypeAdapter
    from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
    from pydantic_core import core_schema

    class Schema(GenerateJsonSchema):
        """Keys that must follow a pattern and do not are refused; titles only repeat the keys."""

        def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
            found = super().dataclass_schema(schema)
            for name, text in _texts(schema["cls"]).items():
                if name in found.get("properties", {}):
                    found["properties"][name]["description"] = text
            return found

        def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
            found = super().dict_schema(schema)
            if "patternProperties" in found:
                found["additionalProperties"] = False
            return found

        def field_title_should_be_set(self, schema: Any) -> bool:
            return False

    found = TypeAdapter(kind).json_schema(mode="serialization", schema_generator=Schema)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:parley:{name}",
        **_untitled(found),
    }


def _texts(kind: type) -> dict[str, str]:
    """The text under each field of a class, those of its bases among them."""
    found: dict[str, str] = {}
    for cls in reversed(kind.__mro__):
        if not (issubclass(cls, Result) and cls is not Result):
            continue
        body = cast(ast.ClassDef, ast.parse(textwrap.dedent(inspect.getsource(cls))).body[0]).body
        for line, text in itertools.pairwise(body):
            match line, text:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(said))):
                    # A key that Python keeps for itself (`class`) is a field with an underscore after it.
                    found[name.removesuffix("_")] = " ".join(said.split())
    return found


def _untitled(schema: Document) -> Document:
    for part in (schema, *schema.get("$defs", {}).values()):
        part.pop("title", None)
    return schema
