"""Histories drawn from the model as records: what a diligent chronicler would have written down."""

from __future__ import annotations

from datetime import date, timedelta

from parley.dealing.position import settings_at
from parley.game.names import BREAKDOWN, ActionKind
from parley.game.structure import Structure
from parley.playing import History, Step
from parley.scenario.coding import Answer, CodedRecord, CodedRound, Deed, Fall, Reading


def record_of(history: History, structure: Structure, begins: date, round_days: float) -> CodedRecord:
    """The record of a history: every deed with its answers, and where all things stood as each round began.

    A round in which somebody held the floor and did nothing is one in which nothing was seen. Talks that
    break off after a refusal end the record with that refusal.
    """
    stands = settings_at(structure, structure.start)
    rounds: list[CodedRound] = []
    last = len(history.steps) - 1
    for n, step in enumerate(history.steps):
        day = begins + timedelta(days=int(step.round * round_days))
        seen = [Reading("", day, part, {setting: 1.0}) for part, setting in stands.items()]
        stands = {**stands, **step.moved}
        deed = _deed(step, day)
        fall = None
        if n == last and history.ending in structure.endings[structure.breakdown + 1 :]:
            fall = Fall("", day, str(history.ending))
        rounds.append(CodedRound(step.round, True, (*seen, *((deed,) if deed else ())), fall))
    until = begins + timedelta(days=int((last + 1) * round_days))
    return CodedRecord(begins, until, round_days, tuple(rounds), ())


def broken_off(history: History) -> bool:
    """Whether talks broke off by chance after a refusal, which no move of a record shows."""
    answers = history.steps[-1].answers if history.steps else ()
    return history.ending == BREAKDOWN and bool(answers) and answers[-1][1] == "refuse"


def _deed(step: Step, day: date) -> Deed | None:
    if step.action is None or step.action.kind is ActionKind.HOLD:
        return None
    answers = tuple(Answer("", day, party, said) for party, said in step.answers)
    return Deed(f"R{step.round}", day, step.party, step.action, answers)
