"""Every verb calls a party in a sentence as the scenario says, or as names of its kind are called."""

from __future__ import annotations

from pathlib import Path

from parley import workbench
from parley.report.calling import ScenarioNames
from parley.report.deals.counsel import advice_sections
from parley.scenario import filled_yaml, read_scenario, read_scenario_text
from parley.workbench import AdviseRequest

TINY = Path(__file__).parents[1] / "fuzz" / "tiny" / "scenario.yaml"


def _case(folder: Path) -> Path:
    text = TINY.read_text(encoding="utf-8")
    text = text.replace("name: Norland", "name: Free Corps\n    in_sentence: the Free Corps")
    folder.joinpath("scenario.yaml").write_text(
        text.replace("name: Suderia", "name: Separatists").replace(", sources: [F01]", ""), encoding="utf-8"
    )
    return folder


def test_a_name_in_a_sentence_is_stated_or_worked_out(tmp_path: Path) -> None:
    """It needs no actors.csv, goes through writing out and reading in, and is big where a sentence begins."""
    scenario = read_scenario(_case(tmp_path))
    for one in (scenario, read_scenario_text(filled_yaml(scenario))):
        names = ScenarioNames(one)
        assert names.party_within("norland") == "the Free Corps"
        assert names.party_within("suderia") == "the Separatists"
        assert names.party_first("suderia") == "The Separatists"
        assert names.party("suderia") == "Separatists"


def test_advice_calls_parties_by_that_name(tmp_path: Path) -> None:
    """The text of `advise` and its remarks have the article wherever a name stands in a sentence."""
    found = workbench.advise(_case(tmp_path), AdviseRequest("suderia"))
    said = " ".join(" ".join(section.lead) for section in advice_sections(found.advice, found.case.scenario))
    assert "the Separatists does best" in said or "the Separatists" in said
    assert " the the " not in said
    for name in ("Separatists", "Free Corps"):
        assert said.count(name) == said.lower().count(f"the {name.lower()}")
