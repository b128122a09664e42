"""Who came to believe what, which moves moved it, and how much each surprised the model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from parley.languages import worded
from parley.report.context import Figure, Section, Table
from parley.report.inference.believed import believed
from parley.report.inference.weighing.form import Moment
from parley.report.inference.weighing.said import TELLING, Said, bits, date_of, odds
from parley.report.words import chance, count, day, listing, percent, short_day

_NAMED = 3
_MARGIN = 0.04


def moved(said: Said) -> Section:
    """Beliefs over time with the moves that moved them, and every moment with its surprise."""
    figures = (_picture(said),) if said.dispositions else ()
    notes = [
        worded(
            "Surprise is in bits: one bit is a toss of a coin, ten bits a chance in a thousand. The first"
            " figure counts that the party had the floor at all, the second only what it then did. A round"
            " in which nothing was recorded counts as one in which nobody had the floor or its holder held."
        )
        + _explained(said),
        worded("Log-likelihood of the record: {nats}", nats=_nats(said.found.log_likelihood))
        + _by_disposition(said)
        + worded(
            ". It is conditional on how often the floor was taken in each round: a round with several deeds"
            " is weighed as several turns at the table, with the fighting after the last."
        ),
    ]
    return Section(
        "weighed",
        worded("What the record tells"),
        _lead(said),
        figures=figures,
        tables=tuple(filter(None, (_moments(said), _meetings(said)))),
        notes=tuple(notes),
    )


def _nats(value: float) -> str:
    return f"{value:.2f}".replace("-", "\N{MINUS SIGN}")


def _explained(said: Said) -> str:
    if not said.dispositions:
        return ""
    second = said.otherwise
    return worded(
        " “1.20 : 1 {second}” means 1.20 times as likely if {second2}; the last column is the analyst's"
        " probability of {dispositions} after it.",
        second=second,
        second2=second,
        dispositions=said.dispositions[0],
    )


def _by_disposition(said: Said) -> str:
    found = said.found.log_likelihood_by_disposition
    if len(found) < 2:
        return ""
    told = [
        worded("{nats} if {name}", nats=_nats(value), name=name)
        for name, value in zip(said.dispositions, found.values(), strict=True)
        if value is not None
    ]
    return f" ({listing(told)})"


def _lead(said: Said) -> tuple[str, ...]:
    moments = said.moments
    deeds = sum(m.kind == "action" for m in moments)
    answers = sum(m.kind == "answer" for m in moments)
    rounds = said.found.rounds_over
    lead = [
        worded(
            "From {day} to {day2} the coding finds {count} and {count2} of the game in {count3}.",
            day=day(said.begins),
            day2=day(said.as_of),
            count=count(deeds, "deed"),
            count2=count(answers, "answer"),
            count3=count(rounds, "round"),
        )
    ]
    if said.unknown_days > 0:
        asked = day(said.found.asked_for)
        lead.append(
            worded(
                "The record is kept until {day}: of the {count} from then to {asked} nothing is known, and"
                " none of them is weighed.",
                day=day(said.as_of),
                count=count(said.unknown_days, "day"),
                asked=asked,
            )
        )
    if said.dispositions:
        analyst = said.found.beliefs["analyst"][said.first]
        lead.append(
            worded(
                "They take the analyst's probability that {hidden} is {dispositions} from {percent} to"
                " {percent2}{of_others}.",
                hidden=said.hidden,
                dispositions=said.dispositions[0],
                percent=percent(analyst[0]),
                percent2=percent(analyst[-1]),
                of_others=_of_others(said),
            )
        )
    lead += _telling(said)
    lead += _named(said, said.found.most_surprising, "surprising", lambda m: odds(m.surprise))
    return tuple(lead)


def _of_others(said: Said) -> str:
    """What the record tells of every other hidden side, as the sentence on the first goes on."""
    parts = []
    for side in said.found.other_sides:
        kind, name = next(iter(side.kinds.items()))
        path = side.beliefs["analyst"][kind]
        stays = percent(path[0]) == percent(path[-1])
        moves = (
            worded("at {percent}", percent=percent(path[0]))
            if stays
            else worded("from {percent} to {percent2}", percent=percent(path[0]), percent2=percent(path[-1]))
        )
        of = (
            worded("that {name} is {text}", name=side.name, text=name.lower())
            if side.party
            else worded("of “{text}” ({name})", text=name.lower(), name=side.name)
        )
        parts.append(
            worded(
                "{part} the one {of} {moves}",
                part=worded("leave") if stays else worded("take"),
                of=of,
                moves=moves,
            )
        )
    return worded(", and {list}", list=listing(parts)) if parts else ""


def _meetings(said: Said) -> Table | None:
    """What each meeting gave and what that told; nothing where no meeting did, or nothing is hidden."""
    if not said.found.meetings or not said.dispositions:
        return None
    rows = tuple(
        (
            said.short(one.date),
            one.move,
            one.about,
            " ".join(one.gave) or worded("nothing"),
            " ".join(one.weighed),
            said.ratio(one.told) or worded("nothing"),
        )
        for one in said.found.meetings
    )
    heads = (
        worded("Date"),
        worded("Meeting"),
        worded("About"),
        worded("Given there"),
        worded("Weighed"),
        worded("Tells"),
    )
    return Table(heads, rows, worded("What meetings told, by what was done at them"), ())


def _telling(said: Said) -> list[str]:
    """The moves that tell the dispositions apart most; that none does, where none does."""
    telling = [n for n in said.found.most_telling[:_NAMED] if _tells(said.moments[n])]
    if not telling and said.dispositions:
        return [worded("No move tells the dispositions apart by more than a twentieth.")]
    return _named(said, telling, "telling", said.told)


def _tells(moment: Moment) -> bool:
    return moment.told is None or abs(moment.told) >= TELLING


def _named(said: Said, places: Sequence[int], word: str, told: Callable[[Moment], str]) -> list[str]:
    shown = [said.moments[n] for n in places[:_NAMED]]
    if not shown:
        return []
    parts = "; ".join(
        worded("{name} on {date_of} ({told})", name=said.name(m), date_of=date_of(m), told=told(m))
        for m in shown
    )
    return [worded("Most {word}: {parts}.", word=word, parts=parts)]


def _moments(said: Said) -> Table:
    """Every moment with its surprise, what it told, and the analyst's belief after it."""
    heads = [worded("Date"), worded("Move"), worded("What"), worded("Bits"), worded("with floor")]
    if said.dispositions:
        heads += [worded("Tells"), said.dispositions[0].capitalize()]
    rows = []
    for moment in said.moments:
        row = [
            said.short(moment.date),
            moment.move or ("" if moment.kind == "quiet" else "(silence)"),
            moment.text,
            bits(moment.surprise),
            bits(moment.choice_surprise) if moment.kind == "action" else "",
        ]
        if said.dispositions:
            row += [said.told_briefly(moment), chance(moment.beliefs["analyst"])]
        rows.append(tuple(row))
    figures = (3, 4, 6) if said.dispositions else (3, 4)
    return Table(tuple(heads), tuple(rows), worded("Every moment of the record"), figures)


def _picture(said: Said) -> Figure:
    dates = list(said.found.rounds)
    placed = _placed(said, dates)
    steps = {said.holder(holder): _steps(said, holder, dates, placed) for holder in said.found.beliefs}
    marks: dict[date, list[str]] = {}
    for when, moment in placed:
        if moment.move and _tells(moment):
            marks.setdefault(when, []).append(moment.move)
    last = {name: path[-1][1] for name, path in steps.items()}
    told = listing([f"{name} {percent(value)}" for name, value in last.items()])
    rows = tuple(
        (said.holder(holder), *(chance(p) for p in path[said.first]))
        for holder, path in said.found.beliefs.items()
    )
    heads = ("", *(short_day(when) for when in dates))
    return Figure(
        "beliefs-weighed",
        worded(
            "Belief that {hidden} is {dispositions}", hidden=said.hidden, dispositions=said.dispositions[0]
        ),
        believed(dates, steps, [(when, ", ".join(names)) for when, names in marks.items()], "belief"),
        worded("Stepped lines of belief by holder. On {day}: {told}.", day=day(said.as_of), told=told),
        worded(
            "Upright lines mark the moves that tell the dispositions apart; those of one day share a line."
            " Parties also see who had the floor and held, which the record does not show."
        ),
        Table(
            heads,
            rows,
            worded("Beliefs at the start of each round, and at the end"),
            tuple(range(1, len(heads))),
        ),
    )


def _placed(said: Said, dates: Sequence[date]) -> list[tuple[date, Moment]]:
    """Each moment where it is drawn: on its day, but never outside the round it was weighed in."""
    placed, latest = [], dates[0]
    for moment in said.moments:
        start, end = dates[moment.round], dates[min(moment.round + 1, len(dates) - 1)]
        latest = max(latest, start, min(moment.date, end))
        placed.append((latest, moment))
    return placed


def _steps(
    said: Said, holder: str, dates: Sequence[date], placed: Sequence[tuple[date, Moment]]
) -> list[tuple[date, float]]:
    path = said.found.beliefs[holder][said.first]
    steps = [(dates[0], path[0])]
    for t in range(len(dates) - 1):
        steps += [(when, m.beliefs[holder]) for when, m in placed if m.round == t and m.move]
        steps.append((dates[t + 1], path[t + 1]))
    # The last day's steps would lie on the edge of the picture.
    margin = timedelta(days=max(1, round((dates[-1] - dates[0]).days * _MARGIN)))
    return [*steps, (dates[-1] + margin, path[-1])]
