"""Cases from other programs' files: numbers are theirs, what they leave out is judged."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from parley import workbench
from parley.cli.main import app
from parley.errors import UsageError
from parley.exchange.ktab import ktab_scenario
from parley.exchange.utility_files_read import read_spaces
from parley.scenario import read_scenario

DAY = date(2025, 1, 1)


def _genius(weights: tuple[float, float], food: tuple[float, float, float], reserved: str = "0.4") -> str:
    """A utility space as Genius writes one, of two issues."""
    items = "".join(
        f'<item index="{n}" value="{value}" cost="0" evaluation="{one}"></item>'
        for n, (value, one) in enumerate(zip(("Bread & butter", "Cheese", "2 apples"), food, strict=True), 1)
    )
    return f"""<utility_space>
 <objective index="0" name="Picnic" type="objective" etype="objective">
  <issue index="1" name="Food" type="discrete" etype="discrete">{items.replace("&", "&amp;")}</issue>
  <issue index="2" name="Place" type="discrete" etype="discrete" vtype="discrete">
   <item index="1" value="lake" evaluation="1"/><item index="2" value="hill" evaluation="4"/>
  </issue>
  <weight index="1" value="{weights[0]}"/><weight index="2" value="{weights[1]}"/>
 </objective>
 <discount_factor value="0.5"/><reservation value="{reserved}"/>
</utility_space>"""


DOMAIN = """<negotiation_template><utility_space number_of_issues="1"><objective index="0" name="root">
<issue index="1" name="Food" type="discrete"><item index="1" value="Cheese"/></issue></objective>
</utility_space></negotiation_template>"""


def _geniusweb(type_: float) -> str:
    domain = {
        "name": "gym",
        "issuesValues": {"type": {"values": ["swim", "run"]}, "hour": {"values": ["1", "2"]}},
    }
    utilities = {
        "type": {"discreteutils": {"valueUtilities": {"swim": type_, "run": 1.0}}},
        "hour": {"discreteutils": {"valueUtilities": {"1": 0.2, "2": 1.0}}},
    }
    held = {
        "issueUtilities": utilities,
        "issueWeights": {"type": 0.7, "hour": 0.3},
        "domain": domain,
        "name": f"gym{type_}",
        "reservationBid": {"issuevalues": {"type": "swim", "hour": "1"}},
    }
    return json.dumps({"LinearAdditiveUtilitySpace": held})


NEGMAS = """
type: LinearAdditiveUtilityFunction
name: {name}
weights: [0.25, 0.75]
values:
  - {{type: TableFun, mapping: {{low: 0.0, high: {high}}}}}
  - {{type: TableFun, mapping: {{soon: 1.0, late: 0.5}}}}
reserved_value: 0.2
outcome_space:
  type: DiscreteCartesianOutcomeSpace
  issues:
    - {{name: price, type: CategoricalIssue, values: [low, high]}}
    - {{name: delivery, type: CategoricalIssue, values: [soon, late]}}
"""

KTAB = """Reform, A reform with two sides,  3,  2,
Actor,  Description,  Influence,  Tax Position,  Tax Salience, Spend Position, Spend Salience,
A1, First actor, 100, 20, 60, 0, 20,
A2,  Second actor,  50.5,  80,  40, 50, 40
A3, , 10, 50, 10, 100, 10,
"""


def test_a_genius_domain_becomes_a_case(tmp_path: Path) -> None:
    """Evaluations are divided by the largest of their issue; a utility of 1 is 100 points."""
    files = []
    for name, text in (
        ("domain", DOMAIN),
        ("mary", _genius((0.6, 0.4), (10, 5, 0))),
        ("sam", _genius((3, 1), (1, 2, 4))),
    ):
        files.append(tmp_path / f"{name}.xml")
        files[-1].write_text(text, encoding="utf-8")
    workbench.new_case_from_domain(tmp_path / "picnic", files, DAY)
    scenario = read_scenario(tmp_path / "picnic")
    mary, sam = scenario.parties["mary"], scenario.parties["sam"]
    worth = {option: term[0].amount.under(0).value for option, term in mary.values["food"].items()}
    assert worth == pytest.approx({"bread_butter": 60, "cheese": 30, "v2_apples": 0})
    place = {option: term[0].amount.under(0).value for option, term in sam.values["place"].items()}
    assert place == pytest.approx({"lake": 6.25, "hill": 25})
    assert next(o.name for o in scenario.issues["food"].options if o.id == "bread_butter") == "Bread & butter"
    assert mary.patience.number is not None
    assert mary.patience.number.value == pytest.approx(0.5 ** (1 / 20))
    # Without a deal she has what is reserved, 40, at the end, where half of it is left.
    assert workbench.run(tmp_path / "picnic").outlook.values["mary"].mean > 20


def test_geniusweb_and_negmas_spaces_are_read(tmp_path: Path) -> None:
    """JSON and YAML; what no agreement is worth is the reservation bid, or the reserved value."""
    for n, text in enumerate((_geniusweb(0.5), _geniusweb(0.9))):
        (tmp_path / f"{n}.json").write_text(text, encoding="utf-8")
    web = read_spaces([tmp_path / "0.json", tmp_path / "1.json"])
    assert web[0].worth["type"] == pytest.approx({"swim": 0.35, "run": 0.7})
    assert web[0].reserved == pytest.approx(0.35 + 0.06)
    for n, high in enumerate((1.0, 0.4)):
        (tmp_path / f"{n}.yml").write_text(NEGMAS.format(name=f"p{n}", high=high), encoding="utf-8")
    mas = read_spaces([tmp_path / "0.yml", tmp_path / "1.yml"])
    assert mas[1].worth == {
        "price": pytest.approx({"low": 0.0, "high": 0.1}),
        "delivery": pytest.approx({"soon": 0.75, "late": 0.375}),
    }
    assert mas[0].reserved == 0.2


def test_ktab_actors_become_a_case(tmp_path: Path) -> None:
    """Closeness weighted by salience; the floor by influence times salience."""
    file = tmp_path / "actors.csv"
    file.write_text(KTAB, encoding="utf-8")
    workbench.new_case_from_ktab(tmp_path / "reform", file, DAY)
    scenario = read_scenario(tmp_path / "reform")
    first = scenario.parties["a1"]
    worth = {option: term[0].amount.under(0).value for option, term in first.values["tax"].items()}
    assert worth["at_25"] == pytest.approx(0.75 * 95) and worth["at_100"] == pytest.approx(0.75 * 20)
    assert scenario.parties["a1"].name == "First actor"
    text = ktab_scenario(file, DAY, ["A1", "A3"])
    assert "A2" not in text and "a3:" in text


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.xml", "<a><b></a>", "no XML"),
        ("a.xml", '<!DOCTYPE x [<!ENTITY a "b">]><utility_space/>', "document type"),
        (
            "a.xml",
            _genius((1, 1), (1, 1, 1)).replace('type="discrete"', 'type="integer"', 1),
            "Food' is integer",
        ),
        ("a.json", '{"weights": [1], "values": [{"type": "LinearFun"}]}', "LinearFun"),
        ("a.json", '{"type": "HyperRectangleUtilityFunction"}', "HyperRectangle"),
        ("a.json", "{", "no JSON"),
        ("a.xml", DOMAIN, "0 utility spaces"),
    ],
)
def test_what_is_no_sum_over_discrete_issues_is_refused(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    """With what came instead and what to do."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        read_spaces([tmp_path / name, tmp_path / name])


def test_spaces_of_different_domains_and_files_without_actors_are_refused(tmp_path: Path) -> None:
    """Nothing is written then."""
    (tmp_path / "a.xml").write_text(_genius((1, 1), (1, 1, 1)), encoding="utf-8")
    (tmp_path / "b.xml").write_text(_genius((1, 1), (1, 1, 1)).replace("hill", "sea"), encoding="utf-8")
    run = CliRunner().invoke(
        app,
        [
            "new",
            str(tmp_path / "c"),
            "--domain",
            str(tmp_path / "a.xml"),
            "--domain",
            str(tmp_path / "b.xml"),
        ],
    )
    assert isinstance(run.exception, UsageError) and "differ on issue 'Place'" in str(run.exception)
    assert not (tmp_path / "c").exists()
    bad = tmp_path / "k.csv"
    for text, said in (
        ("a,b\n1,2\n", "no file of KTAB actors"),
        (KTAB.replace("  3,  2", "  4,  2"), "announces 4 actors and has 3"),
        (KTAB.replace("80,  40", "180,  40"), "row 4"),
    ):
        bad.write_text(text, encoding="utf-8")
        with pytest.raises(UsageError, match=said):
            ktab_scenario(bad, DAY)
