"""A seat as sections: while the story goes on what its chair can see, and after its end what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from parley.game.names import STILL_FIGHTING, EndingKind, Name
from parley.playing import Decision, Seat, Step
from parley.report import phrases
from parley.report.charts.over_time import lines
from parley.report.context import Figure, Section, Table
from parley.report.reading import Reading
from parley.report.seat.story import SAID, told
from parley.report.words import chance, count, day, listing, percent

ANSWERS = {"accept": "accept", "refuse": "refuse", "walk_out": "walk out"}
MOST_ENDINGS = 8
SHOWN = 12
"""How many turns of the story so far are shown while it goes on."""


def option(name: str, reading: Reading) -> str:
    """What the person in the chair may do or say, as one tells it to do so."""
    return ANSWERS.get(name) or phrases.bidding(name, reading)


def sort_of(name: str) -> str:
    """What sort of thing an option is, where there are too many to be named one by one."""
    return Name(name).head


def question(decision: Decision, reading: Reading) -> str:
    """What has to be decided, in a sentence."""
    if decision.to is None:
        turn = f" ({decision.turn})" if decision.turn else ""
        return f"{day(decision.day)}{turn}: you have the floor."
    deed = phrases.does(decision.by, reading.action(decision.to), reading)
    said = [phrases.does(who, SAID[word], reading) for who, word in decision.said]
    heard = f" {_sentence(listing(said))}" if said else ""
    return f"{day(decision.day)}: {_sentence(deed)}{heard} What do you say?"


def opinion(decision: Decision, n: int) -> str:
    """What the model thinks of an option: how often it would take it, and what it falls short of the best."""
    short = decision.short[n]
    often = f"the model would take it {percent(decision.chance[n])} of the time"
    if short is None:
        return often
    if short < 0.005:
        return f"{often}; nothing is worth more"
    return f"{often}; worth {'hardly' if short < 0.05 else f'{short:.2g} points'} less than the best"


def so_far_sections(reading: Reading, seat: Seat) -> tuple[Section, ...]:
    """Where things stand, who believes what, and the last turns, the latest first."""
    found = [_story(reading, seat.story[-SHOWN:][::-1], "The story so far, the latest first")]
    where = tuple((reading.part(part), reading.setting(at)) for part, at in seat.settings.items())
    tables = [Table(("", "Stands at"), where, "The situation")] if where else []
    beliefs = _beliefs_now(reading, seat)
    if beliefs is not None:
        tables.append(beliefs)
    if tables:
        found.insert(0, Section(id="seat-now", title="Where things stand", tables=tuple(tables)))
    return tuple(found)


def ended_sections(reading: Reading, seat: Seat) -> tuple[Section, ...]:
    """How it ended beside the outlook, who believed what, what the model would have done, and the story."""
    found = [_ending(reading, seat)]
    beliefs = _belief_curve(reading, seat)
    if beliefs is not None:
        found.append(beliefs)
    return (*found, _model(reading, seat), _story(reading, seat.story, "The story as it went"))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _story(reading: Reading, steps: Sequence[Step], title: str) -> Section:
    rows: list[tuple[str, str]] = []
    for step in steps:
        text = told(step, reading)
        if rows and rows[-1][1] == text == "Nobody has the floor.":
            continue
        rows.append((day(step.day), text))
    if not rows:
        return Section(id="seat-story", title=title, lead=("Nothing has happened yet.",))
    return Section(
        id="seat-story", title=title, tables=(Table(("Round from", "What happened"), tuple(rows)),)
    )


def _beliefs_now(reading: Reading, seat: Seat) -> Table | None:
    """What each holds, a column for everything that is hidden."""
    now = {holder: seen[-1] for holder, seen in seat.beliefs.items() if seen and seen[-1]}
    # Of what is hidden about one party alone the kinds have no side before them.
    sides = list(dict.fromkeys(_split(kind)[0] for held in now.values() for kind in held))
    rows = tuple(
        (_holder(reading, holder), *(_held(reading, held, side) for side in sides))
        for holder, held in now.items()
    )
    heads = (f"{_side(reading, side)} is thought" if side else "Believes" for side in sides)
    return Table(("", *heads), rows, "What is believed now") if rows else None


def _held(reading: Reading, held: Mapping[str, float], side: str) -> str:
    """What somebody believes of one thing that is hidden; a party knows itself."""
    kinds = {_split(kind)[1]: p for kind, p in held.items() if _split(kind)[0] == side}
    named = [
        f"{reading.kind_of(side, kind) if side else reading.disposition(kind)} {percent(p)}"
        for kind, p in kinds.items()
    ]
    return listing(named) if named else "known to it"


def _split(kind: str) -> tuple[str, str]:
    """What is hidden and the kind of it; nothing before the kinds of one party alone."""
    side, _, rest = kind.partition(".")
    return (side, rest) if rest else ("", side)


def _holder(reading: Reading, holder: str) -> str:
    text = reading.holder(holder)
    return text[:1].upper() + text[1:]


def _kind(reading: Reading, kind: str) -> str:
    side, _, rest = kind.partition(".")
    return f"{_side(reading, side)}: {reading.kind_of(side, rest)}" if rest else reading.disposition(kind)


def _side(reading: Reading, side: str) -> str:
    """What is hidden, by its name; or the party that hides what it is."""
    known = reading.head.sides.get(side)
    return reading.party(side) if known is None else known.name


def _ending(reading: Reading, seat: Seat) -> Section:
    outlook, ending = reading.outlook, seat.ending
    path = outlook.still_fighting if ending == STILL_FIGHTING else outlook.endings[ending]
    # What is agreed or broken off within a round is counted by its end; a collapse is dated there already.
    within = ending.kind in (EndingKind.SETTLEMENT, EndingKind.BREAKDOWN)
    t = min(reading.round_at(seat.day) + within, len(path) - 1)
    when, by = day(seat.day), day(reading.dates[t])
    if ending == STILL_FIGHTING:
        lead = [f"No ending was reached by the horizon, {when}."]
    else:
        lead = [f"It ended on {when} with {reading.ending_within(ending)}."]
    lead.append(
        f"The model's outlook gave that {percent(path[t])} by {by} and {percent(path[-1])} by the horizon."
    )
    if seat.hidden:
        who = [f"{_side(reading, side)}: {reading.kind_of(side, kind)}" for side, kind in seat.hidden.items()]
        lead.append(f"What was hidden. {'; '.join(who)}.")
    every = [*outlook.endings.items(), (STILL_FIGHTING, outlook.still_fighting)]
    likeliest = sorted(every, key=lambda pair: -max(pair[1][t], pair[1][-1]))[:MOST_ENDINGS]
    shown = {name for name, _ in likeliest} | {ending}
    rows = tuple(
        (reading.ending(name), chance(values[t]), chance(values[-1]), "this story" if name == ending else "")
        for name, values in every
        if name in shown and (max(values[t], values[-1]) >= 0.0005 or name == ending)
    )
    left = len(every) - len(rows)
    table = Table(
        ("", f"By {by}", "By the horizon", ""),
        rows,
        "The outlook beside it: probabilities before the first day, if the model played every chair",
        figures=(1, 2),
    )
    notes = (f"{count(left, 'less likely ending')} left out.",) if left else ()
    return Section(id="seat-ending", title="How it ended", lead=tuple(lead), tables=(table,), notes=notes)


def _belief_curve(reading: Reading, seat: Seat) -> Section | None:
    days = [*(step.day for step in seat.story), seat.day]
    first = next((list(seen[0]) for seen in seat.beliefs.values() if seen and seen[0]), [])
    if not first:
        return None
    figures = []
    for kind in sorted({k for seen in seat.beliefs.values() for k in seen[0]}, key=str):
        side, _, rest = kind.partition(".")
        siblings = [k for k in first if k.partition(".")[0] == side] if rest else first
        if siblings and kind == siblings[-1]:
            continue
        curves = {
            _holder(reading, holder): [one[kind] for one in seen]
            for holder, seen in seat.beliefs.items()
            if kind in seen[0]
        }
        figures.append(_figure(reading, kind, days, curves))
    lead = "Everybody begins with a belief of its own and learns from the same public acts and fighting."
    return Section(id="seat-beliefs", title="Who came to believe what", lead=(lead,), figures=tuple(figures))


def _figure(
    reading: Reading, kind: str, days: Sequence[date], curves: Mapping[str, Sequence[float]]
) -> Figure:
    told_ = listing([f"{who} from {percent(path[0])} to {percent(path[-1])}" for who, path in curves.items()])
    rows = tuple((who, percent(path[0]), percent(path[-1])) for who, path in curves.items())
    return Figure(
        id=f"seat-beliefs-{kind.replace('.', '-')}",
        title=f"Probability of “{_kind(reading, kind)}”",
        spec=lines(days, curves, chances=True),
        alt=f"Lines over time: {told_}.",
        table=Table(("", "At first", "At the end"), rows, figures=(1, 2)),
    )


def _model(reading: Reading, seat: Seat) -> Section:
    own = [one for one in seat.decisions if not one.by_model]
    rows = []
    for one in own:
        n = one.options.index(one.taken)
        likeliest = max(range(len(one.options)), key=lambda k: one.chance[k])
        short = one.short[n]
        rows.append(
            (
                day(one.day),
                option(one.taken, reading),
                percent(one.chance[n]),
                "the same" if likeliest == n else option(one.options[likeliest], reading),
                percent(one.chance[likeliest]),
                "" if short is None else f"{short:.2g}",
            )
        )
    left = len(seat.decisions) - len(own)
    lead = [f"You made {count(len(own), 'choice')}" + (f" and left {left} to the model." if left else ".")]
    columns = ("Round from", "You chose to", "Model", "It would soonest", "Chance", "Points short")
    notes = (
        "The model errs: it takes what is worth most most often, what is worth a little less a little less"
        " often. Points short: what your choice was worth less than the best, as your party believed then, if"
        " everybody went on as the model does.",
    )
    tables = (Table(columns, tuple(rows), figures=(2, 4, 5)),) if rows else ()
    return Section(
        id="seat-model", title="What the model would have done", lead=tuple(lead), tables=tables, notes=notes
    )
