"""Advice for one party in words: what to do now, what follows, what to prepare for, how a plan would fare."""

from __future__ import annotations

from collections.abc import Sequence

from parley.dealing import ALL, Advice
from parley.dealing.counsel import Next, Option, PlanFared
from parley.files.articles import agreeing, at_start
from parley.game.names import Name
from parley.report.calling import ScenarioNames, plainly
from parley.report.context import Section, Table
from parley.report.deals.dealing import MOST_ABREAST, in_turn, kind_name, signed_points, spread
from parley.report.outlook.certified import first_doubted
from parley.report.phrases import deed, does, ending
from parley.report.words import chance, day, listing, percent, points
from parley.scenario.parts import Scenario

CLOSE = 0.1
"""Acts within so many points of the best are as good as it."""


def advice_sections(advice: Advice, scenario: Scenario) -> tuple[Section, ...]:
    """What to do now, what to prepare for and, where one was stated, how a plan would fare."""
    found = [_now(advice, scenario)]
    if advice.prospects:
        found.append(_prospects(advice, scenario))
    if advice.plan is not None:
        found.append(_plan(advice.plan, advice, scenario))
    return first_doubted(found, advice.certificate)


def _now(advice: Advice, scenario: Scenario) -> Section:
    names = ScenarioNames(scenario)
    who = names.party_first(advice.party)
    lead = [
        said
        for turn in dict.fromkeys(option.turn for option in advice.options)
        for kind in advice.kinds
        for said in _best(advice, [one for one in advice.options if one.turn == turn], kind, scenario)
    ]
    if not advice.options:
        lead.append(f"{who} cannot have the floor in this situation.")
    lead += [_following(option, advice, scenario) for option in advice.options if option.after]
    notes = (
        "Costs are points less than the best act, with the answers to be expected; chances are those of"
        " equilibrium play. That the others play as in equilibrium is an assumption: against somebody who"
        " does not, another act may be better.",
    )
    kinds = advice.kinds
    groups = [(kind,) for kind in kinds] if len(kinds) > MOST_ABREAST else [kinds]
    tables = tuple(_options_table(advice, group, scenario) for group in groups) if advice.options else ()
    title = f"Advice for {names.party_within(advice.party)}, {day(advice.day)}"
    return Section("advice", title, tuple(lead), tables=tables, notes=notes)


def _options_table(advice: Advice, kinds: Sequence[str], scenario: Scenario) -> Table:
    """The acts of a party of some kinds; what they tell is the same for all."""
    alone = len(kinds) == 1
    heads = ["Act"]
    for kind in kinds:
        under = "" if alone else f" if {kind_name(kind, scenario, advice.party)}"
        heads += [f"Costs{under}", f"Chance{under}"]
    told = advice.kinds[:-1] if advice.hides else ()
    heads += [f"Then {kind_name(kind, scenario, advice.party)}" for kind in told]
    rows = tuple(_row(option, kinds, told, scenario) for option in advice.options)
    caption = f"If {kind_name(kinds[0], scenario, advice.party)}" if alone and advice.hides else ""
    return Table(tuple(heads), rows, caption, figures=tuple(range(1, len(heads))))


def _best(advice: Advice, options: list[Option], kind: str, scenario: Scenario) -> list[str]:
    """What a party of a kind does best among the acts of a turn, and what would cost it most."""
    names = ScenarioNames(scenario)
    ranked = sorted(options, key=lambda option: option.cost[kind])
    plural = names.party_plural(advice.party)
    best = [agreeing(deed(option.act, names), plural) for option in ranked if option.cost[kind] < CLOSE]
    under = "" if kind == ALL else f" of the kind “{kind_name(kind, scenario, advice.party)}”"
    turn = f" in the turn of {plainly(ranked[0].turn)}" if ranked[0].turn else ""
    who = f"{names.party_within(advice.party)}{under}"
    said = f"With the floor{turn}, {who} {agreeing('does', plural)} best if {_it(plural)} {_either(best)}."
    worst = ranked[-1]
    if worst.cost[kind] >= CLOSE:
        lost = points(worst.cost[kind])
        said += f" The dearest mistake would be one that {deed(worst.act, names)}: {lost} points."
    return [said]


def _it(plural: bool) -> str:
    return "they" if plural else "it"


def _either(deeds: list[str]) -> str:
    return deeds[0] if len(deeds) == 1 else f"either {', or '.join(deeds)}: it makes no difference"


def _row(option: Option, kinds: Sequence[str], told: Sequence[str], scenario: Scenario) -> tuple[str, ...]:
    cells = [in_turn(option.act, option.turn, scenario)]
    for kind in kinds:
        cells += [points(option.cost[kind]), chance(option.chance[kind])]
    return (*cells, *(percent(option.tells[kind]) for kind in told))


def _following(option: Option, advice: Advice, scenario: Scenario) -> str:
    """What may come of an act, and what to do then."""
    names = ScenarioNames(scenario)
    parts = [_outcome(one, advice.party, scenario) for one in option.after]
    plural = names.party_plural(advice.party)
    text = agreeing(deed(option.act, names), plural)
    turn = f" in the turn of {plainly(option.turn)}" if option.turn else ""
    return f"If {_it(plural)} {text}{turn}: {'; '.join(parts)}."


def _outcome(one: Next, party: str, scenario: Scenario) -> str:
    names = ScenarioNames(scenario)
    name = Name(one.outcome)
    what = {
        "refuse": does(name.about, "refuses", names) if name.about else "",
        "walk_out": does(name.about, "walks out", names) if name.about else "",
        "accept": "all accept",
        "done": "it is done",
        "unratified": "it is agreed and not ratified",
        "breakdown": "it is refused and the talks break down",
    }[name.head]
    odds = list(dict.fromkeys(percent(p) for p in one.chance.values()))
    if len(odds) == 1 or len(one.chance) > 3:
        how = spread(one.chance.values())
    else:
        how = listing([f"{percent(p)} if {kind_name(kind, scenario)}" for kind, p in one.chance.items()])
    return f"{what} ({how}){_then(one, party, scenario)}"


def _then(one: Next, party: str, scenario: Scenario) -> str:
    """What the party does best after an answer."""
    names = ScenarioNames(scenario)
    plural = names.party_plural(party)
    deeds = {kind: agreeing(deed(act, names), plural) for kind, act in one.act.items()}
    if not deeds:
        return ""
    best = f"after which {_it(plural)} {agreeing('does', plural)} best if {_it(plural)}"
    if len(set(deeds.values())) == 1:
        return f", {best} {next(iter(deeds.values()))}"
    by_kind = listing([f"{said} if {kind_name(kind, scenario)}" for kind, said in deeds.items()])
    return f", {best} {by_kind}"


def _prospects(advice: Advice, scenario: Scenario) -> Section:
    names = ScenarioNames(scenario)
    who = names.party_within(advice.party)
    heads = ["Act", "Expected in a quarter"]
    heads += [
        f"To {who}" + ("" if kind == ALL else f" if {kind_name(kind, scenario)}") for kind in advice.kinds
    ]
    rows = [
        (
            at_start(does(one.party, deed(one.act, names), names)),
            f"{one.expected:.2f}",
            *(signed_points(one.effect[kind]) for kind in advice.kinds),
        )
        for one in advice.prospects
    ]
    lead = (
        "How often others are expected to act within a quarter, if no ending is reached, and what it would do"
        f" to {who} now, in points against their holding.",
    )
    table = Table(tuple(heads), tuple(rows), figures=tuple(range(1, len(heads))))
    return Section("prospects", "What to prepare for", lead, tables=(table,))


def _plan(plan: PlanFared, advice: Advice, scenario: Scenario) -> Section:
    names = ScenarioNames(scenario)
    plural = names.party_plural(advice.party)
    steps = ", then ".join(agreeing(deed(step, names), plural) for step in plan.steps)
    who, after = names.party_within(advice.party), f"{_it(plural)} {agreeing('plays', plural)}"
    lead = [f"The plan: {who} {steps}; after that {after} as in equilibrium."]
    for kind in advice.kinds:
        gain = plan.worth[kind] - plan.equilibrium[kind]
        under = "" if kind == ALL else f" if {kind_name(kind, scenario)}"
        lead.append(
            f"It is worth {points(plan.worth[kind])} points{under}, {signed_points(gain)} against equilibrium"
            f" play ({points(plan.equilibrium[kind])})."
        )
    rows = [
        (ending(name, names), chance(plan.endings[name]), chance(plan.otherwise[name]))
        for name in plan.endings
        if max(plan.endings[name], plan.otherwise[name]) >= 0.005
    ]
    table = Table(("Ending by the horizon", "With the plan", "Otherwise"), tuple(rows), figures=(1, 2))
    notes = (
        "A step is taken the first time the party has the floor and can take it; it holds until then. The"
        " others do not know of the plan: they answer, believe and act as in equilibrium.",
    )
    return Section("plan", "How the stated plan would fare", tuple(lead), tables=(table,), notes=notes)
