"""What comes next: every action in the coming rounds, and every ending by a few dates."""

from __future__ import annotations

from parley.game.names import ActionKind
from parley.languages import worded
from parley.report.context import Section, Table
from parley.report.inference.weighing.form import EndingsAhead
from parley.report.inference.weighing.said import Said
from parley.report.words import chance, day, short_day

_SHOWN_ROUNDS = 4
_LEAST = 0.01
_LOOK_AHEAD = (0, 4, 8, 13, 26, 52)


def coming(said: Said) -> Section | None:
    """The coming rounds and the endings by date, given the record; nothing if the record ended the game."""
    ahead, endings = said.found.next, said.found.endings
    if ahead is None or endings is None:
        return None
    starts = ahead.rounds
    shown = range(min(_SHOWN_ROUNDS, len(starts) - 1))
    rows = []
    for party, actions in ahead.actions.items():
        for action, path in sorted(actions.items(), key=lambda pair: -pair[1][0]):
            if action != ActionKind.HOLD and max(path[n] for n in shown) >= _LEAST:
                name = f"{said.found.parties[party]} {ahead.action_names[action]}"
                rows.append((name, *(chance(path[n]) for n in shown)))
    rows.append((worded("Nothing that would be recorded"), *(chance(ahead.quiet[n]) for n in shown)))
    heads = ("", *(worded("from {short_day}", short_day=short_day(starts[n])) for n in shown))
    actions_table = Table(
        heads, tuple(rows), worded("Actions in the coming rounds"), tuple(range(1, len(heads)))
    )
    lead = (
        worded(
            "Given everything recorded to {day}, this is how probable the model takes each action to be in"
            " each of the coming rounds, and each ending to have been reached by a date.",
            day=day(said.as_of),
        ),
    )
    return Section("coming", worded("What comes next"), lead, tables=(actions_table, _by_date(said, endings)))


def _by_date(said: Said, endings: EndingsAhead) -> Table:
    dates = endings.rounds
    last = len(dates) - 1
    shown = sorted({min(n, last) for n in _LOOK_AHEAD if n} | {last})
    names = said.found.ending_names
    rows = [
        (names[key], *(chance(path[n]) for n in shown))
        for key, path in endings.reached.items()
        if path[-1] > 0.0
    ]
    rows.append((worded("None of these yet"), *(chance(endings.still_fighting[n]) for n in shown)))
    heads = ("", *(short_day(dates[n]) for n in shown))
    return Table(heads, tuple(rows), worded("Endings by date"), tuple(range(1, len(heads))))
