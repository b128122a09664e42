"""Levers and what followed them; who presses whom."""

from __future__ import annotations

from datetime import date, timedelta

from parley.record.ledgers.index import Acts, in_order
from parley.record.ledgers.ledger import Found, Line, Options, by, days, issues, ledger, line, listed, names
from parley.record.parties import addressees, cameo_code, doers, favours, presses
from parley.record.rows import Move, Record
from parley.vocabulary import Act

HALTS_TALKS = "164"
ANSWERING = (
    Act.ACCEPT,
    Act.CONCEDE,
    Act.OFFER,
    Act.PROMISE,
    Act.REJECT,
    Act.EVADE,
    Act.DEMAND,
    Act.CONDITION,
    Act.GESTURE,
    Act.STATEMENT,
    Act.AGREE,
)


@ledger(
    "levers",
    "Levers: pulled, answered, released, and asked for by others",
    "Every LEVER against its target. Released: the next LEVER of the same holder on a shared issue and "
    "target that points the other way, or, where the lever halted talks (CAMEO 164), the next meeting or "
    "text of both; linked by responds_to, or else suggested, and then a latest date. Next act: the first "
    "linked answer of the target, or else its first move towards the holder (suggested). Asked for after: "
    "DEMAND or CONDITION on one of the lever's issues by a party that is neither holder nor target, "
    "within lever_days.",
    (
        "date",
        "id",
        "holder",
        "setting",
        "issue",
        "on",
        "purpose",
        "next act",
        "days to it",
        "released",
        "days on",
        "asked for after by",
        "finding",
    ),
    ("lever_days",),
)
def levers(record: Record, as_of: date, options: Options) -> Found:
    """Each lever as an interval, with the answer to it and who learnt from it."""
    acts = Acts(record)
    lines = [
        _lever_line(acts, move, as_of, options)
        for move in record.moves
        if move.act is Act.LEVER and addressees(move)
    ]
    return Found(tuple(lines))


def lever_release(acts: Acts, lever: Move) -> tuple[Move | None, bool]:
    """The move that undid a lever, and whether the record links it."""
    hands = (*doers(lever), *addressees(lever))
    later = [move for move in acts.record.answers.get(lever.id, ()) if _undoes(move, lever)]
    if later:
        return later[0], True
    # Party by party, so the first found of each is the earliest of that party.
    first: dict[str, Move] = {}
    for name in hands:
        for move in acts.by((name,), lever.date):
            after = (move.date, move.line) > (lever.date, lever.line)
            if after and set(move.issue) & set(lever.issue) and _undoes(move, lever):
                first[name] = move
                break
    found = in_order(first.values())
    return (found[0] if found else None), False


def _undoes(move: Move, lever: Move) -> bool:
    """Whether a later move shows that a lever is off: its reversal, or talks held after talks were halted."""
    if move.act is Act.LEVER:
        same_hands = set(doers(move)) & set(doers(lever)) and set(addressees(move)) & set(addressees(lever))
        return bool(same_hands) and favours(move) != favours(lever)
    halted = cameo_code(lever) == HALTS_TALKS
    both = {*doers(lever), *addressees(lever)} <= set(doers(move))
    return halted and both and (move.act is Act.AGREE or (move.act is Act.MEET and move.extent == "held"))


def _lever_line(acts: Acts, lever: Move, as_of: date, options: Options) -> Line:
    answer, answer_linked = _next_act(acts, lever)
    # What gives (aid granted) is not a pressure waiting for release; taking it away is a lever of its own.
    release, release_linked = (None, False) if favours(lever) else lever_release(acts, lever)
    asked = [] if favours(lever) else _asked_after(acts, lever, options)
    end = release.date if release else as_of
    return line(
        (
            lever.date.isoformat(),
            lever.id,
            by(lever),
            lever.extent or ("on" if favours(lever) else "off"),
            issues(lever),
            listed(addressees(lever)),
            lever.conditionality or lever.option,
            _linked(answer, answer_linked, with_act=True),
            days(lever, answer) if answer else None,
            _linked(release, release_linked) if not favours(lever) else "gives, not withholds",
            None if favours(lever) else (end - lever.date).days,
            "; ".join(f"{by(move)} {move.id}" for move in asked),
            _lever_finding(lever, release, asked),
        ),
        lever,
        [answer] if answer else [],
        [release] if release else [],
        asked,
    )


def _linked(move: Move | None, linked: bool, with_act: bool = False) -> str:
    if move is None:
        return ""
    name = f"{by(move)} {move.act} {move.id}" if with_act else move.id
    return name if linked else f"{name} (suggested)"


def _next_act(acts: Acts, lever: Move) -> tuple[Move | None, bool]:
    targets = set(addressees(lever))
    for answer in acts.record.answers.get(lever.id, ()):
        if targets & set(doers(answer)):
            return answer, True
    holders = set(doers(lever))
    towards = []
    for name in targets:
        for move in acts.by((name,), lever.date + timedelta(days=1)):
            if move.act in ANSWERING and holders & set(addressees(move)):
                towards.append(move)
                break
    return (in_order(towards)[0], False) if towards else (None, False)


def _asked_after(acts: Acts, lever: Move, options: Options) -> list[Move]:
    inside = {*doers(lever), *addressees(lever)}
    until = lever.date + timedelta(days=options.lever_days)
    outside = [name for name in acts.names if name not in inside]
    return in_order(
        move
        for move in acts.by(outside, lever.date + timedelta(days=1), until)
        if move.act in (Act.DEMAND, Act.CONDITION)
        and set(move.issue) & set(lever.issue)
        and not inside & set(doers(move))
    )


def _lever_finding(lever: Move, release: Move | None, asked: list[Move]) -> str:
    if favours(lever):
        return "given"
    state = "released" if release else "no release recorded"
    if asked:
        askers = listed(dict.fromkeys(by(move) for move in asked))
        return f"{state}; then asked for by {askers}"
    return state


@ledger(
    "pressure",
    "Who presses whom, and who gives to whom",
    "For each pair of parties, the THREAT, hostile LEVER and FORCE rows of one against the other and its "
    "accusing STATEMENT rows (CAMEO 11), beside the LEVER, CONCEDE, ACCEPT, PROMISE, GESTURE and OFFER "
    "rows in its favour. Counts of rows, not of their weight.",
    ("by", "on", "threats", "levers", "force", "pressing", "accusations", "accusing", "favours", "giving"),
)
def pressure_balance(record: Record, as_of: date, options: Options) -> Found:
    """Threats, levers and force beside favours, by actor and target."""
    pairs: dict[tuple[str, str], list[Move]] = {}
    for move in record.moves:
        joint = move.act in (Act.AGREE, Act.IMPLEMENT)
        if (presses(move) or favours(move) or _accuses(move)) and not joint:
            for actor in doers(move):
                for target in addressees(move):
                    pairs.setdefault((actor, target), []).append(move)
    lines = []
    for (actor, target), moves in sorted(pairs.items(), key=lambda pair: (-_hard(pair[1]), pair[0])):
        hard = [move for move in moves if presses(move)]
        words = [move for move in moves if _accuses(move)]
        soft = [move for move in moves if favours(move)]
        threats, pulled, force = (
            sum(1 for move in hard if move.act is act) for act in (Act.THREAT, Act.LEVER, Act.FORCE)
        )
        against = (threats, pulled, force, names(hard), len(words), names(words))
        lines.append(line((actor, target, *against, len(soft), names(soft)), hard, words, soft))
    return Found(tuple(lines))


def _accuses(move: Move) -> bool:
    return move.act is Act.STATEMENT and cameo_code(move).startswith("11")


def _hard(moves: list[Move]) -> int:
    return sum(1 for move in moves if presses(move))
