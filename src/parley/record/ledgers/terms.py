"""What is new, what is re-heated, and what became of each term."""

from __future__ import annotations

from datetime import date

from parley.record.ledgers.ledger import Found, Options, by, counted, issues, ledger, line, names
from parley.record.ledgers.nearness import nearest
from parley.record.parties import doers
from parley.record.rows import Move, Record
from parley.vocabulary import Act

PRESENTED = (Act.OFFER, Act.DEMAND, Act.AGREE)
TERM_ACTS = (Act.OFFER, Act.DEMAND, Act.CONDITION)
STATED = (
    Act.OFFER,
    Act.DEMAND,
    Act.CONDITION,
    Act.CONCEDE,
    Act.PROMISE,
    Act.ACCEPT,
    Act.AGREE,
    Act.MEET,
    Act.GESTURE,
)


def first_appearance(record: Record, move: Move) -> Move:
    """The earliest move that a chain of repeat_of leads back to; the move itself if it repeats nothing."""
    seen: dict[str, Move] = {}
    waiting = [move]
    while waiting:
        one = waiting.pop()
        if one.id not in seen:
            seen[one.id] = one
            waiting.extend(record.by_id[name] for name in one.repeat_of)
    return min(seen.values(), key=lambda one: (one.date, one.line))


def chains(record: Record) -> list[list[Move]]:
    """Moves joined by repeat_of, each chain in order of date; a move nobody repeats is a chain of one."""
    found: dict[str, list[Move]] = {}
    for move in record.moves:
        found.setdefault(first_appearance(record, move).id, []).append(move)
    return list(found.values())


@ledger(
    "novelty",
    "What is new and what is re-heated",
    "Every OFFER, DEMAND and AGREE, against all earlier moves of any party on the same issue. The coder's "
    "links win: re-heated where repeat_of is filled, or raised where the extent is 'up' as well; an "
    "AGREE settles the term it responds to, or the one accepted in the ACCEPT it responds to. Without a "
    "link, an earlier option whose words are at least as near as nearness is suggested as the first "
    "appearance. Otherwise the option is new, and the issue too if nobody had raised it.",
    (
        "date",
        "id",
        "by",
        "act",
        "issue",
        "option",
        "finding",
        "first",
        "first by",
        "on",
        "days since",
        "nearness",
    ),
    ("nearness",),
)
def novelty(record: Record, as_of: date, options: Options) -> Found:
    """Each term put forward, with its first appearance by anybody."""
    earlier = _Earlier()
    lines, new = [], 0
    for move in record.moves:
        if move.act in PRESENTED:
            finding, first, near = _novel(record, move, earlier, options)
            new += finding.startswith("new")
            lines.append(
                line(
                    (
                        move.date.isoformat(),
                        move.id,
                        by(move),
                        move.act.value,
                        issues(move),
                        move.option,
                        finding,
                        first.id if first else "",
                        by(first) if first else "",
                        first.date.isoformat() if first else "",
                        (move.date - first.date).days if first else None,
                        round(near, 2) if near else None,
                    ),
                    move,
                    [first] if first else [],
                )
            )
        earlier.add(move)
    return Found(tuple(lines), (f"{counted(len(lines), 'term')} put forward, {new} of them new",))


def _novel(record: Record, move: Move, earlier: _Earlier, options: Options) -> tuple[str, Move | None, float]:
    first = first_appearance(record, move)
    if first is not move:
        return ("raised" if move.extent == "up" else "re-heated"), first, 0.0
    settled = _settled(record, move)
    if settled is not None:
        return "settles what it answers", first_appearance(record, settled), 0.0
    match, near = earlier.most_like(move)
    if match is not None and near >= options.nearness:
        return "near an earlier option (suggested)", first_appearance(record, match), near
    return ("new option" if earlier.has_any(move.issue) else "new issue"), None, near


def _settled(record: Record, move: Move) -> Move | None:
    """What an AGREE settles: the term it answers, or the one accepted in the move it answers."""
    if move.act is not Act.AGREE:
        return None
    for name in move.responds_to:
        answered = record.by_id[name]
        accepted = answered.responds_to if answered.act is Act.ACCEPT else ()
        for one in (answered, *(record.by_id[other] for other in accepted)):
            if one.act in TERM_ACTS and set(one.issue) & set(move.issue):
                return one
    return None


class _Earlier:
    """Options stated so far, by issue."""

    def __init__(self) -> None:
        self.moves: dict[str, list[Move]] = {}
        self.options: dict[str, list[str]] = {}
        self.seen: set[str] = set()

    def add(self, move: Move) -> None:
        """Remember a move that states an option."""
        self.seen.update(move.issue)
        if move.act in STATED and move.option:
            for issue in move.issue:
                options = self.options.setdefault(issue, [])
                if move.option not in options[-1:]:
                    options.append(move.option)
                    self.moves.setdefault(issue, []).append(move)

    def has_any(self, wanted: tuple[str, ...]) -> bool:
        """Whether anybody has spoken of one of these issues."""
        return bool(self.seen & set(wanted))

    def most_like(self, move: Move) -> tuple[Move | None, float]:
        """The earlier move with the option most alike on a shared issue."""
        best: Move | None = None
        score = 0.0
        for issue in move.issue:
            at, near = nearest(move.option, self.options.get(issue, ()))
            if near > score:
                best, score = self.moves[issue][at], near
        return best, score


@ledger(
    "terms",
    "What became of each term",
    "Every OFFER, DEMAND or CONDITION with the moves that repeat it (repeat_of). Accepted: an ACCEPT or "
    "CONCEDE of another party that responds to one of them. Carried into: an AGREE that responds to one "
    "of them or to its acceptance. Only the record's links count.",
    (
        "issue",
        "first asked",
        "id",
        "by",
        "option",
        "repeated",
        "last asked",
        "repeated by",
        "accepted",
        "refused",
        "carried into",
        "finding",
    ),
)
def term_history(record: Record, as_of: date, options: Options) -> Found:
    """Each term from its first mention to the text it ended in."""
    lines = []
    for chain in chains(record):
        root = next((move for move in chain if move.act in TERM_ACTS), None)
        if root is None:
            continue
        later = [move for move in chain if move is not chain[0]]
        answers = [answer for move in chain for answer in record.answers.get(move.id, ())]
        taken = [one for one in answers if one.act in (Act.ACCEPT, Act.CONCEDE) and doers(one) != doers(root)]
        refused = [one for one in answers if one.act is Act.REJECT and doers(one) != doers(root)]
        texts = _texts(record, [*chain, *taken])
        lines.append(
            line(
                (
                    issues(root),
                    chain[0].date.isoformat(),
                    chain[0].id,
                    by(chain[0]),
                    root.option,
                    len(later),
                    later[-1].date.isoformat() if later else "",
                    " ".join(dict.fromkeys(by(move) for move in later)),
                    names(taken),
                    names(refused),
                    names(texts),
                    _fate(later, taken, refused, texts),
                ),
                chain,
                taken,
                refused,
                texts,
            )
        )
    return Found(tuple(lines))


def _texts(record: Record, moves: list[Move]) -> list[Move]:
    found = {
        answer.id: answer
        for move in moves
        for answer in record.answers.get(move.id, ())
        if answer.act is Act.AGREE
    }
    return list(found.values())


def _fate(later: list[Move], taken: list[Move], refused: list[Move], texts: list[Move]) -> str:
    if texts:
        return (
            "carried into a text" if any(text.extent == "text" for text in texts) else "agreed without a text"
        )
    if any(move.act is Act.ACCEPT and move.extent != "partial" for move in taken):
        return "accepted, not in a text"
    if taken:
        return "taken up in part"
    said = "repeated" if later else "stated once"
    return f"{said}, refused" if refused else f"{said}, not accepted"
