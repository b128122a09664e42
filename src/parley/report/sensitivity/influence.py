"""Influence as a section of the brief: which numbers carry an outcome, and what to find out next."""

from __future__ import annotations

from dataclasses import replace

from parley.languages import worded
from parley.report.context import Cell, Figure, Link, Section, Table
from parley.report.outlook.certified import first_doubted
from parley.report.reading import CaseWords
from parley.report.sensitivity.by_levels import bars_near, how_made, how_sure, without
from parley.report.sensitivity.number_names import (
    amount,
    group_name,
    number_name,
    outcome_name,
    range_words,
    shift,
    value_words,
)
from parley.report.sensitivity.tornado import Bar, tornado
from parley.report.words import count, listing
from parley.sensitivity.influence import Influence, NumberInfluence, Shares
from parley.sensitivity.influence.influence_result import OutcomeInfluence

_MOST_BARS = 12
_MOST_NEXT = 8
_MOST_GROUPS = 8
_SLOPE = 3
_SLIGHT = 0.02
_SAID_SHARE = 0.05
_SEEN = 0.1
_ENOUGH_WAYS, _ENOUGH_BASES = 5, 64


def influence_sections(reading: CaseWords, found: Influence) -> tuple[Section, ...]:
    """A section for each outcome asked for, and what goes for all of them on the first."""
    sections = [_section(reading, found, n) for n in range(len(found.outcomes))]
    return first_doubted(sections, found.certificate)


def _section(reading: CaseWords, found: Influence, n: int) -> Section:
    one = found.outcomes[n]
    next_ones = next_table(reading, one)
    figures = (_figure(reading, found, n),) if _moved(one) else ()
    lead = [carries(reading, one, alone=found.levels is not None), how_sure(reading, found, n)]
    lead += [groups_sentence(reading, one)] if one.levels else []
    groups = groups_table(reading, one)
    if found.levels is not None:
        # Effects that are added up leave nothing to what groups do with others.
        groups = without(replace(groups, rows=groups.rows[:_MOST_GROUPS]), 3)
    cites = [source for number in one.numbers[:_MOST_BARS] for source in number.evidence.sources]
    return Section(
        id=f"influence-{n + 1}",
        title=worded(
            "What carries the answer: {outcome_name}", outcome_name=outcome_name(reading, one.outcome)
        ),
        lead=tuple(said for said in lead if said),
        figures=figures,
        tables=tuple(table for table in (groups, next_ones) if table.rows),
        notes=method_notes(found) if n == 0 else (),
        cites=tuple(dict.fromkeys(cites)),
    )


def _moved(one: OutcomeInfluence) -> bool:
    return max((number.size for number in one.numbers), default=0.0) > 0


def _figure(reading: CaseWords, found: Influence, n: int) -> Figure:
    one = found.outcomes[n]
    largest = max(number.size for number in one.numbers)
    shown = sorted((x for x in one.numbers if x.size >= _SLIGHT * largest), key=lambda x: -x.size)[
        :_MOST_BARS
    ]
    bars = [Bar(number_name(reading, x.path), x.lowered, x.raised, x.slope, x.evidence.grade) for x in shown]
    unit = worded("points of worth") if one.outcome.in_points else "probability"
    told = listing([number_name(reading, x.path) for x in shown[:3]])
    return Figure(
        id=f"influence-{n + 1}",
        title=worded(
            "{outcome_name}: moved by each number over its range",
            outcome_name=outcome_name(reading, one.outcome),
        ),
        spec=tornado(bars, worded("change in {unit}", unit=unit), one.outcome.in_points),
        alt=worded("Bars about zero, longest on top: {told} move it most.", told=told),
        caption=bars_near(found)
        or worded(
            "Bars: mean change when a number goes from the low to the high end of its range, others"
            " anywhere in theirs; to the right what raises the outcome, to the left what lowers it. Black"
            " ticks: the slope at the stated value, over as much of the range as the outcome can move."
            " Colours: what the number rests on."
        ),
        table=numbers_table(reading, one, _MOST_BARS),
    )


def carries(reading: CaseWords, one: OutcomeInfluence, *, alone: bool = False) -> str:
    """What an outcome is as stated, how far it spreads over the ranges, and which numbers carry it.

    `alone` where shares are of what single numbers do, without what they do together.
    """
    points_ = one.outcome.in_points
    name = outcome_name(reading, one.outcome)
    unit = worded(" points") if points_ else ""
    said = worded(
        "{name}: {amount}{unit} as stated", name=name, amount=amount(one.stated, points_), unit=unit
    )
    if not _moved(one):
        return worded("{said}; no number moves it over its range.", said=said)
    if one.levels:
        low, high = (amount(level, points_) for level in (one.levels[0], one.levels[2]))
        said += worded(
            ", and from {low} to {high}{unit} in four of five draws over the ranges",
            low=low,
            high=high,
            unit=unit,
        )
    shared = [x for x in one.numbers if x.shares and x.shares.total >= _SAID_SHARE and _is_sure(x.shares)][:3]
    if not shared:
        return f"{said}. {_moved_by(reading, one)}"
    top = listing([f"{number_name(reading, x.path)} ({share(x)})" for x in shared])
    if alone:
        told = worded(
            "{said}. Of that spread, this much goes with single numbers: {top}.", said=said, top=top
        )
        return f"{told} {_moved_by(reading, one)}"
    return worded(
        "{said}. Of that spread, this much goes with single numbers and what they do together: {top}.",
        said=said,
        top=top,
    )


def _moved_by(reading: CaseWords, one: OutcomeInfluence) -> str:
    """The numbers that move an outcome by something a reader can see, each with how much."""
    points_ = one.outcome.in_points
    unit = "points" if points_ else worded("percentage points")
    ranked = sorted(one.numbers, key=lambda x: -x.size)[:3]
    seen = [x for x in ranked if (x.size if points_ else 100 * x.size) >= _SEEN]
    if not seen:
        return worded("No number moves it by as much as {seen} {unit} over its range.", seen=_SEEN, unit=unit)
    moved = [
        worded(
            "{number_name} (by {plain_shift})",
            number_name=number_name(reading, x.path),
            plain_shift=_plain_shift(x, points_),
        )
        for x in seen
    ]
    return worded(
        "Over their ranges these numbers move it furthest, in {unit}: {list}.", unit=unit, list=listing(moved)
    )


def _plain_shift(one: NumberInfluence, in_points: bool) -> str:
    return shift(one.size, in_points).removeprefix("+")


def _is_sure(shares: Shares) -> bool:
    """Whether a share is larger than its margin, so that it can be said to be one."""
    return shares.total > shares.total_margin


def share(one: NumberInfluence) -> str:
    """The part of the spread a number carries with all its interactions, with its margin."""
    return "" if one.shares is None else _part(one.shares.total, one.shares.total_margin)


def _part(index: float, margin: float) -> str:
    return f"{100 * min(max(index, 0.0), 1.0):.0f} ± {100 * margin:.0f}\u00a0%"


def groups_sentence(reading: CaseWords, one: OutcomeInfluence) -> str:
    """The parts of the spread that the largest groups of numbers carry, each moved as one."""
    top = [
        f"{group_name(reading, group.group)} {_part(group.shares.total, group.shares.total_margin)}"
        for group in one.groups
        if group.shares and group.shares.total >= _SAID_SHARE and _is_sure(group.shares)
    ]
    if not top:
        return ""
    return worded(
        "By what the numbers are about, all of a kind together: {list} of the spread.",
        list="; ".join(top[:3]),
    )


def groups_table(reading: CaseWords, one: OutcomeInfluence) -> Table:
    """The groups of numbers whose shares are known: alone, and with interactions with the others."""
    rows = tuple(
        (
            group_name(reading, group.group),
            str(group.numbers),
            _part(group.shares.first, group.shares.first_margin),
            _part(group.shares.total, group.shares.total_margin),
        )
        for group in one.groups
        if group.shares
    )
    caption = worded("Shares of the spread by what the numbers are about, all of a kind moved together")
    columns = (worded("About"), worded("Numbers"), worded("Alone"), worded("With interactions"))
    return Table(columns, rows if _moved(one) else (), caption, figures=(1, 2, 3))


def numbers_table(reading: CaseWords, one: OutcomeInfluence, most: int) -> Table:
    """The most influential numbers with range, effects, share of the spread, and what they rest on."""
    points_ = one.outcome.in_points
    rows: list[tuple[Cell, ...]] = []
    for x in one.numbers[:most]:
        rows.append(
            (
                Link(number_name(reading, x.path), f"#assumption-{x.path}"),
                _words(x, x.value),
                _range(x),
                "" if x.slope is None else shift(x.slope, points_) + _bend(x, points_),
                f"{shift(x.lowered, points_)} / {shift(x.raised, points_)}",
                share(x),
                _rests_on(x),
            )
        )
    unit = "points" if points_ else worded("percentage points")
    columns = (
        worded("Number"),
        worded("Stated"),
        worded("Range"),
        worded("Slope"),
        worded("Lowers / raises"),
        worded("Share of the spread"),
        worded("Rests on"),
    )
    caption = worded("In {unit}, over the whole range", unit=unit)
    table = Table(columns, tuple(rows), caption, figures=(3, 4, 5))
    return table if any(row[_SLOPE] for row in rows) else without(table, _SLOPE)


def _bend(one: NumberInfluence, in_points: bool) -> str:
    """A mark where the slope is not one: twice the step gives quite another."""
    bends = one.bend is not None and one.slope is not None and one.bend > 0.2 * abs(one.slope)
    return worded(" (bends)") if bends and abs(one.slope or 0.0) * (1 if in_points else 100) >= 0.5 else ""


def _words(one: NumberInfluence, value: float) -> str:
    return value_words(value, one.path, one.unit, one.per_days)


def _range(one: NumberInfluence) -> str:
    return range_words(one.low, one.high, one.path, one.unit, one.per_days)


def _rests_on(one: NumberInfluence) -> Cell:
    if not one.evidence.sources:
        return worded(one.evidence.grade)
    links = tuple(Link(source, f"#source-{source}") for source in one.evidence.sources)
    return (Link(worded(one.evidence.grade), ""), *links)


def next_table(reading: CaseWords, one: OutcomeInfluence) -> Table:
    """What to find out next: the most influential and worst sourced numbers first."""
    by_path = {x.path: x for x in one.numbers}
    rows: list[tuple[Cell, ...]] = []
    for path in one.find_out_next[:_MOST_NEXT]:
        x = by_path[path]
        where = _range(x)
        effect = _plain_shift(x, one.outcome.in_points)
        rows.append((Link(number_name(reading, path), f"#assumption-{path}"), where, effect, _rests_on(x)))
    columns = (
        worded("Find out next"),
        worded("Where in its range?"),
        worded("Moves the outcome by"),
        worded("Rests so far on"),
    )
    return Table(
        columns, tuple(rows), worded("The most influential and worst sourced numbers first"), figures=(2,)
    )


def _swaps(found: Influence) -> str:
    """What each base draw was solved for, where shares of groups were worked out too."""
    one = found.outcomes[0]
    numbers = sum(number.shares is not None for number in one.numbers)
    groups = sum(group.shares is not None and group.numbers > 1 for group in one.groups)
    if not groups:
        return ""
    return worded(
        ", {count} each: two for the draw itself, {count2}, {count3} of several numbers",
        count=count(numbers + groups + 2, "solve"),
        count2=count(numbers, "number"),
        count3=count(groups, "group"),
    )


def few_draws(found: Influence) -> str:
    """A warning where the draws were so few that they tell only the large from the small."""
    if found.levels is not None:
        return ""
    if found.trajectories >= _ENOUGH_WAYS and found.bases >= _ENOUGH_BASES:
        return ""
    return worded(
        "So few draws tell what is large from what is small, not how large it is; --draws takes more."
    )


def method_notes(found: Influence) -> tuple[str, ...]:
    """How it was found out, and what could not be solved."""
    notes = [
        how_made(found)
        or worded(
            "{count}, seed {seed}: {count2} through all ranges, one number at a time (Morris); central"
            " differences at the stated values;",
            count=count(found.solved, "solve"),
            seed=found.seed,
            count2=count(found.trajectories, "way"),
        )
        + (
            worded(
                " {count} of all numbers for the shares of those that matter{swaps} (Sobol; total indices"
                " where nothing else is said, margins are 95\u00a0% bootstrap intervals).",
                count=count(found.bases, "base draw"),
                swaps=_swaps(found),
            )
            if found.bases
            else worded(" the draws were too few to share the spread out (--draws).")
        ),
        worded(
            "What is to be found out next is ordered by effect times what is still to be learnt: 1 where a"
            " number rests on nothing, 0.8 on judgement, 0.5 where it is partly sourced, 0.25 where it is"
            " sourced. These weights are ours."
        ),
    ]
    notes += [few_draws(found)] if few_draws(found) else []
    notes += [
        worded(
            "{count} of {stage}: {reason}.",
            count=count(one.count, "draw"),
            stage=one.stage,
            reason=one.reason,
        )
        for one in found.failures
    ]
    return tuple(notes)
