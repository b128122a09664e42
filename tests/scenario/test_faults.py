"""Faults are all reported at once, each once, and none hides another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parley.errors import Fault

Edit = Callable[..., str]
FaultsOf = Callable[[str], list[Fault]]


def test_faults_of_all_layers_come_together(edited: Edit, faults_of: FaultsOf) -> None:
    """A wrong type, a repeated key, an unknown name, an unknown setting and a sum are reported in one go."""
    text = edited(
        ("precision: 0.4", "precision: [1]"),
        ("name: United States", "name: United States\n    name: USA"),
        ("holder: usa", "holder: us"),
        ("{us_support: paused}", "{us_support: pausd}"),
        ("weight: 65 %", "weight: 60 %"),
        ("russia: 25 % per week", "russia: 75 % per week"),
        ("levers.us_support.start: paused", "levers.us_support.start: of"),
    )
    assert [fault.slug for fault in faults_of(text)] == [
        "wrong-type",
        "weights-sum",
        "duplicate-key",
        "unknown-setting",
        "unknown-name",
        "floor-sum",
        "unknown-setting",
    ]


def test_one_fault_makes_no_other(edited: Edit, faults_of: FaultsOf) -> None:
    """A section that cannot be read does not make the names in it unknown elsewhere."""
    for old, new in [
        ("levers:\n  us_support: {holder: usa,", "levers:\n  us_support: {holdr: usa,"),
        ("title: Rich example", "title: [1]"),
        ("round: 7 days", "round: 7"),
        ("as_of: 2025-03-19", "as_of: 19 March"),
        ("  front: {from: 0,", "  front: {from: none,"),
        ("issues:\n  territory: [contact_line, four_regions]", "issues:\n  territory: 5"),
        ("issues:\n  territory: [contact_line,", "issues:\n  territory: [5,"),
        ("none: {strength: {ukraine: -0.4}}", "none: 5"),
        (
            "  us_support: {holder: usa, settings: [on, paused]",
            "  us_support: {holder: usa, settings: [true, 5]",
        ),
    ]:
        found = faults_of(edited((old, new)))
        assert 1 <= len(found) <= 2, (new, found)
        assert {fault.line for fault in found} == {found[0].line}, (new, found)


@pytest.mark.parametrize("text", ["", "# nothing\n", "5\n", "[a, b]\n", "~\n"])
def test_a_file_that_is_no_mapping_is_one_fault(text: str, faults_of: FaultsOf) -> None:
    """An empty file, a number or a list is refused as a whole."""
    [fault] = faults_of(text)
    assert fault.slug == "wrong-type"


def test_an_empty_mapping_lacks_every_required_key(faults_of: FaultsOf) -> None:
    """The required keys are reported together."""
    assert [fault.slug for fault in faults_of("{}")] == ["missing-key"] * 7


def test_a_missing_key_hides_nothing_beside_it(edited: Edit, faults_of: FaultsOf) -> None:
    """A lever without a holder and a track without a start are still read for what else is wrong."""
    text = edited(
        ("holder: usa, settings: [on, paused], start: on", "settings: [on, paused], start: onn"),
        ("claimant: russia, target: usa", "target: us"),
        (
            "from: 0, to: 6, start: 4, step: {down: {base: 10 % per month",
            "from: 0, to: 6, step: {down: {base: 10",
        ),
    )
    assert [(fault.line, fault.slug) for fault in faults_of(text)] == [
        (37, "missing-key"),
        (39, "missing-key"),
        (39, "unknown-setting"),
        (41, "missing-key"),
        (41, "unknown-name"),
    ]


def test_a_misspelt_split_is_no_sum_of_terms(edited: Edit, faults_of: FaultsOf) -> None:
    """Names nearly those of the dispositions are not silently taken for terms that are added up."""
    text = edited(("flow: -0.6 per week", "flow: {pragmatik: -1 per week, maximalst: -2 per week}"))
    slugs = [fault.slug for fault in faults_of(text)]
    assert slugs.count("unknown-name") == 2


def test_a_misspelt_long_number_is_no_sum_of_terms(edited: Edit, faults_of: FaultsOf) -> None:
    """A mapping with a range is a long number, even where its value is misspelt."""
    text = edited(("flow: -0.6 per week", "flow: {valu: -1 per week, note: why}"))
    [fault] = faults_of(text)
    assert (fault.slug, fault.advice) == ("unknown-key", "did you mean 'value'?")


def test_a_misspelt_key_is_one_fault(edited: Edit, faults_of: FaultsOf) -> None:
    """A required key that is there misspelt is not reported as missing as well."""
    [fault] = faults_of(edited(("title: Rich", "titel: Rich")))
    assert (fault.slug, fault.advice) == ("unknown-key", "did you mean 'title'?")


def test_nothing_where_something_is_stated_is_a_fault(edited: Edit, faults_of: FaultsOf) -> None:
    """A key with nothing after it is not taken for the default."""
    [fault] = faults_of(edited(("loss_aversion: 1.5", "loss_aversion:")))
    assert (fault.slug, fault.got) == ("wrong-type", "nothing")
