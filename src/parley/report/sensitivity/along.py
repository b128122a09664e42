"""The way along one number as a section of the brief: where the answer tips, and the curve."""

from __future__ import annotations

from parley.game.names import Ending
from parley.languages import worded, written
from parley.report.context import Figure, Section, Table
from parley.report.outlook.certified import doubted
from parley.report.outlook.endings import MOST_SETTLEMENTS, OTHERS, hues_of
from parley.report.reading import CaseWords
from parley.report.sensitivity.curve import along_number
from parley.report.sensitivity.number_names import number_name, value_words
from parley.report.sensitivity.sentences import tipping_sentences
from parley.report.sensitivity.speed import speed_figure, speed_sentence
from parley.report.words import chance, count, listing, points
from parley.sensitivity.tipping import Along, Point

_LEFT_OUT = 0.005
_LENGTHS = ((365.25, "years", 730.0), (30.4375, "months", 60.0), (1.0, "days", 0.0))
_MOST_ROWS = 12


def along_section(reading: CaseWords, found: Along) -> Section:
    """Where an outlook tips along one number, with the curve and its figures."""
    name = number_name(reading, found.path)
    series = _series(reading, found)
    factor, unit = _scale(found)
    marks = [(factor * found.stated, worded("stated"))]
    marks += [(factor * 0.5 * (one.low + one.high), "") for one in found.tipping_points]
    inside = [(at, word) for at, word in marks if _inside(found, at / factor)]
    sentences = tipping_sentences(reading, found)
    figure = Figure(
        id="along",
        title=worded("{name}: endings by the horizon", name=name),
        spec=along_number(
            [factor * point.value for point in found.points],
            series,
            hues_of(reading, series, found.points[0].endings),
            f"{name} ({unit})",
            inside,
        ),
        alt=worded("Stacked areas along {name}. {list}", name=name, list=" ".join(sentences)),
        caption=worded(
            "Solid rule: the value as stated. Dashed rules: where the most probable ending or the"
            " bargaining range at the start changes."
        ),
        table=along_table(reading, found),
    )
    speed = speed_figure(reading, found, _thinned(found))
    said = speed_sentence(reading, found)
    notes = tuple(
        worded("Not solved at {value}: {reason}", value=written(one.value, "g"), reason=one.reason)
        for one in found.failed
    )
    section = Section(
        id="along",
        title=worded("Along one number: {name}", name=name),
        lead=(*sentences, said) if said else sentences,
        figures=(figure, speed) if speed else (figure,),
        notes=notes,
    )
    return doubted(section, found.certificate)


def along_table(reading: CaseWords, found: Along) -> Table:
    """The curve as a table: a row a value, thinned where there are many."""
    shown = _shown(found)
    parties = list(reading.head.parties)
    heads = [reading.ending_briefly(name) for name in shown]
    columns = (
        worded("Value"),
        *heads,
        reading.still,
        worded("Most probable"),
        worded("In range at the start"),
    )
    columns += tuple(
        worded("worth to {party_within}", party_within=reading.party_within(party)) for party in parties
    )
    rows = []
    for point in _thinned(found):
        ends = [chance(point.endings[name]) for name in shown]
        leading = reading.ending_briefly(point.leading)
        worths = [points(point.worth[party]) for party in parties]
        value = value_words(point.value, found.path, found.unit, found.per_days)
        rows.append((value, *ends, chance(point.still_fighting), leading, _in_range(reading, point), *worths))
    figures = (*range(1, len(shown) + 2), *range(len(shown) + 4, len(columns)))
    return Table(columns, tuple(rows), "", figures=tuple(figures))


def _in_range(reading: CaseWords, point: Point) -> str:
    """The packages in range, with the dispositions where it is not so under each."""
    every = len(reading.head.dispositions)
    said = [
        f"{reading.plan(plan)}"
        + (f" ({listing([reading.disposition(d) for d in held])})" if len(held) < every else "")
        for plan, held in point.in_range.items()
    ]
    return "; ".join(said) or worded("none")


def _shown(found: Along) -> list[Ending]:
    """The endings that matter somewhere along the way, of the settlements the most probable few."""
    weight = {name: max(p.endings[name] for p in found.points) for name in found.points[0].endings}
    matter = [Ending(name) for name in weight if weight[name] >= _LEFT_OUT]
    settlements = sorted((name for name in matter if name.settles), key=lambda name: -weight[name])
    return [name for name in matter if not name.settles or name in settlements[:MOST_SETTLEMENTS]]


def _series(reading: CaseWords, found: Along) -> dict[str, list[float]]:
    shown = _shown(found)
    settlements = [name for name in shown if name.settles]
    series = {reading.ending(name): [p.endings[name] for p in found.points] for name in settlements}
    others = [name for name in found.points[0].endings if Ending(name).settles and name not in settlements]
    gathered = [sum(point.endings[name] for name in others) for point in found.points]
    if max(gathered, default=0.0) >= _LEFT_OUT:
        series[worded(OTHERS)] = gathered
    rest = [name for name in shown if name not in settlements]
    series |= {reading.ending(name): [p.endings[name] for p in found.points] for name in rest}
    return {**series, reading.still: [p.still_fighting for p in found.points]}


def _thinned(found: Along) -> list[Point]:
    """The ends, the stated value, both sides of every tipping point, and others between them."""
    kept = {found.points[0].value, found.points[-1].value, found.stated}
    kept |= {end for one in found.tipping_points for end in (one.low, one.high)}
    rest = [point.value for point in found.points if point.value not in kept]
    step = max(1, -(-len(rest) // max(1, _MOST_ROWS - len(kept))))
    kept |= set(rest[::step])
    return [point for point in found.points if point.value in kept]


def _inside(found: Along, value: float) -> bool:
    return found.points[0].value <= value <= found.points[-1].value


def _scale(found: Along) -> tuple[float, str]:
    """The factor and the word of a unit in which the number is easy to read."""
    if found.unit == "days":
        longest = found.points[-1].value
        length, word = next((days, word) for days, word, least in _LENGTHS if longest >= least)
        return 1 / length, worded(word)
    per = {1.0: "day", 7.0: "week", 30.4375: "month", 365.25: "year"}.get(found.per_days or 0.0, "")
    per = worded(per) if per else per
    if found.per_days and not per:
        per = count(round(found.per_days), "day")
    if found.unit == "chance":
        return 100.0, worded("% per {per}", per=per) if per else "%"
    return 1.0, worded("{unit} per {per}", unit=found.unit, per=per) if per else found.unit
