"""Packages nobody has named, in words: how many work, which are fair, what is closest to a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from parley.dealing import ALL, EVERY, Candidate, Repair, Screen
from parley.game.names import Name
from parley.report.calling import ScenarioNames, plainly
from parley.report.charts.frontier import Mark, frontier
from parley.report.context import Figure, Section, Table
from parley.report.deals.dealing import kind_name, signatory, signed_points, spread
from parley.report.outlook.certified import doubted
from parley.report.words import count, day, listing, percent
from parley.scenario.parts import Scenario

_MOST_REPAIRS = 12
MOST_TOLD = 2
"""Kinds of hidden signatories that are all told of, whether anything works under them or not."""
_KINDS = {"efficient": "circle", "reference point": "diamond", "named plan": "square"}


def packages_section(found: Screen, scenario: Scenario) -> Section:
    """The screen as a section: sentences, the reference points, the repairs, the frontier."""
    letters = lettered(found)
    tables = [_references(found, letters, scenario)] if _shown_references(found) else []
    tables += [_repairs(found, letters, scenario)] if _shown_repairs(found) else []
    figures = (_figure(found, scenario),) if len(found.columns) > 1 and (found.points or found.plans) else ()
    packages = tuple(
        f"{letter}: {described(one, scenario)}.{_believing(one, scenario)}"
        for letter, one in letters.values()
    )
    section = Section(
        id="packages",
        title=f"Packages nobody has named, on {day(found.day)}",
        lead=(*_lead(found, scenario), *packages),
        figures=figures,
        tables=tuple(tables),
        notes=(
            "A first screen: gains are over going on as the game with the named plans was solved. Once a"
            " package is on the table going on is worth something else; add it as a plan and solve again to"
            " see (`--add NAME --pick ROLE`).",
            "Reference points take going on as the threat: Nash the largest product of gains,"
            " Kalai-Smorodinsky the largest equal share of everybody's best, egalitarian the largest smallest"
            " gain, utilitarian the largest sum. They are points of reference, not forecasts.",
        ),
    )
    return doubted(section, found.certificate)


def _told(found: Screen) -> tuple[str, ...]:
    """The dispositions told of: `every` where something works whatever the hidden party is, else each."""
    if found.in_range.get(EVERY):
        return (EVERY,)
    kinds = tuple(kind for kind in found.kinds if kind != EVERY)
    working = tuple(kind for kind in kinds if found.in_range[kind])
    # Of many kinds only those are told of under which something works.
    return working or kinds[:MOST_TOLD] if len(kinds) > MOST_TOLD else kinds


def _shown_references(found: Screen) -> list[Candidate]:
    told = _told(found)
    return [one for one in found.references if any(Name(role).about in told for role in one.roles)]


def _shown_repairs(found: Screen) -> list[Repair]:
    told = _told(found)
    return [one for one in found.repairs if one.kind in told][:_MOST_REPAIRS]


def lettered(found: Screen) -> dict[tuple[str, ...], tuple[str, Candidate]]:
    """The packages that are told of, each with a letter, by their options."""
    packages = [
        *_shown_references(found),
        *(r.package for r in _shown_repairs(found) if r.package is not None),
    ]
    unique = {tuple(one.terms.values()): one for one in reversed(packages)}
    order = list(dict.fromkeys(tuple(one.terms.values()) for one in packages))
    return {terms: (_letter(n), unique[terms]) for n, terms in enumerate(order)}


def _letter(n: int) -> str:
    return chr(ord("A") + n) if n < 26 else f"A{n}"


def _believing(one: Candidate, scenario: Scenario) -> str:
    """What open signatories would have to believe, where it matters."""
    said = []
    for party, condition in one.believes.items():
        kind, _, least = condition.partition(">=")
        names = ScenarioNames(scenario)
        it = "they" if names.party_plural(party) else "it"
        said.append(
            f" {names.party_first(party)} would sign if {it} gave {kind_name(kind, scenario)}"
            f" {percent(float(least))} at least."
        )
    return "".join(said)


def _lead(found: Screen, scenario: Scenario) -> list[str]:
    who = listing([ScenarioNames(scenario).party_within(party) for party in found.signatories])
    said = [f"{count(found.combinations, 'combination')} of options, to be signed by {who}."]
    none = 0
    for kind in found.kinds:
        number, efficient = found.in_range[kind], found.frontier[kind]
        under = _if(kind, scenario)
        if not number and len(found.kinds) > MOST_TOLD + 1:
            none += 1
            continue
        if not number:
            said.append(f"None is better than going on for everybody{under}.")
            continue
        verb = "is" if number == 1 else "are"
        said.append(
            f"{number:,} {verb} better than going on for everybody{under}; {efficient:,} of them efficient."
        )
    if none:
        said.append("None is better than going on for everybody whatever else they are.")
    return said


def _if(kind: str, scenario: Scenario) -> str:
    if kind == EVERY:
        return f", whatever {scenario.sides[0].name if len(scenario.sides) == 1 else 'anybody'} is"
    if kind == ALL or not scenario.sides:
        return ""
    if len(scenario.sides) == 1:
        return f" if {scenario.sides[0].name} is “{kind_name(kind, scenario)}”"
    return f" if they are {kind_name(kind, scenario)}"


def role_name(role: str, scenario: Scenario) -> str:
    """A reference point in words."""
    name = Name(role)
    title = {"nash": "Nash", "kalai-smorodinsky": "Kalai-Smorodinsky"}.get(name.head, name.head)
    return (
        title
        if name.about in (EVERY, ALL) or not scenario.sides
        else f"{title} ({kind_name(name.about, scenario)})"
    )


def described(candidate: Candidate, scenario: Scenario) -> str:
    """A package by its plan's name, or by its options."""
    if candidate.plan is not None:
        return f"“{scenario.plans[candidate.plan].name}”"
    return "; ".join(
        f"{scenario.issues[issue].name}: {_option(issue, option, scenario)}"
        for issue, option in candidate.terms.items()
    )


def _option(issue: str, option: str, scenario: Scenario) -> str:
    return next((one.name for one in scenario.issues[issue].options if one.id == option), plainly(option))


def _columns(found: Screen, scenario: Scenario) -> list[str]:
    return [signatory((Name(label).head, Name(label).about or None), scenario) for label in found.columns]


def _gains(candidate: Candidate) -> list[str]:
    return [signed_points(gain) for gain in candidate.gains.values()]


def _kept(candidate: Candidate) -> str:
    return spread(candidate.kept.values())


Letters = Mapping[tuple[str, ...], tuple[str, Candidate]]


def _references(found: Screen, letters: Letters, scenario: Scenario) -> Table:
    told = _told(found)
    heads = ("Reference point", "", *_columns(found, scenario), "Kept")
    rows = tuple(
        (
            _roles([Name(role) for role in one.roles if Name(role).about in told], scenario),
            letters[tuple(one.terms.values())][0],
            *_gains(one),
            _kept(one),
        )
        for one in _shown_references(found)
    )
    return Table(heads, rows, "Reference points, points over going on", figures=tuple(range(2, len(heads))))


def _roles(roles: Sequence[Name], scenario: Scenario) -> str:
    """The reference points a package is; kinds once where it is the same ones under each."""
    by_kind: dict[str, list[str]] = {}
    for role in roles:
        by_kind.setdefault(role.about, []).append(role.head)
    if len(by_kind) < 2 or len({tuple(heads) for heads in by_kind.values()}) > 1:
        return listing([role_name(role, scenario) for role in roles])
    first = next(iter(by_kind))
    names = listing([role_name(Name.joined(head, EVERY), scenario) for head in by_kind[first]])
    return f"{names} ({'; '.join(kind_name(kind, scenario) for kind in by_kind)})"


def _repairs(found: Screen, letters: Letters, scenario: Scenario) -> Table:
    heads = ("To make this work", "", *_columns(found, scenario), "Kept")
    alike: dict[tuple[str, tuple[str, ...]], list[Repair]] = {}
    for one in _shown_repairs(found):
        terms = () if one.package is None else tuple(one.package.terms.values())
        alike.setdefault((one.plan, terms), []).append(one)
    rows = [_repair(some, found, letters, scenario) for some in alike.values()]
    caption = "The fewest departures from a plan that make it work"
    return Table(heads, tuple(rows), caption, figures=tuple(range(2, len(heads))))


def _repair(alike: Sequence[Repair], found: Screen, letters: Letters, scenario: Scenario) -> tuple[str, ...]:
    one = alike[0]
    name = f"{scenario.plans[one.plan].name}{_if(one.kind, scenario) if one.kind != EVERY else ''}"
    name += "".join(f", or {kind_name(other.kind, scenario)}" for other in alike[1:])
    if one.package is None:
        return (f"{name}: nothing does", "", *[""] * len(found.columns), "")
    changed = listing([scenario.issues[issue].name for issue in one.departures])
    letter = letters[tuple(one.package.terms.values())][0]
    return (f"{name}: change {changed}", letter, *_gains(one.package), _kept(one.package))


def _first_role(one: Candidate, found: Screen, scenario: Scenario) -> str:
    told = _told(found)
    return next(role_name(role, scenario) for role in one.roles if Name(role).about in told)


def _figure(found: Screen, scenario: Scenario) -> Figure:
    """The first two columns that differ in party, as a plane."""
    labels = list(found.columns)
    first = labels[0]
    second = next((label for label in labels if Name(label).head != Name(first).head), labels[-1])
    names = dict(zip(labels, _columns(found, scenario), strict=True))

    def mark(one: Candidate, kind: str, name: str) -> Mark:
        return Mark(one.gains[first], one.gains[second], kind, name)

    shown: Sequence[Mark] = [
        *(mark(one, "efficient", described(one, scenario)) for one in found.points),
        *(mark(one, "named plan", scenario.plans[one.plan or ""].name) for one in found.plans),
        *(
            mark(one, "reference point", _first_role(one, found, scenario))
            for one in _shown_references(found)
        ),
    ]
    titles = (f"{names[first]}: points over going on", f"{names[second]}: points over going on")
    return Figure(
        id="packages-frontier",
        title="Efficient packages, reference points and named plans",
        spec=frontier(shown, titles, _KINDS),
        alt=f"{count(len(found.points), 'efficient package')} and {count(len(found.plans), 'named plan')} by"
        f" what {names[first]} and {names[second]} gain over going on; above and right of the dashed lines"
        " both prefer to sign.",
    )


def render_packages(found: Screen, scenario: Scenario) -> str:
    """The screen as one page that needs nothing but itself."""
    from parley.report.page import fill

    section = packages_section(found, scenario)
    return fill(
        "trust.html",
        (section,),
        sections=(section,),
        kind="Packages",
        title=found.title,
        case=found.case,
        first=found.day,
        last=found.day,
        banner="What every combination of options is worth to those who would sign it, against going on.",
    )
