"""The filled scenario, the list of numbers, and the schema."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from parley.files import TextFile, compose_yaml
from parley.files.cases import shipped_cases
from parley.scenario import all_numbers, filled_yaml, json_schema, read_scenario_text
from parley.scenario.parts import Scenario
from parley.scenario.quantities import Number
from parley.scenario.reference import GRAMMARS
from parley.scenario.starting import STARTER

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
RICH = Path(__file__).parent / "rich.yaml"
TEXTS = {
    "rich": RICH.read_text(encoding="utf-8"),
    "starter": (STARTER / "scenario.yaml").read_text(encoding="utf-8"),
    **{
        name: (folder / "scenario.yaml").read_text(encoding="utf-8")
        for name, folder in shipped_cases().items()
    },
}


def _as_if_stated(part: Any) -> Any:
    """The part with every number marked as stated."""
    if isinstance(part, Number):
        return dataclasses.replace(part, stated=True)
    if isinstance(part, Mapping):
        return {key: _as_if_stated(value) for key, value in part.items()}
    if isinstance(part, tuple):
        return tuple(_as_if_stated(value) for value in part)
    if dataclasses.is_dataclass(part):
        return {field.name: _as_if_stated(getattr(part, field.name)) for field in dataclasses.fields(part)}
    return part


@pytest.mark.parametrize("name", TEXTS)
def test_reading_the_filled_file_gives_the_scenario_again(name: str) -> None:
    """The filled file says the same to the last bit, in the same order, with nothing left to a default."""
    scenario = read_scenario_text(TEXTS[name])
    again = read_scenario_text(filled_yaml(scenario))
    assert _as_if_stated(again) == _as_if_stated(scenario)
    assert [number.path for number in all_numbers(again)] == [number.path for number in all_numbers(scenario)]
    assert filled_yaml(again).replace("  # default", "").replace(" # default", "") == filled_yaml(
        scenario
    ).replace("  # default", "").replace(" # default", "")


@pytest.mark.parametrize("name", TEXTS)
def test_a_sound_file_fits_the_schema(name: str) -> None:
    """The schema that editors use accepts what the reader accepts, filled or not."""
    validator = jsonschema.Draft202012Validator(json_schema())
    for text in (TEXTS[name], filled_yaml(read_scenario_text(TEXTS[name]))):
        data = compose_yaml(TextFile(Path("a"), text, "")).data
        assert [error.json_path for error in validator.iter_errors(data)] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("patience:", "patiense:"),
        ("half_life: 6 months", "half_life: 6"),
        ("-0.6 per week", "-0.6"),
        ("title: Rich example\n", ""),
        ("from: 0, to: 10", "from: zero, to: 10"),
        ("5 % per week, until", "5 per cent, until"),
    ],
)
def test_the_schema_shows_what_an_editor_should_underline(old: str, new: str) -> None:
    """Unknown and missing keys, wrong types and missing units do not fit the schema."""
    assert old in TEXTS["rich"]
    data = compose_yaml(TextFile(Path("a"), TEXTS["rich"].replace(old, new, 1), "")).data
    assert not jsonschema.Draft202012Validator(json_schema()).is_valid(data)


def test_the_schema_is_a_schema() -> None:
    """The schema follows its own draft."""
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("name", GRAMMARS)
def test_the_reference_pages_are_in_step_with_the_grammar(name: str) -> None:
    """If this fails: python -m parley.scenario.reference docs/reference."""
    grammar = GRAMMARS[name]
    page = (REFERENCE / f"{name}.md").read_text(encoding="utf-8")
    assert page == grammar.page_with_tables(page)
    assert grammar.tables() in page
    assert (REFERENCE / f"{name}.schema.json").read_text(encoding="utf-8") == grammar.schema_text()


def test_the_examples_of_the_reference_page_are_sound() -> None:
    """The smallest scenario of the page reads as it stands, and its flows and what-ifs fit the rich one."""
    page = (REFERENCE / "scenario.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    [smallest] = [block for block in blocks if block.startswith("title:")]
    assert list(read_scenario_text(smallest).parties) == ["ann", "bob"]
    [flow] = [block for block in blocks if block.startswith("flow:")]
    [russia] = [line + "\n" for line in TEXTS["rich"].splitlines() if "flow: {fighting" in line]
    indented = "".join(f"    {line}\n" for line in flow.splitlines())
    scenario = read_scenario_text(TEXTS["rich"].replace(russia, indented))
    assert [term.name for term in scenario.parties["russia"].flow] == [
        "fighting",
        "thin",
        "talks_season",
        "depth",
    ]


@pytest.mark.parametrize("name", GRAMMARS)
def test_every_key_is_explained(name: str) -> None:
    """No key of the grammar stands in the tables without a word about it."""
    assert "|  |\n" not in GRAMMARS[name].tables()


def test_all_numbers_come_once_with_the_sign_they_were_stated_with(rich: Scenario) -> None:
    """A cost is positive, a family's worth whole, and no path comes twice."""
    numbers = {number.path: number for number in all_numbers(rich)}
    assert len(numbers) == len(all_numbers(rich))
    assert numbers["gestures.goodwill.cost.maximalist"].value == 0.6
    assert numbers["transfers.share.worth"].value == 2
    assert numbers["parties.russia.patience.half_life"].sources == ("F17",)
    assert not numbers["parties.russia.loss_aversion"].stated
    assert numbers["endings.horizon.ukraine.gone.add"].value == -3


def test_defaults_are_marked_in_the_filled_file(rich: Scenario) -> None:
    """A number nobody stated carries a comment that says so; a stated one does not."""
    lines = filled_yaml(rich).splitlines()
    assert "    precision: 0.5  # default" in lines
    assert "    precision: 0.4" in lines


def test_a_pie_is_listed_by_its_worth() -> None:
    """The shares follow from one number, and that is what is listed."""
    scenario = read_scenario_text(TEXTS["pie"])
    assert [(n.path, n.value) for n in all_numbers(scenario) if n.path.startswith("issues")] == [
        ("issues.pie.worth", 100)
    ]


@pytest.mark.parametrize("case", ["korea-1951", "winter-war-1940", "ukraine-2025"])
def test_no_line_ends_inside_a_bracket_and_a_date_stays_one(case: str) -> None:
    """A range and its number stand on one line, and a horizon stated as a day is no number of rounds."""
    stated = TEXTS[case]
    text = filled_yaml(read_scenario_text(stated))
    for line in text.splitlines():
        assert line.count("[") == line.count("]") and line.count("{") == line.count("}"), line
    for key in ("horizon:", "as_of:"):
        (line,) = [one.split("#")[0].strip() for one in stated.splitlines() if one.startswith(key)]
        assert any(one.strip() == line for one in text.splitlines())
