"""The outlook: its schema, its series, and what it says of waiting and of peace."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest
from tests.compiler.scenes import WAR, Data, scenario_of

from parley.files.results import schema_of
from parley.game.names import BREAKDOWN
from parley.outlook import Outlook, distance
from parley.outlook.result import Distance, Worth
from parley.scenario import read_scenario
from parley.scenario.starting import STARTER
from parley.workbench import outlook_of

SCHEMA = schema_of(Outlook, "outlook")
PIE = Path(__file__).parents[2] / "cases" / "pie"

Document = dict[str, Any]


def _outlook(data: Data = WAR, changes: dict[str, Any] | None = None) -> Document:
    return _read_off(data, changes).document()


def _read_off(data: Data = WAR, changes: dict[str, Any] | None = None) -> Outlook:
    return outlook_of(scenario_of(data, changes), "war", {})


@pytest.fixture(scope="module")
def war() -> Document:
    """The outlook of a small war with one of everything."""
    return _outlook()


@pytest.mark.parametrize("case", [PIE, STARTER], ids=["pie", "starter"])
def test_the_outlook_of_a_case_fits_its_schema(case: Path) -> None:
    """Every key is there and of its kind, and nothing else; it survives being written and read."""
    outlook = outlook_of(read_scenario(case), case.name, {"scenario.yaml": "0" * 64})
    document = outlook.document()
    validator = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    assert list(validator.iter_errors(document)) == []
    assert json.loads(json.dumps(document, allow_nan=False)) == document
    assert Outlook.read(document) == outlook


def test_the_schema_refuses_what_is_no_outlook(war: Document) -> None:
    """A key too many, a key too few and a probability above one are all found."""
    validator = jsonschema.Draft202012Validator(SCHEMA)
    assert validator.is_valid(war)
    assert not validator.is_valid({**war, "extra": 1})
    assert not validator.is_valid({name: value for name, value in war.items() if name != "beliefs"})
    assert not validator.is_valid({**war, "still_fighting": [1.2]})


def test_paths_have_an_entry_for_each_round(war: Document) -> None:
    """States have T + 1 entries, the last at the horizon; what is done in a round has T."""
    rounds = war["solver"]["rounds"]
    assert rounds == 6
    states = [war["rounds"], war["still_fighting"], *war["endings"].values()]
    states += [series for holder in war["beliefs"].values() for series in holder.values()]
    states += [series for track in war["tracks"].values() for series in track.values()]
    states += [series for part in war["posture"].values() for series in part.values()]
    assert {len(series) for series in states} == {7}
    acts = [act["expected"] for party in war["actions"].values() for act in party.values()]
    acts += [s for p in war["actions"].values() for act in p.values() for s in act["by_disposition"].values()]
    acts += [*war["gain_over_best"].values(), war["bargaining_range"]["empty"]]
    acts += war["bargaining_range"]["plans"].values()
    assert {len(series) for series in acts} == {6}


def test_endings_and_fighting_on_come_to_one(war: Document) -> None:
    """At every date, and nothing ever un-ends."""
    series = np.array([*war["endings"].values(), war["still_fighting"]])
    assert np.abs(series.sum(axis=0) - 1.0).max() < 1e-9
    assert (np.diff(np.array([*war["endings"].values()]), axis=1) >= 0.0).all()
    assert set(war["endings"]) == {
        *("settlement:split", "settlement:bare", "settlement:all_north", "breakdown", "collapse:south"),
    }


def test_every_belief_and_posture_comes_to_one(war: Document) -> None:
    """Beliefs over dispositions, and settings of each part of the posture, at every date."""
    for part in [*war["beliefs"].values(), *war["posture"].values()]:
        assert np.abs(np.array([*part.values()]).sum(axis=0) - 1.0).max() < 1e-9
    assert set(war["beliefs"]) == {"south", "patron", "analyst"}


def test_belief_starts_at_the_prior(war: Document) -> None:
    """Each holder at its own, those who state none at the analyst's."""
    first = {holder: by["mild"][0] for holder, by in war["beliefs"].items()}
    assert first == pytest.approx({"south": 0.25, "patron": 0.4, "analyst": 0.4}, abs=1e-12)


def test_actions_are_the_mean_over_dispositions(war: Document) -> None:
    """What is expected is what each disposition would do, weighed by the analyst's prior."""
    for party in war["actions"].values():
        for act in party.values():
            mild, hard = (np.array(act["by_disposition"][d]) for d in ("mild", "hard"))
            assert act["expected"] == pytest.approx(0.4 * mild + 0.6 * hard, abs=1e-12)


def test_every_offer_is_answered(war: Document) -> None:
    """The first to answer an offer answers it as often as it is made."""
    made = sum(war["actions"]["patron"]["offer:split"]["expected"])
    made += sum(war["actions"]["north"]["offer:split"]["expected"])
    patron = war["answers"]["patron"]["offer:split"]
    by_north, by_south = (
        sum(war["actions"][party]["offer:split"]["expected"]) for party in ("north", "south")
    )
    assert sum(patron.values()) == pytest.approx(by_north + by_south, abs=1e-12)
    assert patron["walk_out"] == 0.0
    south = war["answers"]["south"]["offer:split"]
    assert 0.0 < south["walk_out"] < sum(south.values()) < made


def test_values_are_means_under_ones_own_belief(war: Document) -> None:
    """South weighs by its quarter for the mild, the hidden party's mean is the analyst's."""
    for party, mild in (("south", 0.25), ("north", 0.4)):
        value = war["values"][party]
        by = value["by_disposition"]
        assert value["mean"] == pytest.approx(mild * by["mild"] + (1 - mild) * by["hard"], abs=1e-12)


def test_tracks_start_where_stated_and_quantiles_are_in_order(war: Document) -> None:
    """The front is at 2 now; later one case in ten lies below the median, one in ten above."""
    front = war["tracks"]["front"]
    assert [front[name][0] for name in ("mean", "p10", "p50", "p90")] == [2.0, 2.0, 2.0, 2.0]
    low, mid, high = (np.array(front[name]) for name in ("p10", "p50", "p90"))
    assert (low <= mid).all()
    assert (mid <= high).all()
    assert low[-1] < high[-1]


def test_there_is_no_gain_over_best_where_nothing_would_be_taken() -> None:
    """South would sign nothing, so the price is null for everybody and the range empty."""
    outlook = _outlook(changes={"endings.horizon.south": 1000, "endings.walk_out": None})
    assert all(price is None for series in outlook["gain_over_best"].values() for price in series)
    assert outlook["bargaining_range"]["empty"] == pytest.approx([1.0] * 6, abs=1e-12)
    assert not any(p for series in outlook["bargaining_range"]["plans"].values() for p in series)


ONE_OFFER = {
    "title": "take it or wait",
    "as_of": "2025-01-01",
    "round": "7 days",
    "horizon": "1 rounds",
    "parties": {
        "ann": {"patience": {"per_round": 0.5}, "precision": 1, "values": {"what": {"deal": 30}}},
        "bob": {"patience": {"per_round": 0.5}, "precision": 1, "values": {"what": {"deal": 50}}},
    },
    "issues": {"what": ["deal"]},
    "table": {"floor": {"alternate": ["ann"]}, "settlement": {"signatories": ["ann", "bob"]}},
    "endings": {"horizon": {"ann": 40, "bob": 60}},
}


def test_the_gain_over_best_is_going_on_less_the_package() -> None:
    """Half of 40 rather than 30 now, half of 60 rather than 50: waiting costs 10 and 20 points."""
    outlook = _outlook(ONE_OFFER)
    assert outlook["gain_over_best"] == {
        "ann": [pytest.approx(-10.0, abs=1e-9)],
        "bob": [pytest.approx(-20.0, abs=1e-9)],
    }
    assert outlook["bargaining_range"] == {"plans": {"deal": [1.0]}, "empty": [0.0]}
    assert outlook["beliefs"] == {}
    assert outlook["hidden"] is None


def test_gain_from_waiting_is_positive_where_waiting_pays() -> None:
    """Bob gets half of 120 by waiting rather than 50 now, though no package is in the range for him."""
    outlook = _outlook(ONE_OFFER, {"endings.horizon.bob": 120})
    assert outlook["gain_from_waiting"] == {
        "ann": {"deal": {"mean": [pytest.approx(-10.0, abs=1e-9)], "by_disposition": {}}},
        "bob": {"deal": {"mean": [pytest.approx(10.0, abs=1e-9)], "by_disposition": {}}},
    }


def test_gain_from_waiting_is_a_mean_over_dispositions(war: Document) -> None:
    """At the start the mean of each party's gain weighs the dispositions as the analyst does."""
    found = war["gain_from_waiting"]["north"]
    for gains in found.values():
        by = gains["by_disposition"]
        assert gains["mean"][0] == pytest.approx(0.4 * by["mild"][0] + 0.6 * by["hard"][0], abs=1e-9)
        assert len(gains["mean"]) == len(war["rounds"]) - 1


def test_a_signatory_worse_off_closes_the_range() -> None:
    """Bob would get half of 120 by waiting, so the package is not in the range, whatever logit does."""
    outlook = _outlook(ONE_OFFER, {"endings.horizon.bob": 120})
    assert outlook["bargaining_range"] == {"plans": {"deal": [0.0]}, "empty": [1.0]}


def test_durability_is_the_formula(war: Document) -> None:
    """One less the logit chance that north prefers renewed war to the settlement (Powell 2006)."""
    settled = {"split": (60, 20), "bare": (70, 50), "all_north": (100, 100)}
    tilt = {"split": 0.0, "bare": 0.4, "all_north": 0.4}
    for plan, worths in settled.items():
        wins = 1 / (1 + math.exp(-(0.2 + tilt[plan])))
        renewed = wins * 80 + (1 - wins) * -10 - (15 if plan == "split" else 0)
        kept = [1 - 1 / (1 + math.exp(-0.1 * (renewed - worth))) for worth in worths]
        said = war["durability"][plan]
        assert said["by_disposition"] == pytest.approx({"mild": kept[0], "hard": kept[1]}, abs=1e-12)
        assert said["mean"] == pytest.approx(0.4 * kept[0] + 0.6 * kept[1], abs=1e-12)


def test_without_an_opportunist_a_peace_lasts() -> None:
    """Where nobody would break it, every package is kept for certain."""
    outlook = _outlook(changes={"aftermath": None})
    assert {plan: kept["mean"] for plan, kept in outlook["durability"].items()} == {
        "split": 1.0,
        "bare": 1.0,
        "all_north": 1.0,
    }


def test_an_outlook_is_at_no_distance_from_itself() -> None:
    """And the same way far from another one whichever is asked first."""
    war, other = _read_off(), _read_off(changes={"parties.south.precision": 0.1})
    assert distance(war, war) == Distance(probability=0.0, worth=0.0)
    assert distance(war, other) == distance(other, war)
    assert distance(war, other).probability > 1e-3


def test_distance_compares_the_dates_two_outlooks_share() -> None:
    """An outlook with rounds half as long is compared at every second of its dates."""
    outlook = _read_off(ONE_OFFER)
    coarse = replace(
        outlook,
        endings={BREAKDOWN: (0.0, 0.2, 0.5)},
        still_fighting=(1.0, 0.8, 0.5),
        values={"ann": Worth(3.0, {})},
    )
    fine = replace(
        outlook,
        endings={BREAKDOWN: (0.0, 0.9, 0.2, 0.9, 0.4)},
        still_fighting=(1.0, 0.1, 0.8, 0.1, 0.6),
        values={"ann": Worth(5.0, {})},
    )
    apart = distance(coarse, fine)
    assert apart.probability == pytest.approx(0.1)
    assert apart.worth == 2.0
