"""What one move counts as, written into the text of a coding where it stands: all else stays as it is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from parley.errors import UsageError

SECTION = "moves"
KEYS = ("counts_as", "by", "to", "reason")
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_ .;-]*")
_NO_TEXT = re.compile(r"-?[0-9._]+(e[+-]?[0-9]+)?|true|false|null|yes|no|on|off", re.IGNORECASE)


@dataclass(frozen=True)
class StatedCounting:
    """What a form says of a move: what it counts as, by whom, in answer to which move, and why."""

    counts_as: str = ""
    by: str = ""
    to: str = ""
    reason: str = ""


def counting_at(text: str, move: str) -> StatedCounting | None:
    """What a coding's text says of one move by itself; None where only rules speak of it."""
    found = _entry(_root(text), move)
    if found is None:
        return None
    said = {key.value: value for key, value in found[1].value} if isinstance(found[1], MappingNode) else {}
    words = [str(said[key].value) if isinstance(said.get(key), ScalarNode) else "" for key in KEYS]
    return StatedCounting(*words)


def with_counting(text: str, move: str, counting: StatedCounting | None) -> str:
    """A coding's text with what one move counts as in it; without the move's own entry where that is None.

    What an entry says besides (`answers`, `coder`) stays. Raises UsageError where it is written in a way
    that a form cannot keep.
    """
    root = _root(text)
    found = _entry(root, move)
    if found is None:
        return text if counting is None else _added(text, root, move, counting)
    key, node = found
    start, end = node.start_mark.index, node.end_mark.index
    if not isinstance(node, MappingNode) or (node.flow_style and "\n" in text[start:end]):
        raise UsageError(f"what {move} counts as is written over several lines; change it in the text.")
    if counting is None:
        return _without(text, root, key, node)
    if not node.flow_style:
        return _in_block(text, node, move, counting)
    raw = {one.value: text[value.start_mark.index : value.end_mark.index] for one, value in node.value}
    return text[:start] + _flow(raw, counting_at(text, move) or StatedCounting(), counting) + text[end:]


def _root(text: str) -> Node | None:
    try:
        found: Node | None = YAML().compose(text)
    except (YAMLError, RecursionError):
        raise UsageError("the coding cannot be read; mend it in the text first.") from None
    return found


def _section(root: Node | None) -> Node | None:
    if not isinstance(root, MappingNode):
        return None
    return next((value for key, value in root.value if key.value == SECTION), None)


def _entry(root: Node | None, move: str) -> tuple[Node, Node] | None:
    section = _section(root)
    if not isinstance(section, MappingNode):
        return None
    return next(((key, value) for key, value in section.value if key.value == move), None)


def _flow(raw: dict[str, str], before: StatedCounting, now: StatedCounting) -> str:
    """An entry on one line: words that do not change stay as they were written."""
    written = {}
    for key in dict.fromkeys((*raw, *KEYS)):
        if key not in KEYS or (getattr(now, key) == getattr(before, key) and key in raw):
            written[key] = raw.get(key, "")
        else:
            written[key] = _words(getattr(now, key)) if getattr(now, key) else ""
    return "{" + ", ".join(f"{key}: {words}" for key, words in written.items() if words) + "}"


def _added(text: str, root: Node | None, move: str, counting: StatedCounting) -> str:
    entry = f"{_words(move)}: {_flow({}, StatedCounting(), counting)}"
    section = _section(root)
    if section is None:
        if root is not None and not isinstance(root, MappingNode):
            raise UsageError("the coding cannot be read; mend it in the text first.")
        return text.rstrip("\n") + f"\n\n{SECTION}:\n  {entry}\n"
    if not isinstance(section, MappingNode) or section.flow_style or not section.value:
        raise UsageError(
            f"the {SECTION} of this coding do not stand one below the other; add in the text\n{entry}"
        )
    indent = " " * section.value[0][0].start_mark.column
    lines = text.split("\n")
    last = _last_line(section)
    return "\n".join([*lines[: last + 1], indent + entry, *lines[last + 1 :]])


def _without(text: str, root: Node | None, key: Node, node: Node) -> str:
    """The text without an entry and, where it was the last one, without its section."""
    lines = text.split("\n")
    first, last = (
        key.start_mark.line,
        _last_line(node) if isinstance(node, MappingNode) else key.end_mark.line,
    )
    section = _section(root)
    if not isinstance(section, MappingNode) or section.flow_style:
        raise UsageError(
            f"the {SECTION} of this coding do not stand one below the other; change it in the text."
        )
    if len(section.value) == 1 and isinstance(root, MappingNode):
        first = next(head.start_mark.line for head, value in root.value if value is section)
    return "\n".join([*lines[:first], *lines[last + 1 :]])


def _in_block(text: str, node: MappingNode, move: str, counting: StatedCounting) -> str:
    """An entry whose keys stand one below the other: each is changed in its place, new ones come last."""
    before = counting_at(text, move) or StatedCounting()
    said = {key.value: (key, value) for key, value in node.value}
    indent = " " * node.value[0][0].start_mark.column
    lines = text.split("\n")
    new = [
        f"{indent}{key}: {_words(getattr(counting, key))}"
        for key in KEYS
        if getattr(counting, key) and key not in said
    ]
    last = _last_line(node)
    lines[last + 1 : last + 1] = new
    for name, (key, value) in sorted(said.items(), key=lambda one: -one[1][0].start_mark.line):
        if name not in KEYS or getattr(counting, name) == getattr(before, name):
            continue
        if key.start_mark.line != value.start_mark.line or value.start_mark.line != value.end_mark.line:
            raise UsageError(f"'{name}' of {move} is written over several lines; change it in the text.")
        at, words = value.start_mark.line, getattr(counting, name)
        line = lines[at]
        here = line[: value.start_mark.column] + _words(words) + line[value.end_mark.column :]
        lines[at : at + 1] = [here] if words else []
    return "\n".join(lines)


def _last_line(node: Node) -> int:
    """The line the last scalar of a block stands on; its end mark may lie after blank lines and comments."""
    while isinstance(node, MappingNode) and not node.flow_style and node.value:
        node = node.value[-1][1]
    end = node.end_mark
    return int(end.line if end.column else end.line - 1)


def _words(words: str) -> str:
    """A word or text as YAML has it: quoted where it would be read as something else."""
    plain = _PLAIN.fullmatch(words) and words == words.strip() and not _NO_TEXT.fullmatch(words)
    return words if plain else json.dumps(words, ensure_ascii=False)
