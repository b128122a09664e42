"""Gambit's format for extensive games, read as a tree: what stands where, and nothing of what it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from parley.errors import UsageError

MOST_NODES = 100_000
DEEPEST = 400
_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|[{}]|[^\s{},"]+')


@dataclass(frozen=True)
class Node:
    """A node: `player` is its number, 0 for chance and -1 at an end; payoffs are sums from the root."""

    player: int
    information: int
    actions: tuple[str, ...]
    chances: tuple[float, ...]
    children: tuple[Node, ...]
    payoffs: tuple[float, ...]


@dataclass(frozen=True)
class Tree:
    """A game in extensive form, with the names of its players."""

    title: str
    players: tuple[str, ...]
    root: Node


def read_efg(text: str) -> Tree:
    """The tree in the text of an `.efg` file; raises UsageError for what is none, or too large."""
    tokens = _TOKEN.findall(text)
    if tokens[:2] != ["EFG", "2"]:
        raise UsageError("expected a file that begins with EFG 2, as Gambit writes extensive games")
    reader = _Reader(tokens[3:])
    try:
        title, players = reader.quoted(), tuple(reader.names())
        if reader.peek().startswith('"'):
            reader.quoted()
        root = reader.node((0.0,) * len(players), 0)
    except (IndexError, ValueError, ZeroDivisionError):
        raise UsageError(f"the tree breaks off or is no tree near '{reader.here()}'") from None
    return Tree(title, players, root)


class _Reader:
    """Reads nodes one after the other; sets and outcomes are spelled out where they come first."""

    def __init__(self, tokens: list[str]):
        self.tokens, self.at, self.count = tokens, 0, 0
        self.sets: dict[tuple[int, int], list[tuple[str, float]]] = {}
        self.outcomes: dict[int, tuple[float, ...]] = {}

    def peek(self) -> str:
        return self.tokens[self.at]

    def here(self) -> str:
        return " ".join(self.tokens[max(self.at - 2, 0) : self.at + 3])

    def next(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def quoted(self) -> str:
        return re.sub(r"\\(.)", r"\1", self.next()[1:-1])

    def names(self) -> list[str]:
        return list(self._braced())

    def _braced(self) -> Iterator[str]:
        if self.next() != "{":
            raise ValueError
        while self.peek() != "}":
            yield self.quoted() if self.peek().startswith('"') else self.next()
        self.next()

    def node(self, before: tuple[float, ...], depth: int) -> Node:
        self.count += 1
        if self.count > MOST_NODES or depth > DEEPEST:
            raise UsageError(f"the tree is larger than {MOST_NODES:,} nodes or deeper than {DEEPEST}")
        kind = self.next()
        self.quoted()
        player = {"t": -1, "c": 0}.get(kind) if kind in "tc" else int(self.next())
        assert player is not None
        information, options = 0, list[tuple[str, float]]()
        if kind != "t":
            information, options = self._set(player, int(self.next()))
        payoffs = self._outcome(before)
        children = tuple(self.node(payoffs, depth + 1) for _ in options)
        actions, chances = tuple(name for name, _ in options), tuple(chance for _, chance in options)
        return Node(player, information, actions, chances, children, payoffs)

    def _set(self, player: int, number: int) -> tuple[int, list[tuple[str, float]]]:
        if self.peek().startswith('"'):
            self.quoted()
        if self.peek() == "{":
            held = list(self._braced())
            pairs = zip(held[::2], held[1::2], strict=True) if player == 0 else ((one, "0") for one in held)
            self.sets[player, number] = [(name, float(Fraction(chance))) for name, chance in pairs]
        return number, self.sets[player, number]

    def _outcome(self, before: tuple[float, ...]) -> tuple[float, ...]:
        number = int(self.next())
        if self.at < len(self.tokens) and self.peek().startswith('"'):
            self.quoted()
        if self.at < len(self.tokens) and self.peek() == "{":
            self.outcomes[number] = tuple(float(Fraction(one)) for one in self._braced())
        paid = self.outcomes[number] if number else (0.0,) * len(before)
        return tuple(a + b for a, b in zip(before, paid, strict=True))
