"""A game written out as a tree in Gambit's format for extensive games (`.efg`).

Nothing is shared between branches, so only small games fit: few rounds, few packages. A hidden side is a
chance move at the root. Payoffs are points discounted to the first day, whole-tree sums at the leaves.
Precision has no place in the format.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np

from parley.dealing.package import signed
from parley.errors import TooLargeError, UsageError
from parley.game import NONE, Floats, Game, needs_general
from parley.game.names import Ending

MOST_NODES = 100_000


def gambit_text(game: Game, title: str, most: int = MOST_NODES) -> str:
    """The tree of a plain game as the text of an `.efg` file, one chance move first where a party may be of
    several kinds.

    Only the hidden party knows what came of that move: others' nodes after the same public history are one
    information set. Raises UsageError for the extended form, for beliefs that differ among the parties, and
    for offers made to leave the other indifferent; TooLargeError for a tree of more than `most` nodes.
    """
    s = game.structure
    if needs_general(game):
        raise UsageError("only games of one turn a round with at most one hidden side are written for Gambit")
    if bool(s.reservation.any()):
        raise UsageError("an offer made to leave the other indifferent has no payoff of its own to write")
    return "\n".join(_Tree(game, title, most).lines) + "\n"


def common_prior(game: Game) -> Floats:
    """The probability of each kind that all open parties share, shape [h]; UsageError where they differ."""
    s, n = game.structure, game.numbers
    if s.hidden == NONE:
        return np.ones(1)
    odds = np.array([float(n.prior[i]) for i in range(len(s.parties)) if i != s.hidden])
    if float(np.ptp(odds)) > 1e-12:
        raise UsageError(
            f"the parties believe different things of {s.parties[s.hidden]}, and Gambit knows one prior for "
            "all: give them the same beliefs"
        )
    first = 1.0 / (1.0 + np.exp(-odds[0]))
    return np.array([first, 1.0 - first])


@dataclass
class _Tree:
    """Lines of the file, in the order Gambit wants them: a node, then each of its branches whole.

    `h` is the kind whose branch is written, `seen` the public history so far. Labels carry a number, for
    newer Gambits want them to differ.
    """

    game: Game
    title: str
    most: int
    lines: list[str] = field(default_factory=list)
    h: int = 0
    seen: tuple[str, ...] = ()
    outcomes: int = 0
    chances: int = 0
    sets: dict[tuple[int, int, tuple[str, ...]], int] = field(default_factory=dict)
    counts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.s, self.n = self.game.structure, self.game.numbers
        self.counts = [0] * len(self.s.parties)
        players = " ".join(_quoted(name) for name in self.s.parties)
        self.lines += [f"EFG 2 R {_quoted(self.title)} {{ {players} }}", '""', ""]
        prior = common_prior(self.game)
        kinds = self.s.dispositions or ("",)
        if len(prior) > 1:
            self._chance("kind", [(kind, float(chance)) for kind, chance in zip(kinds, prior, strict=True)])
        for self.h in range(len(prior)):
            self.seen = ()
            self._negotiate(0, self.s.start, np.zeros(len(self.s.parties)))

    @contextmanager
    def _after(self, *seen: str) -> Iterator[None]:
        """What is written within comes after something more was seen by all."""
        before, self.seen = self.seen, (*self.seen, *seen)
        yield
        self.seen = before

    def _add(self, line: str) -> None:
        if len(self.lines) > self.most:
            raise TooLargeError(
                f"the tree has more than {self.most:,} nodes: state fewer rounds, packages or tracks"
            )
        self.lines.append(line)

    def _end(self, name: str, paid: Floats) -> None:
        self.outcomes += 1
        figures = ", ".join(repr(float(one)) for one in paid)
        self._add(f't "" {self.outcomes} {_quoted(f"{name}, {self.outcomes}")} {{ {figures} }}')

    def _chance(self, label: str, branches: Sequence[tuple[str, float]]) -> None:
        self.chances += 1
        figures = _to_one([chance for _, chance in branches])
        pairs = zip(branches, figures, strict=True)
        said = " ".join(f"{_quoted(name)} {figure}" for (name, _), figure in pairs)
        self._add(f'c "" {self.chances} {_quoted(f"{label}, {self.chances}")} {{ {said} }} 0')

    def _choice(self, label: str, party: int, options: Sequence[str]) -> None:
        """A node of a party, in the information set of all nodes it cannot tell from it."""
        key = (party, self.h if party == self.s.hidden else 0, (*self.seen, label))
        if key not in self.sets:
            self.counts[party] += 1
            self.sets[key] = self.counts[party]
        number = self.sets[key]
        said = " ".join(_quoted(one) for one in options)
        self._add(f'p "" {party + 1} {number} {_quoted(f"{label}, {number}")} {{ {said} }} 0')

    def _negotiate(self, t: int, at: int, paid: Floats) -> None:
        """The start of a round: the war may be over, else somebody has the floor by chance."""
        s, n = self.s, self.n
        now = n.left(0, t)
        fallen = int(s.collapse[at // s.postures])
        if fallen != NONE:
            self._end(s.endings[fallen], paid + now * n.collapse[:, self.h, at])
            return
        if t == s.rounds:
            self._end("still_fighting", paid + now * n.horizon[:, self.h, at])
            return
        floor = n.floor[s.floor_of[t]][:, at]
        speakers = [(i, float(chance)) for i, chance in enumerate(floor) if chance > 0.0]
        nobody = 1.0 - sum(chance for _, chance in speakers)
        branches = [(s.parties[i], chance) for i, chance in speakers]
        if nobody > 1e-12:
            branches.append(("nobody", nobody))
        if len(branches) > 1:
            self._chance(f"round {t}: floor", branches)
        for i, _ in speakers:
            with self._after(s.parties[i]):
                self._act(t, at, i, paid)
        if nobody > 1e-12:
            with self._after("nobody"):
                self._fight(t, at, paid)

    def _act(self, t: int, at: int, party: int, paid: Floats) -> None:
        s, n = self.s, self.n
        acts = [int(a) for a in np.flatnonzero((s.action_party == party) & (s.action_next[at] != NONE))]
        self._choice(f"round {t}", party, [s.actions[a] for a in acts])
        for a in acts:
            with self._after(s.actions[a]):
                self._answer(t, at, a, 0, paid + n.left(0, t) * n.action_cost[:, self.h, a])

    def _answer(self, t: int, at: int, a: int, k: int, paid: Floats) -> None:
        """The k-th signatory answers; once all accepted, the act goes through."""
        s, n, now = self.s, self.n, self.n.left(0, t)
        j, x = int(s.action_joint[a]), int(s.action_package[a])
        signers = s.signers[j] if j != NONE else ()
        if k < len(signers) and signers[k] != NONE:
            who = int(signers[k])
            leaves = bool(s.may_walk[who])
            self._choice(f"round {t}", who, ["accept", "refuse", *(["walk_out"] if leaves else [])])
            with self._after("accept"):
                self._answer(t, at, a, k + 1, paid)
            chance = float(n.breakdown_chance) if x != NONE else 0.0
            if chance > 0.0:
                self._chance(f"round {t}: talks", [("breakdown", chance), ("go on", 1.0 - chance)])
                self._end("breakdown", paid + now * n.breakdown[:, self.h, at])
            with self._after("refuse"):
                self._fight(t, at, paid)
            if leaves:
                self._end("breakdown", paid + now * n.walk_out[who][:, self.h, at])
        elif x != NONE:
            worth = signed(self.game, t, np.array([at]), x).worth[:, self.h, 0]
            self._end(Ending.settlement(s.packages[x]), paid + now * worth)
        else:
            there = at // s.postures * s.postures + int(s.action_next[at, a])
            self._fight(t, there, paid + now * n.action_gain[:, self.h, a])

    def _fight(self, t: int, at: int, paid: Floats) -> None:
        s, n = self.s, self.n
        after = paid + n.left(0, t) * n.flow[s.flow_of[t], :, self.h, at]
        moves = range(int(s.move_start[at]), int(s.move_start[at + 1]))
        law = n.move_chance[s.law_of[t]][self.h]
        led = [(m, float(law[m])) for m in moves if law[m] > 0.0]
        if len(led) > 1:
            self._chance(f"round {t}: fighting", [(str(int(s.move_next[m])), chance) for m, chance in led])
        for m, _ in led:
            with self._after(str(int(s.move_next[m]))):
                self._negotiate(t + 1, int(s.move_next[m]), after)


def _to_one(chances: Sequence[float]) -> list[str]:
    """Chances as decimals whose sum is exactly one, as Gambit wants it; the last takes up the rounding."""
    figures = [Decimal(repr(chance)) for chance in chances[:-1]]
    return [format(one, "f") for one in (*figures, Decimal(1) - sum(figures))]


def _quoted(text: str) -> str:
    """A text as the format has it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
