"""The situations in which something counts."""

from __future__ import annotations

from collections.abc import Callable

from parley.compiler.ground import lay_out
from parley.errors import Fault
from parley.scenario import filled_yaml, read_scenario_text

Edit = Callable[..., str]
FaultsOf = Callable[[str], list[Fault]]
UP = "{base: 4 % per week, paused: {add: 6 % per week, when: {us_support: paused}}}"


def _up(clause: str) -> tuple[str, str]:
    return UP, f"{{base: 4 % per week, paused: {{add: 6 % per week, when: {clause}}}}}"


def test_levels_of_a_track_may_be_listed(edited: Edit) -> None:
    """A term with a list of levels counts at these and at no others, and is written out again so."""
    scenario = read_scenario_text(edited(_up("{front: {at: [1, 3]}}")))
    [_, term] = scenario.theatre["front"].up
    assert term.when.among == {"front": (1, 3)}
    ground = lay_out(scenario)
    held = ground.holds(term.when)
    assert set(ground.level["front"][held].tolist()) == {1, 3}
    again = read_scenario_text(filled_yaml(scenario))
    assert again.theatre["front"].up == scenario.theatre["front"].up


def test_every_level_of_a_list_is_checked(edited: Edit, faults_of: FaultsOf) -> None:
    """A level the track does not have is named at its place; an empty list counts nowhere."""
    [fault] = faults_of(edited(_up("{front: {at: [1, 99]}}")))
    assert (fault.slug, fault.got) == ("out-of-range", "99")
    [fault] = faults_of(edited(_up("{front: {at: []}}")))
    assert fault.got == "an empty list"
