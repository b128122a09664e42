"""Issues: the questions to be settled, their options, and the pie."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from parley.files import Place
from parley.scenario.quantities.amounts import read_number, read_yes
from parley.scenario.quantities.pen import Pen, block_map, defaulted, flow_list, flow_map
from parley.scenario.quantities.stated import Number
from parley.scenario.quantities.units import CHANCE, COST, LOG_ODDS, POINTS
from parley.scenario.reading.diagnostics import Diagnostics, title_of
from parley.scenario.reading.form import Chance, Cost, Form, LogOdds, Name, Points, YesNo
from parley.scenario.reading.saying import described


class OptionForm(Form):
    """One answer to an issue."""

    name: str | None = Field(default=None, description="what readers call it; default from its id")
    strength: dict[Name, LogOdds] = Field(
        default={}, description="party -> log-odds added to its side in a renewed war"
    )
    deterrence: Cost = Field(default=None, description="points that breaking the peace costs more; default 0")
    honoured: Chance = Field(
        default=None,
        description="the chance that whoever promised the deterrence keeps the promise; default 100 %",
    )


def _option_tag(raw: Any) -> str:
    return "<none>" if raw is None else "<option>"


OptionWords = Annotated[
    Annotated[None, Tag("<none>")] | Annotated[OptionForm, Tag("<option>")], Discriminator(_option_tag)
]


class IssueForm(Form):
    """An issue with its options and a name of its own."""

    name: str | None = Field(default=None, description="what readers call it; default from its id")
    options: Annotated[
        Annotated[list[Name], Tag("<list>")] | Annotated[dict[Name, OptionWords], Tag("<options>")],
        Discriminator(lambda raw: "<list>" if isinstance(raw, list) else "<options>"),
    ] = Field(description="the answers it can have: a list of names, or a mapping of them")


class PieForm(Form):
    """An issue that is one pie, split between two parties."""

    name: str | None = Field(default=None, description="what readers call it; default from its id")
    split: list[Name] = Field(description="the parties, two or more; shares of two are those of the first")
    steps: int | None = Field(
        default=None,
        description="number of equal steps from 0 to 100 per cent; default 20, or 10 for three",
    )
    shares: list[float] | None = Field(
        default=None, description="the shares on offer, 0 to 1, instead of steps"
    )
    worth: Points = Field(default=None, description="points of the whole pie to either party; default 100")
    reservation: YesNo = Field(
        default=None, description="whether an exactly indifferent offer is on the menu; default no"
    )


def _issue_tag(raw: Any) -> str:
    if isinstance(raw, list):
        return "<list>"
    if isinstance(raw, dict) and "split" in raw:
        return "<pie>"
    return "<issue>" if isinstance(raw, dict) and "options" in raw else "<options>"


IssueWords = Annotated[
    Annotated[list[Name], Tag("<list>")]
    | Annotated[PieForm, Tag("<pie>")]
    | Annotated[IssueForm, Tag("<issue>")]
    | Annotated[dict[Name, OptionWords], Tag("<options>")],
    Discriminator(_issue_tag),
]


@dataclass(frozen=True)
class Option:
    """One answer to an issue; it may change the later balance of force and the price of a broken peace.

    Whether a guarantee is honoured is found out only after the peace is broken, so `honoured` counts by its
    mean.
    """

    id: str
    name: str
    strength: Mapping[str, Number] = field(default_factory=dict)
    deterrence: Number | None = None
    honoured: Number | None = None

    @property
    def deters(self) -> float:
        """By how many points breaking the peace costs more, as who would break it expects."""
        if self.deterrence is None:
            return 0.0
        return self.deterrence.value * (self.honoured.value if self.honoured else 1.0)


@dataclass(frozen=True)
class Issue:
    """A question to be settled and the answers it can have, in the order stated.

    A pie (`split` names its parties) has one option per division; with `reservation` an offer that
    makes the responder exactly indifferent is on the menu as well (plan id `reservation`). `shares` are
    the first party's, option by option, `portions` those of every party that splits it, and `worth` is what
    the whole is worth to any of them.
    """

    id: str
    name: str
    options: tuple[Option, ...]
    split: tuple[str, ...] | None = None
    reservation: bool = False
    shares: tuple[float, ...] = ()
    worth: Number | None = None
    portions: Mapping[str, tuple[float, ...]] = field(default_factory=dict)


WHOLE_PIE = 100.0
PIE_STEPS = 20
MANY_STEPS = 10
MOST_STEPS = 5000
RESERVED_ISSUES = ("terms",)


def read_issues(diag: Diagnostics, forms: Mapping[str, object]) -> dict[str, Issue]:
    """Read every issue with its options, in the order of the file."""
    issues: dict[str, Issue] = {}
    for name, form in forms.items():
        place = ("issues", name)
        if name in RESERVED_ISSUES:
            expected = "a name other than " + ", ".join(RESERVED_ISSUES)
            diag.fault(place, "bad-name", expected, f"'{name}'", at_key=True)
        if isinstance(form, PieForm):
            issues[name] = _read_pie(diag, name, form, place)
        else:
            issues[name] = _read_issue(diag, name, form, place)
    if not issues:
        diag.fault(("issues",), "missing-key", "at least one issue", "none", at_key=True)
    return issues


def _read_issue(diag: Diagnostics, name: str, form: object, place: Place) -> Issue:
    title = title_of(name)
    if isinstance(form, IssueForm):
        title = form.name or title
        form, place = form.options, (*place, "options")
    if isinstance(form, list):
        options = [Option(word, title_of(word)) for word in form]
        for index, word in enumerate(form):
            if word in form[:index]:
                diag.fault((*place, index), "duplicate-name", "each option once", described(word))
    else:
        stated = form if isinstance(form, dict) else {}
        options = [_read_option(diag, word, raw, (*place, word)) for word, raw in stated.items()]
    if not options:
        diag.fault(place, "missing-key", "at least one option", "none", at_key=True)
    return Issue(name, title, tuple(options))


def _read_option(diag: Diagnostics, name: str, form: OptionForm | None, place: Place) -> Option:
    if form is None:
        return Option(name, title_of(name))
    strength = {
        party: read_number(diag, form.strength[party], (*place, "strength", party), LOG_ODDS)
        for party in diag.by_party(form.strength, (*place, "strength"))
    }
    deterrence = None
    if form.deterrence is not None:
        deterrence = read_number(diag, form.deterrence, (*place, "deterrence"), COST)
    honoured = None
    if form.honoured is not None:
        honoured = read_number(diag, form.honoured, (*place, "honoured"), CHANCE)
        if deterrence is None:
            expected = "`deterrence` beside `honoured`: the points that the promise adds if it is kept"
            diag.fault((*place, "honoured"), "missing-key", expected, "none", at_key=True)
    return Option(name, form.name or title_of(name), strength, deterrence, honoured)


def _read_pie(diag: Diagnostics, name: str, form: PieForm, place: Place) -> Issue:
    """Read a pie: one option for each division on offer, named after the first party's per cent."""
    pair = diag.party_list(form.split, (*place, "split"))
    if len(form.split) < 2:
        expected = "the parties that split the pie, two or more"
        diag.fault((*place, "split"), "wrong-type", expected, str(len(form.split)))
    if len(pair) > 2:
        return _read_many(diag, name, form, pair, place)
    first, second = (*pair, "", "")[:2]
    shares = _read_shares(diag, form, place)
    options = tuple(
        Option(f"{first}_{100 * share:.6g}", f"{title_of(first)} {100 * share:.6g} %") for share in shares
    )
    if len({option.id for option in options}) < len(options):
        diag.fault((*place, "shares"), "duplicate-name", "each share once", described(form.shares))
    worth = read_number(diag, form.worth, (*place, "worth"), POINTS, WHOLE_PIE)
    reservation = read_yes(diag, form.reservation, (*place, "reservation"))
    portions = {first: shares, second: tuple(1 - share for share in shares)}
    return Issue(
        name, form.name or title_of(name), options, (first, second), reservation, shares, worth, portions
    )


def _read_many(diag: Diagnostics, name: str, form: PieForm, parties: tuple[str, ...], place: Place) -> Issue:
    """Read a pie of three or more: an option for each division, named after what all but the last get."""
    for key in ("shares", "reservation"):
        if getattr(form, key) is not None:
            expected = f"no `{key}` of a pie that {len(parties)} parties split"
            diag.fault((*place, key), "unknown-key", expected, "one", "say `steps`", at_key=True)
    steps = MANY_STEPS if form.steps is None else form.steps
    count = math.comb(steps + len(parties) - 1, len(parties) - 1) if 1 <= steps <= MOST_STEPS else 0
    if not 1 <= count <= MOST_STEPS:
        expected = f"1 step or more, and at most {MOST_STEPS} divisions"
        diag.fault((*place, "steps"), "out-of-range", expected, f"{steps}", "take fewer")
        steps = 1
    parts = [
        division
        for division in itertools.product(range(steps + 1), repeat=len(parties))
        if sum(division) == steps
    ]
    named = [
        [f"{party}_{100 * part / steps:.6g}" for party, part in zip(parties[:-1], division, strict=False)]
        for division in parts
    ]
    options = tuple(Option("_".join(words), title_of(" ".join(words))) for words in named)
    portions = {party: tuple(d[k] / steps for d in parts) for k, party in enumerate(parties)}
    worth = read_number(diag, form.worth, (*place, "worth"), POINTS, WHOLE_PIE)
    title = form.name or title_of(name)
    return Issue(name, title, options, parties, False, portions[parties[0]], worth, portions)


def _read_shares(diag: Diagnostics, form: PieForm, place: Place) -> tuple[float, ...]:
    """Return the shares of the first party that are on offer, in the order stated."""
    if form.shares is not None:
        if form.steps is not None:
            diag.fault((*place, "steps"), "unknown-key", "either steps or shares", "both", at_key=True)
        if not form.shares:
            diag.fault((*place, "shares"), "missing-key", "at least one share", "none")
        for index, share in enumerate(form.shares):
            if not 0 <= share <= 1:
                diag.fault((*place, "shares", index), "out-of-range", "a share, 0 to 1", described(share))
        return tuple(float(share) for share in form.shares)
    steps = PIE_STEPS if form.steps is None else form.steps
    if not 1 <= steps <= MOST_STEPS:
        diag.fault((*place, "steps"), "out-of-range", f"1 to {MOST_STEPS} steps", str(steps))
        steps = PIE_STEPS
    return tuple(step / steps for step in range(steps + 1))


def _division(issue: Issue) -> dict[str, Any]:
    if len(issue.split or ()) == 2:
        return {"shares": flow_list(list(issue.shares))}
    return {"steps": round(1 / min(share for share in issue.shares if share > 0))}


def issue_form(pen: Pen, issue: Issue) -> Any:
    """Write an issue with its options, or a pie with its shares."""
    if issue.split and issue.worth:
        pie: dict[str, Any] = {
            "name": issue.name,
            "split": flow_list(list(issue.split)),
            **_division(issue),
            "worth": pen.number(issue.worth),
        }
        if len(issue.split) == 2:
            pie["reservation"] = "yes" if issue.reservation else "no"
        return block_map(pie, defaulted({"worth": issue.worth}))
    options: dict[str, Any] = {}
    for option in issue.options:
        form: dict[str, Any] = {"name": option.name}
        if option.strength:
            form["strength"] = flow_map({who: pen.number(one) for who, one in option.strength.items()})
        if option.deterrence:
            form["deterrence"] = pen.number(option.deterrence)
        if option.honoured:
            form["honoured"] = pen.number(option.honoured)
        options[option.id] = flow_map(form)
    paths = [number.path for option in issue.options for number in _option_numbers(option)]
    short = not any(path.startswith(f"issues.{issue.id}.options.") for path in paths)
    if short and issue.name == title_of(issue.id):
        return block_map(options)
    return block_map({"name": issue.name, "options": block_map(options)})


def _option_numbers(option: Option) -> list[Number]:
    return [*option.strength.values(), *filter(None, (option.deterrence, option.honoured))]
