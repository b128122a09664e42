"""The deal table in words: who would sign what, who blocks it and by how much, and what would change that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from parley.dealing import Act, Acts, Change, Deal, DealTable, Reasons, Stance, Under, Why
from parley.files.articles import agreeing, at_start
from parley.game.names import Name
from parley.languages import wordable, worded, written
from parley.report.calling import ScenarioNames, plainly
from parley.report.context import Section, Table
from parley.report.phrases import deed, does
from parley.report.words import chance, count, day, listing, percent, points, quoted
from parley.scenario.parts import Scenario

MOST_ROWS = 10
"""Packages a reader takes in; of more, those nearest to being signed are shown."""
_MOST_GIVEN_UP = 3
_ALL = "all"


def deal_section(table: DealTable, scenario: Scenario, changes: Sequence[Change] = ()) -> Section:
    """Each package against going on, in a table and a sentence each."""
    shown = nearest(table.deals)
    lead = [*said_of_range(table, scenario)]
    lead += _nobody_against([deal for deal in shown if not deal.blockers])
    lead += [sentence(deal, table, scenario, changes) for deal in shown if deal.blockers]
    notes = worded(
        "Points by which signing now beats going on (later settlements included), for all who would have to"
        " sign; in brackets the chance that it signs if its answer alone decides. An open party weighs the"
        " kinds of the hidden one with its own belief. In its turn a party may say yes less often: where"
        " others whose consent is needed will refuse, or where a yes would tell what it is."
    )
    left = len(table.deals) - len(shown)
    more = (
        (worded("{count} further from being signed left out.", count=count(left, "package")),) if left else ()
    )
    return Section(
        id="deals",
        title=worded("Who would sign what on {day}", day=day(table.day)),
        lead=tuple(lead),
        tables=(deals_table(shown, table, scenario),),
        notes=(notes, *more),
    )


def nearest(deals: Sequence[Deal]) -> tuple[Deal, ...]:
    """All packages, or of many those whose most unwilling signatory is least so, in the file's order."""
    if len(deals) <= MOST_ROWS:
        return tuple(deals)
    best = sorted(deals, key=lambda deal: -min(stance.gain for stance in deal.stances))[:MOST_ROWS]
    return tuple(deal for deal in deals if deal in best)


def columns_of(table: DealTable) -> list[tuple[str, str | None]]:
    """The signatories of any package, by disposition for the hidden party, in a steady order."""
    found: dict[tuple[str, str | None], None] = {}
    for deal in table.deals:
        for stance in deal.stances:
            found.setdefault((stance.party, stance.disposition), None)
    return sorted(found, key=lambda key: (key[0] in table.sides, list(found).index(key)))


def signatory(column: tuple[str, str | None], scenario: Scenario) -> str:
    """The name of a column: a party, and the kind of the hidden one."""
    party, kind = column
    name = scenario.parties[party].name
    return name if kind is None else f"{name}, {kind_name(kind, scenario, party)}"


def signatory_within(column: tuple[str, str | None], scenario: Scenario) -> str:
    """The same as it stands inside a sentence."""
    party, kind = column
    name = ScenarioNames(scenario).party_within(party)
    return name if kind is None else f"{name}, {kind_name(kind, scenario, party)}"


def deals_table(deals: Sequence[Deal], table: DealTable, scenario: Scenario) -> Table:
    """The deal table: a row for each package, a column for each signatory, and how long it would last."""
    columns = columns_of(table)
    holds = any(deal.ratified < 1.0 for deal in deals)
    rows = []
    for deal in deals:
        stances = {(s.party, s.disposition): s for s in deal.stances}
        cells = [cell(stances.get(column)) for column in columns]
        ratified = [percent(deal.ratified)] if holds else []
        rows.append((deal.name, *cells, spread(deal.durability.values()), *ratified))
    heads = (worded("Package"), *(signatory(column, scenario) for column in columns), worded("Kept"))
    heads = (*heads, worded("Ratified")) if holds else heads
    return Table(heads, tuple(rows), figures=tuple(range(1, len(heads))))


def spread(chances: Iterable[float]) -> str:
    """Chances under different kinds: each once, or from the least to the largest where there are many."""
    found = list(chances)
    told = list(dict.fromkeys(percent(one) for one in found))
    return (
        " / ".join(told)
        if len(told) < 3
        else worded("{percent} to {percent2}", percent=percent(min(found)), percent2=percent(max(found)))
    )


def cell(stance: Stance | None) -> str:
    """Points gained by signing, and the chance of a yes."""
    return "" if stance is None else f"{signed_points(stance.gain)} ({chance(stance.would_sign)})"


def signed_points(worth: float) -> str:
    """Points with their sign."""
    text = points(worth)
    return text if text.startswith("\N{MINUS SIGN}") or text == "0.0" else f"+{text}"


def said_of_range(table: DealTable, scenario: Scenario) -> tuple[str, ...]:
    """How many packages everybody prefers to going on, in a sentence."""
    said = []
    for under, deals in table.in_range_by_kind().items():
        what = listing([quoted(deal.name) for deal in deals[:3]])
        what = count(len(deals), "package") if len(deals) > 3 else what
        if all(all(deal.in_range.values()) for deal in deals):
            return (worded("Better than going on for everybody who would sign: {what}.", what=what),)
        said.append(
            worded(
                "Better than going on for everybody who would sign only if {as_kinds}: {what}.",
                as_kinds=as_kinds(under, scenario),
                what=what,
            )
        )
    return tuple(said) or (
        worded("No package is better than going on for everybody who would have to sign it."),
    )


def as_kinds(under: Under, scenario: Scenario) -> str:
    """What hidden sides are, in words."""
    names = {side.id: side for side in scenario.sides}
    return listing(
        [
            worded(
                "{in_sentence} {agreeing} of the kind {list}",
                in_sentence=names[side].in_sentence,
                agreeing=agreeing("is", names[side].plural),
                list=worded(" or ").join(quoted(kind_name(kind, scenario, side)) for kind in kinds),
            )
            for side, kinds in under
        ]
    )


def _nobody_against(deals: Sequence[Deal]) -> list[str]:
    """The packages that nothing stands in the way of, in one sentence however many there are."""
    if not deals:
        return []
    names = listing([quoted(deal.name) for deal in deals])
    which = "it" if len(deals) == 1 else worded("any of them")
    return [worded("{names}: nobody who would sign {which} would rather go on.", names=names, which=which)]


def sentence(deal: Deal, table: DealTable, scenario: Scenario, changes: Sequence[Change] = ()) -> str:
    """What stands between a package and a signature, in a sentence or two; somebody would rather go on."""
    said: list[str] = []
    for stance in deal.blockers:
        who = signatory_within((stance.party, stance.disposition), scenario)
        plural = ScenarioNames(scenario).party_plural(stance.party)
        text = worded(
            "{who} {agreeing} better off going on, by {points} points",
            who=who,
            agreeing=agreeing("is", plural),
            points=points(-stance.gain),
        )
        if stance.gives_up:
            most = list(stance.gives_up.items())[:_MOST_GIVEN_UP]
            parts = [f"{issue_name(issue, scenario)} {points(lost)}" for issue, lost in most]
            text += worded(
                "; of {part} best answers {part2} up",
                part=worded("their") if plural else worded("its"),
                part2=worded("they give") if plural else worded("it gives"),
            )
            text += f" {listing(parts)}"
        change = next(
            (
                c
                for c in changes
                if (c.package, c.party, c.disposition) == (deal.package, stance.party, stance.disposition)
            ),
            None,
        )
        if change is not None:
            text += f"; {remedy(change, plural)}"
        said.append(text if not said else at_start(text))
    return f"“{deal.name}”: " + ". ".join(said) + "."


def remedy(change: Change, plural: bool = False) -> str:
    """The smallest change that would close a gap, play as solved."""
    within = {None: "", True: ", within its range", False: ", outside its range"}[change.in_range]
    who = "they" if plural else "it"
    return worded(
        "{who} would sign with {path} at {needed} instead of {value}{within}",
        who=who,
        path=change.path,
        needed=written(change.needed, ".1f"),
        value=written(change.value, "g"),
        within=within,
    )


def acts_section(acts: Acts, scenario: Scenario, table: DealTable) -> Section:
    """What a party can do now, best first."""
    names = ScenarioNames(scenario)
    who = names.party_within(acts.party)
    has = agreeing("has", names.party_plural(acts.party))
    own = table.sides.get(acts.party, ())
    kinds = own or (_ALL,)
    turns = [turn for turn in acts.floor if turn != ONE_TURN]
    lead = [
        worded(
            "{at_start} {has} the floor in {floors}. Chances are those of acts once it is had; points are"
            " those of the act against holding, with the answers to be expected.",
            at_start=at_start(who),
            has=has,
            floors=_floors(acts.floor),
        )
    ]
    if own:
        now = table.beliefs["analyst"][acts.party]
        said = [f"{kind_name(kind, scenario, acts.party)} {percent(now[kind])}" for kind in own[:-1]]
        lead.append(
            worded(
                "The last {part} the analyst's belief after the act in what it is; now {list}.",
                part=worded("column is") if len(said) == 1 else worded("columns are"),
                list=listing(said),
            )
        )
    if len(turns) > 1:
        lead.append(worded("A turn is judged as if those before it passed quietly."))
    if not acts.acts:
        lead = [worded("{at_start} cannot have the floor in this situation.", at_start=at_start(who))]
    # Columns for every kind in one table are too many where there are several.
    groups = [(kind,) for kind in kinds] if len(kinds) > MOST_ABREAST else [kinds]
    tables = tuple(_acts_table(acts, group, own, scenario) for group in groups) if acts.acts else ()
    answers = tuple(said for act in acts.acts for said in _answers(act, scenario))
    return Section(
        id="acts",
        title=worded("What {who} can do now", who=who),
        lead=tuple(lead),
        tables=tables,
        notes=answers[:MOST_ROWS],
    )


def _acts_table(acts: Acts, kinds: Sequence[str], own: Sequence[str], scenario: Scenario) -> Table:
    """The acts of a party of some kinds; what they tell is the same for all."""
    alone = len(kinds) == 1
    heads = [worded("Act")]
    for kind in kinds:
        label = (
            ""
            if alone or not own
            else worded(" if {kind_name}", kind_name=kind_name(kind, scenario, acts.party))
        )
        heads += [worded("Against holding{label}", label=label), worded("Chance{label}", label=label)]
    heads.append(worded("Goes through"))
    heads += [
        worded("Then {kind_name}", kind_name=kind_name(kind, scenario, acts.party)) for kind in own[:-1]
    ]
    rows = tuple(_act_row(act, kinds, scenario, own[:-1]) for act in acts.acts)
    caption = (
        worded("If {kind_name}", kind_name=kind_name(kinds[0], scenario, acts.party))
        if alone and len(own) > 1
        else ""
    )
    return Table(tuple(heads), rows, caption, figures=tuple(range(1, len(heads))))


MOST_ABREAST = 2
"""Kinds of a party that stand side by side in one table."""

ONE_TURN = "round"
"""What the turn is called where a round has one."""


def _floors(floors: Mapping[str, float]) -> str:
    """How often a party has the floor, turn by turn."""
    if set(floors) <= {ONE_TURN}:
        return worded("{percent} of rounds", percent=percent(sum(floors.values())))
    return listing(
        [
            worded("{percent} of rounds ({name})", percent=percent(chance), name=plainly(turn))
            for turn, chance in floors.items()
        ]
    )


def _act_row(act: Act, kinds: Sequence[str], scenario: Scenario, told: Sequence[str]) -> tuple[str, ...]:
    cells = [in_turn(act.act, act.turn, scenario)]
    for kind in kinds:
        cells += [signed_points(act.gain[kind]), percent(act.chance[kind])]
    cells.append("" if not act.answers else spread(act.goes_through.values()))
    return (*cells, *(percent(act.tells[kind]) for kind in told))


def in_turn(act: str, turn: str, scenario: Scenario) -> str:
    """An act in words, with the turn of the round it is taken in where there are several."""
    text = deed(act, ScenarioNames(scenario))
    return f"{plainly(turn)}: {text}" if turn else text


def _answers(act: Act, scenario: Scenario) -> tuple[str, ...]:
    said = []
    for answer in act.answers:
        parts = [
            percent(chance)
            + (
                ""
                if kind == _ALL
                else worded(" if {kind_name}", kind_name=kind_name(kind, scenario, answer.party))
            )
            for kind, chance in answer.accept.items()
        ]
        said.append(
            does(answer.party, worded("accepts in {list}", list=listing(parts)), ScenarioNames(scenario))
        )
    return (f"{deed(act.act, ScenarioNames(scenario))}: {'; '.join(said)}.",) if said else ()


def why_section(why: Why, scenario: Scenario) -> Section:
    """A package and going on, each taken into its terms, for everybody who would sign."""
    tables = tuple(_why_table(one, scenario) for one in why.reasons)
    lead = (
        worded(
            "Signing and going on as sums of their terms, in points; what comes later is discounted and"
            " weighed by its chance along equilibrium play."
        ),
    )
    return Section(id="why", title=worded("Why: {name}", name=why.name), lead=lead, tables=tables)


def _why_table(reasons: Reasons, scenario: Scenario) -> Table:
    who = signatory((reasons.party, reasons.disposition), scenario)
    rows: list[tuple[str, ...]] = []
    for title, terms in ((worded("Signing now"), reasons.signing), (worded("Going on"), reasons.going_on)):
        rows.append((title, points(sum(terms.values()))))
        ranked = sorted(terms.items(), key=lambda item: -abs(item[1]))
        rows += [
            (f"  {term_name(name, scenario)}", points(worth)) for name, worth in ranked if abs(worth) >= 0.05
        ]
        rest = sum(worth for _, worth in ranked if abs(worth) < 0.05)
        if abs(rest) >= 0.05:
            rows.append((worded("  smaller terms"), points(rest)))
    rows.append((worded("Signing less going on"), signed_points(reasons.gain)))
    return Table(("", worded("Points")), tuple(rows), who, figures=(1,))


_TERMS: Mapping[str, str] = {
    "flow": wordable("while it goes on: {what}"),
    "acts": wordable("acts: {what}"),
    "settlement": wordable("later settlement: {what}"),
    "collapse": wordable("collapse: {what}"),
    "value": "{what}",
    "loss": wordable("loss against what was expected: {what}"),
}


def term_name(term: str, scenario: Scenario) -> str:
    """A term of a worth in words."""
    name = Name(term)
    if name.head not in _TERMS:
        return {
            "horizon": worded("still going on at the horizon"),
            "breakdown": worded("talks break down"),
        }.get(term, term)
    called = ScenarioNames(scenario)
    about = {"settlement": called.plan, "collapse": called.party}
    if name.head in ("value", "loss"):
        return worded(_TERMS[name.head], what=issue_name(name.about, scenario))
    return worded(_TERMS[name.head], what=about.get(name.head, plainly)(name.about))


def issue_name(issue: str, scenario: Scenario) -> str:
    """The name of an issue."""
    return scenario.issues[issue].name if issue in scenario.issues else plainly(issue)


def kind_name(kind: str, scenario: Scenario, side: str = "") -> str:
    """The name of a kind inside a sentence; kinds of several sides are joined by +, in the order of sides."""
    named = {one.id: one.name for s in scenario.sides if side in ("", s.id) for one in s.kinds}
    return listing([named.get(part, part).lower() for part in kind.split("+")])
