"""Faults say what to do: of what a mapping, how bounds are written, where a name in another script goes."""

from __future__ import annotations

import pytest

from parley.errors import CaseError
from parley.scenario import read_scenario_text

TEXT = """
title: Two sides
as_of: 2025-01-06
round: 7 days
horizon: 20 rounds
parties:
  ann: {{patience: {{half_life: 1 year}}, values: {{land: {{here: {worth}, there: 0}}}}}}
  bob: {{patience: {{half_life: 1 year}}}}
issues:
  land: {{options: {{{option}: {{}}, there: {{}}}}}}
plans:
  first: {{land: there}}
theatre:
  front: {{from: 0, to: 5, start: 1, unit: km}}
table:
  floor: {{ann: 30 % per week, bob: 30 % per week}}
  settlement: {{signatories: [ann, bob]}}
endings:
  horizon: {{ann: 20, bob: 30}}
{more}
"""


def _said(worth: str = "5", option: str = "here", more: str = "") -> str:
    with pytest.raises(CaseError) as refused:
        read_scenario_text(TEXT.format(worth=worth, option=option, more=more))
    return "\n".join(str(fault) for fault in refused.value.faults)


def test_a_mapping_is_said_to_be_of_what() -> None:
    """One level too few says what stands below the key."""
    said = _said(more="  walk_out: {ann: 30}")
    assert "expected: a mapping (walk_out: who may walk out when answering -> party -> points" in said


@pytest.mark.parametrize(
    ("clause", "advice"),
    [
        ("[2, 3]", "write {at_least: 2, at_most: 3}, or {at: [2, 3]} for these two alone"),
        ("[3, 2]", "write {at_least: 2, at_most: 3}"),
        ("2", "write {at: 2}"),
    ],
)
def test_levels_are_shown_as_bounds(clause: str, advice: str) -> None:
    """A bare level, or two, are answered with what to write."""
    assert advice in _said(worth=f"{{add: 5, when: {{front: {clause}}}}}")


def test_an_id_in_another_script_is_pointed_to_its_name() -> None:
    """The id keeps to letters a to z, and the name readers see may be any."""
    option = "\N{CYRILLIC SMALL LETTER KA}\N{CYRILLIC SMALL LETTER YI}"
    assert f"as in name: {option}" in _said(option=option)


def test_known_keys_are_listed_whole() -> None:
    """However many there are, none is cut off."""
    said = _said(more="conditionz: {}")
    assert "..." not in said
    for key in ("accords", "levers", "what_if", "unknowns"):
        assert key in said
