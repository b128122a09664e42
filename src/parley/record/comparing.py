"""Two codings of the same events, aligned row by row, with their agreement and every disagreement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType

from parley.errors import UsageError
from parley.files import closest_name
from parley.record.agreement import cohen_kappa, krippendorff_alpha
from parley.record.ledgers.nearness import nearness
from parley.record.parties import doers
from parley.record.rows import Move

MAX_DAYS = 3
SOME_WORDS = 0.2
"""The nearness of wording from which on two rows have words in common that mean something."""
NOTHING_BY_HAND: Mapping[str, str] = MappingProxyType({})
FIELDS = ("act", "target", "issue", "responds_to")


@dataclass(frozen=True)
class FieldAgreement:
    """Agreement on one field: alpha and kappa (nothing where undefined), and the pairs that differ."""

    name: str
    alpha: Fraction | None
    kappa: Fraction | None
    same: int
    differing: tuple[tuple[str, str, str, str], ...]
    """Id in the first coding, id in the second, and what each wrote."""


@dataclass(frozen=True)
class Comparison:
    """Pairs of rows taken for the same event, rows only one coder has, and agreement by field.

    `apart` are rows near in date and actor that were left unpaired, for words, act and issue all differ.
    """

    pairs: tuple[tuple[Move, Move], ...]
    only_first: tuple[Move, ...]
    only_second: tuple[Move, ...]
    fields: tuple[FieldAgreement, ...]
    apart: tuple[tuple[Move, Move], ...] = ()
    by_hand: int = field(default=0)


def compare(
    first: list[Move], second: list[Move], by_hand: Mapping[str, str] = NOTHING_BY_HAND
) -> Comparison:
    """Align two codings and measure how far they agree.

    Rows are paired by alikeness: at most three days apart, an acting party in common and something of
    wording, act or issue, then nearest in date, target, wording and act; each row is used once. `by_hand`
    pairs ids of the first coding with ids of the second, before anything else. Ids need not match, and
    links are compared through the pairing. Raises UsageError for a pair by hand of a row there is none of.
    """
    pairs, apart = _aligned(first, second, _paired_by_hand(first, second, by_hand))
    taken = {one.id for one, _ in pairs}, {two.id for _, two in pairs}
    name_of = {two.id: one.id for one, two in pairs}
    codes: dict[str, tuple[Callable[[Move], str], Callable[[Move], str]]] = {
        "act": (lambda move: move.act.value, lambda move: move.act.value),
        "target": (_targets, _targets),
        "issue": (lambda move: _set(move.issue), lambda move: _set(move.issue)),
        "responds_to": (
            lambda move: _set(move.responds_to),
            lambda move: _set(tuple(name_of.get(link, f"unpaired {link}") for link in move.responds_to)),
        ),
    }
    return Comparison(
        tuple(pairs),
        tuple(move for move in first if move.id not in taken[0]),
        tuple(move for move in second if move.id not in taken[1]),
        tuple(_agreement(name, pairs, *codes[name]) for name in FIELDS),
        tuple((one, two) for one, two in apart if one.id not in taken[0] and two.id not in taken[1]),
        len(by_hand),
    )


def _paired_by_hand(
    first: list[Move], second: list[Move], by_hand: Mapping[str, str]
) -> list[tuple[Move, Move]]:
    ours, theirs = {move.id: move for move in first}, {move.id: move for move in second}
    for name in by_hand:
        _require(name, ours, "first")
    for name in by_hand.values():
        _require(name, theirs, "second")
    if len(set(by_hand.values())) < len(by_hand):
        raise UsageError("a row of the second coding is paired twice by hand; each is used once")
    return [(ours[one], theirs[two]) for one, two in by_hand.items()]


def _require(name: str, rows: Mapping[str, Move], which: str) -> None:
    if name not in rows:
        near = closest_name(name, rows)
        hint = f"; did you mean {near}?" if near else ""
        raise UsageError(f"the {which} coding has no row {name}{hint}")


def _agreement(
    name: str, pairs: list[tuple[Move, Move]], ours: Callable[[Move], str], theirs: Callable[[Move], str]
) -> FieldAgreement:
    coded = [(ours(one), theirs(two)) for one, two in pairs]
    differing = tuple(
        (one.id, two.id, a or "(none)", b or "(none)")
        for (one, two), (a, b) in zip(pairs, coded, strict=True)
        if a != b
    )
    return FieldAgreement(
        name, krippendorff_alpha(coded), cohen_kappa(coded), len(pairs) - len(differing), differing
    )


def _set(words: tuple[str, ...]) -> str:
    return " ".join(sorted(set(words)))


def _targets(move: Move) -> str:
    return _set(move.target)


def _aligned(
    first: list[Move], second: list[Move], by_hand: list[tuple[Move, Move]]
) -> tuple[list[tuple[Move, Move]], list[tuple[Move, Move]]]:
    """The best pairs first, each row used once, ties to the earlier; and near rows with nothing alike."""
    by_day: dict[int, list[Move]] = {}
    for move in second:
        by_day.setdefault(move.date.toordinal(), []).append(move)
    scored, apart = [], []
    for at, one in enumerate(first):
        day = one.date.toordinal()
        for near in range(day - MAX_DAYS, day + MAX_DAYS + 1):
            for two in by_day.get(near, ()):
                if not set(doers(one)) & set(doers(two)):
                    continue
                words = _words(one, two)
                if one.act == two.act or set(one.issue) & set(two.issue) or words >= SOME_WORDS:
                    scored.append((-_alike(one, two, words), at, two.line, one, two))
                else:
                    apart.append((one, two))
    pairs = list(by_hand)
    used = {one.id for one, _ in by_hand}, {two.id for _, two in by_hand}
    for _, _, _, one, two in sorted(scored, key=lambda entry: entry[:3]):
        if one.id not in used[0] and two.id not in used[1]:
            used[0].add(one.id)
            used[1].add(two.id)
            pairs.append((one, two))
    return sorted(pairs, key=lambda pair: (pair[0].date, pair[0].line)), apart


def _words(one: Move, two: Move) -> float:
    return max(nearness(one.option, two.option), nearness(one.paraphrase, two.paraphrase))


def _alike(one: Move, two: Move, words: float) -> float:
    """The weights put wording and date before the codes, whose agreement is what is being measured."""
    apart = abs((one.date - two.date).days) / (MAX_DAYS + 1)
    targets = set(one.cast.parties(one.target)) & set(two.cast.parties(two.target))
    target = bool(targets) or not (one.target or two.target)
    return 3 * words + 2 * (1 - apart) + target + (one.actor == two.actor) + 0.5 * (one.act == two.act)
