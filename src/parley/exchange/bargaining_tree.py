"""A tree of Gambit's read as bargaining: rounds of offers and answers over the same deals, discounted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from parley.errors import UsageError
from parley.exchange.efg import Node, Tree
from parley.exchange.utility_spaces import identifiers

NEAR = 1e-9
YES = {"accept", "yes", "agree", "a", "y"}


@dataclass(frozen=True)
class _Round:
    """One round: who has the floor with which chance, the deals each may offer, whether it may hold."""

    floor: Mapping[int, float]
    deals: Mapping[int, tuple[tuple[str, tuple[float, ...]], ...]]
    holds: Mapping[int, bool]


def tree_scenario(tree: Tree, as_of: date) -> str:
    """The scenario of a tree that is bargaining, as the text of scenario.yaml.

    In each round somebody has the floor, by chance or in turn, and offers one of the same deals or holds;
    all others answer; a refusal, or holding, leads to the next round. Deals and the end are worth the same in
    each, discounted. Raises UsageError with what is otherwise.
    """
    held = Counter((one.player, one.information) for one in _nodes(tree.root) if one.player > 0)
    if shared := [key for key, count in held.items() if count > 1]:
        raise UsageError(
            f"'{tree.players[shared[0][0] - 1]}' cannot tell some of its nodes apart: trees in which "
            "something is hidden are not read, only those in which all is seen"
        )
    rounds, end = _rounds(tree.root, len(tree.players))
    if not rounds:
        raise UsageError("the tree is a single end; nobody bargains in it")
    deals, patience = _deals(rounds, len(tree.players))
    horizon = tuple(paid / patience[i] ** len(rounds) for i, paid in enumerate(end))
    return _text(tree, rounds, deals, patience, horizon, as_of)


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _nodes(child)


def _rounds(node: Node, parties: int) -> tuple[tuple[_Round, ...], tuple[float, ...]]:
    """The rounds from a node on, and what the end after them pays; every way on must be the same."""
    if node.player < 0:
        return (), node.payoffs
    branches = list(zip(node.chances, node.children, strict=True)) if node.player == 0 else [(1.0, node)]
    floor: dict[int, float] = {}
    deals: dict[int, tuple[tuple[str, tuple[float, ...]], ...]] = {}
    holds: dict[int, bool] = {}
    ways: list[Node] = []
    for chance, child in branches:
        if child.player > 0:
            if child.player in floor:
                raise UsageError(
                    "one party has the floor by two branches of a chance move; that is no bargaining"
                )
            floor[child.player] = chance
            deals[child.player], holds[child.player], on = _offers(child, parties)
            ways += on
        else:
            ways.append(child)
    later = [_rounds(way, parties) for way in ways]
    if not later or any(not _same(one, later[0]) for one in later[1:]):
        raise UsageError(
            "what comes after a refusal depends on what was refused; that is no plain bargaining"
        )
    return (_Round(floor, deals, holds), *later[0][0]), later[0][1]


def _offers(node: Node, parties: int) -> tuple[tuple[tuple[str, tuple[float, ...]], ...], bool, list[Node]]:
    """What a party with the floor may do: deals with what they pay, whether it may hold, and all ways on."""
    deals: list[tuple[str, tuple[float, ...]]] = []
    holds, ways = False, list[Node]()
    for name, child in zip(node.actions, node.children, strict=True):
        answered = _answers(child, (node.player,), parties)
        if answered is None:
            holds = True
            ways.append(child)
        else:
            deals.append((name.removeprefix("offer:"), answered[0]))
            ways += answered[1]
    if not deals:
        raise UsageError(
            f"a choice of {', '.join(node.actions[:4])} offers nothing that others accept or refuse"
        )
    return tuple(deals), holds, ways


def _answers(node: Node, asked: tuple[int, ...], parties: int) -> tuple[tuple[float, ...], list[Node]] | None:
    """What an offer pays if all others accept, and where refusals lead; None where nothing is asked here."""
    if node.player <= 0 or node.player in asked or len(node.children) != 2:
        return None
    yes = next((k for k, name in enumerate(node.actions) if name.lower() in YES), 0)
    accepted, refused = node.children[yes], node.children[1 - yes]
    now = (*asked, node.player)
    if accepted.player < 0:
        return (accepted.payoffs, [refused]) if len(now) == parties else None
    further = _answers(accepted, now, parties)
    return None if further is None else (further[0], [refused, *further[1]])


def _same(
    one: tuple[tuple[_Round, ...], tuple[float, ...]], other: tuple[tuple[_Round, ...], tuple[float, ...]]
) -> bool:
    (rounds, end), (others, end_too) = one, other
    return (
        len(rounds) == len(others)
        and _close(end, end_too)
        and all(
            a.floor.keys() == b.floor.keys()
            and all(_close((a.floor[p],), (b.floor[p],)) for p in a.floor)
            and a.holds == b.holds
            and all(
                len(a.deals[p]) == len(b.deals[p])
                and all(_close(x[1], y[1]) for x, y in zip(a.deals[p], b.deals[p], strict=True))
                for p in a.deals
            )
            for a, b in zip(rounds, others, strict=True)
        )
    )


def _close(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(abs(a - b) <= NEAR * max(1.0, abs(a), abs(b)) for a, b in zip(one, other, strict=True))


def _deals(
    rounds: Sequence[_Round], parties: int
) -> tuple[tuple[tuple[str, tuple[float, ...]], ...], tuple[float, ...]]:
    """The deals with what they pay in the first round, and each party's discount factor of a round."""
    first = next(iter(rounds[0].deals.values()))
    patience = [1.0] * parties
    if len(rounds) > 1:
        second = next(iter(rounds[1].deals.values()))
        for i in range(parties):
            pairs = [(a[1][i], b[1][i]) for a, b in zip(first, second, strict=False) if abs(a[1][i]) > NEAR]
            patience[i] = pairs[0][1] / pairs[0][0] if pairs else 1.0
    if not all(0.0 < one <= 1.0 for one in patience):
        raise UsageError(f"deals gain by waiting or change sign ({patience}); a patience lies from 0 to 1")
    for t, one in enumerate(rounds):
        for offered in one.deals.values():
            expected = [tuple(paid[i] * patience[i] ** t for i in range(parties)) for _, paid in first]
            if len(offered) != len(first) or not all(
                _close(paid, due) for (_, paid), due in zip(offered, expected, strict=True)
            ):
                raise UsageError(
                    f"in round {t + 1} other deals are offered than in the first, discounted; only trees of "
                    "one set of deals are read"
                )
    return first, tuple(patience)


def _text(
    tree: Tree,
    rounds: Sequence[_Round],
    deals: Sequence[tuple[str, tuple[float, ...]]],
    patience: Sequence[float],
    horizon: Sequence[float],
    as_of: date,
) -> str:
    parties, options = identifiers(tree.players), identifiers(name for name, _ in deals)
    names = [parties[player] for player in tree.players]
    holding = {hold for one in rounds for hold in one.holds.values()}
    if len(holding) > 1:
        raise UsageError(
            "one party may hold and another may not; only trees in which all may or nobody are read"
        )
    lines = [
        "# Made from a tree of Gambit's. The format has no precision: the one below is judged.",
        f"title: {json.dumps(tree.title or 'A game of bargaining', ensure_ascii=False)}",
        f"as_of: {as_of.isoformat()}",
        "round: 1 day",
        f"horizon: {len(rounds)} rounds",
        "parties:",
    ]
    for i, name in enumerate(names):
        worth = ", ".join(f"{options[deal]}: {paid[i]:.12g}" for deal, paid in deals)
        lines += [
            f"  {name}:",
            f"    name: {json.dumps(tree.players[i], ensure_ascii=False)}",
            f"    patience: {{per_round: {patience[i]:.12g}}}",
            "    precision: 1  # judged",
            f"    values: {{deal: {{{worth}}}}}",
        ]
    everybody = ", ".join(names)
    ends = ", ".join(f"{name}: {worth:.12g}" for name, worth in zip(names, horizon, strict=True))
    lines += [
        f"issues: {{deal: [{', '.join(options[deal] for deal, _ in deals)}]}}",
        "table:",
        *_floor(rounds, names),
        *([] if holding == {True} else ["  holding: no"]),
        f"  settlement: {{signatories: [{everybody}]}}",
        f"endings: {{horizon: {{{ends}}}}}",
    ]
    return "\n".join(lines) + "\n"


def _floor(rounds: Sequence[_Round], names: Sequence[str]) -> list[str]:
    """The floor by chance, the same in each round, or in turn."""
    if all(len(one.floor) == 1 and _close([*one.floor.values()], (1.0,)) for one in rounds):
        order = [next(iter(one.floor)) for one in rounds]
        cycle = order[: len(dict.fromkeys(order))]
        if any(who != cycle[t % len(cycle)] for t, who in enumerate(order)):
            raise UsageError("the floor goes round in no fixed order")
        return [f"  floor: {{alternate: [{', '.join(names[who - 1] for who in cycle)}]}}"]
    if any(one.floor.keys() != rounds[0].floor.keys() for one in rounds) or not all(
        _close([*one.floor.values()], [*rounds[0].floor.values()]) for one in rounds
    ):
        raise UsageError("who has the floor changes from round to round other than in turn; that is not read")
    return [
        "  floor:",
        *(f"    {names[who - 1]}: {100 * p:.12g} % per round" for who, p in rounds[0].floor.items()),
    ]
