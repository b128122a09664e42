"""Deals under changes, in words: what would bring a package into range, what a known motive costs."""

from __future__ import annotations

from collections.abc import Sequence

from parley.dealing import Change, Remedy, Wedge, WedgeTable
from parley.game.names import Name
from parley.languages import worded, written
from parley.report.calling import ScenarioNames
from parley.report.context import Section, Table
from parley.report.deals.dealing import as_kinds, signatory, signed_points
from parley.report.outlook.certified import doubt_under
from parley.report.words import day, listing, percent, points
from parley.scenario.parts import Scenario

CLOSE = 0.05
"""Points below which a motive is said to make no difference."""


def remedies_section(remedies: Sequence[Remedy], scenario: Scenario) -> tuple[Section, ...]:
    """The smallest changes solved again with; no section where none were."""
    if not remedies:
        return ()
    notes = (
        worded(
            "One number is changed for each signatory in the way; the whole case is then solved again, so"
            " that what everybody else would do has moved too."
        ),
    )
    lead = [_remedy(one, scenario) for one in remedies]
    names = [worded("the changes for {name}", name=scenario.plans[one.package].name) for one in remedies]
    lead += [doubt_under(name, one.certificate) for name, one in zip(names, remedies, strict=True)]
    said = tuple(one for one in lead if one)
    return (Section("remedies", worded("The smallest change, solved again"), said, notes=notes),)


def _remedy(one: Remedy, scenario: Scenario) -> str:
    name = scenario.plans[one.package].name
    under = as_kinds(tuple((side, (kind,)) for side, kind in one.under.items()), scenario)
    given = worded(" if {under}", under=under) if under else ""
    gains = listing(
        [
            f"{signatory((Name(label).head, Name(label).about or None), scenario)}"
            f" {signed_points(gain)} ({percent(one.would_sign[label])})"
            for label, gain in one.gains.items()
        ]
    )
    found = worded("it is in range") if one.works else worded("it is still not in range")
    return worded(
        "“{name}”{given}, with {list}: {found}, with {gains} over going on. It is then what the war ends in"
        " by the horizon in {percent} (as stated {percent2}); any settlement in {percent3} (as stated"
        " {percent4}).",
        name=name,
        given=given,
        list=listing([_change(change) for change in one.changes]),
        found=found,
        gains=gains,
        percent=percent(one.settled_then),
        percent2=percent(one.settled),
        percent3=percent(one.any_settled_then),
        percent4=percent(one.any_settled),
    )


def _change(change: Change) -> str:
    within = {None: "", True: ", within its range", False: ", outside its range"}[change.in_range]
    return worded(
        "{path} at {needed} instead of {value}{within}",
        path=change.path,
        needed=written(change.needed, ".1f"),
        value=written(change.value, "g"),
        within=within,
    )


def wedge_section(table: WedgeTable | None, scenario: Scenario) -> tuple[Section, ...]:
    """What others ask more for because of a motive; no section where none was asked about."""
    if table is None:
        return ()
    rows = tuple(
        (
            scenario.plans[row.package].name,
            signatory((row.party, row.disposition), scenario),
            signed_points(row.gain_with),
            signed_points(row.gain_without),
            signed_points(row.asks_more),
        )
        for row in table.rows
    )
    without = doubt_under(worded("without the motive"), table.certificate)
    heads = (
        worded("Package"),
        worded("Signatory"),
        worded("With it"),
        worded("Without"),
        worded("Asks more"),
    )
    notes = (
        worded(
            "Points by which signing beats going on, with the motive and without, each solved. A signatory"
            " asks more by what the motive adds to its worth of going on, later offers included, less what"
            " it adds to signing; below zero it asks less."
        ),
        worded("Taken away by ")
        + listing([f"{path} = {'null' if value is None else value}" for path, value in table.without.items()])
        + ".",
    )
    return (
        Section(
            "wedge",
            worded("What a known motive costs: {motive}", motive=_motive(table, scenario)),
            tuple(one for one in (*_wedge_lead(table, scenario), without) if one),
            tables=(Table(heads, rows, worded("On {day}", day=day(table.day)), figures=(2, 3, 4)),),
            notes=notes,
        ),
    )


def _motive(table: WedgeTable, scenario: Scenario) -> str:
    """A motive in words."""
    if table.motive in scenario.parties:
        return worded(
            "the wish of {party_within} for any deal",
            party_within=ScenarioNames(scenario).party_within(table.motive),
        )
    if table.motive in scenario.what_ifs:
        return scenario.what_ifs[table.motive].note or table.motive
    return table.motive


def _wedge_lead(table: WedgeTable, scenario: Scenario) -> tuple[str, ...]:
    most = max(table.others, key=lambda row: abs(row.asks_more), default=None)
    settled = worded(
        "A settlement by the horizon has {percent} with it and {percent2} without.",
        percent=percent(table.settled_with),
        percent2=percent(table.settled_without),
    )
    if most is None or abs(most.asks_more) < CLOSE:
        return (worded("Nobody else asks more, or less, because of it."), settled)
    return (_most(most, scenario), settled)


def _most(row: Wedge, scenario: Scenario) -> str:
    who, name = signatory((row.party, row.disposition), scenario), scenario.plans[row.package].name
    more = "more" if row.asks_more > 0 else "less"
    return worded(
        "It moves {who} most: for “{name}” it asks {points} points {more} than without it ({points2} in"
        " place of {points3} over going on).",
        who=who,
        name=name,
        points=points(abs(row.asks_more)),
        more=more,
        points2=signed_points(row.gain_with),
        points3=signed_points(row.gain_without),
    )
