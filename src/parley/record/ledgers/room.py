"""Who was in the room, what was tied to what, and how long answers took."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations
from statistics import median

from parley.record.ledgers.ledger import (
    Found,
    Line,
    Options,
    by,
    counted,
    issues,
    ledger,
    line,
    listed,
    names,
)
from parley.record.parties import addressees, doers, owners, parties
from parley.record.rows import Move, Record
from parley.vocabulary import Act

ANSWERING = (
    Act.ACCEPT,
    Act.REJECT,
    Act.EVADE,
    Act.CONCEDE,
    Act.OFFER,
    Act.DEMAND,
    Act.CONDITION,
    Act.PROMISE,
    Act.GESTURE,
    Act.AGREE,
)
YIELDS = (Act.AGREE, Act.ACCEPT, Act.CONCEDE, Act.PROMISE, Act.GESTURE)
_WORD = re.compile(r"[a-z]{4,}")


@ledger(
    "participation",
    "Who met whom about whom",
    "Every MEET with the parties present (actors, and addressees it names). Given or agreed there: AGREE, "
    "ACCEPT, CONCEDE, PROMISE and GESTURE rows that respond to it or that those present addressed to "
    "each other on its days. Absent though affected: parties named as affected by the meeting, or by a "
    "move that one present party made to another on the days of the meeting.",
    (
        "date",
        "id",
        "form",
        "present",
        "voices",
        "issue",
        "about",
        "given or agreed there",
        "absent though affected",
        "from rows",
    ),
)
def participation(record: Record, as_of: date, options: Options) -> Found:
    """Each meeting with who sat in it and whose affairs were dealt with in their absence."""
    by_day: dict[date, list[Move]] = {}
    for move in record.moves:
        by_day.setdefault(move.date, []).append(move)
    lines = [
        _meeting_line(move, by_day, record.answers.get(move.id, ()))
        for move in record.moves
        if move.act is Act.MEET
    ]
    without = sum(1 for entry in lines if entry.cells[-2])
    return Found(
        tuple(lines), (f"{counted(len(lines), 'meeting')}, {without} with an affected party absent",)
    )


def _meeting_line(meeting: Move, by_day: dict[date, list[Move]], answers: tuple[Move, ...]) -> Line:
    present = (*doers(meeting), *addressees(meeting))
    among = [
        move
        for day in sorted({meeting.date, meeting.last_date})
        for move in by_day.get(day, ())
        if move is not meeting and set(doers(move)) <= set(present) and _between(move, present)
    ]
    beside = [move for move in among if owners(move)]
    came = {move.id: move for move in (*among, *answers) if move.act in YIELDS}
    absent = [
        name
        for name in dict.fromkeys(
            (*parties(meeting.affected), *(name for move in beside for name in owners(move)))
        )
        if name not in present
    ]
    telling = [move for move in beside if set(owners(move)) & set(absent)]
    return line(
        (
            meeting.date.isoformat(),
            meeting.id,
            (meeting.extent or "held").replace("_", " "),
            listed(present),
            meeting.voice.replace(";", ", "),
            issues(meeting),
            meeting.option,
            names(came.values()),
            listed(absent),
            names(telling),
        ),
        meeting,
        came.values(),
        telling,
    )


def _between(move: Move, present: tuple[str, ...]) -> bool:
    return bool(set(addressees(move)) & set(present)) or len(doers(move)) > 1


@ledger(
    "tempo",
    "How long answers took",
    "Every OFFER and DEMAND and the first move of each addressee that responds to it, or to its "
    "repetition by the same party, with an answer, a term or a text (statements, levers and force answer "
    "nothing): days from the one to the other. No linked answer is 'unanswered', never taken for a "
    "refusal. Force while waiting: FORCE of the offering side and of the addressee from the offer to the "
    "answer, or for window_days where there is none.",
    (
        "date",
        "id",
        "by",
        "act",
        "issue",
        "to",
        "answer",
        "days",
        "force by the asker meanwhile",
        "force by the asked meanwhile",
    ),
    ("window_days",),
)
def tempo(record: Record, as_of: date, options: Options) -> Found:
    """Days from offer to answer by side, and the fighting meanwhile."""
    force = [move for move in record.moves if move.act is Act.FORCE]
    lines = []
    taken: dict[str, list[int]] = {}
    waiting: dict[str, int] = {}
    for move in record.moves:
        if move.act not in (Act.OFFER, Act.DEMAND):
            continue
        for name in addressees(move):
            answer = _first_answer(record, move, name)
            lines.append(_answer_line(move, name, answer, force, as_of, options))
            if answer is None:
                waiting[name] = waiting.get(name, 0) + 1
            else:
                taken.setdefault(name, []).append((answer.date - move.date).days)
    return Found(tuple(lines), tuple(_pace(name, taken, waiting) for name in sorted({*taken, *waiting})))


def _first_answer(record: Record, move: Move, name: str) -> Move | None:
    """The addressee's first answer to a move, or to its repetition by the same party."""
    again = [one for one in record.repeats.get(move.id, ()) if set(doers(one)) & set(doers(move))]
    answers = (answer for one in (move, *again) for answer in record.answers.get(one.id, ()))
    return min(
        (one for one in answers if one.act in ANSWERING and name in doers(one)),
        key=lambda one: (one.date, one.line),
        default=None,
    )


def _answer_line(
    move: Move, name: str, answer: Move | None, force: list[Move], as_of: date, options: Options
) -> Line:
    until = (
        answer.date if answer else min(as_of, date.fromordinal(move.date.toordinal() + options.window_days))
    )
    meanwhile = [one for one in force if move.date <= one.date <= until]
    asker = [one for one in meanwhile if set(doers(one)) & set(doers(move))]
    asked = [one for one in meanwhile if name in doers(one)]
    return line(
        (
            move.date.isoformat(),
            move.id,
            by(move),
            move.act.value,
            issues(move),
            name,
            f"{answer.act} {answer.id}" if answer else "unanswered",
            max(0, (answer.date - move.date).days) if answer else None,
            names(asker),
            names(asked),
        ),
        move,
        [answer] if answer else [],
        asker,
        asked,
    )


def _pace(name: str, taken: dict[str, list[int]], waiting: dict[str, int]) -> str:
    numbers = [max(0, number) for number in taken.get(name, [])]
    middle = f", median {counted(median(numbers), 'day')}" if numbers else ""
    return f"{name}: {len(numbers)} answered{middle}, {waiting.get(name, 0)} unanswered"


@ledger(
    "linkage",
    "Which issues are tied together",
    "Pairs of issues named in one row; joined by an answer on one issue to a move on another; or joined "
    "because a condition on one names a word of the other (suggested).",
    ("issue", "tied to", "rows", "in one row", "by an answer", "in a condition (suggested)"),
)
def linkage(record: Record, as_of: date, options: Options) -> Found:
    """Pairs of issues and the moves that join them."""
    pairs: dict[tuple[str, str], tuple[list[Move], list[Move], list[Move]]] = {}
    topics = sorted({topic for move in record.moves for topic in move.issue})
    words = {topic: set(_WORD.findall(topic)) for topic in topics}
    for move in record.moves:
        for pair in combinations(sorted(set(move.issue)), 2):
            pairs.setdefault(pair, ([], [], []))[0].append(move)
        for pair in sorted(_answered_across(record, move)):
            pairs.setdefault(pair, ([], [], []))[1].append(move)
        said = set(_WORD.findall(move.conditionality.lower()))
        for topic in topics if said else ():
            for own in move.issue:
                if topic not in move.issue and words[topic] & said:
                    pairs.setdefault(_pair(own, topic), ([], [], []))[2].append(move)
    lines = [
        line((*pair, len({move.id for kind in kinds for move in kind}), *map(names, kinds)), *kinds)
        for pair, kinds in sorted(pairs.items(), key=lambda entry: (-sum(map(len, entry[1])), entry[0]))
    ]
    return Found(tuple(lines))


def _answered_across(record: Record, move: Move) -> set[tuple[str, str]]:
    if move.act is Act.CONTEXT:
        return set()
    found = set()
    for name in move.responds_to:
        for other in record.by_id[name].issue:
            for own in move.issue:
                if other not in move.issue and own not in record.by_id[name].issue:
                    found.add(_pair(own, other))
    return found


def _pair(one: str, two: str) -> tuple[str, str]:
    return (one, two) if one < two else (two, one)
