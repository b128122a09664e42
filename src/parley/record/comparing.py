"""Two codings of the same events, aligned row by row, with their agreement and every disagreement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from parley.record.agreement import cohen_kappa, krippendorff_alpha
from parley.record.ledgers.nearness import nearness
from parley.record.parties import parties
from parley.record.rows import Move

MAX_DAYS = 3
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
    """Pairs of rows taken for the same event, rows only one coder has, and agreement by field."""

    pairs: tuple[tuple[Move, Move], ...]
    only_first: tuple[Move, ...]
    only_second: tuple[Move, ...]
    fields: tuple[FieldAgreement, ...]


def compare(first: list[Move], second: list[Move]) -> Comparison:
    """Align two codings and measure how far they agree.

    Rows are paired by alikeness: at most three days apart, an acting party in common, then nearest in
    date, target, wording and act; each row is used once. Ids need not match, and links are compared
    through the pairing.
    """
    pairs = _aligned(first, second)
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
    )


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


def _aligned(first: list[Move], second: list[Move]) -> list[tuple[Move, Move]]:
    """The best pairs first, each row used once; ties go to the earlier rows."""
    by_day: dict[int, list[Move]] = {}
    for move in second:
        by_day.setdefault(move.date.toordinal(), []).append(move)
    scored = []
    for at, one in enumerate(first):
        day = one.date.toordinal()
        for near in range(day - MAX_DAYS, day + MAX_DAYS + 1):
            for two in by_day.get(near, ()):
                if set(parties(one.actor)) & set(parties(two.actor)):
                    scored.append((-_alike(one, two), at, two.line, one, two))
    pairs, used = [], (set[str](), set[str]())
    for _, _, _, one, two in sorted(scored, key=lambda entry: entry[:3]):
        if one.id not in used[0] and two.id not in used[1]:
            used[0].add(one.id)
            used[1].add(two.id)
            pairs.append((one, two))
    return sorted(pairs, key=lambda pair: (pair[0].date, pair[0].line))


def _alike(one: Move, two: Move) -> float:
    """The weights put wording and date before the codes, whose agreement is what is being measured."""
    apart = abs((one.date - two.date).days) / (MAX_DAYS + 1)
    words = max(nearness(one.option, two.option), nearness(one.paraphrase, two.paraphrase))
    target = bool(set(parties(one.target)) & set(parties(two.target))) or not (one.target or two.target)
    return 3 * words + 2 * (1 - apart) + target + (one.actor == two.actor) + 0.5 * (one.act == two.act)
