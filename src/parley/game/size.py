"""How large a game is, known before any large array is made."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from parley.errors import TooLargeError

BYTES_NUMBER = 8
ROW = 8  # belief nodes are held in whole rows of so many, where beliefs matter
DEFAULT_LIMIT = 2_000_000_000

SMALL_OPEN, SMALL_HIDDEN = 500_000, 20_000
"""Nodes times actions of a round below which sharing it out among threads takes longer than it saves."""
WORKERS = 2
"""Threads that solve or play an extended game, each with working arrays of its own."""
PIECES, GENERAL_PIECES = 4, 16
"""Into how many shares the theatre states of a round are dealt: of a plain game, and of an extended one."""
EVIDENCE, NO_SITUATIONS = "evidence about ", ("belief nodes", "rounds", "actions")
"""What axes are called that no situations lie along."""
SECONDS_AT_A_NODE = 1e-8
"""Processor seconds of the general engine for an action, a profile and a neighbour at a node; measured on
games of 80 to 250 thousand nodes, which took 0.7 to 1.2 of it."""
LONG, COARSEST_NODES = 120.0, 3
"""Processor seconds from which on a cheaper form is offered, and the belief nodes of an axis in it."""
LEAST_NODES = 5
"""Nodes of a belief grid below which advice on size does not go."""
_APART = ("rounds", "belief nodes", "evidence about ")
"""Axes that are no part of a situation."""
GENERAL_COST, LEADS = 10, 7
"""How many times as long as the quick engine the general one takes for an action at a node, about, and how
often it solves the last round while precision is led up."""
MOST_PARTS, MOST_PLAY_NODES = 6, 400
"""Play divides each step of the solver's belief grids into so many parts at most, if nodes stay that few."""


@dataclass(frozen=True)
class Size:
    """Counts along each axis of a game; `bytes` is what its solution will hold at its largest.

    `axes` maps every named factor of the size (tracks, levers, conditions, accords, rounds, belief
    nodes) to its count, so that a refusal can name the one to cut; `answers` are those to all joint actions.
    An extended game is `general`; `grids` are name, nodes and number of log-odds of each hidden side, divided
    into `play_parts` while it is played, `dated` the bytes of tables it states by date or situation; a round
    of it has `turns`.
    """

    axes: dict[str, int]
    situations: int
    belief_nodes: int
    rounds: int
    parties: int
    dispositions: int
    actions: int
    news: int
    moves: int
    packages: int = 1
    answers: int = 0
    postures: int = 1
    general: bool = False
    grids: tuple[tuple[str, int, int], ...] = ()
    play_parts: int | None = None
    dated: int = 0
    turns: int = 1

    @property
    def nodes(self) -> int:
        """Situations times belief nodes times rounds."""
        return self.situations * self.belief_nodes * self.rounds

    @property
    def work(self) -> int:
        """About what solving and playing take: actions at nodes of all rounds, in those of the quick engine.

        An extended game is counted as if play could come to all of its situations.
        """
        if not self.general:
            return self.nodes * self.actions
        rounds = self.rounds + (LEADS if self.grids else 0)
        return GENERAL_COST * self.situations * self.belief_nodes * rounds * self.actions

    @property
    def seconds(self) -> float:
        """About how many processor seconds solving and playing an extended game take; 0 for a plain one.

        A node weighs every profile, and looks at two neighbours along each axis of belief.
        """
        if not self.general:
            return 0.0
        axes = sum(count for _, _, count in self.grids)
        parts = self.play_parts or play_parts(self.grids)
        played = math.prod(((nodes - 1) * parts + 1) ** count for _, nodes, count in self.grids)
        at_nodes = self.situations * (self.belief_nodes + played) / 2 * self.rounds * self.actions
        return float(SECONDS_AT_A_NODE * at_nodes * (self.dispositions << axes))

    @property
    def coarsest(self) -> Size:
        """The same game on the coarsest belief grid that still tells, played on its nodes."""
        grids = tuple((name, min(nodes, COARSEST_NODES), axes) for name, nodes, axes in self.grids)
        return replace(self._with(grids), play_parts=1)

    @property
    def bytes(self) -> int:
        """Bytes of a game, its solution, what is worked with and what is counted in play, together."""
        solved = self.bytes_of_game + self.rounds * self._bytes_of_round
        return solved + self.bytes_of_work + self.bytes_of_play

    @property
    def bytes_at_once(self) -> int:
        """Bytes of a game and a solution that keeps no more rounds than solving needs, and is not played."""
        return self.bytes_of_game + min(self.rounds, 4) * self._bytes_of_round + self.bytes_of_work

    @property
    def bytes_of_origin(self) -> int:
        """Bytes of an extended game, its solution, and all that previews near it keep and work with.

        What the table adds to fighting before each turn (in half as many bytes), how likely play stands at a
        node, a second course, and for one preview at a time its worths and the places of what it solves.
        """
        nodes, columns = self.situations * self.belief_nodes, self.parties * self.dispositions
        kept = self.rounds * nodes * (self.turns * columns * BYTES_NUMBER // 2 + BYTES_NUMBER)
        course = self.rounds * (self.situations + self._play_nodes) * self.dispositions * BYTES_NUMBER
        at_once = nodes * ((self.rounds + 1) * columns * BYTES_NUMBER + self.rounds * BYTES_NUMBER // 2)
        return self.bytes + kept + course + at_once

    @property
    def _bytes_of_round(self) -> int:
        if self.general:
            held = self.belief_nodes
        else:
            held = self.belief_nodes if self.dispositions == 1 else _in_rows(self.belief_nodes)
        return self.situations * held * (self.parties * self.dispositions + self.news) * BYTES_NUMBER

    @property
    def bytes_of_game(self) -> int:
        """Bytes of the law of motion, the action table, and worths of packages as stated and as laid out."""
        law = self.moves * (8 + 2 * 8 * self.dispositions)
        columns = self.parties * self.dispositions
        worths = columns * (self.packages + _in_rows(self.packages) + ROW)
        # The general engine lays every stated table out once more.
        stated = law + self.situations * self.actions * 8 + BYTES_NUMBER * self.postures * worths
        return stated if not self.general else 2 * (stated + self.dated)

    @property
    def bytes_of_work(self) -> int:
        """Bytes the general engine works with: the horizon's rows, and arrays over postures a thread."""
        if not self.general:
            return 0
        columns = self.parties * self.dispositions
        going_on = self.belief_nodes * ((self.turns + 1) * columns + self.news)
        each = self.postures * (going_on + 3 * self._play_nodes * self.dispositions)
        horizon = self.situations * self.belief_nodes * (columns + self.news)
        return BYTES_NUMBER * (horizon + WORKERS * each)

    @property
    def _play_nodes(self) -> int:
        """Nodes of belief on which an extended game is played."""
        parts = self.play_parts or play_parts(self.grids)
        return math.prod(((nodes - 1) * parts + 1) ** axes for _, nodes, axes in self.grids)

    @property
    def bytes_of_play(self) -> int:
        """Bytes of what is counted while a solution is played, by round, and by each that counts."""
        h = self.dispositions
        if self.general:
            nodes = self.situations * self._play_nodes
            kept = self.rounds * (self.situations + self._play_nodes) * h
            return BYTES_NUMBER * (4 * nodes * h + self.rounds * GENERAL_PIECES * self.counted_at_once + kept)
        by_round = h * (self.packages + 1 + self.actions) + self.packages + 1 + 2 * self.parties
        counted = ROW * (self.rounds * by_round + 3 * h * self.answers)
        return BYTES_NUMBER * (self.shares * counted + self.rounds * self.situations * h)

    @property
    def counted_at_once(self) -> int:
        """Numbers that one share of one round of an extended game counts while it is played, at most."""
        endings = self.packages + 2 + self.parties
        by_profile = endings + 4 * self.actions + 3 * self.answers + self.parties * (self.packages + 1)
        return self.dispositions * by_profile + self.packages + 2 + 2 * self.parties

    @property
    def shares(self) -> int:
        """Parts in which the theatre states of a round are shared out among workers; one for a small game."""
        least = SMALL_HIDDEN if self.dispositions > 1 else SMALL_OPEN
        return 1 if self.situations * self.belief_nodes * self.actions < least else PIECES

    def require_within(self, limit: int = DEFAULT_LIMIT) -> None:
        """Raise TooLargeError, naming the largest axis, if the game needs more than `limit` bytes."""
        if self.bytes <= limit:
            return
        listing = ", ".join(f"{name} {count}" for name, count in self.axes.items() if count > 1)
        raise TooLargeError(
            f"the game needs about {_in_words(self.bytes)} and the limit is {_in_words(limit)}: "
            f"{self.situations:,} situations x {self.belief_nodes} belief nodes x {self.rounds} rounds. "
            f"{self._what_is_large(limit)} {self._smaller(limit)}Cut it, or raise --memory. Axes: {listing}."
        )

    def _what_is_large(self, limit: int) -> str:
        """What makes the game large: situations, a product, count as one beside rounds and beliefs."""
        counted = [(name, count) for name, count in self.axes.items() if count > 1]
        parts = {name: count for name, count in counted if not name.startswith(_APART)}
        product = math.prod(parts.values())
        others = [(name, count) for name, count in counted if name.startswith(_APART)]
        name, count = max(others, key=lambda item: item[1], default=("", 0))
        if count >= product or not parts:
            return f"The largest axis is {name} ({count})."
        ranked = sorted(parts.items(), key=lambda item: -item[1])
        if ranked[0][1] ** 2 >= product:
            return "The largest axis is {} ({}).".format(*ranked[0])
        left, gone = self.bytes, []
        for part, settings in ranked:
            if left <= limit:
                break
            left //= settings
            gone.append(part)
        return (
            f"What makes it large is the situations: {len(parts)} axes multiply to {product:,}, and each "
            f"left out divides the size by its count; without {', '.join(gone)} it would be about "
            f"{_in_words(left)}."
        )

    def _smaller(self, limit: int) -> str:
        """The cheapest change that makes an extended game fit, as advice.

        Coarser grids of belief come first, which lose least; then a kind, rounds, levels of the longest axis
        of situations, and last a hidden side.
        """
        if not self.general:
            return ""
        most = max((nodes for _, nodes, _ in self.grids), default=0)
        for fewer in range(most - 1, LEAST_NODES - 1, -1):
            grids = tuple((name, min(nodes, fewer), axes) for name, nodes, axes in self.grids)
            smaller = self._with(grids)
            if smaller.bytes <= limit:
                return f"With belief_grid nodes {fewer} instead of {most} it would fit{_long(smaller)}. "
        widest = max(self.grids, key=lambda grid: grid[2], default=("", 0, 0))
        if widest[2] > 1:
            grids = tuple((n, k, a - (n == widest[0])) for n, k, a in self.grids)
            if self._with(grids).bytes <= limit:
                return f"With one kind fewer of {widest[0]} it would fit. "
        for rounds in range(self.rounds - 1, self.rounds // 2, -1):
            if replace(self, rounds=rounds).bytes <= limit:
                return f"With {rounds} rounds instead of {self.rounds} it would fit. "
        longest, length = self._longest
        for shorter in range(length - 1, 1, -1):
            if self._cut(longest, shorter).bytes <= limit:
                return f"With {longest} of {shorter} instead of {length} it would fit. "
        if len(self.grids) > 1 and self._with(self.grids[:-1]).bytes <= limit:
            return f"With nothing hidden of {self.grids[-1][0]} it would fit. "
        return ""

    @property
    def _longest(self) -> tuple[str, int]:
        """The longest of the axes that make up situations, and its length."""
        within = {n: k for n, k in self.axes.items() if n not in NO_SITUATIONS and not n.startswith(EVIDENCE)}
        return max(within.items(), key=lambda item: item[1], default=("", 0))

    def _cut(self, axis: str, length: int) -> Size:
        """About the same game with a shorter axis of situations."""
        share = length / self.axes[axis]
        situations, moves, dated = (round(share * n) for n in (self.situations, self.moves, self.dated))
        return replace(self, situations=situations, moves=moves, dated=dated)

    def _with(self, grids: tuple[tuple[str, int, int], ...]) -> Size:
        """The same game with other grids of belief; profiles shrink with them."""
        nodes = math.prod(count**axes for _, count, axes in grids)
        profiles = math.prod(axes + 1 for _, _, axes in grids)
        return replace(self, belief_nodes=nodes, dispositions=profiles, grids=grids)


def play_parts(grids: tuple[tuple[str, int, int], ...]) -> int:
    """Into how many parts play divides a step of belief grids of an extended game: finer ones where few."""
    axes = sum(count for _, _, count in grids)
    if axes == 0:
        return 1
    for parts in range(MOST_PARTS, 1, -1):
        if math.prod(((nodes - 1) * parts + 1) ** count for _, nodes, count in grids) <= MOST_PLAY_NODES:
            return parts
    return 1


def _long(size: Size) -> str:
    """What is added to a size that takes long: how long, and how long the coarsest grid takes."""
    if size.seconds <= LONG:
        return ""
    least = size.coarsest
    told = f", and take about {time_in_words(size.seconds)}"
    if least.seconds > size.seconds / 2:
        return told
    return f"{told}; with nodes {COARSEST_NODES} and play_parts 1 about {time_in_words(least.seconds)}"


def time_in_words(seconds: float) -> str:
    """A time of one processor, in round words."""
    for unit, length in (("hour", 3600.0), ("minute", 60.0)):
        if seconds >= 1.5 * length:
            return f"{float(f'{seconds / length:.2g}'):,g} {unit}s of a processor"
    return "a second or two" if seconds < 2.5 else f"{float(f'{seconds:.1g}'):g} seconds of a processor"


def _in_rows(count: int) -> int:
    return -(-count // ROW) * ROW


def _in_words(count: int) -> str:
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.3g} MB"
