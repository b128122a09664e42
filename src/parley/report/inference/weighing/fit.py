"""Where the model and the record part: moments it did not allow, and a posture it does not reach."""

from __future__ import annotations

from parley.files.names import MOST_NAMED, few
from parley.languages import worded
from parley.report.context import Section, Table
from parley.report.inference.weighing.said import Said
from parley.report.words import chance, count, day, listing

AGREES = 0.5


def unforeseen(said: Said) -> Section:
    """Moments the model did not allow, and where things stand against where the scenario starts them."""
    found = said.found.impossible
    tables = []
    if found:
        lead = (
            worded(
                "{count} of the record could not happen in the game as stated. Nothing is learnt from such"
                " a moment, it is left out of the likelihood, and only its effect on the posture is"
                " followed.",
                count=count(len(found), "moment"),
            ),
        )
        rows = tuple(
            (
                said.short(one.date),
                one.move or "(silence)",
                one.text,
                one.why,
            )
            for one in found
        )
        tables.append(
            Table(
                (
                    worded("Date"),
                    worded("Move"),
                    worded("What"),
                    worded("Why, and the least change that would allow it"),
                ),
                rows,
            )
        )
    else:
        lead = (worded("Everything in the record as coded could happen in the game as stated."),)
    return Section(
        "unforeseen",
        worded("What the model did not allow"),
        (*lead, _reached(said)),
        tables=tuple(tables),
        notes=_out_of_turn(said),
    )


def _out_of_turn(said: Said) -> tuple[str, ...]:
    """Moves that were read before others recorded earlier, and those for which no turn was left."""
    found = said.found.out_of_turn
    notes = [one.why for one in found if one.because == "order"]
    if len(notes) > MOST_NAMED:
        notes = [*notes[:MOST_NAMED], f"So it was with {len(notes) - MOST_NAMED:,} more."]
    left = [one.move for one in found if one.because == "no_turn"]
    if left:
        notes.append(
            worded(
                "No turn of their round was left for {list}: each is weighed as one more act in a turn that"
                " is past. Shorter rounds, or more turns, give such moves turns of their own.",
                list=listing(few(left)),
            )
        )
    return tuple(notes)


def _reached(said: Said) -> str:
    """Whether the posture the record leads to is the one the scenario starts from."""
    apart = []
    for part, found in said.found.posture.items():
        stated = found.scenario_starts_at
        if found.now.get(stated, 0.0) < AGREES:
            most = max(found.now, key=lambda setting: found.now[setting])
            name = said.found.part_names[part]
            apart.append(
                worded(
                    "{name} most probably at {most} ({chance}), stated {stated}",
                    name=name,
                    most=most,
                    chance=chance(found.now[most]),
                    stated=stated,
                )
            )
    if not apart:
        return worded(
            "On {day} the record as coded leads to the posture and theatre from which the scenario starts,"
            " each part with a probability of at least one half.",
            day=day(said.as_of),
        )
    return worded(
        "On {day} the record as coded leads elsewhere than the scenario starts: ", day=day(said.as_of)
    ) + "; ".join(apart)
