"""What an outlook says where several sides hide something, or nobody knows a fact."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from parley.compiler import compile_game
from parley.files.results import schema_of
from parley.game import hidden_sides, kind_keys, log_weights, profile_kinds
from parley.game.size import DEFAULT_LIMIT
from parley.notebook.labelled import dataset_of
from parley.outlook import Outlook, compose
from parley.report.outlook.hidden import beliefs, chances_by_kind, given_kinds
from parley.report.reading import Reading
from parley.scenario import read_scenario_text
from parley.sensitivity.study.outcome import Recipe, layout, work_out
from parley.solver import Course, Solution, analyst_prior, play, solve

TEXT = (Path(__file__).parents[1] / "report" / "two_hidden_sides" / "scenario.yaml").read_text()
THREE = {
    "dispositions: {mild: {weight: 40 %}, hard: {weight: 60 %}}": (
        "dispositions: {mild: {weight: 40 %}, hard: {weight: 50 %}, mad: {weight: 10 %}}"
    ),
    "line: {mild: 60, hard: 20}": "line: {mild: 60, hard: 20, mad: 0}",
    "beliefs: {}": "beliefs: {north: {mild: 20 %, hard: 70 %, mad: 10 %}}",
}
FACT = {
    "{weary: 30, firm: 0}": "30",
    "    dispositions: {weary: {weight: 50 %}, firm: {weight: 50 %}}\n": "",
    "issues:": "unknowns: {odds: {name: Odds, kinds: {good: {weight: 70 %}, poor: {weight: 30 %}}}}\nissues:",
    "endings: {horizon: {north: 40, south: 30}}": (
        "endings: {horizon: {north: {good: 50, poor: 20}, south: 30}}"
    ),
    "beliefs: {}": "beliefs: {odds: {good: 40 %, poor: 60 %}}",
}
SAME = {"weary": "mild", "firm": "hard", "{mild: 60, hard: 20}": "{north.mild: 60, north.hard: 20}"}


CASES: dict[str, dict[str, str]] = {"two": {}, "three": THREE, "fact": FACT, "same": SAME}


def _text(changes: dict[str, str]) -> str:
    text = TEXT.replace(
        "    flow: {fighting: -2 per week}", "    beliefs: {}\n    flow: {fighting: -2 per week}"
    )
    for was, now in changes.items():
        assert was in text
        text = text.replace(was, now)
    return text.replace("    beliefs: {}\n", "").replace(
        "{mild: 30, hard: 0}", "{south.mild: 30, south.hard: 0}"
    )


@cache
def _found(which: str) -> tuple[Solution, Course, Outlook]:
    scenario = read_scenario_text(_text(CASES[which]))
    solution = solve(compile_game(scenario))
    course = play(solution)
    return solution, course, compose(scenario, solution, course, case="c", input_hashes={}, seconds=0.0)


EVERY = pytest.mark.parametrize("which", ["two", "three", "fact", "same"])


@EVERY
def test_kinds_of_every_side_make_up_the_whole(which: str) -> None:
    """Weighted by the analyst, endings given the kinds of any one side are the endings."""
    _, _, outlook = _found(which)
    for side in outlook.sides.values():
        weights = [outlook.beliefs["analyst"][kind][0] for kind in side.kinds]
        assert sum(weights) == pytest.approx(1.0)
        for name, path in outlook.endings.items():
            parts = np.array([outlook.given[kind].endings[name] for kind in side.kinds])
            assert np.allclose(np.array(weights) @ parts, path, atol=1e-12)
        parts = np.array([outlook.given[kind].still_fighting for kind in side.kinds])
        assert np.allclose(np.array(weights) @ parts, outlook.still_fighting, atol=1e-12)
        for actions in outlook.actions.values():
            for expected in actions.values():
                parts = np.array([expected.by_disposition[kind] for kind in side.kinds])
                assert np.allclose(np.array(weights) @ parts, expected.expected, atol=1e-12)


@EVERY
def test_beliefs_start_from_each_holders_own_and_sum_to_one(which: str) -> None:
    """At the first date they are the priors; of what it hides itself a party holds none."""
    solution, _, outlook = _found(which)
    parties = solution.game.structure.parties
    given, _ = log_weights(solution.game)
    keys = kind_keys({name: list(side.kinds) for name, side in outlook.sides.items()})
    for g, side in enumerate(outlook.sides.values()):
        for holder, held in outlook.beliefs.items():
            if holder == side.party:
                assert not set(held) & set(side.kinds)
                continue
            paths = np.array([held[kind] for kind in keys[list(outlook.sides)[g]]])
            assert np.allclose(paths.sum(axis=0), 1.0, atol=1e-12)
            if holder != "analyst":
                odds = np.exp(given[g][parties.index(holder)])
                assert np.allclose(paths[:, 0], odds / odds.sum(), atol=1e-12)


@EVERY
def test_a_worth_is_under_a_partys_own_belief_about_the_others(which: str) -> None:
    """What a party hides itself counts with the analyst's weights, all else with what it believes."""
    solution, _, outlook = _found(which)
    kinds = profile_kinds(hidden_sides(solution.game))
    for i, (party, worth) in enumerate(outlook.values.items()):
        weights = np.ones(len(kinds))
        for g, side in enumerate(outlook.sides.values()):
            held = outlook.beliefs["analyst" if side.party == party else party]
            weights *= np.array([held[kind][0] for kind in side.kinds])[kinds[:, g]]
        assert worth.mean == pytest.approx(float(solution.worth(i) @ weights), abs=1e-9)
        assert list(worth.by_disposition) == list(outlook.given)


@EVERY
def test_the_outlook_fits_its_schema_and_is_read_back(which: str) -> None:
    """Kinds are called by their names, with their side where two share one; nothing is lost in the file."""
    _, _, outlook = _found(which)
    document = outlook.document()
    jsonschema.Draft202012Validator(schema_of(Outlook, "outlook")).validate(document)
    assert Outlook.read(document) == outlook
    names = {
        "two": ["mild", "hard", "weary", "firm"],
        "three": ["mild", "hard", "mad", "weary", "firm"],
        "fact": ["mild", "hard", "good", "poor"],
        "same": ["north.mild", "north.hard", "south.mild", "south.hard"],
    }
    assert list(outlook.given) == names[which]
    assert [kind for side in outlook.sides.values() for kind in side.kinds] == names[which]


def test_gains_given_a_kind_are_those_of_its_profiles_as_the_war_leaves_them() -> None:
    """Averaged over kinds with what is left of each they are the mean."""
    solution, course, outlook = _found("two")
    kinds, left = profile_kinds(hidden_sides(solution.game)), course.situation[:-1].sum(axis=1)
    left = left * analyst_prior(solution)
    for gains in outlook.gain_from_waiting.values():
        for gain in gains.values():
            for g, side in enumerate(outlook.sides.values()):
                share = np.array([left[:, kinds[:, g] == k].sum(axis=1) for k in range(2)])
                parts = np.array([gain.by_disposition[kind] for kind in side.kinds])
                assert np.allclose(
                    (share * parts).sum(axis=0) / share.sum(axis=0), np.array(gain.mean, float), atol=1e-9
                )


@EVERY
def test_a_study_keeps_as_many_figures_as_it_names(which: str) -> None:
    """Beliefs about every hidden side are among them."""
    solution, _, outlook = _found(which)
    scenario = read_scenario_text(_text(CASES[which]))
    rows = layout(scenario, solution.game)
    figures = work_out(Recipe(scenario, (), DEFAULT_LIMIT), [(0, [])])[0].figures
    assert figures is not None and len(rows) == len(figures)
    for row, figure in zip(rows, figures, strict=True):
        if row.what == "belief":
            at = outlook.rounds.index(row.day)
            assert figure == pytest.approx(outlook.beliefs[row.name][row.disposition][at], abs=1e-12)


@EVERY
def test_readers_are_told_of_every_side(which: str) -> None:
    """The brief draws endings by kind and who believes what; arrays and terminal too."""
    _, _, outlook = _found(which)
    reading = Reading(outlook)
    given, believed = given_kinds(reading), beliefs(reading)
    assert given is not None and believed is not None
    assert len(given.figures) == len(outlook.given)
    assert [row[0] for row in chances_by_kind(reading)[1]] == [reading.kind(kind) for kind in outlook.given]
    sides = outlook.sides.values()
    assert len(believed.figures) == sum(1 if len(side.kinds) == 2 else len(side.kinds) for side in sides)
    data = dataset_of(outlook)
    assert data["disposition"].values.tolist() == list(outlook.given)
    for kind, one in outlook.given.items():
        assert data["still_fighting_given"].sel(disposition=kind).values.tolist() == list(one.still_fighting)
        for holder, held in outlook.beliefs.items():
            path = data["belief"].sel(holder=holder, disposition=kind).values
            assert path.tolist() == list(held[kind]) if kind in held else np.isnan(path).all()
