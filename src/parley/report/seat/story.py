"""Turns of a history in sentences."""

from __future__ import annotations

from parley.playing import Step
from parley.report.phrases import does
from parley.report.reading import CaseWords
from parley.report.words import listing

SAID = {"accept": "accepts", "refuse": "refuses", "walk_out": "walks out"}


def told(step: Step, reading: CaseWords) -> str:
    """A turn in a sentence or two."""
    if step.action is None:
        said = ["Nobody has the floor."]
    else:
        deed = does(step.party, reading.action(step.action), reading)
        answers = [does(who, SAID[word], reading) for who, word in step.answers]
        said = [f"{'; '.join((deed, *answers))}."]
    if step.moved:
        moves = [f"{reading.part(part)}: {reading.setting(to)}" for part, to in step.moved.items()]
        said.append(f"Now {listing(moves)}.")
    return " ".join(one[0].upper() + one[1:] for one in said)
