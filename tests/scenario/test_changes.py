"""Changing a scenario by path."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parley.errors import CaseError, Fault, UsageError
from parley.scenario import parse_change, read_scenario_text
from parley.scenario.parts import Scenario

Edit = Callable[..., str]
FaultsOf = Callable[[str], list[Fault]]


def test_setting_what_is_there_changes_nothing(rich: Scenario, rich_text: str) -> None:
    """Setting a number to what it is leaves range, sources and note as they are."""
    assert read_scenario_text(rich_text, {"parties.russia.patience.half_life": "3 years"}) == rich


def test_a_scalar_replaces_the_value_of_a_long_number(rich_text: str) -> None:
    """Range and sources stay; a range that no longer holds the value is dropped."""
    path = "parties.russia.patience.half_life"
    inside = read_scenario_text(rich_text, {path: "2 years"}).parties["russia"].patience.number
    outside = read_scenario_text(rich_text, {path: "20 years"}).parties["russia"].patience.number
    assert inside is not None
    assert outside is not None
    assert (inside.value, inside.low, inside.sources) == (730.5, 365.25, ("F17",))
    assert (outside.value, outside.low, outside.high) == (7305, None, None)


def test_a_scalar_replaces_the_amount_of_a_term(rich_text: str) -> None:
    """The situations of the term stay."""
    changed = read_scenario_text(rich_text, {"parties.russia.flow.thin": "-2 per week"})
    thin = changed.parties["russia"].flow[1]
    assert (thin.amount.numbers[0].value, thin.when.levels) == (-2, {"reserves": (0, 1)})


def test_missing_keys_are_made(rich_text: str) -> None:
    """A path may go through sections the file does not have."""
    changes = {"parties.ukraine.any_deal": {"bonus": 5}, "endings.walk_out.russia.usa": 3}
    scenario = read_scenario_text(rich_text, changes)
    assert scenario.parties["ukraine"].any_deal is not None
    assert scenario.walk_out_worth["russia"]["usa"][0].amount.numbers[0].value == 3


@pytest.mark.parametrize(
    ("path", "advice"),
    [
        ("parties.usaa.precision", "did you mean 'usa'?"),
        ("parties.france.precision", ""),
        ("partys.usa.precision", "did you mean 'parties'?"),
        ("levers.us_support.settings.0", "set levers.us_support.settings itself"),
        ("title.x", "set title itself"),
        ("parties..precision", ""),
        ("parties.russia.flow.fightin", "did you mean 'fighting'?"),
    ],
)
def test_a_path_that_leads_nowhere_is_refused(rich_text: str, path: str, advice: str) -> None:
    """A path through a list, a value or a name that is not there is a fault that names the change."""
    with pytest.raises(CaseError) as refused:
        read_scenario_text(rich_text, {path: 1})
    [fault] = refused.value.faults
    assert (fault.slug, fault.advice) == ("what-if-path", advice)
    assert path in fault.file


def test_a_bad_value_is_reported_as_of_the_change(rich_text: str) -> None:
    """The fault says which change it comes from, and quotes no line of the file."""
    with pytest.raises(CaseError) as refused:
        read_scenario_text(rich_text, {"parties.usa.loss_aversion": "-1"})
    [fault] = refused.value.faults
    assert (fault.slug, fault.line, fault.source_line) == ("out-of-range", 0, "")
    assert fault.file == "scenario.yaml with parties.usa.loss_aversion = -1"


def test_a_what_if_must_itself_be_sound(edited: Edit, faults_of: FaultsOf) -> None:
    """A fault that a what-if brings in is reported at its line, and says under which path."""
    text = edited(("levers.us_support.start: paused", "table.floor.russia: 90 % per week"))
    [fault] = faults_of(text)
    assert fault.slug == "floor-sum"
    assert fault.source_line.strip() == "paused: {table.floor.russia: 90 % per week}"
    assert "under this what-if" in fault.expected


def test_a_what_if_may_carry_a_note(edited: Edit) -> None:
    """A note beside the paths, or the paths under `changes`: both are the same what-if."""
    paths = {"levers.us_support.start": "paused"}
    for stated in (
        "{note: why, levers.us_support.start: paused}",
        "{note: why, changes: {levers.us_support.start: paused}}",
    ):
        text = edited(("{levers.us_support.start: paused}", stated))
        what_if = read_scenario_text(text).what_ifs["paused"]
        assert (what_if.note, what_if.changes) == ("why", paths)


def test_a_shorter_horizon_does_not_make_dates_wrong(rich_text: str) -> None:
    """Looking less far ahead is a question, not a mistake in the terms that end later."""
    assert read_scenario_text(rich_text, {"horizon": "5 rounds"}).rounds == 5


def test_the_command_lines_form_is_read_as_yaml() -> None:
    """`path=value` gives numbers, words and mappings."""
    assert parse_change("a.b=3") == ("a.b", 3)
    assert parse_change("a.b = 3 years") == ("a.b", "3 years")
    assert parse_change("a={b: [1, no]}") == ("a", {"b": [1, "no"]})
    for wrong in ("a.b", "=3", "a=[1"):
        with pytest.raises(UsageError):
            parse_change(wrong)
