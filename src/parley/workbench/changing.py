"""What would change an outlook, kept beside it as files and shown in its brief while it still holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parley.outlook.influence import Influence
from parley.outlook.tipping import Along
from parley.outlook.what_if import WhatIfs

if TYPE_CHECKING:
    from parley.brief import Section
    from parley.workbench.running import Run

FILES = {"what_ifs": "what-if.json", "along": "along.json", "influence": "influence.json"}


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
            out / FILES[name]: json.dumps(part.as_dict(), indent=1, ensure_ascii=False) + "\n"
            for name, part in found.items()
            if part is not None
        }


def with_kept(fresh: Changing, outlook: Mapping[str, Any], out: Path) -> Changing:
    """Add what a folder keeps from earlier, as far as it was found out for the same files and version."""
    return Changing(
        what_ifs=fresh.what_ifs or _kept(out / FILES["what_ifs"], outlook, WhatIfs),
        along=fresh.along or _kept(out / FILES["along"], outlook, Along),
        influence=fresh.influence or _kept(out / FILES["influence"], outlook, Influence),
    )


def _kept(path: Path, outlook: Mapping[str, Any], kind: Any) -> Any:
    """Read what a file keeps; None if there is none, or it is about another state of the case."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if any(kept[key] != outlook[key] for key in ("input_hashes", "version", "case")):
            return None
        return kind.from_dict(kept)
    except (OSError, ValueError, KeyError, TypeError):
        # The file is a convenience: one that another program changed, or an older version wrote, is left out.
        return None


def sections(result: Run, changing: Changing) -> tuple[Section, ...]:
    """The sections of the brief on what would change the outlook."""
    from parley.brief.change.along import along_section
    from parley.brief.change.influence import influence_sections
    from parley.brief.change.what_if import what_ifs
    from parley.brief.reading import Reading

    reading = Reading(result.outlook, result.scenario)
    found: list[Section | None] = []
    if changing.what_ifs:
        found.append(what_ifs(reading, changing.what_ifs))
    if changing.along:
        found.append(along_section(reading, changing.along))
    if changing.influence:
        found += influence_sections(reading, changing.influence)
    return tuple(section for section in found if section is not None)
