"""What would change an outlook, kept beside it and shown in its brief while it still holds."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parley.outlook import Outlook
    from parley.report import Section
    from parley.sensitivity.influence import Influence
    from parley.sensitivity.study.finding import Summary
    from parley.sensitivity.tipping import Along
    from parley.sensitivity.what_if import WhatIfs
    from parley.workbench.running import Run

FILES = {"what_ifs": "what-if.json", "along": "along.json", "influence": "influence.json"}
KINDS = {
    "what_ifs": ("parley.sensitivity.what_if", "WhatIfs"),
    "along": ("parley.sensitivity.tipping", "Along"),
    "influence": ("parley.sensitivity.influence", "Influence"),
}
"""What each file holds, and the room to load for it: most briefs find no file."""

STUDY_FOLDER, STUDY_FILE = "study", "study.json"
"""Where the folder of an outlook keeps the study of its case, and the findings in that."""


@dataclass(frozen=True)
class Changing:
    """What was found out about what would change an outlook; any of it may be missing."""

    what_ifs: WhatIfs | None = None
    along: Along | None = None
    influence: Influence | None = None

    def texts(self, out: Path) -> dict[Path, str]:
        """The files of what is there."""
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            out / FILES[name]: json.dumps(part.document(), indent=1, ensure_ascii=False) + "\n"
            for name, part in found.items()
            if part is not None
        }


def with_kept(fresh: Changing, outlook: Outlook, out: Path) -> Changing:
    """Add what a folder keeps from earlier, as far as it was found out for the same files and version."""
    return Changing(
        what_ifs=fresh.what_ifs or _kept(out, outlook, "what_ifs"),
        along=fresh.along or _kept(out, outlook, "along"),
        influence=fresh.influence or _kept(out, outlook, "influence"),
    )


def _kept(out: Path, outlook: Outlook, name: str) -> Any:
    """Read what a file keeps; None if there is none, or it is about another state of the case."""
    try:
        kept = json.loads((out / FILES[name]).read_text(encoding="utf-8"))
        if any(kept[key] != getattr(outlook, key) for key in ("input_hashes", "version", "case")):
            return None
        room, kind = KINDS[name]
        return getattr(import_module(room), kind).read(kept)
    except (OSError, ValueError, KeyError, TypeError):
        # The file is a convenience: one that another program changed, or an older version wrote, is left out.
        return None


def sections(result: Run, changing: Changing) -> tuple[Section, ...]:
    """The sections of the brief on what would change the outlook."""
    from parley.report.change.along import along_section
    from parley.report.change.influence import influence_sections
    from parley.report.change.what_if import what_ifs
    from parley.report.reading import Reading

    reading = Reading(result.outlook, result.scenario)
    found: list[Section | None] = []
    if changing.what_ifs:
        found.append(what_ifs(reading, changing.what_ifs))
    if changing.along:
        found.append(along_section(reading, changing.along))
    if changing.influence:
        found += influence_sections(reading, changing.influence)
    return tuple(section for section in found if section is not None)


def studied_sections(result: Run, out: Path) -> tuple[Section, ...]:
    """What a brief shows of the study that its folder keeps, if that is a study of the same assumptions.

    What a study rests on is the scenario it solved and the code it solved it with; a later row of the
    record moves neither, so the record's files need not be the same.
    """
    path = out / STUDY_FOLDER / STUDY_FILE
    if not path.is_file() or (kept := _kept_study(path, result)) is None:
        return ()
    from parley.report.study import over_the_ranges

    return (over_the_ranges(kept, result.scenario, result.outlook),)


def _kept_study(path: Path, result: Run) -> Summary | None:
    """The findings a file keeps; None if they are of other assumptions, of other code, or in another form."""
    from parley.sensitivity.study.finding import FORM, Summary
    from parley.sensitivity.study.plan import code_version, scenario_mark

    same = {
        "form": FORM,
        "case": result.outlook.case,
        "scenario": scenario_mark(result.scenario),
        "version": code_version(),
    }
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Summary.read(kept) if all(kept[key] == value for key, value in same.items()) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
