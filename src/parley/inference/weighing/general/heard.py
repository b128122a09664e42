"""Which of the recorded answers to a deed count."""

from __future__ import annotations

from datetime import date

from parley.game import NONE
from parley.game.names import AnswerKind
from parley.game.structure import Structure
from parley.scenario.coding import Deed
from parley.solver.general_form import Form

Heard = list[tuple[int, AnswerKind, str, date]]
"""Answers in the order in which signatories are asked: who, what, and the move and day of the record."""


def answers_that_count(s: Structure, form: Form, a: int, deed: Deed) -> Heard:
    """Answers up to the first that was no consent, unless it does not decide by itself."""
    j = NONE if a == NONE else int(s.action_joint[a])
    said = {answer.party: answer for answer in deed.answers}
    found: Heard = []
    for party in () if j == NONE else map(int, s.signers[j]):
        if party == NONE or s.parties[party] not in said:
            continue
        answer = said[s.parties[party]]
        kind = AnswerKind(answer.says)
        found.append((party, kind, answer.move, answer.date))
        asked = int((s.signers[j] != NONE).sum())
        decides = not form.together[j] and form.agree[j] == asked
        if kind is AnswerKind.WALK_OUT or (decides and kind is not AnswerKind.ACCEPT):
            break
    return found
