"""Hold a coding against the record it is for: what it names that is not there, and what it says twice."""

from __future__ import annotations

from datetime import date

from parley.errors import Fault
from parley.files import Document, Place, closest_name
from parley.files.names import listed_few
from parley.record.rows import Move, Record
from parley.scenario.coding.applying import code_record, day_of, parties_of
from parley.scenario.coding.menu import falls, menus
from parley.scenario.coding.parts import ANSWERS, NOT_RATIFIED, NOTHING, Coding, Counting


def check_against_record(coding: Coding, record: Record, document: Document) -> list[Fault]:
    """Every fault of a coding that only the record shows."""
    return [
        *_unknown_moves(coding, record, document),
        *_unknown_sources(coding, record, document),
        *_conflicts(coding, record, document),
        *_doers(coding, record, document),
        *_idle_answers(coding, record, document),
    ]


def coding_advice(coding: Coding, record: Record) -> list[str]:
    """What the author of a sound coding may want to know: moves not covered, rules that cover nothing."""
    coded = code_record(coding, record, coding_end(coding, record))
    said = []
    if coded.uncovered:
        said.append(f"coding.yaml: no rule covers {listed_few(coded.uncovered)}; they are not weighed")
    by = {entry.by for entry in coded.moves}
    idle = [
        rule.id
        for rule in coding.rules
        if rule.id not in by and not any(rule.match.covers(move) for move in record.moves)
    ]
    said += [f"coding.yaml: rule {name} covers no move of the record" for name in idle]
    silent = [name for name, counting in coding.exceptions.items() if not counting.reason]
    silent += [rule.id for rule in coding.rules if not rule.counting.reason]
    if silent:
        said.append(f"coding.yaml: no reason is given for {listed_few(silent)}")
    return said


def coding_end(coding: Coding, record: Record) -> date:
    """The last day a coding could be read on: the last of the record, or the end of the weighed game."""
    days = [day_of(move) for move in record.moves] + [reading.date for reading in coding.readings]
    return max([coding.begins, *days])


def _unknown_moves(coding: Coding, record: Record, document: Document) -> list[Fault]:
    """Exceptions for, and answers to, moves that are not in the record."""
    named: list[tuple[Place, str, bool]] = [(("moves", name), name, True) for name in coding.exceptions]
    named += [
        (("moves", name, "to"), counting.to, False)
        for name, counting in coding.exceptions.items()
        if counting.to
    ]
    faults = []
    for place, name, at_key in named:
        if name not in record.by_id:
            near = closest_name(name, record.by_id)
            advice = f"did you mean '{near}'?" if near else ""
            mark = document.mark(place, at_key)
            faults.append(
                document.fault_at(mark, "move-unknown", "the id of a move of moves.csv", f"'{name}'", advice)
            )
    return faults


def _unknown_sources(coding: Coding, record: Record, document: Document) -> list[Fault]:
    known = {*record.by_id, *(fact.id for fact in record.facts)}
    faults = []
    for reading in coding.readings:
        for index, source in enumerate(reading.sources):
            if source not in known:
                mark = document.mark(("readings", reading.id, "sources", index))
                expected = "the id of a row of facts.csv or moves.csv"
                faults.append(document.fault_at(mark, "source-unknown", expected, f"'{source}'"))
    return faults


def _conflicts(coding: Coding, record: Record, document: Document) -> list[Fault]:
    """Rules that say different things of one move which no exception decides."""
    faults = []
    told: set[tuple[str, str]] = set()
    for move in record.moves:
        if move.id in coding.exceptions:
            continue
        covering = [rule for rule in coding.rules if rule.match.covers(move)]
        for first, rule in zip(covering[:1] * len(covering), covering, strict=True):
            if rule.counting.same_as(first.counting) or (first.id, rule.id) in told:
                continue
            told.add((first.id, rule.id))
            mark = document.mark(("rules", rule.id), at_key=True)
            expected = f"rules that agree on {move.id}, which {first.id} covers too"
            got = f"'{_said(rule.counting)}' here and '{_said(first.counting)}' there"
            advice = f"narrow one of the two, or decide under moves: {move.id}"
            faults.append(document.fault_at(mark, "coding-conflict", expected, got, advice))
    return faults


def _said(counting: Counting) -> str:
    return counting.counts_as or f"a reading of {counting.sight.part if counting.sight else ''}"


def _place_of(coding: Coding, move: Move) -> tuple[Place, Counting] | None:
    if move.id in coding.exceptions:
        return ("moves", move.id), coding.exceptions[move.id]
    rule = next((rule for rule in coding.rules if rule.match.covers(move)), None)
    return (("rules", rule.id), rule.counting) if rule else None


def _doers(coding: Coding, record: Record, document: Document) -> list[Fault]:
    """Moves that count as an action which none, or more than one, of the parties in them can take."""
    menu_of, ends = menus(coding.scenario), falls(coding.scenario)
    faults = []
    for move in record.moves:
        found = _place_of(coding, move)
        if found is None or day_of(move) < coding.begins:
            continue
        place, counting = found
        word = counting.counts_as
        if not word or word in (NOTHING, NOT_RATIFIED, *ANSWERS) or word in ends or counting.by:
            continue
        parties = parties_of(coding, move)
        able = [party for party in parties if word in menu_of[party]]
        if len(able) == 1:
            continue
        mark = document.mark((*place, "counts_as"))
        can = [party for party, menu in menu_of.items() if word in menu]
        expected = f"one party of {move.id} that can do it ({', '.join(can) or 'nobody can'})"
        got = f"'{word}' by {' and '.join(parties) or ', '.join(move.actor) + ', who is no party'}"
        advice = "name the party with by, or map its actors under actors"
        faults.append(document.fault_at(mark, "actor-unclear", expected, got, advice))
    return faults


def _idle_answers(coding: Coding, record: Record, document: Document) -> list[Fault]:
    """Exceptions that call a move an answer though it answers nothing, or its party is not asked.

    A rule for refusals may cover moves that refuse what is outside the game; they count as nothing.
    """
    coded = code_record(coding, record, coding_end(coding, record))
    faults, said = [], (*ANSWERS, NOT_RATIFIED)
    for entry in coded.moves:
        counting = coding.exceptions.get(entry.move)
        if counting is None or counting.counts_as not in said or entry.kind != NOTHING:
            continue
        mark = document.mark(("moves", entry.move, "counts_as"))
        expected = "an answer to a move that counts as an action which needs consent"
        advice = "name the move that is answered with to, or let it count as nothing"
        faults.append(document.fault_at(mark, "answer-idle", expected, entry.note, advice))
    return faults
