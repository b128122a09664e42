"""Mutants of the structure of a text: blocks and brackets of YAML, columns and cells of a table."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping

_FLOW = re.compile(rb"[\[{][^\[\]{}]*[\]}]")
_KEY = re.compile(rb"^([ -]*)([\w.]+):", re.MULTILINE)
_VALUE = re.compile(rb": ([^\n{\[][^\n]*)")
DEEP = (b"[" * 300, b"{a: " * 300, b"- " * 300, b"&x [*x]", b"{<<: {a: 1}}", b"!!python/object:os.system {}")


def block(chance: random.Random, text: bytes, files: Mapping[str, bytes]) -> bytes:
    """A block of lines with all that is deeper: left out, twice, elsewhere, deeper, or another's."""
    lines = text.splitlines(keepends=True)
    if not lines:
        return text
    start = chance.randrange(len(lines))
    stop = _end(lines, start)
    taken, rest = lines[start:stop], lines[:start] + lines[stop:]
    at = chance.randrange(len(rest) + 1)
    match chance.randrange(5):
        case 0:
            return b"".join(rest)
        case 1:
            return b"".join(lines[:stop] + taken + lines[stop:])
        case 2:
            return b"".join(rest[:at] + taken + rest[at:])
        case 3:
            return b"".join(lines[:start] + [b"  " + line for line in taken] + lines[stop:])
        case _:
            other = chance.choice(list(files.values())).splitlines(keepends=True) or [b""]
            begin = chance.randrange(len(other))
            return b"".join(lines[:start] + other[begin : _end(other, begin)] + lines[stop:])


def _end(lines: list[bytes], start: int) -> int:
    """Where the block that begins at a line ends: before the next line that stands as far left."""
    indent = len(lines[start]) - len(lines[start].lstrip())
    for at in range(start + 1, len(lines)):
        if lines[at].strip() and len(lines[at]) - len(lines[at].lstrip()) <= indent:
            return at
    return len(lines)


def flow(chance: random.Random, text: bytes, files: Mapping[str, bytes]) -> bytes:
    """A bracket of YAML: emptied, in another, in place of another, or of the other sort."""
    found = list(_FLOW.finditer(text))
    if not found:
        return text
    one, other = chance.choice(found), chance.choice(found)
    inside = one.group()[1:-1]
    new = (
        b"{}",
        b"[]",
        b"[" + one.group() + b"]",
        other.group(),
        b"{" + inside + b"}",
        b"[" + inside + b"]",
        inside,
    )
    return text[: one.start()] + chance.choice((*new, chance.choice(DEEP))) + text[one.end() :]


def key(chance: random.Random, text: bytes, files: Mapping[str, bytes]) -> bytes:
    """A key of YAML: another's name, a stray one, without its value, or its value in a mapping or a list."""
    found = list(_KEY.finditer(text))
    if not found:
        return text
    one, other = chance.choice(found), chance.choice(found)
    name = chance.choice(
        (other[2], other[2], b"1", b"null", b"~", b"[a]", b'""', b"2025-01-01", b"<<", b"x" * 300)
    )
    if chance.random() < 0.6:
        return text[: one.start(2)] + name + text[one.end(2) :]
    stop = text.find(b"\n", one.end())
    stop = len(text) if stop < 0 else stop
    value = text[one.end() : stop]
    new = (
        b"",
        b" {" + name + b":" + value + b"}",
        b" [" + value.strip() + b"]",
        b" |\n" + value,
        b" >-" + value,
    )
    return text[: one.end()] + chance.choice(new) + text[stop:]


def value(chance: random.Random, text: bytes, files: Mapping[str, bytes]) -> bytes:
    """A value of YAML in place of another, of the same file or of one beside it."""
    here, there = list(_VALUE.finditer(text)), list(_VALUE.finditer(chance.choice(list(files.values()))))
    if not here or not there:
        return text
    one = chance.choice(here)
    return text[: one.start(1)] + chance.choice(there)[1] + text[one.end(1) :]


def column(chance: random.Random, text: bytes, files: Mapping[str, bytes]) -> bytes:
    """A column of a table: left out, twice, moved, renamed, emptied; or another separator."""
    rows = [line.split(b",") for line in text.splitlines()]
    if not rows:
        return text
    at, to = chance.randrange(len(rows[0])), chance.randrange(len(rows[0]))
    what = chance.randrange(6)
    if what == 5:
        return text.replace(b",", chance.choice((b";", b"\t", b"|", b",,")))
    for n, row in enumerate(rows):
        if at >= len(row):
            continue
        match what:
            case 0:
                del row[at]
            case 1:
                row.insert(at, row[at])
            case 2:
                row.insert(to, row.pop(at))
            case 3:
                row[at] = row[at] if n else chance.choice((b"", b"x", rows[0][to], row[at].upper(), b" id "))
            case _:
                row[at] = b"" if n else row[at]
    return b"\n".join(b",".join(row) for row in rows) + b"\n"


def cell(chance: random.Random, text: bytes, files: Mapping[str, bytes]) -> bytes:
    """A cell of a table in place of another, or a row that says a thing again."""
    rows = [line.split(b",") for line in text.splitlines()]
    if len(rows) < 2:
        return text
    row, other = chance.choice(rows), chance.choice(rows)
    row[chance.randrange(len(row))] = chance.choice(other)
    if chance.random() < 0.2:
        rows.insert(chance.randrange(len(rows) + 1), list(other))
    return b"\n".join(b",".join(row) for row in rows) + b"\n"
