"""A game written out as a tree in Gambit's format for extensive games (`.efg`).

Nothing is shared between branches, so only small games fit: few rounds, few packages. Payoffs are points
discounted to the first day, whole-tree sums at the leaves. Precision has no place in the format.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from parley.dealing.package import signed
from parley.errors import TooLargeError, UsageError
from parley.game import NONE, Floats, Game
from parley.game.names import Ending

MOST_NODES = 100_000


def gambit_text(game: Game, title: str, most: int = MOST_NODES) -> str:
    """The tree of a game in which nothing is hidden, as the text of an `.efg` file.

    Raises UsageError for hidden sides, the extended form and offers made to leave the other indifferent,
    TooLargeError for a tree of more than `most` nodes.
    """
    s = game.structure
    if s.general is not None or s.hidden != NONE:
        raise UsageError("only games with nothing hidden and one turn a round are written for Gambit")
    if bool(s.reservation.any()):
        raise UsageError("an offer made to leave the other indifferent has no payoff of its own to write")
    return "\n".join(_Tree(game, title, most).lines) + "\n"


class _Tree:
    """Lines of the file, in the order Gambit wants them: a node, then each of its branches whole.

    Labels carry a number, for newer Gambits want them to differ.
    """

    def __init__(self, game: Game, title: str, most: int):
        self.most = most
        self.s, self.n, self.game = game.structure, game.numbers, game
        players = " ".join(_quoted(name) for name in self.s.parties)
        self.lines = [f"EFG 2 R {_quoted(title)} {{ {players} }}", '""', ""]
        self.sets = [0] * (len(self.s.parties) + 1)
        self.outcomes = 0
        self._negotiate(0, self.s.start, np.zeros(len(self.s.parties)))

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
        self.sets[-1] += 1
        said = " ".join(f"{_quoted(name)} {chance!r}" for name, chance in branches)
        self._add(f'c "" {self.sets[-1]} {_quoted(f"{label}, {self.sets[-1]}")} {{ {said} }} 0')

    def _choice(self, label: str, party: int, options: Sequence[str]) -> None:
        self.sets[party] += 1
        said = " ".join(_quoted(one) for one in options)
        self._add(
            f'p "" {party + 1} {self.sets[party]} {_quoted(f"{label}, {self.sets[party]}")} {{ {said} }} 0'
        )

    def _negotiate(self, t: int, at: int, paid: Floats) -> None:
        """The start of a round: the war may be over, else somebody has the floor by chance."""
        s, n = self.s, self.n
        now = n.discount**t
        fallen = int(s.collapse[at // s.postures])
        if fallen != NONE:
            self._end(s.endings[fallen], paid + now * n.collapse[:, 0, at])
            return
        if t == s.rounds:
            self._end("still_fighting", paid + now * n.horizon[:, 0, at])
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
            self._act(t, at, i, paid)
        if nobody > 1e-12:
            self._fight(t, at, paid)

    def _act(self, t: int, at: int, party: int, paid: Floats) -> None:
        s, n = self.s, self.n
        acts = [int(a) for a in np.flatnonzero((s.action_party == party) & (s.action_next[at] != NONE))]
        self._choice(f"round {t}", party, [s.actions[a] for a in acts])
        for a in acts:
            self._answer(t, at, a, 0, paid + n.discount**t * n.action_cost[:, 0, a])

    def _answer(self, t: int, at: int, a: int, k: int, paid: Floats) -> None:
        """The k-th signatory answers; once all accepted, the act goes through."""
        s, n, now = self.s, self.n, self.n.discount**t
        j, x = int(s.action_joint[a]), int(s.action_package[a])
        signers = s.signers[j] if j != NONE else ()
        if k < len(signers) and signers[k] != NONE:
            who = int(signers[k])
            leaves = bool(s.may_walk[who])
            self._choice(f"round {t}", who, ["accept", "refuse", *(["walk_out"] if leaves else [])])
            self._answer(t, at, a, k + 1, paid)
            chance = float(n.breakdown_chance) if x != NONE else 0.0
            if chance > 0.0:
                self._chance(f"round {t}: talks", [("breakdown", chance), ("go on", 1.0 - chance)])
                self._end("breakdown", paid + now * n.breakdown[:, 0, at])
            self._fight(t, at, paid)
            if leaves:
                self._end("breakdown", paid + now * n.walk_out[who][:, 0, at])
        elif x != NONE:
            worth = signed(self.game, t, np.array([at]), x).worth[:, 0, 0]
            self._end(Ending.settlement(s.packages[x]), paid + now * worth)
        else:
            there = at // s.postures * s.postures + int(s.action_next[at, a])
            self._fight(t, there, paid + now * n.action_gain[:, 0, a])

    def _fight(self, t: int, at: int, paid: Floats) -> None:
        s, n = self.s, self.n
        after = paid + n.discount**t * n.flow[s.flow_of[t], :, 0, at]
        moves = range(int(s.move_start[at]), int(s.move_start[at + 1]))
        law = n.move_chance[s.law_of[t]][0]
        led = [(m, float(law[m])) for m in moves if law[m] > 0.0]
        if len(led) > 1:
            self._chance(f"round {t}: fighting", [(str(int(s.move_next[m])), chance) for m, chance in led])
        for m, _ in led:
            self._negotiate(t + 1, int(s.move_next[m]), after)


def _quoted(text: str) -> str:
    """A text as the format has it."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
