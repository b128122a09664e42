"""Codings of texts in REFI-QDA projects (QDPX, exchanged by ATLAS.ti, MAXQDA, NVivo) as raw events.

A passage becomes a candidate if one of its codes is an act of the record. Who acts, towards whom, on what
issue and when are codes below a code called `actor`, `target`, `issue` and `date`; without a date of its own
a passage has that of its source: a date variable, or a day in its name.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from parley.errors import CONTROLS, UsageError
from parley.record.exchange.incoming import LeftOut
from parley.record.exchange.raw import Raw, RowError, plain_id
from parley.vocabulary import Act

PROJECT = "project.qde"
LARGEST_PROJECT, LARGEST_TEXT = 100_000_000, 20_000_000
LONGEST_QUOTE = 600
ROLES = ("act", "actor", "target", "issue", "date")
QUESTION = "is the day right? option? responds_to?"
_NAMESPACE = "{urn:QDA-XML:project:1.0}"
_DAY = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")


@dataclass
class _Passage:
    """A stretch of a source with what it was coded with: role -> names of codes."""

    guid: str
    text: str
    coder: str
    codes: dict[str, list[str]] = field(default_factory=dict)


def qda_raws(path: Path) -> Iterator[Raw | RowError]:
    """The coded passages of a project, in order; raises UsageError where the file is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            root = _project(path, archive)
            texts = {
                one.get("guid", ""): _plain_text(archive, one) for one in root.iter(f"{_NAMESPACE}TextSource")
            }
    except zipfile.BadZipFile:
        raise UsageError(f"{path.name} is no QDPX file: it is not an archive") from None
    codes = dict(_codes(root))
    users = {one.get("guid", ""): one.get("name", "") for one in root.iter(f"{_NAMESPACE}User")}
    number = 0
    for source in root.iter(f"{_NAMESPACE}TextSource"):
        day = _day_of(source)
        for selection in source.iter(f"{_NAMESPACE}PlainTextSelection"):
            number += 1
            yield _raw(number, _passage(selection, texts[source.get("guid", "")], codes, users), source, day)


def _project(path: Path, archive: zipfile.ZipFile) -> ElementTree.Element:
    found = {name.lower(): name for name in archive.namelist()}
    if PROJECT not in found:
        raise UsageError(f"{path.name} holds no {PROJECT}, so it is no QDPX file")
    text = _unpacked(path, archive, found[PROJECT], LARGEST_PROJECT).decode("utf-8-sig", "replace")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise UsageError(f"{path.name} declares a document type, which no QDPX file does; it is not read")
    try:
        return ElementTree.fromstring(text)
    except ElementTree.ParseError as problem:
        raise UsageError(f"{path.name}: {PROJECT} is no XML: {problem}") from None


def _unpacked(path: Path, archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """A file of the archive, as far as it is not larger than it says and may be."""
    with archive.open(name) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise UsageError(f"{path.name}: {name} is larger than {most:,} bytes unpacked; it is not read")
    return data


def _plain_text(archive: zipfile.ZipFile, source: ElementTree.Element) -> str:
    """The text positions count in: within the project, or in a file beside it."""
    inside = source.find(f"{_NAMESPACE}PlainTextContent")
    if inside is not None:
        return inside.text or ""
    name = source.get("plainTextPath", "").removeprefix("internal://")
    known = {one.rpartition("/")[2].lower(): one for one in archive.namelist()}
    if not name or name.lower() not in known:
        return ""
    data = _unpacked(Path(archive.filename or ""), archive, known[name.lower()], LARGEST_TEXT)
    return data.decode("utf-8-sig", "replace")


def _codes(root: ElementTree.Element) -> Iterator[tuple[str, tuple[str, str]]]:
    """GUID of every code -> its role and its name; a code that is named after an act has that role."""

    def below(code: ElementTree.Element, role: str) -> Iterator[tuple[str, tuple[str, str]]]:
        name = code.get("name", "").strip()
        word = name.upper().replace(" ", "_")
        own = role or ("act" if word in tuple(Act) else "")
        yield code.get("guid", ""), (own, word if own == "act" else name)
        singular = name.lower().removesuffix("s")
        inner = role or (singular if singular in ROLES else "")
        for one in code.findall(f"{_NAMESPACE}Code"):
            yield from below(one, inner)

    for codes in root.iter(f"{_NAMESPACE}Codes"):
        for code in codes.findall(f"{_NAMESPACE}Code"):
            yield from below(code, "")


def _passage(
    selection: ElementTree.Element,
    text: str,
    codes: Mapping[str, tuple[str, str]],
    users: Mapping[str, str],
) -> _Passage:
    start, end = (int(selection.get(name, "0")) for name in ("startPosition", "endPosition"))
    quote = " ".join(CONTROLS.sub(" ", text[max(start, 0) : max(end, 0)]).split())
    passage = _Passage(selection.get("guid", ""), quote[:LONGEST_QUOTE], "")
    for coding in selection.findall(f"{_NAMESPACE}Coding"):
        passage.coder = passage.coder or users.get(coding.get("creatingUser", ""), "")
        for ref in coding.findall(f"{_NAMESPACE}CodeRef"):
            role, name = codes.get(ref.get("targetGUID", ""), ("", ""))
            if role:
                passage.codes.setdefault(role, []).append(name)
    return passage


def _raw(number: int, passage: _Passage, source: ElementTree.Element, day: str) -> Raw | RowError:
    acts = [name for name in passage.codes.get("act", ()) if name in tuple(Act)]
    if not acts:
        return RowError(LeftOut.NO_CODE, number, passage.text[:40])
    actors, targets = (";".join(dict.fromkeys(passage.codes.get(role, ()))) for role in ("actor", "target"))
    name = source.get("name", "a text")
    kept = {
        "act": acts[0],
        "issue": passage.codes.get("issue", [""])[0],
        "question": QUESTION if len(acts) == 1 else f"is it {' or '.join(acts)}? {QUESTION}",
    }
    return Raw(
        number,
        plain_id(f"QDA-{passage.guid[:8]}", f"QDA-{number}"),
        passage.codes.get("date", [day])[0],
        actors,
        targets,
        text=passage.text or f"A passage of {name}.",
        source=name + (f", coded by {passage.coder}" if passage.coder else ""),
        kept=kept,
    )


def _day_of(source: ElementTree.Element) -> str:
    """The day a source stands for: its date variable, else a day in its name."""
    for tag in ("DateValue", "DateTimeValue"):
        for value in source.iter(f"{_NAMESPACE}{tag}"):
            return (value.text or "")[:10]
    found = _DAY.search(source.get("name", ""))
    return found[1] if found else ""
