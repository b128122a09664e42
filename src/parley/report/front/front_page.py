"""The front page put together: findings in order, one chart, one table, all that fits on a sheet."""

from __future__ import annotations

from collections.abc import Sequence

from parley.game.names import Ending, EndingKind
from parley.report.charts.over_time import shares
from parley.report.charts.style import BREAKDOWN, COLLAPSES, SETTLEMENTS, STILL
from parley.report.context import Background, Figure, Finding, FrontPage, Table
from parley.report.front.bargaining import beliefs, room, waiting
from parley.report.front.beside import outside
from parley.report.front.carrying import carries, changes
from parley.report.front.expected import RARE, besides, caution, going_on, headline
from parley.report.front.since import since_sentences
from parley.report.front.trusting import confidence_sentence, unknown
from parley.report.front.watching import watch
from parley.report.reading import Reading
from parley.report.wording import YARDSTICKS, Wording
from parley.scenario.quantities import Number

MOST_SETTLEMENTS = 4
MOST_OTHERS = 2
MOST_LETTERS = 2500
"""What fits below the chart on a sheet, A4 or Letter, with a little to spare."""
LONGEST_NAME = 70
HEIGHT = 165


def bottom_line(
    reading: Reading, background: Background | None = None, numbers: Sequence[Number] = ()
) -> tuple[Finding, ...]:
    """The findings a reader in a hurry needs, headline first; those with nothing to say left out."""
    back = background or Background()
    wording, found = back.wording, back.found
    parts: tuple[tuple[str, Sequence[str]], ...] = (
        ("caution", (caution(reading, wording),)),
        ("outlook", (headline(reading, wording),)),
        ("besides", besides(reading, wording, back.spread)),
        (
            "confidence",
            (confidence_sentence(reading, numbers, back),) if numbers else (),
        ),
        ("since", since_sentences(reading, back.since, wording)),
        ("outside", outside(reading, back.outside, wording)),
        ("room", room(reading, back.deals, wording)),
        ("waiting", waiting(reading, wording)),
        ("carries", carries(reading, found, wording)),
        ("change", changes(reading, found, wording)),
        ("watch", watch(reading, wording)),
        ("beliefs", beliefs(reading, wording)),
        ("unknown", unknown(found, back.left_out, wording) if numbers else ()),
    )
    findings = (
        Finding(wording.say(f"about.{key}"), " ".join(said for said in sentences if said), key)
        for key, sentences in parts
    )
    return tuple(finding for finding in findings if finding.text)


def front_page(reading: Reading, findings: Sequence[Finding], background: Background) -> FrontPage:
    """The findings on a sheet: headline and confidence first, then as many of the rest as fit."""
    wording = background.wording
    by_key = {finding.key: finding for finding in findings}
    rest = [one for one in findings if one.key not in ("outlook", "confidence")]
    # What may go if the sheet is full, the least important first.
    for key in ("beliefs", "watch", "change"):
        if sum(len(one.text) for one in rest) > MOST_LETTERS:
            rest = [one for one in rest if one.key != key]
    series, hues = _series(reading, wording)
    scale, dash = YARDSTICKS[wording.yardstick], "\N{EN DASH}"
    bands = wording.say("between").join(
        f"{wording.word_of(band.word)} {100 * band.low:.0f}{dash}{wording.percent(band.high)}"
        for band in scale.bands
    )
    cited = f"{scale.name} ({scale.citation})"
    notes = [wording.say("page.model"), wording.say("page.likelihood", scale=cited, bands=bands)]
    if wording.language != "en":
        notes.append(wording.say("page.quoted"))
    shown = reading.shown_rounds
    rows = tuple((name, *(wording.chance(path[t]) for t in shown)) for name, path in series.items())
    head = wording.say("ending.reached")
    columns = (head, *(wording.short_day(reading.dates[t]) for t in shown))
    return FrontPage(
        headline=by_key["outlook"].text,
        confidence=by_key["confidence"].text if "confidence" in by_key else "",
        findings=tuple(rest),
        figure=Figure(
            id="front",
            title=wording.say("section.endings"),
            spec=shares(reading.dates, series, hues, height=HEIGHT, small=True),
            alt=by_key["outlook"].text,
        ),
        table=Table(columns, rows, figures=tuple(range(1, len(columns)))),
        notes=tuple(notes),
    )


def _series(reading: Reading, wording: Wording) -> tuple[dict[str, Sequence[float]], list[str]]:
    """Endings by date for a reader in a hurry, small ones taken together, and a colour for each."""
    paths = reading.outlook.endings
    series: dict[str, Sequence[float]] = {}
    hues: list[str] = []

    def add(name: str, endings: Sequence[Ending], hue: str) -> None:
        while name in series:
            name += " "
        series[name] = [sum(at) for at in zip(*(paths[one] for one in endings), strict=True)]
        hues.append(hue)

    settlements = [one for one, weight in reading.endings_by_weight(EndingKind.SETTLEMENT) if weight > 0]
    apart = [one for one in settlements if paths[one][-1] >= RARE][:MOST_SETTLEMENTS]
    for one, hue in zip(apart, SETTLEMENTS, strict=False):
        add(wording.say("ending.settlement", plan=_short(reading.plan(one.about))), [one], hue)
    if rest := [one for one in settlements if one not in apart]:
        add(wording.say("ending.others"), rest, SETTLEMENTS[MOST_SETTLEMENTS])
    collapses = [one for one, weight in reading.endings_by_weight(EndingKind.COLLAPSE) if weight >= RARE / 2]
    for one, hue in zip(collapses[:MOST_OTHERS], COLLAPSES, strict=False):
        name, of_party = reading.party(one.about), one.about in reading.outlook.parties
        key = "collapse" if of_party else "named"
        add(wording.say(f"ending.{key}", party=_short(name), what=_short(name)), [one], hue)
    others = [
        one for one in paths if not one.settles and one not in collapses[:MOST_OTHERS] and paths[one][-1] > 0
    ]
    if others:
        named = len(others) == 1 and others[0].kind is EndingKind.BREAKDOWN
        add(wording.say("ending.breakdown" if named else "ending.rest"), others, BREAKDOWN)
    series[wording.say(f"ending.still.{going_on(reading)}")] = reading.outlook.still_fighting
    return series, [*hues, STILL]


def _short(name: str) -> str:
    """A name that is no longer than a row has room for."""
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"
