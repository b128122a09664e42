"""Findings attached to an outlook: kept beside it under one fingerprint, shown in its brief while they hold.

`findings.json` says of each finding in the folder what it rests on, as digests by input. Only what a finding
was worked out from counts: a later row of the record leaves an influence as it is, and so does another
version of the program that makes the same of the case as stated. One that no longer holds is left out of the
brief, which says so and which input changed; its file stays.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from parley.case import Case
from parley.files.kept import parse_json, read_json, read_kept
from parley.files.results import Document
from parley.files.text import sha256_of
from parley.outlook import Outlook, StatedFigures, stated_figures
from parley.record import known_on
from parley.theses import read_theses
from parley.workbench.writing import as_text, write_whole

INDEX_FILE = "findings.json"
STUDY_FOLDER, STUDY_FILE = "study", "study.json"
"""Where the folder of an outlook keeps the study of its case, and the findings in that."""

INPUTS = {
    "scenario": "scenario.yaml",
    "numbers": "scenario.yaml",
    "evidence": "scenario.yaml, or what its numbers rest on,",
    "changes": "--set",
    "coding": "coding.yaml",
    "record": "the record",
    "day": "the day the record is read on",
    "theses": "theses.yaml",
    "code": "Parley itself",
    "figures": "what Parley makes of the case as stated",
    "file": "the file it is kept in",
}
"""What a finding may rest on, and how it is named to a reader."""


class Kind(Enum):
    """What can be found out about a case; the value names it in `findings.json`."""

    WHAT_IFS = "what_ifs"
    ALONG = "along"
    INFLUENCE = "influence"
    STUDY = "study"
    WEIGHING = "weighing"
    SCORES = "scores"
    CALIBRATION = "calibration"
    ESTIMATION = "estimation"
    THESES = "theses"
    WEDGE = "wedge"


@dataclass(frozen=True)
class Entry:
    """How a kind of finding is kept: its file, its title, how to find it anew, and what it rests on.

    `type` is the module and the class that reads its document; empty where the document is shown as it is.
    """

    file: str
    title: str
    verb: str
    inputs: tuple[str, ...]
    type: tuple[str, str] | None = None


_NUMBERS = ("numbers", "changes", "code")
_MODEL = ("scenario", "changes", "code")
_RECORD = (*_MODEL, "coding", "record")
KINDS = {
    Kind.WHAT_IFS: Entry(
        "what-if.json", "what-ifs", "what-if", _MODEL, ("parley.sensitivity.what_if", "WhatIfs")
    ),
    Kind.ALONG: Entry(
        "along.json",
        "A number along its range",
        "what-if --along",
        _NUMBERS,
        ("parley.sensitivity.tipping", "Along"),
    ),
    Kind.INFLUENCE: Entry(
        "influence.json",
        "influence",
        "influence",
        ("evidence", "changes", "code"),
        ("parley.sensitivity.influence", "Influence"),
    ),
    Kind.STUDY: Entry(
        f"{STUDY_FOLDER}/{STUDY_FILE}",
        "the study",
        "study",
        ("numbers", "code"),
        ("parley.sensitivity.study.finding", "Summary"),
    ),
    Kind.WEIGHING: Entry(
        "weighing.json",
        "the record weighed",
        "weigh",
        (*_RECORD, "day"),
        ("parley.report.inference.weighing.form", "WeighedRecord"),
    ),
    Kind.SCORES: Entry(
        "scores.json", "scores of earlier forecasts", "score", _RECORD, ("parley.inference.scoring", "Scores")
    ),
    Kind.CALIBRATION: Entry(
        "calibration.json",
        "ranges reweighed by the record",
        "calibrate",
        _RECORD,
        ("parley.inference.calibration", "Calibration"),
    ),
    Kind.ESTIMATION: Entry(
        "estimate.json",
        "numbers estimated from the record",
        "estimate",
        _RECORD,
        ("parley.inference.estimation", "Estimation"),
    ),
    Kind.THESES: Entry(
        "theses.json",
        "what becomes of what observers say",
        "theses",
        (*_RECORD, "day", "theses"),
        ("parley.theses", "Theses"),
    ),
    Kind.WEDGE: Entry(
        "wedge.json",
        "what a known motive costs",
        "explain --motive",
        _NUMBERS,
        ("parley.dealing", "WedgeTable"),
    ),
}


@dataclass(frozen=True)
class Finding:
    """Something found out about a case: its document, and the day up to which it read the record."""

    kind: Kind
    document: Mapping[str, Any]
    day: date | None = None


@dataclass(frozen=True)
class LeftOut:
    """A finding that no longer holds: which, and the inputs that changed, as `INPUTS` names them."""

    kind: Kind
    changed: tuple[str, ...]

    def __str__(self) -> str:
        entry = KINDS[self.kind]
        why = " and ".join(INPUTS[name] for name in self.changed)
        are = "have" if len(self.changed) > 1 else "has"
        return (
            f"left out of the brief: {entry.title} ({entry.file}), because {why} {are} changed since; "
            f"to find it anew: parley {entry.verb}"
        )


@dataclass(frozen=True)
class Kept:
    """What a folder keeps about a case: findings that hold, as they are read, and those that do not."""

    shown: Mapping[Kind, Any]
    left_out: tuple[LeftOut, ...]


def texts(
    out: Path, case: Case, findings: Iterable[Finding], outlook: Outlook | None = None
) -> dict[Path, str]:
    """The files of findings about a case, and the list of what they and earlier ones rest on.

    `outlook` is the case's as stated, where there is one: by its figures findings are known to hold for
    another version of the program.
    """
    found = tuple(findings)
    index, written = _index(out), {}
    seen = None if outlook is None else stated_figures(outlook)
    noted = seen is not None and _stand_by(index, case, seen)
    if not found and not noted:
        return {}
    for finding in found:
        text = as_text(finding.document)
        written[out / KINDS[finding.kind].file] = text
        index[finding.kind.value] = {
            "sha256": sha256_of(text),
            "day": finding.day.isoformat() if finding.day else None,
            "inputs": _inputs(case, finding.kind, finding.day or case.as_of),
            "figures": seen.document() if seen else None,
        }
    return {**written, out / INDEX_FILE: as_text(index)}


def keep_findings(out: Path, case: Case, findings: Iterable[Finding]) -> None:
    """Keep findings about a case in a folder, all or none, beside what is there; raise OutputError."""
    write_whole(out, texts(out, case, findings))


def _stand_by(index: dict[str, Any], case: Case, seen: StatedFigures) -> bool:
    """Note the figures of the case beside findings of this version that were kept without; whether any
    was.
    """
    from parley.sensitivity.study.plan import code_version

    noted, kinds = False, {kind.value for kind in Kind}
    for name, said in index.items():
        if name not in kinds or not isinstance(said, dict) or said.get("figures"):
            continue
        inputs = said.get("inputs")
        model = [
            one for one in KINDS[Kind(name)].inputs if one in ("scenario", "numbers", "evidence", "changes")
        ]
        now = _inputs_named(case, tuple(model))
        if (
            isinstance(inputs, dict)
            and inputs.get("code") == code_version()
            and now.items() <= inputs.items()
        ):
            said["figures"], noted = seen.document(), True
    return noted


def kept(out: Path, case: Case, fresh: Iterable[Finding] = (), *, outlook: Outlook | None = None) -> Kept:
    """What a folder keeps that holds for a case, fresh findings in the place of earlier ones.

    `outlook` is the case's as stated by this version of the program; without one, findings of another
    version do not hold.
    """
    seen = None if outlook is None else stated_figures(outlook)
    shown: dict[Kind, Any] = {one.kind: _read(one.kind, one.document) for one in fresh}
    left_out = []
    index = _index(out)
    for kind, entry in KINDS.items():
        path = out / entry.file
        if kind in shown or not path.is_file():
            continue
        found = (
            _study(path, case, seen)
            if kind is Kind.STUDY
            else _found(path, kind, index.get(kind.value), case, seen)
        )
        if isinstance(found, LeftOut):
            left_out.append(found)
        else:
            shown[kind] = found
    return Kept(shown, tuple(left_out))


def _found(path: Path, kind: Kind, said: object, case: Case, seen: StatedFigures | None) -> Any:
    """The finding in a file, or why it does not hold."""
    try:
        text = read_kept(path)
        if not isinstance(said, dict) or said["sha256"] != sha256_of(text):
            return LeftOut(kind, ("file",))
        day = date.fromisoformat(said["day"]) if said["day"] else case.as_of
        now = _inputs(case, kind, day) | {"day": case.as_of.isoformat()}
        changed = [name for name in KINDS[kind].inputs if said["inputs"].get(name) != now[name]]
        changed = _looked_through(changed, said.get("figures"), seen)
        return LeftOut(kind, tuple(changed)) if changed else _read(kind, parse_json(text))
    except (OSError, ValueError, KeyError, TypeError):
        # What another program changed, or an older version wrote, is no finding of ours to show.
        return LeftOut(kind, ("file",))


def _looked_through(changed: list[str], then: object, seen: StatedFigures | None) -> list[str]:
    """What changed, without a change of the program that makes the same of the case as stated as before."""
    if changed != ["code"] or then is None or seen is None:
        return changed
    return [] if StatedFigures.read(then).equal(seen) else ["figures"]


def _study(path: Path, case: Case, seen: StatedFigures | None) -> Any:
    """The study in a file, or why it does not hold; it says itself what it rests on."""
    from parley.sensitivity.study.finding import FORM
    from parley.sensitivity.study.plan import code_version, numbers_mark

    try:
        found = cast(Document, read_json(path))
        if found["form"] != FORM or found["case"] != case.name:
            return LeftOut(Kind.STUDY, ("file",))
        now = {"scenario": numbers_mark(case.scenario), "version": code_version()}
        names = {"scenario": "numbers", "version": "code"}
        changed = [names[key] for key, value in now.items() if found[key] != value]
        changed = _looked_through(changed, found["stated"], seen)
        return LeftOut(Kind.STUDY, tuple(changed)) if changed else _read(Kind.STUDY, found)
    except (OSError, ValueError, KeyError, TypeError):
        return LeftOut(Kind.STUDY, ("file",))


def _read(kind: Kind, document: object) -> Any:
    """A finding as its sections want it: as its own type where it has one."""
    named = KINDS[kind].type
    return document if named is None else getattr(import_module(named[0]), named[1]).read(document)


def _index(out: Path) -> dict[str, Any]:
    """What the findings of a folder rest on; empty where nothing readable says so."""
    try:
        found = read_json(out / INDEX_FILE)
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _inputs(case: Case, kind: Kind, day: date) -> dict[str, str]:
    """The digest of every input that matters to a kind of finding, with the record as known on a day."""
    names = KINDS[kind].inputs
    found = _inputs_named(case, names)
    if "record" in names:
        # The place of a row in its file says nothing of what happened.
        moves = [replace(move, line=0) for move in known_on(case.record, day).moves]
        found |= {"record": sha256_of(repr(moves)), "coding": sha256_of(repr(case.coding_data))}
    if "theses" in names:
        found["theses"] = sha256_of(repr(read_theses(case.files)))
    if "day" in names:
        found["day"] = day.isoformat()
    return found


def _inputs_named(case: Case, names: tuple[str, ...]) -> dict[str, str]:
    """The digests of those inputs that are the model's and the program's."""
    from parley.sensitivity.study.plan import code_version, numbers_mark, scenario_mark

    made: dict[str, Callable[[], str]] = {
        "scenario": lambda: scenario_mark(case.stated),
        "numbers": lambda: numbers_mark(case.stated),
        "evidence": lambda: numbers_mark(case.stated, evidence=True),
        "changes": lambda: sha256_of(json.dumps(dict(case.changes), sort_keys=True, default=str)),
        "code": code_version,
    }
    return {name: made[name]() for name in names if name in made}
