"""Levers: instruments that one party holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import Field

from parley.files import Place
from parley.scenario.quantities.amounts import LONG_KEYS, read_quantity
from parley.scenario.quantities.pen import Pen, block_map, flow_list, is_default, numbers_map, with_when
from parley.scenario.quantities.stated import Quantity, When
from parley.scenario.quantities.units import POINTS
from parley.scenario.quantities.when import read_when
from parley.scenario.reading.diagnostics import Diagnostics, title_of
from parley.scenario.reading.form import Form, Name, WhenWords
from parley.scenario.reading.saying import described


class LeverForm(Form):
    """An instrument one party holds."""

    name: str | None = Field(default=None, description="what readers call it; default from its id")
    holder: str = Field(description="the party that can set it")
    settings: list[Name] = Field(description="the positions it can be put in, two or more")
    start: str | None = Field(default=None, description="the setting at as_of; default the first")
    switch_cost: Any = Field(
        default=None, description="points a move costs its holder, for all or by setting; default 0"
    )
    when: WhenWords = Field(default={}, description="when it can be moved; default always")
    consent: list[str] = Field(default=[], description="who must agree to a move, in order; default nobody")


@dataclass(frozen=True)
class Lever:
    """An instrument one party holds; `switch_cost` maps the setting moved to, to its holder's cost.

    A move needs the agreement of all of `consent`, whose keys it has beside its holder's.
    """

    id: str
    name: str
    holder: str
    settings: tuple[str, ...]
    start: str
    switch_cost: Mapping[str, Quantity]
    when: When = field(default_factory=When)
    consent: tuple[str, ...] = ()


def read_lever(diag: Diagnostics, name: str, form: LeverForm, place: Place) -> Lever:
    """Read an instrument one party holds."""
    diag.party(form.holder, (*place, "holder"))
    for index, word in enumerate(form.settings):
        if word in form.settings[:index]:
            diag.fault((*place, "settings", index), "duplicate-name", "each setting once", described(word))
    if len(form.settings) < 2:
        diag.fault((*place, "settings"), "out-of-range", "two settings or more", str(len(form.settings)))
    settings = tuple(dict.fromkeys(form.settings)) or ("",)
    start = settings[0] if form.start is None else form.start
    known = diag.names.posture.get(name)
    diag.resolve(start, known, (*place, "start"), f"a setting of {name}", "unknown-setting")
    if isinstance(form.switch_cost, dict) and _is_by_setting(diag, form.switch_cost):
        for word in form.switch_cost:
            here = (*place, "switch_cost", word)
            diag.resolve(word, known, here, f"a setting of {name}", "unknown-setting", at_key=True)
    cost = _switch_cost(diag, form.switch_cost, settings, (*place, "switch_cost"))
    when = read_when(diag, form.when, (*place, "when"))
    consent = diag.party_list(form.consent, (*place, "consent"), "signatory-unknown")
    return Lever(name, form.name or title_of(name), form.holder, settings, start, cost, when, consent)


def _is_by_setting(diag: Diagnostics, raw: Mapping[str, object]) -> bool:
    """Tell costs by setting from a long number and from a split by disposition."""
    return not LONG_KEYS & raw.keys() and not any(word in diag.names.kinds for word in raw)


def _switch_cost(
    diag: Diagnostics, raw: object, settings: tuple[str, ...], place: Place
) -> dict[str, Quantity]:
    """Read one cost for every move, or costs by the setting moved to (0 where none is stated)."""
    if isinstance(raw, dict) and _is_by_setting(diag, raw):
        return {word: read_quantity(diag, raw.get(word), (*place, word), POINTS, 0.0) for word in settings}
    return dict.fromkeys(settings, read_quantity(diag, raw, place, POINTS, 0.0))


def lever_form(pen: Pen, lever: Lever) -> Any:
    """Write a lever; one cost for all moves stays one."""
    costs = list(lever.switch_cost.values())
    path = f"levers.{lever.id}.switch_cost"
    first = costs[0].numbers[0].path
    single = first == path or (len(costs[0].numbers) > 1 and first.rpartition(".")[0] == path)
    form: dict[str, Any] = {
        "name": lever.name,
        "holder": lever.holder,
        "settings": flow_list(list(lever.settings)),
        "start": lever.start,
        "switch_cost": pen.quantity(costs[0]) if single else numbers_map(pen, lever.switch_cost),
    }
    defaults = ("switch_cost",) if single and is_default(costs[0]) else ()
    if lever.consent:
        form["consent"] = flow_list(list(lever.consent))
    return block_map(with_when(form, lever.when), defaults)
