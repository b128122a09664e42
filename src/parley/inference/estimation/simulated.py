"""Histories drawn from the model as records: what a diligent chronicler would have written down."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

from parley.dealing.position import settings_at
from parley.game.names import ActionKind
from parley.game.structure import Structure
from parley.playing import History, Step
from parley.scenario import Pace
from parley.scenario.coding import Answer, CodedRecord, CodedRound, Deed, Fall, Reading


def record_of(history: History, structure: Structure, begins: date, pace: Pace) -> CodedRecord:
    """The record of a history: every deed with its answers, and where all things stood as each round began.

    A round in which somebody held the floor and did nothing is one in which nothing was seen. Talks that
    break off after a refusal end the record with that refusal.
    """
    stands = settings_at(structure, structure.start)
    rounds: list[CodedRound] = []
    collapsed = history.ending in structure.endings[structure.breakdown + 1 :]
    for t, turns in groupby(history.steps, lambda step: step.round):
        day = begins + timedelta(days=int(pace.until(t)))
        seen: list[Deed | Reading] = [Reading("", day, part, {at: 1.0}) for part, at in stands.items()]
        for n, step in enumerate(turns):
            if deed := _deed(step, n, day):
                seen.append(deed)
            stands = {**stands, **step.moved}
        last = t == history.steps[-1].round
        fall = Fall("", day, str(history.ending)) if last and collapsed else None
        rounds.append(CodedRound(t, True, tuple(seen), fall))
    until = begins + timedelta(days=int(pace.until(len(rounds))))
    return CodedRecord(begins, until, pace, tuple(rounds), ())


def _deed(step: Step, turn: int, day: date) -> Deed | None:
    if step.action is None or step.action.kind is ActionKind.HOLD:
        return None
    answers = tuple(Answer("", day, party, said) for party, said in step.answers)
    return Deed(f"R{step.round}.{turn}", day, step.party, step.action, answers)
