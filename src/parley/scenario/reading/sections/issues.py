"""Read issues, their options, and the pie."""

from __future__ import annotations

from collections.abc import Mapping

from parley.files import Place
from parley.scenario.forms.ground import IssueForm, OptionForm, PieForm
from parley.scenario.parts import Issue, Option
from parley.scenario.reading.desk import Desk, title_of
from parley.scenario.reading.numbers.amounts import read_number
from parley.scenario.reading.numbers.units import COST, LOG_ODDS, POINTS
from parley.scenario.reading.saying import described

WHOLE_PIE = 100.0
PIE_STEPS = 20
MOST_STEPS = 5000
RESERVED_ISSUES = ("terms",)


def read_issues(desk: Desk, forms: Mapping[str, object]) -> dict[str, Issue]:
    """Read every issue with its options, in the order of the file."""
    issues: dict[str, Issue] = {}
    for name, form in forms.items():
        place = ("issues", name)
        if name in RESERVED_ISSUES:
            expected = "a name other than " + ", ".join(RESERVED_ISSUES)
            desk.fault(place, "bad-name", expected, f"'{name}'", at_key=True)
        if isinstance(form, PieForm):
            issues[name] = _pie(desk, name, form, place)
        else:
            issues[name] = _issue(desk, name, form, place)
    if not issues:
        desk.fault(("issues",), "missing-key", "at least one issue", "none", at_key=True)
    return issues


def _issue(desk: Desk, name: str, form: object, place: Place) -> Issue:
    title = title_of(name)
    if isinstance(form, IssueForm):
        title = form.name or title
        form, place = form.options, (*place, "options")
    if isinstance(form, list):
        options = [Option(word, title_of(word)) for word in form]
        for index, word in enumerate(form):
            if word in form[:index]:
                desk.fault((*place, index), "duplicate-name", "each option once", described(word))
    else:
        stated = form if isinstance(form, dict) else {}
        options = [_option(desk, word, raw, (*place, word)) for word, raw in stated.items()]
    if not options:
        desk.fault(place, "missing-key", "at least one option", "none", at_key=True)
    return Issue(name, title, tuple(options))


def _option(desk: Desk, name: str, form: OptionForm | None, place: Place) -> Option:
    if form is None:
        return Option(name, title_of(name))
    strength = {
        party: read_number(desk, form.strength[party], (*place, "strength", party), LOG_ODDS)
        for party in desk.by_party(form.strength, (*place, "strength"))
    }
    deterrence = None
    if form.deterrence is not None:
        deterrence = read_number(desk, form.deterrence, (*place, "deterrence"), COST)
    return Option(name, form.name or title_of(name), strength, deterrence)


def _pie(desk: Desk, name: str, form: PieForm, place: Place) -> Issue:
    """Read a pie: one option for each division on offer, named after the first party's per cent."""
    pair = desk.party_list(form.split, (*place, "split"))
    if len(form.split) != 2:
        desk.fault(
            (*place, "split"), "wrong-type", "the two parties that split the pie", str(len(form.split))
        )
    first, second = (*pair, "", "")[:2]
    shares = _shares(desk, form, place)
    options = tuple(
        Option(f"{first}_{100 * share:.6g}", f"{title_of(first)} {100 * share:.6g} %") for share in shares
    )
    if len({option.id for option in options}) < len(options):
        desk.fault((*place, "shares"), "duplicate-name", "each share once", described(form.shares))
    worth = read_number(desk, form.worth, (*place, "worth"), POINTS, WHOLE_PIE)
    reservation = read_yes(desk, form.reservation, (*place, "reservation"))
    return Issue(name, form.name or title_of(name), options, (first, second), reservation, shares, worth)


def _shares(desk: Desk, form: PieForm, place: Place) -> tuple[float, ...]:
    """Return the shares of the first party that are on offer, in the order stated."""
    if form.shares is not None:
        if form.steps is not None:
            desk.fault((*place, "steps"), "unknown-key", "either steps or shares", "both", at_key=True)
        if not form.shares:
            desk.fault((*place, "shares"), "missing-key", "at least one share", "none")
        for index, share in enumerate(form.shares):
            if not 0 <= share <= 1:
                desk.fault((*place, "shares", index), "out-of-range", "a share, 0 to 1", described(share))
        return tuple(float(share) for share in form.shares)
    steps = PIE_STEPS if form.steps is None else form.steps
    if not 1 <= steps <= MOST_STEPS:
        desk.fault((*place, "steps"), "out-of-range", f"1 to {MOST_STEPS} steps", str(steps))
        steps = PIE_STEPS
    return tuple(step / steps for step in range(steps + 1))


def read_yes(desk: Desk, raw: object, place: Place) -> bool:
    """Read yes or no (in YAML 1.2 plain words), also true or false; nothing stated is no."""
    if raw is None:
        return False
    if isinstance(raw, bool):
        return raw
    if raw not in ("yes", "no"):
        desk.fault(place, "wrong-type", "yes or no", described(raw))
    return raw == "yes"
