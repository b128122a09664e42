"""What a what-if, or the way along a number, comes to: in a sentence with likelihood words."""

from __future__ import annotations

import math

from parley.game.names import STILL_FIGHTING, Name
from parley.languages import ENGLISH, spoken, wordable, worded
from parley.report.reading import CaseWords, Reading
from parley.report.sensitivity.number_names import number_name, value_words
from parley.report.wording import Wording, YardstickName
from parley.report.words import day, likelihood_word, listing, percent, points, quoted
from parley.sensitivity.tipping import Along, Tipping, TippingPoint
from parley.sensitivity.what_if import Comparison, Difference, Quantity, Redone

_SLIGHT_CHANCE = 0.005
_SLIGHT_WORTH = 0.5
_MOST_PARTIES = 3
_OPENINGS = {
    wordable("almost no chance"): wordable("there would be almost no chance"),
    wordable("remote chance"): wordable("there would be a remote chance"),
    wordable("realistic possibility"): wordable("it would be a realistic possibility"),
    wordable("roughly even"): wordable("chances would be roughly even"),
}


_MOST_TIPPING = 6


def what_if_sentence(reading: Reading, one: Comparison, yardstick: YardstickName = "icd203") -> str:
    """One sentence on what supposing this comes to: settlement first, then the largest differences."""
    note = _capital(one.note.rstrip("."))
    if one.redone is Redone.NOTHING:
        return worded("{note}: this changes nothing, for the game stays the same.", note=note)
    if one.changes_nothing:
        return worded(
            "{note}: this changes nothing that shows; no probability moves by a tenth of a percentage point.",
            note=note,
        )
    clauses = [_settled(reading, one, yardstick), _endings(reading, one), _worths(reading, one)]
    return f"{note}: " + "; ".join(clause for clause in clauses if clause) + "."


def _settled(reading: Reading, one: Comparison, yardstick: YardstickName) -> str:
    """How likely a settlement would be, beside how likely it is as stated."""
    before, after = reading.outlook.settled, one.settled
    word, was = likelihood_word(after, yardstick), likelihood_word(before, yardstick)
    end = day(one.horizon)
    if spoken() != ENGLISH:
        wording = Wording(spoken(), yardstick)
        return worded(
            "a settlement by {end}: {word} ({percent}; as stated {was}, {percent2})",
            end=end,
            word=wording.word(after),
            percent=percent(after),
            was=wording.word(before),
            percent2=percent(before),
        )
    that = worded("that a settlement is reached by {end}", end=end)
    if abs(after - before) < _SLIGHT_CHANCE:
        return worded("the probability {that} hardly moves ({percent})", that=that, percent=percent(after))
    if word == was:
        figures = worded(
            "({percent}; {percent2} as stated)", percent=percent(after), percent2=percent(before)
        )
        opening = _OPENINGS.get(word, f"it would be {word}").replace("would be", "would still be")
    else:
        figures = worded(
            "({percent}; {was}, {percent2}, as stated)",
            percent=percent(after),
            was=was,
            percent2=percent(before),
        )
        opening = _OPENINGS.get(word, f"it would be {word}")
    return f"{opening} {figures} {that}"


def _endings(reading: CaseWords, one: Comparison) -> str:
    """The one ending that moves most, if a settlement at large does not tell it already."""
    moved = [
        d
        for d in one.differences
        if d.kind in (Quantity.ENDING, Quantity.STILL_FIGHTING) and d.size >= _SLIGHT_CHANCE
    ]
    found = [d for d in moved if percent(d.stated) != percent(d.changed)]
    if not found:
        return ""
    most = found[0]
    name = reading.ending_within(most.about or STILL_FIGHTING)
    last = most.date == one.horizon
    form = worded(" on {day}") if most.kind is Quantity.STILL_FIGHTING else worded(" by {day}")
    when = "" if last else worded(form, day=day(most.date))
    return worded(
        "{name} moves most, from {percent} to {percent2}{when}",
        name=name,
        percent=percent(most.stated),
        percent2=percent(most.changed),
        when=when,
    )


def _worths(reading: CaseWords, one: Comparison) -> str:
    """Who is better and who worse off, in points, the largest first."""
    found = [d for d in one.differences if d.kind is Quantity.WORTH and abs(d.by) >= _SLIGHT_WORTH][
        :_MOST_PARTIES
    ]
    better = [
        worded(
            "{party_within} (by {points} points)",
            party_within=reading.party_within(d.about),
            points=points(d.by),
        )
        for d in found
        if d.by > 0
    ]
    worse = [
        worded(
            "{party_within} (by {points} points)",
            party_within=reading.party_within(d.about),
            points=points(-d.by),
        )
        for d in found
        if d.by < 0
    ]
    said = [worded("better for {list}", list=listing(better))] if better else []
    said += [worded("worse for {list}", list=listing(worse))] if worse else []
    return worded("it is ") + worded(" and ").join(said) if said else ""


def difference_name(reading: CaseWords, one: Difference) -> str:
    """What a difference is about, for the first column of a table."""
    if one.kind is Quantity.ENDING:
        return reading.ending(one.about)
    if one.kind is Quantity.STILL_FIGHTING:
        return reading.still
    if one.kind is Quantity.WORTH:
        return worded("Worth to {party_within}", party_within=reading.party_within(one.about))
    if one.kind is Quantity.WAITING:
        return worded("Gain from waiting: {party}", party=reading.party(one.about))
    if one.kind is Quantity.RANGE_EMPTY:
        return worded("No package in range")
    kind = Name(one.about).about
    said = reading.kind(kind) if kind else reading.disposition(next(iter(reading.head.dispositions)))
    return worded("Belief “{said}”: {holder}", said=said, holder=reading.holder(Name(one.about).head))


def tipping_sentences(reading: CaseWords, along: Along, named: bool = False) -> tuple[str, ...]:
    """Where along a number the answer tips, a sentence each; or that it does not.

    With `named` each sentence says which number it is about.
    """
    name = f"{number_name(reading, along.path)}: " if named else ""
    if not along.tipping_points:
        low, high = (_value(along, end.value) for end in (along.points[0], along.points[-1]))
        leading = reading.ending_within(along.points[0].leading)
        return (
            worded(
                "{name}from {low} to {high} nothing tips: {leading} stays the most probable ending by the"
                " horizon, and the packages in range at the start stay the same.",
                name=name,
                low=low,
                high=high,
                leading=leading,
            ),
        )
    stated = _value(along, along.stated)
    nearest = sorted(along.tipping_points, key=lambda one: abs(0.5 * (one.low + one.high) - along.stated))
    said = [one for one in along.tipping_points if one in nearest[:_MOST_TIPPING]]
    sentences = [
        _capital(
            worded(
                "{name}at about {at} ({stated} as stated) {tips}.",
                name=name,
                at=_at(along, one),
                stated=stated,
                tips=_tips(reading, one),
            )
        )
        for one in said
    ]
    left = len(along.tipping_points) - len(said)
    if left:
        sentences.append(
            worded(
                "There are {left} such changes more; those nearest to the stated value are named.", left=left
            )
        )
    return tuple(sentences)


def _at(along: Along, one: TippingPoint) -> str:
    """The middle of a bracket, in no more digits than its width bears out."""
    middle, width = 0.5 * (one.low + one.high), one.high - one.low
    if along.unit == "chance":
        middle, width = 100 * middle, 100 * width
    digits = max(0, -math.floor(math.log10(width))) if 0 < width < 1 else 0
    rounded = round(middle, digits)
    return _value(along, rounded / 100 if along.unit == "chance" else rounded)


def _value(along: Along, value: float) -> str:
    return value_words(value, along.path, along.unit, along.per_days)


def _tips(reading: CaseWords, one: TippingPoint) -> str:
    if one.kind is Tipping.LEADING_ENDING:
        before, after = (reading.ending_within(names[0]) for names in (one.before, one.after))
        return worded(
            "the most probable ending by the horizon changes from {before} to {after}",
            before=before,
            after=after,
        )
    gone = [_package(reading, name) for name in one.before if name not in one.after]
    new = [_package(reading, name) for name in one.after if name not in one.before]
    said = [worded("the bargaining range opens for {list}", list=listing(new))] if new else []
    said += (
        [
            worded("it closes for {list}", list=listing(gone))
            if new
            else worded("the bargaining range closes for {list}", list=listing(gone))
        ]
        if gone
        else []
    )
    return worded(" and ").join(said)


def _package(reading: CaseWords, name: str) -> str:
    """A package in range, under one disposition if it is so only there."""
    plan, disposition = Name(name).head, Name(name).about
    said = quoted(reading.plan(plan))
    if disposition and reading.head.hidden is not None:
        hidden = reading.party_within(reading.head.hidden)
        said += worded(
            " (with {hidden} {disposition})", hidden=hidden, disposition=reading.disposition(disposition)
        )
    return said


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
