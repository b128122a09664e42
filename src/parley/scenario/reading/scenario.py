"""Read a whole scenario from its data: its sections in the order in which they need each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from parley.errors import Fault
from parley.files import Document, Place
from parley.scenario.forms import ScenarioForm
from parley.scenario.forms.scenario import WhatIfForm
from parley.scenario.parts import Issue, Scenario, WhatIf
from parley.scenario.reading.clock import read_clock
from parley.scenario.reading.desk import Desk
from parley.scenario.reading.names import declared_names
from parley.scenario.reading.saying import described
from parley.scenario.reading.sections import instruments as read
from parley.scenario.reading.sections.issues import read_issues
from parley.scenario.reading.sections.parties import read_parties
from parley.scenario.reading.sections.plans import check_offered, read_plans, read_settlement
from parley.scenario.reading.sections.table import read_aftermath, read_endings, read_floor, read_grid
from parley.scenario.reading.sections.theatre import read_theatre
from parley.scenario.reading.shape import UNREADABLE, shaped

STAND_INS: dict[str, Any] = {
    "title": "",
    "parties": {},
    "issues": {},
    "table": {"floor": {}, "settlement": {"signatories": []}},
}
Located = list[tuple[Place, Fault]]


def read_sections(
    document: Document, data: object, changed: frozenset[Place] = frozenset()
) -> tuple[Scenario | None, Located]:
    """Read every section; return the scenario (None if hopeless) and every fault with its place.

    The scenario may be used only if there is no fault: stand-ins fill what could not be read.
    """
    desk = Desk(document, changed)
    if not isinstance(data, dict):
        got = "an empty file" if data is None else described(data)
        desk.fault((), "wrong-type", "a mapping with title, as_of, parties and so on", got)
        return None, desk.faults
    form = shaped(desk, ScenarioForm, data, (), STAND_INS)
    if form is None:
        return None, desk.faults
    desk.clock = read_clock(desk, form)
    desk.names = declared_names(desk, data)
    return _assembled(desk, form, data), desk.faults


def _assembled(desk: Desk, form: ScenarioForm, data: Mapping[str, object]) -> Scenario:
    """Build the parts: issues before plans, plans before whatever may impose one."""
    issues = read_issues(desk, form.issues)
    desk.names.options = _known_options(issues, data)
    settlement = read_settlement(desk, form.table.settlement, ("table", "settlement"))
    plans = read_plans(desk, form.plans, issues, settlement)
    stated = data.get("plans")
    desk.names.plans = tuple(dict.fromkeys((*plans, *(stated if isinstance(stated, dict) else ()))))
    if desk.is_broken(("issues",)) or desk.is_broken(("plans",)):
        desk.names.plans = None
    check_offered(desk, settlement, ("table", "settlement"))
    parties = read_parties(desk, form.parties, issues)
    endings = read_endings(desk, form.endings)
    return Scenario(
        title=form.title,
        as_of=desk.clock.as_of or date.min,
        round_days=desk.clock.round_days,
        rounds=desk.clock.rounds or 1,
        parties=parties,
        issues=issues,
        plans=plans,
        theatre=read_theatre(desk, form.theatre),
        levers=_each(desk, "levers", form.levers, read.read_lever),
        conditions=_each(desk, "conditions", form.conditions, read.read_condition),
        accords=_each(desk, "accords", form.accords, read.read_accord),
        gestures=_each(desk, "gestures", form.gestures, read.read_gesture),
        transfers=read.read_transfers(desk, form.transfers),
        floor=read_floor(desk, form.table),
        breakdown_chance=endings.breakdown_chance,
        horizon_worth=endings.horizon,
        breakdown_worth=endings.breakdown,
        walk_out_worth=endings.walk_out,
        aftermath=read_aftermath(desk, form.aftermath, parties),
        belief_grid=read_grid(desk, form.belief_grid),
        what_ifs={name: _what_if(name, one) for name, one in form.what_if.items()},
    )


FormT = TypeVar("FormT")
PartT = TypeVar("PartT")


def _each(
    desk: Desk,
    section: str,
    forms: Mapping[str, FormT],
    reader: Callable[[Desk, str, FormT, Place], PartT],
) -> dict[str, PartT]:
    return {name: reader(desk, name, form, (section, name)) for name, form in forms.items()}


def _known_options(
    issues: Mapping[str, Issue], data: Mapping[str, object]
) -> dict[str, tuple[str, ...] | None]:
    """List each issue's options, unreadable ones too; None where a list is too broken to tell."""
    stated = data.get("issues")
    known: dict[str, tuple[str, ...] | None] = dict.fromkeys(stated if isinstance(stated, dict) else ())
    for name, issue in issues.items():
        options = tuple(option.id for option in issue.options)
        raw = stated.get(name) if isinstance(stated, dict) and issue.split is None else None
        inner = raw.get("options", raw) if isinstance(raw, dict) else None
        words = tuple(dict.fromkeys((*options, *inner))) if isinstance(inner, dict) else options
        known[name] = None if UNREADABLE in words else words
    return known


def _what_if(name: str, form: WhatIfForm | Mapping[str, object]) -> WhatIf:
    if isinstance(form, WhatIfForm):
        return WhatIf(name, form.note, dict(form.changes))
    changes = {path: value for path, value in form.items() if path != "note"}
    return WhatIf(name, str(form.get("note", "")), changes)
