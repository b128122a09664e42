"""Parties: what they want, how patient and precise they are, and what they believe of the hidden one."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from parley.files import Place, dotted
from parley.files.articles import is_plural, with_article
from parley.scenario.parts.hidden import (
    Disposition,
    DispositionForm,
    Unknown,
    kinds_form,
    read_beliefs,
    read_dispositions,
)
from parley.scenario.parts.issues import Issue
from parley.scenario.quantities.amounts import (
    BASE,
    default_number,
    read_duration,
    read_number,
    read_terms,
)
from parley.scenario.quantities.pen import Amounts, Pen, block_map, defaulted, flow_map, worth_map
from parley.scenario.quantities.stated import Number, Quantity, Term, Terms
from parley.scenario.quantities.units import DAYS, DURATION, FACTOR, FLOW, POINTS, PRECISION, TIMES
from parley.scenario.reading.diagnostics import Diagnostics, title_of
from parley.scenario.reading.form import (
    Chance,
    Duration,
    Factor,
    FlowTerms,
    Form,
    Name,
    PointsTerms,
    Precision,
    Times,
)


class PatienceForm(Form):
    """How fast later worth counts less; exactly one of the three."""

    half_life: Duration = Field(default=None, description="the time after which worth counts half")
    yearly: Factor = Field(default=None, description="the part of a worth that is left after a year")
    per_round: Factor = Field(default=None, description="the part of a worth that is left after a round")


def _patience_tag(raw: Any) -> str:
    return "<word or mapping>" if isinstance(raw, str) else "<patience>"


PatienceWords = Annotated[
    Annotated[Literal["unlimited"], Tag("<word or mapping>")] | Annotated[PatienceForm, Tag("<patience>")],
    Discriminator(_patience_tag),
]


class AnyDealForm(Form):
    """A wish for a deal as such."""

    bonus: PointsTerms = Field(description="points for any settlement, a sum")
    half_life: Duration = Field(
        default=None, description="the time in which the bonus halves; default it does not fade"
    )


class PartyForm(Form):
    """A side of the talks."""

    name: str | None = Field(default=None, description="what readers call it; default from its id")
    in_sentence: str | None = Field(
        default=None,
        description="its name inside an English sentence, such as `the Separatists`; default its name, with "
        "`the` where names of the kind have one",
    )
    plural: bool | None = Field(
        default=None,
        description="whether it does things in the plural (`the Separatists refuse`); default as its name "
        "inside a sentence reads",
    )
    patience: PatienceWords = Field(
        default="unlimited", description="how fast later worth counts less, or `unlimited`"
    )
    precision: Precision = Field(
        default=None, description="precision of its choices in 1/points, or `perfect`; default 0.5"
    )
    dispositions: dict[Name, DispositionForm] = Field(
        default={}, description="its hidden kinds, two or more; default it hides nothing"
    )
    beliefs: dict[Name, dict[Name, Chance]] = Field(
        default={},
        description="hidden party or unknown -> disposition -> chance; default the analyst's",
    )
    values: dict[Name, dict[str, PointsTerms]] = Field(
        default={}, description="issue -> option -> points, a sum; default 0"
    )
    any_deal: AnyDealForm | None = Field(default=None, description="a wish for a deal as such; default none")
    loss_aversion: Times = Field(
        default=None, description="extra weight of falling short of the reference; default 0"
    )
    reference: dict[Name, Name] = Field(
        default={}, description="issue -> option the party measures losses from"
    )
    flow: FlowTerms = Field(default=None, description="points per time while the war goes on; default 0")


@dataclass(frozen=True)
class Patience:
    """How much of a worth remains for a party after time passes.

    `kind` is half_life (number in days), yearly (factor kept per year), per_round (factor kept per
    stated round; the number's per_days is that round) or unlimited (number is None).
    """

    kind: str
    number: Number | None


@dataclass(frozen=True)
class AnyDeal:
    """A party's own wish for a deal as such: a bonus in points, halving every `half_life` days."""

    bonus: Terms
    half_life: Number | None

    def left_after(self, days: float) -> float:
        """The part of the bonus that is left after so many days."""
        return float(0.5 ** (days / self.half_life.value)) if self.half_life else 1.0


@dataclass(frozen=True)
class Party:
    """A side with preferences, a patience, a precision, and what it believes of the hidden sides.

    `in_sentence` is its name inside an English sentence: the United States, but Ukraine.
    `plural` says that it does things in the plural there: the Separatists refuse.
    `precision` None means perfect. `beliefs` maps every hidden side but itself to this party's own prior of
    its kinds. `values` maps issue -> option -> points.
    """

    id: str
    name: str
    in_sentence: str
    patience: Patience
    precision: Number | None
    dispositions: tuple[Disposition, ...]
    beliefs: Mapping[str, Mapping[str, Number]]
    values: Mapping[str, Mapping[str, Terms]]
    any_deal: AnyDeal | None
    loss_aversion: Number
    reference: Mapping[str, str]
    flow: Terms
    plural: bool = False


DEFAULT_PRECISION = 0.5


def read_parties(
    diag: Diagnostics,
    forms: Mapping[str, PartyForm],
    issues: Mapping[str, Issue],
    unknowns: Mapping[str, Unknown],
) -> dict[str, Party]:
    """Read every party; hidden sides first, because beliefs default to the analyst's weights."""
    sides = {
        name: read_dispositions(diag, form.dispositions, ("parties", name, "dispositions"))
        for name, form in forms.items()
        if form.dispositions
    }
    if not forms:
        diag.fault(("parties",), "missing-key", "at least one party", "none", at_key=True)
    sides.update({name: unknown.kinds for name, unknown in unknowns.items()})
    return {name: _party(diag, name, form, sides, issues) for name, form in forms.items()}


def _party(
    diag: Diagnostics,
    name: str,
    form: PartyForm,
    sides: Mapping[str, tuple[Disposition, ...]],
    issues: Mapping[str, Issue],
) -> Party:
    place: Place = ("parties", name)
    for issue, option in form.reference.items():
        here = (*place, "reference", issue)
        diag.resolve(issue, diag.names.options, here, "an issue", at_key=True)
        diag.resolve(option, diag.names.options.get(issue), here, f"an option of {issue}", "unknown-option")
    within = form.in_sentence or with_article(form.name or title_of(name))
    return Party(
        id=name,
        name=form.name or title_of(name),
        in_sentence=within,
        plural=is_plural(within) if form.plural is None else form.plural,
        patience=_patience(diag, form.patience, (*place, "patience")),
        precision=read_precision(diag, form.precision, (*place, "precision")),
        dispositions=sides.get(name, ()),
        beliefs=read_beliefs(diag, form.beliefs, place, sides),
        values=_values(diag, name, form, issues, (*place, "values")),
        any_deal=_any_deal(diag, form.any_deal, (*place, "any_deal")),
        loss_aversion=read_number(diag, form.loss_aversion, (*place, "loss_aversion"), TIMES, 0.0),
        reference=dict(form.reference),
        flow=read_terms(diag, form.flow, (*place, "flow"), FLOW),
    )


def _patience(diag: Diagnostics, form: str | PatienceForm, place: Place) -> Patience:
    """Read patience, stated in exactly one of three ways."""
    if not isinstance(form, PatienceForm):
        return Patience("unlimited", None)
    stated = {key: raw for key, raw in form.__dict__.items() if raw is not None}
    if len(stated) != 1:
        expected = "exactly one of half_life, yearly and per_round"
        diag.fault(place, "missing-key", expected, ", ".join(stated) or "none", at_key=True)
        return Patience("unlimited", None)
    [(kind, raw)] = stated.items()
    if kind == "half_life":
        return Patience(kind, read_number(diag, raw, (*place, kind), DURATION))
    number = read_number(diag, raw, (*place, kind), FACTOR)
    if kind == "per_round" and not diag.clock.pace.alike:
        expected = "a patience that holds for rounds of any length"
        advice = "say half_life, or yearly"
        diag.fault((*place, kind), "rounds-differ", expected, "a part left after a round", advice)
    per_days = DAYS["year"] if kind == "yearly" else diag.clock.round_days
    return Patience(kind, replace(number, per_days=per_days))


def read_precision(diag: Diagnostics, raw: object, place: Place) -> Number | None:
    """Read a precision; None is perfect."""
    if raw == "perfect":
        return None
    return read_number(diag, raw, place, PRECISION, DEFAULT_PRECISION)


def _values(
    diag: Diagnostics, party: str, form: PartyForm, issues: Mapping[str, Issue], place: Place
) -> dict[str, dict[str, Terms]]:
    """Read what each option is worth; an issue not named is worth 0, a pie what its share is."""
    for issue, options in form.values.items():
        here = (*place, issue)
        diag.resolve(issue, diag.names.options, here, "an issue", at_key=True)
        known = diag.names.options.get(issue)
        for option in options:
            diag.resolve(
                option, known, (*here, option), f"an option of {issue}", "unknown-option", at_key=True
            )
        absent = [option for option in known or () if option not in options]
        if absent:
            expected = f"points for each option of {issue}: " + ", ".join(known or ())
            diag.fault(here, "missing-key", expected, "nothing on " + ", ".join(absent), at_key=True)
    return {
        name: _issue_values(diag, party, form.values.get(name), issue, (*place, name))
        for name, issue in issues.items()
    }


def _issue_values(
    diag: Diagnostics, party: str, stated: Mapping[str, object] | None, issue: Issue, place: Place
) -> dict[str, Terms]:
    if stated is None and issue.split and party in issue.split:
        return _share_values(party, issue)
    if stated is not None and issue.split and party in issue.split:
        expected = f"no values of {party} on a pie it splits (they are its share)"
        diag.fault(place, "unknown-key", expected, "values", "state the pie's worth instead", at_key=True)
    values: dict[str, Terms] = {}
    for option in issue.options:
        raw = (stated or {}).get(option.id)
        if stated is not None and option.id in stated:
            values[option.id] = read_terms(diag, raw, (*place, option.id), POINTS)
        else:
            number = default_number(0.0, (*place, option.id), POINTS, diag)
            values[option.id] = (Term(BASE, Quantity((number,))),)
    return values


def _share_values(party: str, issue: Issue) -> dict[str, Terms]:
    """Value a pie's divisions: the party's share of the worth stated at the issue."""
    whole = issue.worth
    path = dotted(("issues", issue.id, "worth"))
    values: dict[str, Terms] = {}
    for option, part in zip(issue.options, issue.portions.get(party, ()), strict=True):
        worth = whole.value if whole else math.nan
        number = Number(worth * part, path, stated=bool(whole and whole.stated))
        values[option.id] = (Term(BASE, Quantity((number,))),)
    return values


def _any_deal(diag: Diagnostics, form: AnyDealForm | None, place: Place) -> AnyDeal | None:
    if form is None:
        return None
    bonus = read_terms(diag, form.bonus, (*place, "bonus"), POINTS)
    return AnyDeal(bonus, read_duration(diag, form.half_life, (*place, "half_life")))


def party_form(pen: Pen, party: Party, issues: Mapping[str, Issue]) -> Any:
    """Write a party; what a pie's shares are worth to it stands with the pie."""
    path = f"parties.{party.id}"
    patience: Any = party.patience.kind
    if party.patience.number is not None:
        patience = flow_map({party.patience.kind: pen.number(party.patience.number)})
    form: dict[str, Any] = {"name": party.name}
    if party.in_sentence != with_article(party.name):
        form["in_sentence"] = party.in_sentence
    if party.plural != is_plural(party.in_sentence):
        form["plural"] = party.plural
    form["patience"] = patience
    form["precision"] = "perfect" if party.precision is None else pen.number(party.precision)
    if party.dispositions:
        form["dispositions"] = kinds_form(pen, party.dispositions)
    if party.beliefs:
        form["beliefs"] = block_map(
            {
                side: flow_map({name: pen.number(number) for name, number in chances.items()})
                for side, chances in party.beliefs.items()
            }
        )
    form["values"] = block_map(
        {
            issue: worth_map(pen, options, f"{path}.values.{issue}")
            for issue, options in party.values.items()
            if party.id not in (issues[issue].split or ())
        }
    )
    if party.any_deal:
        deal: dict[str, Any] = {"bonus": pen.terms(party.any_deal.bonus, f"{path}.any_deal.bonus")}
        if party.any_deal.half_life:
            deal["half_life"] = pen.number(party.any_deal.half_life)
        form["any_deal"] = flow_map(deal)
    form["loss_aversion"] = pen.number(party.loss_aversion)
    form["reference"] = flow_map(party.reference)
    form["flow"] = pen.terms(party.flow, f"{path}.flow")
    amounts: Amounts = {
        "precision": party.precision,
        "loss_aversion": party.loss_aversion,
        "flow": party.flow,
    }
    return block_map(form, defaulted(amounts))
