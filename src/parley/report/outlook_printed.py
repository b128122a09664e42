"""The outlook in the terminal: the bottom line in words, endings at a few dates, who gains by waiting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table

from parley.outlook import Outlook
from parley.report.context import Background
from parley.report.deals.dealing import columns_of, nearest, said_of_range, signatory, signed_points
from parley.report.front.front_page import bottom_line
from parley.report.outlook.certified import doubt
from parley.report.outlook.fighting_on import differences, how_measured
from parley.report.outlook.hidden import chances_by_kind
from parley.report.outlook.outside_view import outside_rows
from parley.report.outlook.selected import selected
from parley.report.prose import Text, say
from parley.report.reading import Reading
from parley.report.stacked_rows import Rows
from parley.report.words import chance, count, day, listing, megabytes, points, short_day, together
from parley.scenario.parts import Scenario
from parley.scenario.quantities import Number

if TYPE_CHECKING:
    from rich.console import Console

    from parley.dealing import DealTable
    from parley.outside_view import OutsideView

_MOST_ENDINGS = 8
_MOST_GAINS = 4
_NARROW = 60
_WIDEST_HEAD = 15
_LEFT_TO_THE_BRIEF = ("unknown",)


def print_outlook(
    outlook: Outlook,
    console: Console,
    background: Background | None = None,
    numbers: Sequence[Number] = (),
) -> None:
    """Print an outlook for a reader; it fits 80 columns.

    `background` gives names and what stands beside the outlook, `numbers` what confidence is judged by.
    """
    back = background or Background()
    reading = Reading(outlook, back.scenario)
    say(console, outlook.title, "bold")
    say(
        console,
        f"As of {day(reading.as_of)}, looking ahead to {day(reading.horizon)}."
        " A model's outlook: what the stated assumptions imply.",
    )
    console.print()
    console.print(_findings(reading, back, numbers, console))
    console.print()
    if back.deals is not None and back.scenario is not None:
        print_deals(back.deals, back.scenario, console)
        console.print()
    say(console, "Probability that an ending has been reached", "bold")
    console.print(_endings(reading, back.outside))
    console.print()
    if outlook.given:
        heading = f"How it ends by {day(reading.horizon)}, given what is hidden"
        say(console, heading, "bold")
        console.print(_by_kind(reading))
        console.print()
    say(console, "Worth now, and gain from waiting (points; below zero, waiting costs)", "bold")
    console.print(_worth(reading))
    if differences(reading.scenario):
        say(console, how_measured(reading.scenario))
    console.print()
    if back.deals is None and reading.leading_plans:
        # Where there are deals, who would sign what says the same the other way round.
        when = day(reading.as_of)
        heading = f"Gain from waiting on {when}, plan by plan (points; above zero, waiting pays)"
        say(console, heading, "bold")
        console.print(_gains(reading))
        console.print()
    say(console, _certificate(reading))


def print_deals(deals: DealTable, scenario: Scenario, console: Console, chances: bool = False) -> None:
    """The deal table: points by which each signatory prefers signing now to going on, green or red.

    With `chances` the chance that it signs, if its answer alone decides, stands below.
    """
    columns = columns_of(deals)
    title = "Who would sign what now (points against going on; kept: the chance that it lasts)"
    say(console, title, "bold")
    shown = nearest(deals.deals)
    holds = any(deal.ratified < 1.0 for deal in shown)
    twofold = False
    heads = [signatory(column, scenario).replace(", ", "\n") for column in columns]
    table = _grid(*heads, "kept", *(("ratified",) if holds else ()))
    for deal in shown:
        stances = {(stance.party, stance.disposition): stance for stance in deal.stances}
        cells = []
        for column in columns:
            stance = stances.get(column)
            text, style = "", ""
            if stance is not None:
                below = f"\n{chance(stance.would_sign)}" if chances else ""
                text, style = signed_points(stance.gain) + below, "green" if stance.gain >= 0 else "red"
            cells.append(Text(text, style=style))
        kept = list(dict.fromkeys(chance(one) for one in deal.durability.values()))
        twofold = twofold or len(kept) > 1
        if len(kept) > 2:
            kept = [chance(min(deal.durability.values())), chance(max(deal.durability.values()))]
        ratified = (Text(chance(deal.ratified)),) if holds else ()
        table.add_row(Text(deal.name), *cells, Text("\n".join(kept)), *ratified)
    console.print(table)
    if twofold:
        say(console, "Two figures under kept: whether it lasts turns on what is hidden.")
    say(console, " ".join(said_of_range(deals, scenario)))


def _findings(
    reading: Reading, background: Background, numbers: Sequence[Number], console: Console
) -> Table | Group:
    findings = bottom_line(reading, background, numbers)
    told = [one for one in findings if one.key not in _LEFT_TO_THE_BRIEF]
    if console.width < _NARROW:
        return Group(*(Text.assemble((one.about, "bold"), "\n", together(one.text), "\n") for one in told))
    table = Table.grid(padding=(0, 2, 1, 0))
    table.add_column(style="bold", max_width=_WIDEST_HEAD)
    table.add_column(overflow="fold")
    for one in told:
        table.add_row(Text(one.about), Text(together(one.text)))
    return table


def _grid(*heads: str) -> Rows:
    return Rows(("", *heads), frozenset(range(1, len(heads) + 1)))


def _endings(reading: Reading, outside: OutsideView | None = None) -> Rows:
    shown = reading.shown_rounds
    table = _grid(*(_two_lines(reading, t) for t in shown))
    for name, path in _rows(reading):
        table.add_row(Text(name), *(chance(path[t]) for t in shown))
    table.add_section()
    still = reading.outlook.still_fighting
    table.add_row(reading.still, *(chance(still[t]) for t in shown), style="bold")
    if outside is not None:
        table.add_section()
        for name, by_date in outside_rows(outside).items():
            table.add_row(name, *(chance(by_date[t]) for t in shown), style="dim")
    return table


def _by_kind(reading: Reading) -> Rows:
    """A row for each kind of each hidden side: its weight, and how it ends by the horizon."""
    heads, rows = chances_by_kind(reading)
    table = _grid(*heads)
    sides = iter(reading.sides)
    left = 0
    for name, *chances in rows:
        if not left:
            table.add_section()
            left = len(next(sides).kinds)
        left -= 1
        table.add_row(Text(name), *chances)
    return table


def _rows(reading: Reading) -> list[tuple[str, Sequence[float]]]:
    """The most probable endings, and all others in one row, so that the table adds up."""
    ranked = [name for name, weight in reading.endings_by_weight() if weight > 0]
    paths = reading.outlook.endings
    shown = ranked if len(ranked) <= _MOST_ENDINGS else ranked[: _MOST_ENDINGS - 1]
    rows: list[tuple[str, Sequence[float]]] = [(reading.ending(name), paths[name]) for name in shown]
    rest = [paths[name] for name in ranked[len(shown) :]]
    if rest:
        rows.append((count(len(rest), "other ending"), [sum(at) for at in zip(*rest, strict=True)]))
    return rows


def _worth(reading: Reading) -> Rows:
    """Worth now, and what waiting is worth against the best package that could be had."""
    last = len(reading.dates) - 2
    rounds = sorted({0, *(min(t, last) for t in reading.shown_rounds)})
    table = _grid(
        "now",
        *(_two_lines(reading, t) for t in rounds),
    )
    for party, worth in reading.outlook.values.items():
        gains = reading.outlook.gain_over_best.get(party, (None,) * (last + 1))
        cells = ("none" if (gain := gains[t]) is None else points(gain) for t in rounds)
        table.add_row(Text(reading.party(party)), points(worth.mean), *cells)
    if any(None in [path[t] for t in rounds] for path in reading.outlook.gain_over_best.values()):
        table.caption = "none: no package the signatories would take at that date"
    return table


def _gains(reading: Reading) -> Rows:
    """What fighting on is worth above each of the likeliest plans now; for each kind a party may be."""
    plans = reading.leading_plans[:_MOST_GAINS]
    table = _grid(*(reading.plan(plan) for plan in plans))
    for party, gains in reading.outlook.gain_from_waiting.items():
        kinds = reading.own_kinds(party)
        rows = {reading.kind(kind): kind for kind in kinds} or {reading.party(party): ""}
        for name, kind in rows.items():
            now = [gains[plan].by_disposition[kind][0] if kind else gains[plan].mean[0] for plan in plans]
            table.add_row(Text(name), *("none" if gain is None else points(gain) for gain in now))
    in_range = reading.outlook.bargaining_range.plans
    table.add_section()
    table.add_row(Text("in range"), *(chance(in_range[plan][0]) for plan in plans), style="dim")
    return table


def _two_lines(reading: Reading, round_: int) -> str:
    head, _, year = short_day(reading.dates[round_]).rpartition(" ")
    return f"{head}\n{year}"


def _certificate(reading: Reading) -> str:
    """How good the solution is, in words; the figures are in the brief's last chapter."""
    solver = reading.outlook.solver
    regrets = solver.regret
    over = [reading.party(p) for p, r in regrets.items() if r.points > r.allowed + 1e-6]
    largest = max(regrets, key=lambda party: regrets[party].points)
    most = f"{points(regrets[largest].points)} points ({reading.party(largest)})"
    beyond = f"above what precision allows for {listing(over)}" if over else "within what precision allows"
    said = (
        f"Solved: Nobody could gain more than {most} by choosing otherwise once, {beyond}.",
        doubt(solver.check) or "Beliefs follow from the choices they rest on.",
        *filter(None, [selected(reading)]),
        f"{count(solver.situations, 'situation')}, {count(solver.belief_nodes, 'belief node')},"
        f" {count(solver.rounds, 'round')}; {megabytes(solver.bytes)}, {solver.seconds:.1f} s.",
    )
    return " ".join(said)
