"""What the known games warn against: each pitfall is shown, and so is the way round it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pytest
from benchmarks.known_games.filing import HERE, read_filed
from benchmarks.known_games.judging import solve_case
from benchmarks.known_games.reading import read_off

from parley.compiler.advice import advise
from parley.scenario import read_scenario

RUBINSTEIN = 10 / 19


def read(slug: str, changes: Mapping[str, object], spec: Mapping[str, Any]) -> float:
    """One figure of a filed game under changes."""
    return read_off(solve_case(HERE / slug, changes), spec)


def share(steps: int, offers: int, discount: float = 0.9) -> float:
    """What the first proposer keeps where the pie has steps."""
    patience = {f"parties.{party}.patience.per_round": discount for party in ("one", "two")}
    changes = {**patience, "issues.pie.steps": steps, "horizon": f"{offers} rounds"}
    return read("muthoo-1991", changes, {"worth": "one"})


def test_a_coarse_grid_gives_everything_to_the_last_mover() -> None:
    """With a step that outweighs a round of impatience the last mover keeps all, however far off."""
    assert share(10, 200, 0.99) == pytest.approx(0.0)
    assert share(10, 201, 0.99) == pytest.approx(1.0)


def test_a_coarse_grid_draws_a_warning_with_the_remedy() -> None:
    """The advice names the step, a number of steps that is fine enough, and the reservation offer."""
    (advice,) = advise(read_scenario(HERE / "muthoo-1991", {"issues.pie.steps": 10}))
    assert "issues.pie" in advice
    assert "`steps: 100`" in advice
    assert "`reservation: yes`" in advice


def test_the_remedies_of_the_warning_work() -> None:
    """With either remedy there is no warning, and the division is Rubinstein's to within the steps."""
    finer = {"issues.pie.steps": 100}
    exact = {"issues.pie.steps": 10, "issues.pie.reservation": "yes"}
    for remedy, error in ((finer, 0.01 / (1 - 0.81)), (exact, 1e-6)):
        assert advise(read_scenario(HERE / "muthoo-1991", remedy)) == ()
        ours = read("muthoo-1991", {**remedy, "horizon": "150 rounds"}, {"worth": "one"})
        assert ours == pytest.approx(RUBINSTEIN, abs=error)


@pytest.mark.parametrize("changes", [{"horizon": "1 round"}, {"parties.one.patience": "unlimited"}])
def test_no_advice_where_no_impatience_is_outweighed(changes: Mapping[str, object]) -> None:
    """One offer, or a party that loses nothing by waiting, gives the rule nothing to compare."""
    assert advise(read_scenario(HERE / "muthoo-1991", {**changes, "issues.pie.steps": 10})) == ()


def test_a_chance_of_breakdown_counts_as_impatience() -> None:
    """Who is patient but may lose the talks by refusing is served by the same number of steps."""
    risk = {"parties.one.patience": "unlimited", "parties.two.patience": "unlimited", "issues.pie.steps": 10}
    (advice,) = advise(
        read_scenario(HERE / "muthoo-1991", {**risk, "endings": {"breakdown": {"chance": "10 %"}}})
    )
    assert "`steps: 100`" in advice


def test_odd_and_even_horizons_agree_in_the_limit() -> None:
    """One offer more or less matters by D^(T/2), which dies out."""
    for offers in (10, 40, 160):
        ours = [
            read("rubinstein-1982", {"horizon": f"{n} rounds"}, {"worth": "one"})
            for n in (offers, offers + 1)
        ]
        assert abs(ours[0] - ours[1]) == pytest.approx(0.81 ** (offers / 2), abs=1e-12)


def test_indifference_is_broken_as_stated() -> None:
    """A perfect party accepts an offer that leaves it indifferent; a logit one accepts it half the time."""
    kinds = {"parties.b.dispositions": {"tough": {"weight": 0.2}, "weak": {"weight": 0.8}}}
    assert read("fearon-1995-cost", kinds, {"demand": "a"}) == 0.75
    assert read("fearon-1995-cost", kinds, {"ending": "settlement", "under": "weak"}) == 1.0
    logit = {**kinds, "parties.b.precision": 5000}
    assert read("fearon-1995-cost", logit, {"demand": "a"}) == pytest.approx(0.70)
    only = {**logit, "issues.pie": {"split": ["a", "b"], "shares": [0.75], "worth": 1}}
    assert read("fearon-1995-cost", only, {"ending": "settlement", "under": "weak"}) == pytest.approx(0.5)


def test_who_proposes_moves_the_boundary_of_war() -> None:
    """One fall of power is survived where the decliner makes the offers and not where the riser does."""
    fall = {"decliner": 0.55, "riser": 0.55}
    war = {}
    for side, later in fall.items():
        answers = "riser" if side == "decliner" else "decliner"
        changes: dict[str, object] = {f"parties.{p}.patience.per_round": 0.95 for p in ("decliner", "riser")}
        for phase, chance in enumerate((0.7, later)):
            worth = {"decliner": 16 * chance, "riser": 16 * (1 - chance)}
            for party, points in worth.items():
                changes[f"endings.walk_out.{answers}.{party}.p{phase}"] = points
                if side == "decliner":
                    changes[f"theatre.war.collapse.top.worth.{party}.p{phase}"] = points / 0.95
        changes["endings.horizon"] = {side: 20 - worth[answers], answers: worth[answers]}
        war[side] = read(f"powell-2006-{side}", changes, {"ending": ["breakdown", "collapse:riser"]})
    assert war == {"decliner": 0.0, "riser": 1.0}


def test_what_can_be_transferred_later_would_keep_the_peace() -> None:
    """A fall that brings war where a round's pie is divided brings none where the future can be pledged."""
    low, high = 0.7 * 0.8 * 20, 20 - 0.3 * 0.8 * 20
    assert low <= high  # a division of the whole stream that both prefer to war exists at once
    changes = {f"parties.{p}.patience.per_round": 0.95 for p in ("decliner", "riser")}
    worth = [{"decliner": 16 * p, "riser": 16 * (1 - p)} for p in (0.7, 0.4)]
    for phase, by_party in enumerate(worth):
        for party, points in by_party.items():
            changes[f"endings.walk_out.decliner.{party}.p{phase}"] = points
    changes |= {"endings.horizon": {"riser": 20 - worth[1]["decliner"], "decliner": worth[1]["decliner"]}}  # type: ignore[dict-item]
    assert read("powell-2006-riser", changes, {"ending": "breakdown"}) == 1.0
    pledge = {
        "issues.stream": {"split": ["riser", "decliner"], "steps": 20, "worth": 20},
        "plans": "all",
        "table.settlement.proposers": ["riser"],
    }
    assert read("powell-2006-riser", {**changes, **pledge}, {"ending": "breakdown"}) == 0.0


def test_precision_and_the_scale_of_points_are_one_parameter() -> None:
    """Twice the points at half the precision is the same game."""
    stakes = {
        f"endings.horizon.{party}.{node}": points
        for party, first in (("one", (0.4, 0.2, 1.6, 0.8, 6.4)), ("two", (0.1, 0.8, 0.4, 3.2, 1.6)))
        for node, points in zip(("node_0", "node_1", "node_2", "node_3", "passed"), first, strict=True)
    }
    for move in range(4):
        spec = {"chance": {"node": move}, "given": {"node": {"at_least": move}}}
        plain = read("mckelvey-palfrey-1998-centipede", _precision(2), spec)
        doubled = {path: 2 * points for path, points in stakes.items()}
        scaled = read("mckelvey-palfrey-1998-centipede", {**doubled, **_precision(1)}, spec)
        assert scaled == pytest.approx(plain, abs=1e-12)


def _precision(precision: float) -> dict[str, object]:
    return {f"parties.{party}.precision": precision for party in ("one", "two")}


def test_war_is_not_monotone_in_precision() -> None:
    """War is likeliest at some precision in between, so reading war risk off a fitted precision misleads."""
    crisis = [read("signorino-1999", _precision(p), {"chance": {"fight": "yes"}}) for p in (1, 2, 5)]
    assert crisis[0] < crisis[1] > crisis[2]
    demand = [
        read(
            "fearon-1995-precision",
            {"parties.a.precision": p, "parties.b.precision": p},
            {"chance": {"answer": "fight"}},
        )
        for p in (1, 5, 10)
    ]
    assert demand[0] < demand[1] > demand[2]


def test_an_outside_option_and_a_war_flow_differ() -> None:
    """The same worth has no effect as an outside option until it binds, and always one as a flow."""
    plain = read("binmore-shaked-sutton-1989", {"horizon": "200 rounds"}, {"worth": "one"})
    assert plain == pytest.approx(RUBINSTEIN, abs=1e-9)
    flow = {"parties.one.flow": 0, "parties.two.flow": "0.02 per round", "horizon": "200 rounds"}
    ours = read("binmore-rubinstein-wolinsky-1986-war", flow, {"worth": "one"})
    assert ours == pytest.approx((1 - 0.2) / 1.9, abs=1e-9)


def test_unequal_recognition_does_not_cycle_under_unanimity() -> None:
    """Where every vote is needed, each expects its chance of the floor, whatever the rounds to come."""
    chances, parties = (0.5, 0.3, 0.2), ("one", "two", "three")
    divisions = {f"all_to_{party}": [float(other == party) for other in parties] for party in parties}
    for i, party in enumerate(parties):
        paid = [0.9 * chance for chance in chances]
        paid[i] = 1.0 - sum(paid) + paid[i]
        divisions[f"{party}_pays"] = paid
    changes: dict[str, object] = {
        "issues.division": list(divisions),
        "table.floor": {p: f"{c} per round" for p, c in zip(parties, chances, strict=True)},
        "table.settlement.proposers": list(parties),
    }
    for i, party in enumerate(parties):
        changes[f"parties.{party}.values.division"] = {name: paid[i] for name, paid in divisions.items()}
    for rounds in (1, 2, 3, 4, 8):
        for chance, party in zip(chances, parties, strict=True):
            worth = read(
                "baron-ferejohn-1989-3", {**changes, "horizon": f"{rounds} rounds"}, {"worth": party}
            )
            assert worth == pytest.approx(chance, abs=1e-12)


def test_screening_mixes_at_the_cutoff() -> None:
    """The weak kind takes a low offer just so often that refusing lifts the belief to the cutoff."""
    game = read_filed(HERE / "powell-2004-screening")
    for row, prior, cutoff in ((0, 0.05, 5 / 12), (1, 0.2, 5 / 12), (4, 0.1, 0.5)):
        played = solve_case(game.folder, game.rows[row].changes)
        refused = [read_off(played, {"refused": "at once", "under": kind}) for kind in ("tough", "weak")]
        belief = prior * refused[0] / (prior * refused[0] + (1 - prior) * refused[1])
        assert 0.01 < refused[1] < 0.99
        assert belief == pytest.approx(cutoff, abs=1e-3)


def test_a_deadline_lowers_the_first_offer() -> None:
    """With a last offer in sight the uninformed side offers less from the start, and gains."""
    game = read_filed(HERE / "powell-2004-skimming")
    far, near = (solve_case(game.folder, game.rows[row].changes) for row in (0, -1))
    offer, worth = {"offered": "s", "to": "d"}, {"worth": "s"}
    assert read_off(near, offer) < read_off(far, offer) - 0.1
    assert read_off(near, worth) > read_off(far, worth) + 0.1


def test_two_kinds_give_war_in_lumps() -> None:
    """With two kinds the chance of war is none or that of the tough kind, never between."""
    for weight in (0.1, 0.3, 0.5, 0.7, 0.9):
        kinds = {"parties.b.dispositions": {"tough": {"weight": weight}, "weak": {"weight": 1 - weight}}}
        war = read("fearon-1995-cost", kinds, {"still": "at the horizon"})
        assert min(abs(war), abs(war - weight)) < 1e-12


def test_different_priors_and_hidden_kinds_are_different_models() -> None:
    """Who is optimistic without private information demands more; forecasts keep the analyst's prior."""
    kinds = {"parties.b.dispositions": {"tough": {"weight": 0.6}, "weak": {"weight": 0.4}}}
    assert read("fearon-1995-cost", kinds, {"demand": "a"}) == 0.55
    own = {**kinds, "parties.a.beliefs": {"b": {"tough": 0.2, "weak": 0.8}}}
    assert read("fearon-1995-cost", own, {"demand": "a"}) == 0.75
    assert read("fearon-1995-cost", own, {"still": "at the horizon"}) == pytest.approx(0.6)


def test_a_belief_between_nodes_keeps_its_mean_log_odds() -> None:
    """On a grid that does not hold the posterior the mean log-odds are still exact."""
    odds = math.log(0.9 / 0.7)
    played = solve_case(
        HERE / "powell-2004-learning", {"horizon": "6 rounds", "belief_grid": {"nodes": 21, "limit": 6}}
    )
    mass = played.course.belief[-1].sum(axis=1)
    assert mass @ played.course.log_odds / mass.sum() == pytest.approx(6 * odds, abs=1e-12)
