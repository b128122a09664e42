"""What a number of a scenario rests on, read and written where it stands: all else stays to the letter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from parley.errors import UsageError

KEYS = ("value", "range", "spread", "sources", "basis", "note")
_WITHIN = ("add", "base", "value")
"""Under which keys a number may stand at the place its path names."""
_PLAIN = re.compile(r"-?[A-Za-z0-9.][A-Za-z0-9_ .%+-]*")
_NO_TEXT = re.compile(r"-?[0-9.]+(e[+-]?[0-9]+)?|true|false|null|yes|no|on|off|[.]nan|[.]inf", re.IGNORECASE)


@dataclass(frozen=True)
class Grounds:
    """A number with its range, the rows of the record it rests on, its basis and why; empty if not said."""

    value: str
    low: str = ""
    high: str = ""
    sources: tuple[str, ...] = ()
    basis: str = ""
    note: str = ""


def grounds_at(text: str, path: str) -> Grounds:
    """What a scenario's text says of the number at a path; UsageError where none stands there by itself."""
    node = _number(text, path)
    if isinstance(node, ScalarNode):
        return Grounds(str(node.value))
    said = {key.value: value for key, value in node.value}
    ends = [str(one.value) for one in _items(said.get("range"))]
    low, high = ends if len(ends) == 2 else ("", "")
    words = {key: str(said[key].value) if key in said else "" for key in ("value", "basis", "note")}
    sources = tuple(str(one.value) for one in _items(said.get("sources")))
    return Grounds(words["value"], low, high, sources, words["basis"], words["note"])


def with_grounds(text: str, path: str, grounds: Grounds) -> str:
    """A scenario's text with a number and what it rests on put in the place of what stands at its path.

    Raises UsageError where no number stands there by itself, or one written over several lines.
    """
    node = _number(text, path)
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, MappingNode) and (not node.flow_style or "\n" in text[start:end]):
        raise UsageError(f"'{path}' is written over several lines; change what it rests on in the text.")
    before = grounds_at(text, path)
    raw = (
        {key.value: text[value.start_mark.index : value.end_mark.index] for key, value in node.value}
        if isinstance(node, MappingNode)
        else {"value": text[start:end]}
    )
    ranged = bool(grounds.low or grounds.high)
    new = {
        "value": _word(grounds.value),
        "range": f"[{_word(grounds.low)}, {_word(grounds.high)}]" if ranged else "",
        "sources": f"[{', '.join(map(_word, grounds.sources))}]" if grounds.sources else "",
        "basis": grounds.basis,
        "note": _text(grounds.note) if grounds.note else "",
    }
    same = {
        "value": grounds.value == before.value,
        "range": (grounds.low, grounds.high) == (before.low, before.high),
        "sources": grounds.sources == before.sources,
        "basis": grounds.basis == before.basis,
        "note": grounds.note == before.note,
    }
    written = {key: raw.get(key, "") if same.get(key, True) else new[key] for key in (*raw, *KEYS)}
    kept = {key: words for key, words in written.items() if words}
    whole = ", ".join(f"{key}: {words}" for key, words in kept.items())
    return text[:start] + (kept["value"] if list(kept) == ["value"] else f"{{{whole}}}") + text[end:]


def _number(text: str, path: str) -> Node:
    """The node of the number at a path: a scalar, or a mapping with what is known about it."""
    try:
        root = YAML().compose(text)
    except (YAMLError, RecursionError):
        raise UsageError("the scenario cannot be read; mend it in the text first.") from None
    for node in _nodes(root, path.split(".")):
        if isinstance(node, MappingNode):
            return node
        if isinstance(node, ScalarNode) and node.value:
            return node
    raise UsageError(f"'{path}' stands nowhere in the file as a number of its own; add it in the text.")


def _nodes(root: Node | None, steps: list[str]) -> Iterator[Node]:
    """The nodes that may be the number at the place: a scalar, or a mapping that has a value."""
    at = root
    for step in steps:
        at = _under(at, step)
    for inner in ("", *_WITHIN):
        node = _under(at, inner) if inner else at
        if isinstance(node, ScalarNode) or (isinstance(node, MappingNode) and _under(node, "value")):
            yield node


def _under(node: Node | None, step: str) -> Node | None:
    if not isinstance(node, MappingNode):
        return None
    return next((value for key, value in node.value if key.value == step), None)


def _items(node: Node | None) -> list[Node]:
    return list(node.value) if isinstance(node, SequenceNode) else []


def _word(words: str) -> str:
    """A value as YAML has it: plain where it is a number or a word."""
    plain = _PLAIN.fullmatch(words) and words == words.strip()
    return words if plain else json.dumps(words, ensure_ascii=False)


def _text(words: str) -> str:
    """A text as YAML has it: quoted where it would be read as something else."""
    return json.dumps(words, ensure_ascii=False) if _NO_TEXT.fullmatch(words) else _word(words)
