"""Read a whole scenario from its data: its sections in the order in which they need each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from parley.errors import Fault
from parley.files import Document, Place
from parley.scenario.clock import read_clock
from parley.scenario.declared import declared_names
from parley.scenario.distinct import with_distinct_names
from parley.scenario.parts.aftermath import read_aftermath
from parley.scenario.parts.endings import read_endings
from parley.scenario.parts.events import read_event
from parley.scenario.parts.hidden import read_unknown
from parley.scenario.parts.instruments.accords import read_accord
from parley.scenario.parts.instruments.bargains import read_bargain
from parley.scenario.parts.instruments.conditions import read_condition
from parley.scenario.parts.instruments.levers import read_lever
from parley.scenario.parts.instruments.payments import read_gesture, read_transfers
from parley.scenario.parts.instruments.statements import read_statement
from parley.scenario.parts.issues import Issue, read_issues
from parley.scenario.parts.parties import read_parties
from parley.scenario.parts.plans import check_offered, read_plans, read_settlement
from parley.scenario.parts.table import NO_FLOOR, read_floor, read_talks, read_turns
from parley.scenario.parts.tabling import read_tabling, tabled_by, tabled_settings
from parley.scenario.parts.theatre import read_theatre
from parley.scenario.parts.what_ifs import read_what_if
from parley.scenario.parts.whole import Scenario, ScenarioForm, read_grid
from parley.scenario.quantities.amounts import plain_day, read_yes
from parley.scenario.reading.diagnostics import Diagnostics
from parley.scenario.reading.saying import described
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
    diag = Diagnostics(document, changed)
    if not isinstance(data, dict):
        got = "an empty file" if data is None else described(data)
        diag.fault((), "wrong-type", "a mapping with title, as_of, parties and so on", got)
        return None, diag.faults
    form = shaped(diag, ScenarioForm, data, (), STAND_INS)
    if form is None:
        return None, diag.faults
    diag.clock = read_clock(diag, form)
    diag.names = declared_names(diag, data)
    return with_distinct_names(_assembled(diag, form, data)), diag.faults


def _assembled(diag: Diagnostics, form: ScenarioForm, data: Mapping[str, object]) -> Scenario:
    """Build the parts: issues before plans, plans before whatever may impose one."""
    issues = read_issues(diag, form.issues)
    diag.names.options = _known_options(issues, data)
    settlement = read_settlement(diag, form.table.settlement, ("table", "settlement"))
    plans = read_plans(diag, form.plans, issues, settlement)
    stated = data.get("plans")
    diag.names.plans = tuple(dict.fromkeys((*plans, *(stated if isinstance(stated, dict) else ()))))
    if diag.is_broken(("issues",)) or diag.is_broken(("plans",)):
        diag.names.plans = None
    check_offered(diag, settlement, ("table", "settlement"))
    tabling = read_tabling(diag, form.table.tabling)
    for party in tabling.by if tabling else ():
        diag.names.posture[tabled_by(party)] = tabled_settings(plans, party)
    brought = {name for bargain in form.bargains.values() for name in bargain.sets}
    unknowns = _each(diag, "unknowns", form.unknowns, read_unknown)
    parties = read_parties(diag, form.parties, issues, unknowns)
    endings = read_endings(diag, form.endings)
    return Scenario(
        title=form.title,
        as_of=diag.clock.as_of or date.min,
        round_days=diag.clock.round_days,
        rounds=diag.clock.rounds or 1,
        parties=parties,
        unknowns=unknowns,
        issues=issues,
        plans=plans,
        theatre=read_theatre(diag, form.theatre),
        levers=_each(diag, "levers", form.levers, read_lever),
        conditions=_each(diag, "conditions", form.conditions, read_condition),
        accords={
            name: read_accord(diag, name, one, ("accords", name), by_bargain=name in brought)
            for name, one in form.accords.items()
        },
        bargains=_each(diag, "bargains", form.bargains, read_bargain),
        statements=_each(diag, "statements", form.statements, read_statement),
        events=_each(diag, "events", form.events, read_event),
        gestures=_each(diag, "gestures", form.gestures, read_gesture),
        transfers=read_transfers(diag, form.transfers),
        floor=NO_FLOOR if form.table.floor is None else read_floor(diag, form.table.floor),
        turns=read_turns(diag, form.table),
        holding=form.table.holding is None or read_yes(diag, form.table.holding, ("table", "holding")),
        talks=read_talks(diag, form.table.talks),
        tabling=tabling,
        breakdown_chance=endings.breakdown_chance,
        horizon_worth=endings.horizon,
        breakdown_worth=endings.breakdown,
        walk_out_worth=endings.walk_out,
        quit_worth=endings.quit,
        aftermath=read_aftermath(diag, form.aftermath, parties),
        belief_grid=read_grid(diag, form.belief_grid, [*parties, *unknowns]),
        stated_horizon=diag.clock.stated_horizon,
        longer=diag.clock.longer,
        record_until=_day(diag, form.record_until, "record_until"),
        what_ifs={name: read_what_if(name, one) for name, one in form.what_if.items()},
    )


def _day(diag: Diagnostics, raw: object, key: str) -> date | None:
    """A day that need not be stated."""
    return None if raw is None else plain_day(diag, raw, (key,))


FormT = TypeVar("FormT")
PartT = TypeVar("PartT")


def _each(
    diag: Diagnostics,
    section: str,
    forms: Mapping[str, FormT],
    reader: Callable[[Diagnostics, str, FormT, Place], PartT],
) -> dict[str, PartT]:
    return {name: reader(diag, name, form, (section, name)) for name, form in forms.items()}


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
