"""Who gave what for what, and what was given before anybody sat down."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from parley.record.ledgers.index import Acts, in_order
from parley.record.ledgers.ledger import (
    Found,
    Line,
    Options,
    by,
    counted,
    days,
    issues,
    ledger,
    line,
    listed,
    names,
)
from parley.record.parties import addressees, doers, favours, owners, presses
from parley.record.rows import Move, Record
from parley.vocabulary import NONE_ASKED, Act

GIVES = (Act.CONCEDE, Act.ACCEPT, Act.PROMISE, Act.GESTURE)
ON_THE_TABLE = (Act.OFFER, Act.PROMISE, Act.CONCEDE, Act.ACCEPT, Act.AGREE, Act.GESTURE)

FOR_NOTHING = "given for nothing"
NO_RETURN = "no return recorded"


@dataclass(frozen=True)
class Returns:
    """What stands against one gift: by link, by suggestion, and what it was an answer to."""

    linked: tuple[Move, ...]
    exchanged: tuple[Move, ...]
    pressed: tuple[Move, ...]
    same_issue: tuple[Move, ...]
    elsewhere: tuple[Move, ...]


@ledger(
    "quid-pro-quo",
    "Who gave what, and what came back",
    "Every CONCEDE, ACCEPT, PROMISE and GESTURE. A return is a favourable act of the party that gained, "
    "linked by responds_to. A gift that itself answers the gainer's offer is part of an exchange; one "
    "that answers a threat, lever or force of the gainer was pressed for; one with its own IF names its "
    "price. Without any of these, favourable acts of the gainer towards the giver within window_days are "
    "suggested, those on the same issue first. 'Given for nothing' is said only where the coder wrote "
    "'none asked', nothing is linked, nothing on the same issue can be suggested and the window has "
    "passed; otherwise 'no return recorded'. Gifts of one party to the same others on one day are one "
    "package.",
    (
        "date",
        "id",
        "giver",
        "act",
        "issue",
        "what",
        "to",
        "whose asset",
        "answers",
        "came back",
        "days",
        "suggested, same issue",
        "suggested, other issues",
        "package",
        "finding",
    ),
    ("window_days",),
)
def quid_pro_quo(record: Record, as_of: date, options: Options) -> Found:
    """Each gift with what came back for it."""
    gains = _Gains(record, options)
    packages: dict[tuple[object, ...], str] = {}
    lines: list[Line] = []
    verdicts: dict[str, list[str]] = {}
    for gift in record.moves:
        if gift.act not in GIVES:
            continue
        package = packages.setdefault((gift.date, doers(gift), addressees(gift)), gift.id)
        returns = gains.of(gift)
        finding = _finding(gift, returns, as_of, options)
        verdicts.setdefault(package, []).append(finding)
        lines.append(_gift_line(gift, package, returns, finding))
    return Found(tuple(lines), _summary(verdicts))


def _gift_line(gift: Move, package: str, returns: Returns, finding: str) -> Line:
    answered = returns.exchanged + returns.pressed
    came_back = returns.linked
    return line(
        (
            gift.date.isoformat(),
            gift.id,
            by(gift),
            gift.act.value,
            issues(gift),
            gift.option,
            listed(addressees(gift)),
            listed(owners(gift)) or "own",
            listed(gift.responds_to),
            names(came_back),
            min((days(gift, move) for move in came_back), default=None),
            names(returns.same_issue),
            names(returns.elsewhere),
            package,
            finding,
        ),
        gift,
        answered,
        came_back,
        returns.same_issue,
        returns.elsewhere,
    )


class _Gains:
    """What the parties that gained did for the givers."""

    def __init__(self, record: Record, options: Options) -> None:
        self.record = record
        self.window = options.window_days
        self.acts = Acts(record, favours)
        self.reaches = {move.id: {*addressees(move), *doers(move)} for move in record.moves if favours(move)}

    def of(self, gift: Move) -> Returns:
        """What stands against a gift."""
        gainers = set(addressees(gift))
        links = [self.record.by_id[name] for name in gift.responds_to]
        answered = [move for move in links if gainers & set(doers(move))]
        linked = tuple(
            move
            for move in self.record.answers.get(gift.id, ())
            if favours(move) and gainers & set(doers(move))
        )
        tabled = tuple(move for move in answered if self._tabled(move, gift))
        known = {move.id for move in (*linked, *tabled)}
        near = [move for move in self._near(gift, gainers) if move.id not in known]
        topics = set(gift.issue)
        return Returns(
            linked,
            tabled,
            tuple(move for move in answered if presses(move)),
            tuple(move for move in near if topics & set(move.issue)),
            tuple(move for move in near if not topics & set(move.issue) and move.date >= gift.date),
        )

    def _tabled(self, move: Move, gift: Move) -> bool:
        """Whether the gift answers something its gainer had put to the giver."""
        offered = move.act in ON_THE_TABLE or (move.act is Act.CONDITION and "THEN" in move.conditionality)
        parties_to = set(addressees(move)) | (set(doers(move)) if move.act is Act.AGREE else set())
        return offered and bool(parties_to & set(doers(gift)))

    def _near(self, gift: Move, gainers: set[str]) -> list[Move]:
        givers = set(doers(gift))
        reach = timedelta(days=self.window)
        found = []
        for move in self.acts.around(gainers, gift.date - reach, gift.last_date + reach):
            after = move.date >= gift.date and days(gift, move) <= self.window
            before = move.act in ON_THE_TABLE and 0 < (gift.date - move.last_date).days <= self.window
            if (after or before) and move.id != gift.id and givers & self.reaches[move.id]:
                found.append(move)
        return in_order(found)


def _finding(gift: Move, returns: Returns, as_of: date, options: Options) -> str:
    if returns.linked:
        late = min(days(gift, move) for move in returns.linked) > options.window_days
        pressed = ", having been pressed for" if returns.pressed else ""
        return ("returned after the window" if late else "returned") + pressed
    if returns.exchanged:
        return "part of an exchange"
    if returns.pressed:
        return "in answer to pressure"
    if "IF " in gift.conditionality:
        return "given on a condition"
    if returns.same_issue:
        return "possibly returned (suggested)"
    if not addressees(gift):
        return "addressee not recorded"
    left = options.window_days - (as_of - gift.last_date).days
    if left > 0:
        return f"open for {left} more days"
    if gift.conditionality == NONE_ASKED:
        return FOR_NOTHING
    return "possibly returned elsewhere (suggested)" if returns.elsewhere else NO_RETURN


def _summary(verdicts: dict[str, list[str]]) -> tuple[str, ...]:
    """A package counts once, under the best thing said of any of its parts."""
    order = ("returned", "part of", "in answer", "given on", "possibly", "open", "addressee", NO_RETURN)
    counts: Counter[str] = Counter()
    for findings in verdicts.values():
        best = min(
            findings, key=lambda text: next((n for n, word in enumerate(order) if text.startswith(word)), 9)
        )
        counts["open" if best.startswith("open") else best] += 1
    if not counts:
        return ("nothing was given",)
    parts = ", ".join(
        f"{count} {finding}" for finding, count in sorted(counts.items(), key=lambda c: (-c[1], c[0]))
    )
    return (f"{counted(sum(counts.values()), 'package')}: {parts}",)


@ledger(
    "giveaways",
    "What was given away before talks began",
    "Every CONCEDE dated before the first held MEET of giver and gainer, or where they never met. One "
    "that answers an earlier move of the gainer is bargaining, not a giveaway, and says so. Telephone "
    "calls (CAMEO 041) open talks only if calls_open_talks is yes.",
    ("date", "id", "giver", "to", "issue", "what", "whose asset", "first meeting", "days before", "finding"),
    ("calls_open_talks",),
)
def giveaways(record: Record, as_of: date, options: Options) -> Found:
    """Concessions made before there were talks to make them in."""
    lines = []
    for move in record.moves:
        if move.act is not Act.CONCEDE:
            continue
        meeting = _first_meeting(record, move, options)
        if meeting is not None and meeting.date <= move.date:
            continue
        answered = [record.by_id[name] for name in move.responds_to]
        bargaining = [one for one in answered if set(doers(one)) & set(addressees(move))]
        finding = f"in answer to {names(bargaining)}" if bargaining else "before any talks"
        lines.append(
            line(
                (
                    move.date.isoformat(),
                    move.id,
                    by(move),
                    listed(addressees(move)),
                    issues(move),
                    move.option,
                    listed(owners(move)) or "own",
                    meeting.id if meeting else "none by this day",
                    (meeting.date - move.date).days if meeting else None,
                    finding,
                ),
                move,
                bargaining,
                [meeting] if meeting else [],
            )
        )
    given = sum(1 for entry in lines if entry.cells[-1] == "before any talks")
    return Found(tuple(lines), (f"{counted(given, 'concession')} before any talks",))


def _first_meeting(record: Record, gift: Move, options: Options) -> Move | None:
    for move in record.moves:
        call = move.cameo == "041" and not options.calls_open_talks
        if move.act is Act.MEET and move.extent in ("held", "") and not call:
            room = set(doers(move)) | set(addressees(move))
            if room & set(doers(gift)) and room & set(addressees(gift)):
                return move
    return None
