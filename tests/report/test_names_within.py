"""Every verb calls a party in a sentence as the scenario says, or as names of its kind are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley import workbench
from parley.errors import CaseError
from parley.files.articles import agreeing, is_plural
from parley.report.calling import ScenarioNames
from parley.report.deals.counsel import advice_sections
from parley.report.phrases import does
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
    assert "the Separatists" in said
    assert " the the " not in said
    for name in ("Separatists", "Free Corps"):
        assert said.count(name) == said.lower().count(f"the {name.lower()}")


@pytest.mark.parametrize(
    ("within", "plural"),
    [
        ("the Separatists", True), ("the Taliban", True), ("the Rapid Support Forces", True),
        ("the Forces of Southland", True), ("the United States", False), ("the Netherlands", False),
        ("the Free Corps", False), ("the Congress", False), ("the Workers' Party", False),
        ("the United Nations (observers)", False), ("Honduras", False), ("Ukraine", False), ("the", False),
    ],
)  # fmt: skip
def test_a_name_is_plural_by_its_article_and_its_own_word(within: str, plural: bool) -> None:
    """Countries and bodies whose name ends in s are one; what stands behind `of` says nothing."""
    assert is_plural(within) == plural


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("offers terms", "offer terms"), ("holds", "hold"), ("walks out for good", "walk out for good"),
        ("states: bombs", "state: bombs"), ("refuses", "refuse"), ("is better off", "are better off"),
        ("has the floor", "have the floor"), ("does best", "do best"), ("never goes", "never goes"),
    ],
)  # fmt: skip
def test_a_verb_agrees(one: str, many: str) -> None:
    """What is said in the third person is said of several as well."""
    assert (agreeing(one, False), agreeing(one, True)) == (one, many)


def test_sentences_agree_with_parties_that_are_many(tmp_path: Path) -> None:
    """It is said that the Separatists refuse, and that the Free Corps refuses."""
    case = _case(tmp_path)
    advice = workbench.advise(case, AdviseRequest("norland"))
    said = " ".join(
        " ".join(section.lead) for section in advice_sections(advice.advice, advice.case.scenario)
    )
    assert "the Separatists refuse (" in said and "With the floor, the Free Corps of the kind" in said
    names = ScenarioNames(advice.case.scenario)
    assert does("suderia", "walks out", names) == "the Separatists walk out"
    assert does("norland", "walks out", names) == "the Free Corps walks out"


def test_plural_may_be_stated(tmp_path: Path) -> None:
    """The scenario says what its names do not show; written out and read in it is still said."""
    path = _case(tmp_path) / "scenario.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("name: Separatists", "name: Separatists\n    plural: false"), encoding="utf-8"
    )
    scenario = read_scenario(tmp_path)
    for one in (scenario, read_scenario_text(filled_yaml(scenario))):
        assert not one.parties["suderia"].plural


def test_actors_say_what_parties_of_the_same_name_are_called(tmp_path: Path) -> None:
    """`in_sentence` and `plural` of actors.csv reach sentences of the scenario, which wins where it says."""
    case = _case(tmp_path)
    case.joinpath("moves.csv").write_bytes(TINY.with_name("moves.csv").read_bytes())
    case.joinpath("facts.csv").write_bytes(TINY.with_name("facts.csv").read_bytes())
    case.joinpath("coding.yaml").write_bytes(TINY.with_name("coding.yaml").read_bytes())
    case.joinpath("actors.csv").write_text(
        "code,party,name,in_sentence,plural\nNOR*,NOR,Free Corps,the free men,yes\n"
        "SUD*,SUD,Separatists,Separatist militias,yes\n",
        encoding="utf-8",
    )
    opened = workbench.open_case(case)
    for scenario in (opened.scenario, opened.coding.scenario, opened.with_changes({"title": "x"}).scenario):
        said = {party.id: (party.in_sentence, party.plural) for party in scenario.parties.values()}
        assert said == {"norland": ("the Free Corps", False), "suderia": ("Separatist militias", True)}


def test_what_is_neither_yes_nor_no_is_a_fault(tmp_path: Path) -> None:
    """The column takes yes, no or nothing."""
    case = _case(tmp_path)
    case.joinpath("moves.csv").write_bytes(TINY.with_name("moves.csv").read_bytes())
    case.joinpath("actors.csv").write_text("code,party,plural\nNOR*,NOR,many\n", encoding="utf-8")
    with pytest.raises(CaseError, match="in column plural, one of yes, no"):
        workbench.check(case)
