"""The JSON Schema of coding.yaml: it takes what the reader takes, and underlines what an editor can know."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.scenario.test_coding import CODING, MOVES, SCENARIO
from typer.testing import CliRunner

from parley.cli.main import app
from parley.errors import CaseError, UsageError
from parley.files import TextFile, compose_yaml
from parley.files.cases import shipped_cases
from parley.record import read_record
from parley.scenario import read_scenario, read_scenario_text
from parley.scenario.coding import CODING_FILE, coding_schema, coding_with_faults, menus

ROOT = Path(__file__).parents[2]
REFUSED = sorted(path.parent.name for path in (ROOT / "tests/refusals").glob(f"*/{CODING_FILE}"))
SHIPPED = [name for name, folder in shipped_cases().items() if (folder / CODING_FILE).is_file()]
VALIDATOR = jsonschema.Draft202012Validator(coding_schema())


def _data(text: str) -> Any:
    return compose_yaml(TextFile(Path("a"), text, "")).data


def _misfits(text: str) -> list[str]:
    return [error.json_path for error in VALIDATOR.iter_errors(_data(text))]


def _written(folder: Path, coding: str) -> Path:
    (folder / "scenario.yaml").write_text(SCENARIO, encoding="utf-8")
    (folder / "moves.csv").write_text(MOVES, encoding="utf-8")
    (folder / CODING_FILE).write_bytes(coding.encode())
    return folder


def test_the_schema_is_a_schema() -> None:
    """The schema follows its own draft."""
    jsonschema.Draft202012Validator.check_schema(coding_schema())


@pytest.mark.parametrize("name", SHIPPED)
def test_the_coding_of_a_shipped_case_fits(name: str) -> None:
    """Editors underline nothing in the codings that are shipped."""
    assert _misfits((shipped_cases()[name] / CODING_FILE).read_text(encoding="utf-8")) == []


def test_the_coding_of_the_ukraine_case_is_among_them() -> None:
    """The test above has something to look at."""
    assert "ukraine-2025" in SHIPPED


def test_the_example_of_the_reference_page_fits() -> None:
    """What the page shows as a coding is one."""
    page = (ROOT / "docs/reference/coding.md").read_text(encoding="utf-8")
    example = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)[0]
    assert example.startswith("from:")
    assert _misfits(example) == []


BROKEN = {
    "misspelt-section": ("rules:", "ruls:"),
    "misspelt-clause": ("option: TRUCE", "options: TRUCE"),
    "no-first-day": ("from: 2025-01-06\n", ""),
    "no-such-day": ("from: 2025-01-06", "from: 6 January"),
    "no-such-act": ("act: OFFER", "act: OFER"),
    "no-such-extent": ("act: OFFER", "act: OFFER, extent: partially"),
    "no-clause": ("{when: {act: ACCEPT}, ", "{"),
    "empty-clauses": ("when: {act: ACCEPT}", "when: {}"),
    "nothing-counted": ("counts_as: refuse, ", ""),
    "no-such-answer": ("counts_as: refuse", "counts_as: refused"),
    "no-such-kind-of-action": ("propose:truce", "propse:truce"),
    "a-lever-without-its-setting": ("set:blockade:on", "set:blockade"),
    "a-silence-that-is-no-answer": ("reason: the blockade", "answers: {ukraine: maybe}"),
    "a-chance-too-large": ("error: 20 %", "error: 2"),
    "no-chance": ("error: 20 %", "error: often"),
    "nowhere-to-stand": ("at: 3, error: 20 %, ", ""),
    "no-part": ("part: front, ", ""),
    "no-day-of-a-reading": ("date: 2025-01-14, ", ""),
    "a-list-of-rules": ("actors: {russia: [RUSGOV], ukraine: [UKRGOV]}", "actors: [russia, ukraine]"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_an_editor_underlines_the_reader_refuses(name: str, tmp_path: Path) -> None:
    """Misspelt keys and words, missing keys and wrong figures fit neither the schema nor the reader."""
    old, new = BROKEN[name]
    assert old in CODING
    broken = CODING.replace(old, new, 1)
    assert _misfits(broken)
    case = _written(tmp_path, broken)
    assert coding_with_faults(case, read_scenario(case), read_record(case))[1]


@pytest.mark.parametrize("name", REFUSED)
def test_what_only_the_record_can_tell_the_schema_does_not_know(name: str) -> None:
    """The codings refused for a move or an answer that is not there are sound in form."""
    assert _misfits((ROOT / "tests/refusals" / name / CODING_FILE).read_text(encoding="utf-8")) == []


def test_every_action_of_every_shipped_scenario_has_a_name_the_schema_knows() -> None:
    """No action that a game has is underlined, so no kind of action is missing from the schema."""
    texts = [(ROOT / "tests/scenario/rich.yaml").read_text(encoding="utf-8")]
    texts += [(folder / "scenario.yaml").read_text(encoding="utf-8") for folder in shipped_cases().values()]
    words = {word for text in texts for menu in menus(read_scenario_text(text)).values() for word in menu}
    assert {word.partition(":")[0] for word in words} >= {"offer", "propose", "set", "demand", "pay"}
    coded = {"from": "2025-01-06", "moves": {f"M{n}": {"counts_as": word} for n, word in enumerate(words)}}
    assert [error.instance for error in VALIDATOR.iter_errors(coded)] == []


def test_sections_may_be_left_empty(tmp_path: Path) -> None:
    """A key with nothing under it yet is neither underlined nor refused."""
    bare = "from: 2025-01-06\nstart:\ncoder:\nactors:\nrules:\nmoves:\nreadings:\n"
    assert _misfits(bare) == []
    case = _written(tmp_path, bare)
    assert coding_with_faults(case, read_scenario(case), read_record(case))[1] == []


def test_one_misfit_hides_no_other(tmp_path: Path) -> None:
    """A rule without `when` is read to its end, and a part that is broken is not reported twice."""
    broken = """\
from: 2025-01-06
rules:
  one: {counts_as: propose:truse}
  two: {when: {act: {OFFER: x}}, counts_as: nothing}
  three: {when: {act: [{}, OFER]}, counts_as: {part: front, at: [3]}}
readings: {map: {part: front, at: 3, error: 1.2.3 %}}
"""
    case = _written(tmp_path, broken)
    _, faults = coding_with_faults(case, read_scenario(case), read_record(case))
    told = [(fault.line, fault.slug) for fault in sorted(faults)]
    assert told == [
        (3, "missing-key"),
        (3, "unknown-name"),
        (4, "wrong-type"),
        (5, "wrong-type"),
        (5, "unknown-name"),
        (5, "wrong-type"),
        (6, "missing-key"),
        (6, "wrong-type"),
    ]


WORDS = [match.span() for match in re.finditer(r"[\w.%:-]+( %)?", CODING)]
STRANGE = [
    "null", "~", "5", "-3", "0.5", "[]", "{}", "x", "russia", "[1, 2]", "{a: 1}", "true", "1e400", ".nan",
    "no", "2025-13-45", "0001-01-01", "9" * 60, "5 %", "1.2.3 %", "&a", "*a", '"', "-0", "accept", "OFFER",
    "\t", "? :",
]  # fmt: skip


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(edits=st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(STRANGE)), min_size=1, max_size=2))
def test_whatever_the_reader_takes_fits_the_schema(
    tmp_path: Path, edits: list[tuple[tuple[int, int], str]]
) -> None:
    """Words are replaced by strange ones: faults or a sound coding, never a crash; a sound one fits."""
    text = CODING
    for (start, stop), new in sorted(edits, reverse=True):
        text = text[:start] + new + text[stop:]
    case = _written(tmp_path, text)
    try:
        faults = coding_with_faults(case, read_scenario(case), read_record(case))[1]
    except CaseError as refused:
        faults = refused.faults
    if not faults:
        assert _misfits(text) == []


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ([], "A Parley scenario"),
        (["scenario"], "A Parley scenario"),
        (["pie"], "A Parley scenario"),
        (["coding"], "A Parley coding"),
        (["coding.yaml"], "A Parley coding"),
    ],
)
def test_the_command_prints_the_schema_asked_for(asked: list[str], title: str) -> None:
    """`--schema` alone, or with a case, is the scenario's; a name says which."""
    ran = CliRunner().invoke(app, ["check", "--schema", *asked])
    assert ran.exit_code == 0
    assert json.loads(ran.stdout)["title"] == title


def test_a_schema_there_is_none_of_is_refused() -> None:
    """A misspelt name is not taken for the scenario's."""
    ran = CliRunner().invoke(app, ["check", "--schema", "codng"])
    assert isinstance(ran.exception, UsageError)
    assert "scenario, coding, graph" in str(ran.exception)
