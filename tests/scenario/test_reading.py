"""Reading a scenario: what the parts hold, defaults included."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from parley.scenario import read_scenario_text
from parley.scenario.parts import Scenario
from parley.scenario.quantities import Quantity

Edit = Callable[..., str]
PIE = """
title: A pie
as_of: 2025-01-06
round: 7 days
horizon: 20 rounds
parties: {ann: {}, bob: {}}
issues: {pie: {split: [ann, bob], shares: [0, 0.25, 1/3]}}
table: {floor: {alternate: [ann, bob]}, settlement: {signatories: [ann, bob]}}
""".replace("1/3", "0.5")


def _values(quantity: Quantity) -> list[float]:
    return [number.value for number in quantity.numbers]


def test_dates_become_rounds(rich: Scenario) -> None:
    """The horizon, a date, is the number of rounds from as_of, rounded up."""
    assert (rich.as_of, rich.round_days, rich.rounds) == (date(2025, 3, 19), 7.0, 80)


@pytest.mark.parametrize(
    ("horizon", "rounds"), [("40 rounds", 40), ("2025-01-13", 1), ("2025-01-14", 2), ("1 year", 53)]
)
def test_a_horizon_is_a_date_or_a_length(horizon: str, rounds: int) -> None:
    """Whole rounds stay whole; anything over starts another."""
    assert read_scenario_text(PIE.replace("20 rounds", horizon)).rounds == rounds


def test_a_number_carries_its_path_and_what_is_known_of_it(rich: Scenario) -> None:
    """The path is that of the value in the file, without `.value`."""
    patience = rich.parties["russia"].patience
    assert patience.kind == "half_life"
    assert patience.number is not None
    assert (patience.number.value, patience.number.low, patience.number.high) == (1095.75, 365.25, 3652.5)
    assert patience.number.path == "parties.russia.patience.half_life"
    assert patience.number.sources == ("F17",)


def test_a_split_has_one_number_for_each_disposition(rich: Scenario) -> None:
    """The numbers stand in the order of the dispositions, whatever the order in the file."""
    values = rich.parties["russia"].values["territory"]
    assert _values(values["four_regions"][0].amount) == [60, 100]
    assert _values(values["contact_line"][0].amount) == [40]
    assert (
        values["four_regions"][0].amount.numbers[1].path
        == "parties.russia.values.territory.four_regions.maximalist"
    )


def test_an_issue_not_named_is_worth_nothing(rich: Scenario) -> None:
    """A party without values on an issue has 0 for every option, and it counts as a default."""
    numbers = [sums[0].amount.numbers[0] for sums in rich.parties["russia"].values["foreign_forces"].values()]
    assert [(number.value, number.stated) for number in numbers] == [(0, False), (0, False)]


def test_beliefs_default_to_the_analysts_weights_and_fill_the_rest(rich: Scenario) -> None:
    """Of two chances one may be left out; with none stated, the weights hold; the hidden party has none."""
    assert {name: n.value for name, n in rich.parties["usa"].beliefs["russia"].items()} == {
        "pragmatic": 0.73,
        "maximalist": 1 - 0.73,
    }
    assert [n.value for n in rich.parties["ukraine"].beliefs["russia"].values()] == [0.35, 0.65]
    assert rich.parties["russia"].beliefs == {}
    assert rich.hidden is rich.parties["russia"]


def test_perfect_is_no_number(rich: Scenario) -> None:
    """A perfect party has precision None; one that says nothing has 0.5."""
    assert rich.parties["ukraine"].precision is None
    usa = rich.parties["usa"].precision
    assert usa is not None
    assert (usa.value, usa.stated) == (0.5, False)


def test_terms_say_when_and_how_often_they_count(rich: Scenario) -> None:
    """A bare sum is a term named `base`; a long term has its situations, multiplier and dates."""
    [base] = rich.parties["ukraine"].flow
    assert (base.name, base.amount.numbers[0].value, base.amount.numbers[0].per_days) == ("base", -0.6, 7.0)
    fighting, thin = rich.parties["russia"].flow
    assert fighting.when.levels == {}
    assert thin.when.levels == {"reserves": (0, 1)}
    assert thin.amount.numbers[0].path == "parties.russia.flow.thin.add"
    assert thin.amount.numbers[0].note == "thin"
    _, hurry = rich.floor.chances["usa"]
    assert (hurry.starts, hurry.ends) == (None, date(2025, 6, 1))
    extra = rich.theatre["reserves"].down[1]
    assert extra.for_each is not None
    assert (extra.for_each.track, extra.for_each.above, extra.for_each.below) == ("front", 3, None)


def test_plans_know_who_signs_and_who_may_offer_them(rich: Scenario) -> None:
    """Signatories and proposers come from the table unless the plan states its own."""
    terms, deal = rich.plans["kremlin_terms"], rich.plans["deal"]
    assert terms.terms == {"territory": "four_regions", "foreign_forces": "none"}
    assert (terms.signatories, terms.proposers) == (("russia", "ukraine"), ("russia", "usa"))
    assert (deal.signatories, deal.proposers) == (("russia", "ukraine", "usa"), ("usa",))


def test_all_packages_are_plans_by_default(edited: Edit) -> None:
    """Without plans every package is one, named by its options."""
    text = edited(
        ("plans:\n  kremlin_terms:", "plans:\n  four_regions_:"),
    )
    head, _, rest = text.partition("plans:\n")
    text = head + "theatre:\n" + rest.partition("theatre:\n")[2]
    text = text.replace("terms: kremlin_terms", "terms: four_regions+none")
    text = text.replace("{russia: [kremlin_terms], usa: all}", "[usa]")
    assert list(read_scenario_text(text).plans) == [
        "contact_line+none",
        "contact_line+european",
        "four_regions+none",
        "four_regions+european",
    ]


def test_a_pie_has_an_option_for_each_share() -> None:
    """Options are named by the per cent of the first party; each party values its own share of 100."""
    scenario = read_scenario_text(PIE)
    assert list(scenario.plans) == ["ann_0", "ann_25", "ann_50"]
    worth = {
        name: [_values(q[0].amount)[0] for q in p.values["pie"].values()]
        for name, p in scenario.parties.items()
    }
    assert worth == {"ann": [0, 25, 50], "bob": [100, 75, 50]}


def test_a_reservation_offer_is_one_more_plan() -> None:
    """With `reservation: yes` the plan `reservation` is on the menu, offered by who offers all."""
    scenario = read_scenario_text(PIE.replace("split:", "reservation: yes, split:"))
    plan = scenario.plans["reservation"]
    assert (plan.reservation, dict(plan.terms), plan.proposers) == (True, {}, ("ann", "bob"))


def test_a_gesture_costs_its_maker_and_may_please_others(rich: Scenario) -> None:
    """The cost is a negative worth to the maker, one for each disposition."""
    worth = rich.gestures["goodwill"].worth
    assert {party: _values(q) for party, q in worth.items()} == {"russia": [-0.2, -0.6], "usa": [0.1]}


def test_a_family_of_transfers_splits_its_worth(rich: Scenario) -> None:
    """Four steps make five transfers, named by the per cent of the first party."""
    family = {name: t for name, t in rich.transfers.items() if name.startswith("share")}
    split = {name: [_values(q)[0] for q in t.worth.values()] for name, t in family.items()}
    assert split == {
        "share_0": [0, 2],
        "share_25": [0.5, 1.5],
        "share_50": [1, 1],
        "share_75": [1.5, 0.5],
        "share_100": [2, 0],
    }


def test_endings_are_worth_nothing_to_whom_nothing_is_stated(rich: Scenario) -> None:
    """Horizon, breakdown, walk-out and a stated collapse have terms for every party."""
    for worth in (
        rich.horizon_worth,
        rich.breakdown_worth,
        rich.walk_out_worth["ukraine"],
        rich.theatre["front"].bottom.worth if rich.theatre["front"].bottom else {},
    ):
        assert set(worth) == {"russia", "ukraine", "usa"}
        assert worth["usa"][0].amount.numbers[0].value == 0


def test_the_aftermath_takes_the_opportunists_precision(rich: Scenario) -> None:
    """Without a precision of its own the aftermath has that of the opportunist, as a default."""
    assert rich.aftermath is not None
    assert rich.aftermath.precision is not None
    assert (rich.aftermath.precision.value, rich.aftermath.precision.stated) == (0.4, False)
    assert _values(rich.aftermath.cost["ukraine"]) == [20]


def test_a_lever_moves_at_the_cost_of_the_setting_moved_to(rich: Scenario) -> None:
    """Costs may be given by setting; the setting not named costs nothing."""
    lever = rich.levers["us_support"]
    assert {setting: _values(q) for setting, q in lever.switch_cost.items()} == {"on": [0], "paused": [1]}
