"""Read what parties can do short of a settlement: levers, conditions, accords, gestures, transfers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from parley.files import Place
from parley.scenario.forms.instruments import AccordForm, ConditionForm, GestureForm, LeverForm, TransferForm
from parley.scenario.parts import ACCORD_SETTINGS, LADDER, Accord, Condition, Gesture, Lever, Transfer
from parley.scenario.quantities import Number, Quantity
from parley.scenario.reading.desk import Desk, title_of
from parley.scenario.reading.numbers.amounts import LONG_KEYS, read_duration, read_quantity, read_terms
from parley.scenario.reading.numbers.situations import read_when
from parley.scenario.reading.numbers.units import POINTS, RATE
from parley.scenario.reading.saying import described

FAMILY_STEPS = 10
MOST_STEPS = 1000


def read_lever(desk: Desk, name: str, form: LeverForm, place: Place) -> Lever:
    """Read an instrument one party holds."""
    desk.party(form.holder, (*place, "holder"))
    for index, word in enumerate(form.settings):
        if word in form.settings[:index]:
            desk.fault((*place, "settings", index), "duplicate-name", "each setting once", described(word))
    if len(form.settings) < 2:
        desk.fault((*place, "settings"), "out-of-range", "two settings or more", str(len(form.settings)))
    settings = tuple(dict.fromkeys(form.settings)) or ("",)
    start = settings[0] if form.start is None else form.start
    known = desk.names.posture.get(name)
    desk.resolve(start, known, (*place, "start"), f"a setting of {name}", "unknown-setting")
    if isinstance(form.switch_cost, dict) and _is_by_setting(desk, form.switch_cost):
        for word in form.switch_cost:
            here = (*place, "switch_cost", word)
            desk.resolve(word, known, here, f"a setting of {name}", "unknown-setting", at_key=True)
    cost = _switch_cost(desk, form.switch_cost, settings, (*place, "switch_cost"))
    when = read_when(desk, form.when, (*place, "when"))
    return Lever(name, form.name or title_of(name), form.holder, settings, start, cost, when)


def _is_by_setting(desk: Desk, raw: Mapping[str, object]) -> bool:
    """Tell costs by setting from a long number and from a split by disposition."""
    return not LONG_KEYS & raw.keys() and not any(word in desk.names.dispositions for word in raw)


def _switch_cost(desk: Desk, raw: object, settings: tuple[str, ...], place: Place) -> dict[str, Quantity]:
    """Read one cost for every move, or costs by the setting moved to (0 where none is stated)."""
    if isinstance(raw, dict) and _is_by_setting(desk, raw):
        return {word: read_quantity(desk, raw.get(word), (*place, word), POINTS, 0.0) for word in settings}
    return dict.fromkeys(settings, read_quantity(desk, raw, place, POINTS, 0.0))


def read_condition(desk: Desk, name: str, form: ConditionForm, place: Place) -> Condition:
    """Read a claim on one option of one issue."""
    desk.resolve(form.issue, desk.names.options, (*place, "issue"), "an issue")
    if form.issue in desk.names.options:
        options = desk.names.options[form.issue]
        desk.resolve(form.option, options, (*place, "option"), f"an option of {form.issue}", "unknown-option")
    desk.party(form.claimant, (*place, "claimant"))
    desk.party(form.target, (*place, "target"))
    if form.claimant == form.target:
        expected = "another party than the claimant"
        desk.fault((*place, "target"), "duplicate-name", expected, described(form.target))
    desk.resolve(form.start, LADDER, (*place, "start"), "a step of the ladder", "unknown-setting")
    costs = {
        act: read_quantity(desk, getattr(form.costs, act), (*place, "costs", act), POINTS, 0.0)
        for act in ("demand", "rebuff", "concede")
    }
    sets_in = read_terms(desk, form.sets_in, (*place, "sets_in"), RATE)
    return Condition(
        name,
        form.name or title_of(name),
        form.issue,
        form.option,
        form.claimant,
        form.target,
        form.start,
        sets_in,
        costs,
    )


def read_accord(desk: Desk, name: str, form: AccordForm, place: Place) -> Accord:
    """Read a limited agreement; one that can never be reached or never ends is a fault."""
    signatories = desk.party_list(form.signatories, (*place, "signatories"), "signatory-unknown")
    proposers = signatories
    if form.proposers is not None:
        proposers = desk.party_list(form.proposers, (*place, "proposers"))
    desk.resolve(form.start, ACCORD_SETTINGS, (*place, "start"), "a state of an accord", "unknown-setting")
    leave = (*place, "leave")
    leavers = desk.party_list(form.leave.by, (*leave, "by")) if form.leave else ()
    leave_cost = read_quantity(desk, form.leave.cost if form.leave else None, (*leave, "cost"), POINTS, 0.0)
    accord = Accord(
        id=name,
        name=form.name or title_of(name),
        signatories=signatories,
        proposers=proposers,
        lasts=read_duration(desk, form.lasts, (*place, "lasts")),
        leavers=leavers,
        leave_cost=leave_cost,
        propose_cost=read_quantity(desk, form.propose_cost, (*place, "propose_cost"), POINTS, 0.0),
        start=form.start,
        when=read_when(desk, form.when, (*place, "when")),
    )
    _check_accord(desk, accord, place)
    return accord


def _check_accord(desk: Desk, accord: Accord, place: Place) -> None:
    if accord.lasts is None and not accord.leavers:
        advice = "state how long it lasts, or who may leave it"
        desk.fault(
            place, "accord-endless", "an accord that can end", "neither lasts nor leave", advice, at_key=True
        )
    if accord.start == "in_force":
        return
    expected = "an accord that can be reached, or one in force at the start"
    if not accord.proposers or not accord.signatories:
        got = "nobody to propose it" if not accord.proposers else "nobody to sign it"
        desk.fault(
            place, "accord-unreachable", expected, got, "name them, or say `start: in_force`", at_key=True
        )
    elif "off" not in accord.when.posture.get(accord.id, ("off",)):
        got = "proposed only while it is in force itself"
        desk.fault((*place, "when"), "accord-unreachable", expected, got, at_key=True)


def read_gesture(desk: Desk, name: str, form: GestureForm, place: Place) -> Gesture:
    """Read a goodwill act; what it costs its maker is a negative worth to it."""
    desk.party(form.by, (*place, "by"))
    worth: dict[str, Quantity] = {}
    cost = read_quantity(desk, form.cost, (*place, "cost"), POINTS, 0.0)
    worth[form.by] = Quantity(tuple(negated(number) for number in cost.numbers))
    for party in desk.by_party(form.worth, (*place, "worth")):
        here = (*place, "worth", party)
        if party == form.by:
            expected = "worth to parties other than its maker"
            desk.fault(here, "duplicate-name", expected, described(party), "state it as `cost`", at_key=True)
            continue
        worth[party] = read_quantity(desk, form.worth[party], here, POINTS)
    return Gesture(
        name, form.name or title_of(name), form.by, worth, read_when(desk, form.when, (*place, "when"))
    )


def negated(number: Number) -> Number:
    """Turn a cost into a worth: the sign and the range are turned round."""
    low, high = number.low, number.high
    return replace(
        number,
        value=0.0 - number.value,
        low=None if high is None else 0.0 - high,
        high=None if low is None else 0.0 - low,
    )


def read_transfers(desk: Desk, forms: Mapping[str, TransferForm]) -> dict[str, Transfer]:
    """Read payments for one round; a family becomes one transfer for each share on offer."""
    transfers: dict[str, Transfer] = {}
    for name, form in forms.items():
        for transfer in _transfer(desk, name, form, ("transfers", name)):
            if transfer.id in transfers:
                expected = "a name no other transfer has"
                desk.fault(("transfers", name), "duplicate-name", expected, f"'{transfer.id}'", at_key=True)
            transfers[transfer.id] = transfer
    return transfers


def _transfer(desk: Desk, name: str, form: TransferForm, place: Place) -> list[Transfer]:
    desk.party(form.by, (*place, "by"))
    signatories = desk.party_list(form.signatories, (*place, "signatories"), "signatory-unknown")
    when = read_when(desk, form.when, (*place, "when"))
    title = form.name or title_of(name)
    here = (*place, "worth")
    if form.split is None:
        raw = form.worth if isinstance(form.worth, dict) else {}
        if not raw:
            desk.fault(here, "wrong-type", "party -> points", described(form.worth))
        worth = {
            party: read_quantity(desk, raw[party], (*here, party), POINTS)
            for party in desk.by_party(raw, here)
        }
        return [Transfer(name, title, form.by, signatories, worth, when)]
    pair = desk.party_list(form.split, (*place, "split"))
    steps = FAMILY_STEPS if form.steps is None else form.steps
    if len(pair) != 2:
        desk.fault((*place, "split"), "wrong-type", "two parties", str(len(form.split)))
        return []
    if not 1 <= steps <= MOST_STEPS:
        desk.fault((*place, "steps"), "out-of-range", f"1 to {MOST_STEPS} steps", str(steps))
        return []
    whole = read_quantity(desk, form.worth, here, POINTS, 1.0)
    return [
        Transfer(
            f"{name}_{100 * step / steps:.6g}",
            f"{title} {100 * step / steps:.6g} %",
            form.by,
            signatories,
            {pair[0]: _part(whole, step / steps), pair[1]: _part(whole, 1 - step / steps)},
            when,
        )
        for step in range(steps + 1)
    ]


def _part(whole: Quantity, share: float) -> Quantity:
    return Quantity(tuple(scaled(number, share) for number in whole.numbers))


def scaled(number: Number, share: float) -> Number:
    """Return a share of a number, its range with it."""
    ends = [None if end is None else end * share for end in (number.low, number.high)]
    return replace(number, value=number.value * share, low=ends[0], high=ends[1])
