"""The coding of a case move by move: what each counts as, what it could count as, and a change of one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from parley.case import Case
from parley.errors import Fault, UsageError
from parley.game.names import AnswerKind
from parley.report import phrases
from parley.scenario.coding import CODING_FILE, code_record, coding_choices, coding_end
from parley.scenario.coding.exceptions_text import StatedCounting, counting_at, with_counting
from parley.workbench.editing import Saved, fresh_faults, open_text, save_text
from parley.workbench.showing import case_words

NOTHING, NOT_RATIFIED = "nothing", "not_ratified"


@dataclass(frozen=True)
class CodedShown:
    """A move of the record and what it counts as: in words, by which rule, and why."""

    id: str
    date: str
    actor: str
    act: str
    summary: str
    counts: str
    by: str
    reason: str


@dataclass(frozen=True)
class CodingChoices:
    """What a move may count as, each with its words, and the parties that may be named."""

    words: tuple[tuple[str, str], ...]
    parties: tuple[tuple[str, str], ...]


def coded_moves(case: Case) -> tuple[CodedShown, ...]:
    """Every move of the record and what it counts as; UsageError where there is no coding."""
    coding, record = case.coding, case.record
    coded = {one.move: one for one in code_record(coding, record, coding_end(coding, record)).moves}
    names = case_words(case)
    shown = []
    for move in record.moves:
        one = coded.get(move.id)
        what = "" if one is None else _what(one.kind, one.what)
        party = names.party(one.party) if one is not None and one.party else ""
        shown.append(
            CodedShown(
                id=move.id,
                date=move.date.isoformat(),
                actor=", ".join(move.actor),
                act=move.act.value,
                summary=move.paraphrase or move.option,
                counts=f"{party}: {what}" if party else what,
                by="" if one is None else one.by,
                reason="" if one is None else one.note or one.reason,
            )
        )
    return tuple(shown)


def _what(kind: str, what: str) -> str:
    if kind == "uncovered":
        return "no rule covers it"
    return f"{what} (before the first round)" if kind == "earlier" else what or kind


def choices(case: Case) -> CodingChoices:
    """What moves of a case may count as."""
    names, scenario = case_words(case), case.scenario
    acts, ends = coding_choices(case.coding.scenario)
    words = [(NOTHING, "nothing in the game")]
    words += [(kind.value, f"an answer: {kind.value.replace('_', ' ')}") for kind in AnswerKind]
    words.append((NOT_RATIFIED, "an answer: not ratified"))
    words += [(str(act), phrases.bidding(act, names)) for act in acts]
    words += [(str(end), phrases.ending(end, names)) for end in ends]
    return CodingChoices(tuple(words), tuple((one, names.party(one)) for one in scenario.parties))


def stated_counting(folder: Path, move: str) -> tuple[StatedCounting | None, str]:
    """What the coding of a case says of one move by itself, and the mark of its file."""
    opened = open_text(folder, CODING_FILE)
    return counting_at(opened.text, move), opened.mark


def keep_counting(
    folder: Path, move: str, counting: StatedCounting | None, mark: str
) -> tuple[Saved, tuple[Fault, ...]]:
    """Write what a move counts as into the coding of a case, or leave it to the rules where that is None.

    Nothing is written where it would make a fault, or where the file has changed since it had the mark: then
    the faults, or the difference, come back.
    """
    opened = open_text(folder, CODING_FILE)
    if not opened.text.strip():
        raise UsageError("there is no coding.yaml yet; begin one as text, with its actors and rules.")
    text = with_counting(opened.text, move, counting)
    faults = fresh_faults(folder, CODING_FILE, text)
    if faults:
        return Saved(mark), faults
    return save_text(folder, CODING_FILE, text, mark), ()
