"""A changed case beside the case as stated: what differs, largest first."""

from __future__ import annotations

from dataclasses import replace

from parley.report.context import Section
from parley.workbench.running import Run

NAME = "changed"


def changed_section(stated: Run, changed: Run) -> Section | None:
    """What a changed case comes to beside the same case as stated; None where nothing was changed."""
    from parley.report.reading import Reading
    from parley.report.sensitivity.what_if import what_ifs
    from parley.sensitivity.what_if import Changes, Redone, beside, compared

    if not changed.case.changes:
        return None
    asked = Changes(NAME, "With the changes in force", dict(changed.case.changes))
    one = compared(asked, Redone.ALL, stated.outlook, changed.outlook)
    section = what_ifs(Reading(stated.outlook, stated.scenario), beside(stated.outlook, (one,)))
    return None if section is None else replace(section, title="What changes")
