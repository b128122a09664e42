"""Trees for Gambit: read back and solved by other code, they are worth what the solver says."""

from __future__ import annotations

import math
import re
import shlex
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from tests.dealing.test_table import HIDDEN, TWO
from tests.properties.small_games import games
from typer.testing import CliRunner

from parley.cli.main import app
from parley.compiler import compile_game
from parley.errors import TooLargeError, UsageError
from parley.exchange import gambit_text
from parley.game import Game
from parley.scenario import read_scenario_text
from parley.solver import solve

FOUGHT = TWO.replace("1 rounds", "2 rounds").replace("{per_round: 1}", "{per_round: 0.9}")


def _worth(text: str, game: Game) -> list[float]:
    """What the tree is worth at its root, each choice logit with its party's precision at its round."""
    lines = iter(text.splitlines()[3:])
    n = game.numbers

    def node() -> list[float]:
        words = shlex.split(next(lines))
        inside = words[words.index("{") + 1 : words.index("}")]
        if words[0] == "t":
            return [float(one.rstrip(",")) for one in inside]
        if words[0] == "c":
            found = [(float(chance), node()) for chance in inside[1::2]]
            assert math.isclose(sum(chance for chance, _ in found), 1.0)
            return [sum(chance * worth[i] for chance, worth in found) for i in range(len(found[0][1]))]
        party, branches = int(words[2]) - 1, [node() for _ in inside]
        (t,) = (int(one) for one in re.findall(r"^round (\d+), \d+$", words[4]))
        scale = float(n.precision[party] / n.discount[party] ** t)
        top = max(one[party] for one in branches)
        odds = [math.exp(scale * (one[party] - top)) for one in branches]
        return [
            sum(o * one[i] for o, one in zip(odds, branches, strict=True)) / sum(odds)
            for i in range(len(branches[0]))
        ]

    found = node()
    assert next(lines, None) is None
    return found


@pytest.mark.parametrize("text", [TWO, FOUGHT], ids=["one round", "two rounds"])
def test_a_tree_is_worth_what_the_solver_says(text: str) -> None:
    """Every node is read once, and the root is worth to each party what the solution says, to 1e-9."""
    game = compile_game(read_scenario_text(text))
    solution = solve(game)
    found = _worth(gambit_text(game, "two sides"), game)
    for party, worth in enumerate(found):
        assert worth == pytest.approx(float(solution.worth(party)[0]), abs=1e-9)


def test_the_tree_of_one_round_is_as_counted_by_hand() -> None:
    """The floor by chance; a choice of three acts each, two of them answered: 1 + 2 + 4 nodes and 10 ends."""
    lines = gambit_text(compile_game(read_scenario_text(TWO)), 'a "title"').splitlines()
    assert lines[0] == r'EFG 2 R "a \"title\"" { "north" "south" }'
    kinds = [line[0] for line in lines[3:]]
    assert (kinds.count("c"), kinds.count("p"), kinds.count("t")) == (1, 6, 10)
    ends = [line.partition("{ ")[2].removesuffix(" }") for line in lines[3:] if line[0] == "t"]
    hold, here, there = "40.0, 30.0", "60.0, 10.0", "20.0, 70.0"
    assert ends == [hold, here, hold, there, hold] * 2


def test_the_command_writes_the_file(tmp_path: Path) -> None:
    """A case's tree is where it was asked for; a hidden side is a message."""
    (tmp_path / "scenario.yaml").write_text(TWO, encoding="utf-8")
    runner = CliRunner()
    said = runner.invoke(app, ["gambit", str(tmp_path), "--to", str(tmp_path / "game.efg")])
    assert said.exit_code == 0
    assert (tmp_path / "game.efg").read_text(encoding="utf-8").startswith('EFG 2 R "two sides, two answers"')
    assert isinstance(runner.invoke(app, ["gambit", "ukraine-2025", "--to", "x.efg"]).exception, UsageError)


def test_what_has_no_tree_of_this_kind_is_refused() -> None:
    """A hidden party, and a tree of too many nodes."""
    with pytest.raises(UsageError, match="hidden"):
        gambit_text(compile_game(read_scenario_text(HIDDEN)), "hidden")
    with pytest.raises(TooLargeError, match="nodes"):
        gambit_text(compile_game(read_scenario_text(TWO.replace("1 rounds", "12 rounds"))), "long")


# Payoffs of the logit equilibrium at lambda 0.1, which is both parties' precision, that Gambit 17.0.0b2
# (`pygambit.qre.logit_solve_lambda`) found in the very files written here, read back on 2026-11-28.
RECORDED = {1: (39.90976006497572, 31.35208613908962), 2: (39.67635249308576, 32.72164208980725)}


@pytest.mark.parametrize("rounds", RECORDED)
def test_gambit_finds_what_the_solver_finds(rounds: int) -> None:
    """Worths of the solution are the payoffs that Gambit found for the tree, to 1e-9."""
    solution = solve(compile_game(read_scenario_text(TWO.replace("1 rounds", f"{rounds} rounds"))))
    found = [float(solution.worth(party)[0]) for party in (0, 1)]
    assert found == pytest.approx(RECORDED[rounds], abs=1e-9)


@pytest.mark.slow
def test_trees_of_games_of_every_feature_are_worth_what_the_solver_says() -> None:
    """On random games with tracks, levers, collapse, breakdown and walk-outs whose tree is small enough."""
    agreed = 0

    @settings(max_examples=60, deadline=None, derandomize=True, phases=[Phase.generate])
    @given(games(hidden=False))
    def agree(game: Game) -> None:
        nonlocal agreed
        try:
            text = gambit_text(game, "random", most=10_000)
        except TooLargeError:
            return
        solution = solve(game)
        for party, worth in enumerate(_worth(text, game)):
            assert worth == pytest.approx(float(solution.worth(party)[0]), abs=1e-8)
        agreed += 1

    agree()
    assert agreed >= 10
