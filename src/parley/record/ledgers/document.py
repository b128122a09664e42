"""The ledgers as JSON, and the schema of that document, both read off the entries themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from parley.record.ledgers.ledger import HEADING, Entry, Ledger, LedgerRule
from parley.record.rows import Record
from parley.vocabulary import Act

_PLAIN: Mapping[type, dict[str, Any]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
    NoneType: {"type": "null"},
    dt.date: {"type": "string", "format": "date"},
}


def ledgers_document(record: Record, as_of: dt.date, ledgers: Iterable[Ledger[Any]]) -> dict[str, Any]:
    """The ledgers as plain data: a key for each field of an entry, findings as codes and in words."""
    kept = record.kept_until
    return {
        "case": record.case,
        "as_of": as_of.isoformat(),
        "kept_until": None if kept is None else kept.isoformat(),
        "parties": {
            party: {"name": record.cast.name(party), "group": record.cast.group(party)}
            for party in _parties(record)
        },
        "ledgers": [
            {
                "name": one.name,
                "title": one.title,
                "rule": one.rule,
                "options": dict(one.options),
                "notes": list(one.notes),
                "entries": [plain(entry) for entry in one.entries],
            }
            for one in ledgers
        ],
    }


def _parties(record: Record) -> list[str]:
    codes = (code for move in record.moves for code in (*move.actor, *move.target, *move.affected))
    return list(dict.fromkeys(record.cast.party(code) for code in codes))


def plain(entry: Entry) -> dict[str, Any]:
    """An entry as plain data."""
    return {spec.name: _plain(getattr(entry, spec.name)) for spec in _ordered(type(entry))}


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return code_of(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def code_of(finding: Enum) -> str:
    """The word a machine reads for a finding: its name, which stays while its words may be mended."""
    return str(finding.value) if isinstance(finding, Act) else finding.name.lower()


def ledgers_schema(rules: Iterable[LedgerRule[Any]]) -> dict[str, Any]:
    """The JSON Schema of the document, with an entry of each ledger under its own name."""
    known = list(rules)
    ledger_forms = [
        _object(
            {
                "name": {"const": rule.name, "description": "the ledger"},
                "title": {"type": "string", "description": "the question it answers"},
                "rule": {"type": "string", "description": "how it is worked out"},
                "options": {"type": "object", "description": "setting -> the value it was worked out with"},
                "notes": {
                    "type": "array",
                    "items": {"type": "string"},
                    "description": "what the entries come to, in sentences",
                },
                "entries": {
                    "type": "array",
                    "items": {"$ref": f"#/$defs/{rule.name}"},
                    "description": "its lines",
                },
            }
        )
        for rule in known
    ]
    party = _object(
        {
            "name": {"type": "string", "description": "what readers call it"},
            "group": {"type": "string", "description": "the side it is on"},
        }
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:parley:ledgers",
        "description": "Ledgers of a case: tables worked out of its record by stated rules.",
        **_object(
            {
                "case": {"type": "string", "description": "the case's folder name"},
                "as_of": {**_PLAIN[dt.date], "description": "the day the record was read on"},
                "kept_until": {
                    "anyOf": [_PLAIN[dt.date], {"type": "null"}],
                    "description": "the last day the record speaks of; null where it is kept up to today",
                },
                "parties": {
                    "type": "object",
                    "additionalProperties": party,
                    "description": "party -> its name and group",
                },
                "ledgers": {
                    "type": "array",
                    "items": {"anyOf": ledger_forms},
                    "description": "each ledger with its lines",
                },
            }
        ),
        "$defs": {rule.name: entry_schema(rule.entry) for rule in known},
    }


def entry_schema(entry: type[Entry]) -> dict[str, Any]:
    """The JSON Schema of the entries of one ledger."""
    hints = get_type_hints(entry)
    form = _object(
        {spec.name: {**_form(hints[spec.name]), "description": _heading(spec)} for spec in _ordered(entry)}
    )
    return {"description": (entry.__doc__ or "").strip(), **form}


def _heading(spec: Any) -> str:
    """What a field holds: the heading it stands under in a table."""
    known = {"ids": "the moves it rests on", "sources": "what these cite"}
    return known.get(spec.name, str(spec.metadata.get(HEADING, spec.name.replace("_", " "))))


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _form(hint: Any) -> dict[str, Any]:
    if hint in _PLAIN:
        return dict(_PLAIN[hint])
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [code_of(member) for member in hint], "description": (hint.__doc__ or "").strip()}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _form(get_args(hint)[0])}
    if get_origin(hint) in (Union, UnionType):
        return {"anyOf": [_form(one) for one in get_args(hint)]}
    raise TypeError(f"no JSON form for {hint}")


def _ordered(entry: type[Entry]) -> list[Any]:
    """The fields of an entry, what it rests on last."""
    assert is_dataclass(entry)
    specs = fields(entry)
    return sorted(specs, key=lambda spec: spec.name in ("ids", "sources"))
