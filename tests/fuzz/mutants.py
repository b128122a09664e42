"""Mutants of case files: what a careless hand, a broken disk or another program may leave behind."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILES = ("scenario.yaml", "coding.yaml", "moves.csv", "actors.csv", "facts.csv", "readouts.csv", "README.md")
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
    starter = ROOT / "src/parley/scenario"
    new = {
        path.name: path.read_bytes()
        for folder in ("starter", "starter_record")
        for path in sorted((starter / folder).iterdir())
        if path.is_file()
    }
    korea = ROOT / "cases/korea-1951"
    record = {name: (korea / name).read_bytes() for name in FILES if (korea / name).is_file()}
    short = {
        name: b"".join(text.splitlines(keepends=True)[:16]) if name.endswith(".csv") else text
        for name, text in record.items()
    }
    return [rich, new, short]


def mutant(seed: int, cases: list[Files]) -> Files:
    """The files of one mutant; the same for the same seed."""
    chance = random.Random(seed)
    files = dict(chance.choice(cases))
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5))):
        name = chance.choice(sorted(files))
        files[name] = chance.choice(EDITS)(chance, files[name], files)
    if chance.random() < 0.02:
        name = chance.choice(sorted(files))
        files[chance.choice((name.upper(), name + ".txt", "x" + name))] = files.pop(name)
    return files


def put(files: Files, folder: Path) -> None:
    """Write a mutant into an emptied folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, text in files.items():
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


EDITS: tuple[Edit, ...] = (_line, _word, _word, _word, _other_word, _other_word, _byte, _cut, _splice)
