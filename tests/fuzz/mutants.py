"""Mutants of case files: what a careless hand, a broken disk or another program may leave behind."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.fuzz import structures

ROOT = Path(__file__).parents[2]
TINY = Path(__file__).parent / "tiny"
STRANGE = [
    b"null", b"~", b"5", b"-3", b"[]", b"{}", b"x", b"[1, 2]", b"{a: 1}", b"true", b"1e400", b".nan", b".inf",
    b"no", b"2025-13-45", b"9999-12-31", b"0001-01-01", b"9" * 60, b"{value: 3}", b"{value: }", b"{add: 3}",
    b"100 years", b"5 %", b"&a", b"*a", b"!x", b'"', b"'", b"all", b"-0", b"1 per round", b"perfect", b"\t",
    b"? :", b"\xe2\x88\x920,15", b"\xff\xfe", b"\x00", b"\x1b[31m", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"\r",
    b"=1+1", b"1e-320", b"-1e308", b"0x10", b"1_000", b"None", b"0025-01-01", b"(", b"%s", b"../x", b"\\",
    b"\xed\xa0\x80", b"9" * 5000, b"a" * 3000, b", , ,", b'"a\nb"', b"<script>", b"[[[[[[[[[[[[[[[[[[[[",
]  # fmt: skip
_WORDS = re.compile(rb"[\w.%-]+(?: (?:per )?\w+)*")

Files = dict[str, bytes]
Edit = Callable[[random.Random, bytes, Mapping[str, bytes]], bytes]


def originals() -> list[Files]:
    """The cases that are spoilt: small ones, which between them state nearly everything there is."""
    rich = {"scenario.yaml": (ROOT / "tests/scenario/rich.yaml").read_bytes()}
    starter, korea = ROOT / "src/parley/scenario", ROOT / "cases/korea-1951"
    new = _files(starter / "starter") | _files(starter / "starter_record")
    record = {
        name: b"".join(text.splitlines(keepends=True)[:12]) if name.endswith(".csv") else text
        for name, text in _files(korea).items()
        if name != "scenario.yaml"
    }
    graph = {"graph.yaml": (ROOT / "cases/ukraine-2025/graph.yaml").read_bytes()}
    tiny = _files(TINY)
    scenario = {"scenario.yaml": tiny["scenario.yaml"]}
    answers = _files(Path(__file__).parent / "interview")
    return [
        rich,
        new,
        record,
        graph,
        answers,
        *[tiny] * 5,
        *[_files(ROOT / "cases/pie")] * 2,
        *[scenario] * 3,
    ]


def _files(folder: Path) -> Files:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def mutant(seed: int, cases: list[Files]) -> Files:
    """The files of one mutant; the same for the same seed."""
    chance = random.Random(seed)
    files = dict(chance.choice(cases))
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5))):
        name = chance.choice(sorted(files))
        files[name] = chance.choice(edits_of(name))(chance, files[name], files)
    if chance.random() < 0.02:
        name = chance.choice(sorted(files))
        files[chance.choice((name.upper(), name + ".txt", "x" + name))] = files.pop(name)
    return files


def spoilt(seed: int, kept: Files) -> Files:
    """What a folder keeps, with one of its files spoilt; the same for the same seed."""
    chance = random.Random(seed)
    name = chance.choice(sorted(kept))
    files = dict(kept)
    for _ in range(chance.choice((1, 1, 2, 4))):
        files[name] = chance.choice(edits_of(name))(chance, files[name], {name: files[name]})
    return files


def put(files: Files, folder: Path) -> None:
    """Write a mutant into an emptied folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.is_dir():
            shutil.rmtree(old)
        else:
            old.unlink()
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text)


def _line(chance: random.Random, text: bytes, _: Mapping[str, bytes]) -> bytes:
    lines = text.splitlines(keepends=True)
    if not lines:
        return text
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(to, lines[at])
        case 2:
            lines[at], lines[to] = lines[to], lines[at]
        case 3:
            lines[at] = chance.choice((b"  ", b" ", b"\t")) + lines[at]
        case _:
            lines[at] = lines[at].lstrip()
    return b"".join(lines)


def _word(chance: random.Random, text: bytes, _: Mapping[str, bytes]) -> bytes:
    words = [found.span() for found in _WORDS.finditer(text)]
    if not words:
        return text
    start, stop = chance.choice(words)
    return text[:start] + chance.choice(STRANGE) + text[stop:]


def _other_word(chance: random.Random, text: bytes, files: Mapping[str, bytes]) -> bytes:
    words = [found.span() for found in _WORDS.finditer(text)]
    others = [found.group() for found in _WORDS.finditer(chance.choice(list(files.values())))]
    if not words or not others:
        return text
    start, stop = chance.choice(words)
    return text[:start] + chance.choice(others) + text[stop:]


def _byte(chance: random.Random, text: bytes, _: Mapping[str, bytes]) -> bytes:
    at = chance.randrange(len(text) + 1)
    new = bytes(chance.randrange(256) for _ in range(chance.randrange(4)))
    return text[:at] + new + text[at + chance.randrange(3) :]


def _cut(chance: random.Random, text: bytes, _: Mapping[str, bytes]) -> bytes:
    start = chance.randrange(len(text) + 1)
    return text[:start] if chance.random() < 0.5 else text[:start] + text[chance.randrange(len(text) + 1) :]


def _splice(chance: random.Random, text: bytes, files: Mapping[str, bytes]) -> bytes:
    other = chance.choice(list(files.values())).splitlines(keepends=True)
    lines = text.splitlines(keepends=True)
    start = chance.randrange(len(other) + 1)
    at = chance.randrange(len(lines) + 1)
    return b"".join((*lines[:at], *other[start : start + chance.randrange(12)], *lines[at:]))


def _json(chance: random.Random, text: bytes, _: Mapping[str, bytes]) -> bytes:
    """A value of JSON in place of another: of its own file, or a strange one."""
    values = [found.span(1) for found in _VALUES.finditer(text)]
    if not values:
        return text
    (start, stop), (begin, end) = chance.choice(values), chance.choice(values)
    new = chance.choice(
        (text[begin:end], b"null", b"{}", b"[]", b'""', b"1e999", b"NaN", b"-1", b"true", b'"\\u0000"')
    )
    return text[:start] + new + text[stop:]


_VALUES = re.compile(rb":\s*([^,{}\[\]\n]+|\[\]|\{\})")
_TEXT: tuple[Edit, ...] = (_line, _word, _word, _word, _other_word, _other_word, _byte, _cut, _splice)
_YAML = (structures.block, structures.flow, structures.flow, structures.key, structures.key, structures.value)
_TABLE = (structures.column, structures.cell, structures.cell)


def edits_of(name: str) -> tuple[Edit, ...]:
    """What may be done to a file: to its bytes, and to the structure its name says it has."""
    extra = {"yaml": _YAML, "csv": _TABLE, "json": (_json,) * 6}.get(name.rpartition(".")[2], ())
    return (*_TEXT, *extra)
