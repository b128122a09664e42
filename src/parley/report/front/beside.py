"""The outside view on the front page: the class and the model, counted the same way, and why they differ."""

from __future__ import annotations

from parley.game.names import Ending
from parley.outside_view import ANY, SETTLEMENT, OutsideView
from parley.report.reading import Reading
from parley.report.wording import Wording

_SEEN = 0.001
"""What has less cannot move a whole per cent."""


def outside(reading: Reading, view: OutsideView | None, wording: Wording) -> tuple[str, ...]:
    """How wars of the class went on, what the model says counted so, and where it lies outside."""
    if view is None:
        return ()
    model = view.model
    said = [
        wording.say(
            "outside.headline",
            settled=_about(view.outside.middle[SETTLEMENT][-1], wording),
            settled_span=_span(view, SETTLEMENT, wording),
            day=wording.day(view.days[-1]),
            ended=wording.percent(view.outside.middle[ANY][-1]),
            ended_span=_span(view, ANY, wording),
            model_settled=wording.percent(model[SETTLEMENT][-1]),
            model_ended=wording.percent(model[ANY][-1]),
        ),
        *_counted_otherwise(reading, view, wording),
    ]
    if found := view.disagreements():
        which = "both" if len(found) > 1 else "settlement" if found[0].kind == SETTLEMENT else "any"
        key = f"outside.{'above' if found[0].above else 'below'}.{'reason' if view.reason else 'none'}"
        said.append(wording.say(key, which=wording.say(f"outside.{which}")))
    return tuple(said)


def _about(probability: float, wording: Wording) -> str:
    """About so much; what is under one per cent or over 99 is said without it."""
    percent = wording.percent(probability)
    rare_or_sure = 0 < probability < 0.01 or 0.99 < probability < 1
    return percent if rare_or_sure else wording.say("outside.about", percent=percent)


def _span(view: OutsideView, kind: str, wording: Wording) -> str:
    low, high = (wording.percent(side[kind][-1]) for side in (view.outside.low, view.outside.high))
    return wording.say("outside.span", low=low, high=high)


def _counted_otherwise(reading: Reading, view: OutsideView, wording: Wording) -> tuple[str, ...]:
    """Why the model's figure here is another than that of all settlements, where a reader would see it."""
    if wording.percent(reading.outlook.settled) == wording.percent(view.model[SETTLEMENT][-1]):
        return ()
    plans = [
        wording.quoted(reading.plan(Ending(name).about))
        for name, kind in view.kinds.items()
        if Ending(name).settles and kind != SETTLEMENT and reading.outlook.endings[Ending(name)][-1] >= _SEEN
    ]
    if not plans:
        return ()
    percent = wording.percent(reading.outlook.settled)
    return (wording.say("outside.otherwise", plans=wording.listing(plans), percent=percent),)
