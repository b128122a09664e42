"""Trees for Gambit: read back and solved by other code, they are worth what the solver says."""

from __future__ import annotations

import math
import re
import shlex
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from tests.dealing.test_table import HIDDEN, TWO
from tests.properties.small_games import games
from typer.testing import CliRunner

from parley.cli.main import app
from parley.compiler import compile_game
from parley.errors import TooLargeError, UsageError
from parley.exchange.gambit import common_prior, gambit_text
from parley.game import Game
from parley.scenario import read_scenario_text
from parley.solver import policy, solve

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
        scale = float(n.precision[party] / n.discount[0, party] ** t)
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
    """A case's tree is where it was asked for; a game of the extended form is a message."""
    (tmp_path / "scenario.yaml").write_text(TWO, encoding="utf-8")
    runner = CliRunner()
    said = runner.invoke(app, ["gambit", str(tmp_path), "--to", str(tmp_path / "game.efg")])
    assert said.exit_code == 0
    assert (tmp_path / "game.efg").read_text(encoding="utf-8").startswith('EFG 2 R "two sides, two answers"')
    assert isinstance(runner.invoke(app, ["gambit", "ukraine-2025", "--to", "x.efg"]).exception, UsageError)


def test_what_has_no_tree_of_this_kind_is_refused() -> None:
    """Parties that believe different things of a hidden one, and a tree of too many nodes."""
    others = HIDDEN.replace(
        "issues: {land",
        "  east: {patience: {per_round: 1}, precision: 0.3, beliefs: {north: {mild: 60 %}}}\nissues: {land",
    )
    with pytest.raises(UsageError, match="believe different things of north"):
        gambit_text(compile_game(read_scenario_text(others)), "hidden")
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


def _hidden(rounds: int, nodes: int = 21) -> Game:
    """The war in which north may be of two kinds, with one precision and nobody impatient."""
    text = HIDDEN.replace("{half_life: 1 year}", "{per_round: 1}").replace(
        "precision: 0.3", "precision: 0.05"
    )
    grid = f"belief_grid: {{nodes: {nodes}, limit: 6}}\n"
    return compile_game(read_scenario_text(text.replace("6 rounds", f"{rounds} rounds") + grid))


def test_only_the_hidden_party_knows_its_kind() -> None:
    """After the same public history others stand in one information set, the hidden party in two."""
    lines = gambit_text(_hidden(2), "hidden").splitlines()[3:]
    assert lines[0] == 'c "" 1 "kind, 1" { "mild" 0.3 "hard" 0.7 } 0'
    players = {"1": [], "2": []}  # type: dict[str, list[str]]
    for words in (shlex.split(line) for line in lines if line[0] == "p"):
        players[words[2]].append(words[3])
    assert all(players["1"].count(one) == 1 for one in players["1"])
    assert all(players["2"].count(one) == 2 for one in players["2"])
    for words in (shlex.split(line) for line in lines if line[0] == "c"):
        chances = words[words.index("{") + 2 : words.index("}") : 2]
        assert sum(map(Fraction, chances)) == 1


# Agent logit equilibrium at lambda 0.05 that Gambit 16.7.0 (`pygambit.qre.logit_solve_lambda`) found in the
# very files written here, read back on 2026-11-28: payoffs at the root, and what north does first if it is
# mild, and if it is hard.
FOUND = {
    1: (
        (43.75525645590215, 43.28665771792882),
        (0.2279789489443429, 0.49637290037017817, 0.048806251492642456, 0.22684189919283643),
        (0.3701280286520622, 0.2320619752662846, 0.07923784952302183, 0.3185721465586313),
    ),
    2: (
        (42.234927917236625, 46.05320432681182),
        (0.24980698477915653, 0.4558354900332043, 0.04564079201293845, 0.24871673317470078),
        (0.3522957695373348, 0.25335219442170315, 0.09114385387122464, 0.30320818216973733),
    ),
}


@pytest.mark.parametrize("rounds", FOUND)
def test_gambit_finds_what_the_solver_finds_where_a_side_is_hidden(rounds: int) -> None:
    """Choices and worths agree; what is left is the belief grid, which has no part in a last round."""
    game = _hidden(rounds, 201)
    solution, (payoffs, mild, hard) = solve(game), FOUND[rounds]
    tolerance = 1e-8 if rounds == 1 else 2e-6
    prior = common_prior(game)
    for party, payoff in enumerate(payoffs):
        assert float(prior @ solution.worth(party)) == pytest.approx(payoff, abs=tolerance)
    first = policy(solution, 0, np.array([game.structure.start])).chance[0, len(solution.log_odds) // 2]
    own = first[game.structure.action_party == 0]
    assert own[:, 0] == pytest.approx(mild, abs=tolerance)
    assert own[:, 1] == pytest.approx(hard, abs=tolerance)


@pytest.mark.slow
def test_trees_of_games_of_every_feature_are_worth_what_the_solver_says() -> None:
    """On random games with tracks, levers, collapse, breakdown and walk-outs whose tree is small enough."""
    agreed = 0

    @settings(max_examples=150, deadline=None, derandomize=True, phases=[Phase.generate])
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
