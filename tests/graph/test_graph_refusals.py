"""One broken graph.yaml for each kind of fault of its own, with the message it must give beside it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from parley.errors import CaseError, TooLargeError, UsageError
from parley.graph.stating.graph_file import graph_with_faults, read_graph_text
from parley.workbench import check_graph, new_graph, run, stability

HERE = Path(__file__).parent / "refusals"
ROOT = Path(__file__).parents[2]
FOLDERS = sorted(folder.name for folder in HERE.iterdir() if (folder / "expected.txt").is_file())
ROOM = ROOT / "src" / "parley" / "graph" / "stating"
# Refused in the tests of exchange, or kinds that scenarios have too.
OF_SCENARIOS = {
    "bad-date",
    "bad-name",
    "date-after-as-of",
    "duplicate-name",
    "missing-key",
    "out-of-range",
    "source-unknown",
    "unknown-name",
    "wrong-type",
}


@pytest.mark.parametrize("slug", FOLDERS)
def test_a_broken_graph_gives_exactly_its_message(slug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Checking the broken graph gives the expected messages, whole, and nothing else."""
    monkeypatch.chdir(HERE / slug)
    faults = sorted(check_graph(Path(".")))
    expected = Path("expected.txt").read_text(encoding="utf-8")
    assert "\n\n".join(str(fault) for fault in faults) + "\n" == expected
    assert {fault.slug for fault in faults} == {slug}


def test_no_kind_of_fault_lacks_a_broken_graph() -> None:
    """Every slug that the reading of a graph can report has its folder here, or is one of scenarios."""
    words: set[str] = set()
    for module in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                words |= {node.value} if re.fullmatch(r"[a-z]+(-[a-z]+)+", node.value) else set()
    assert words == set(FOLDERS) | OF_SCENARIOS


def test_every_kind_of_fault_is_explained() -> None:
    """Every slug of a graph's own is a heading of the page of messages."""
    page = (ROOT / "docs" / "reference" / "messages.md").read_text(encoding="utf-8")
    headings = re.findall(r"^### (.+)$", page, re.MULTILINE)
    explained = {slug for heading in headings for slug in heading.split(", ")}
    assert {*FOLDERS, "not-gmcr"} - explained == set()


def test_faults_of_many_kinds_come_together() -> None:
    """A file with a misspelt key, an unknown option and a ranking that repeats names all three."""
    text = """
title: Three faults
decision_maker:
  x: 1
decision_makers:
  a: {options: {go: , stop: }, preferences: {statements: [goo, stop]}}
  b: {options: {help: }, preferences: {ranking: [1, 1, 2, 3, 4, 5, 6, 7, 8]}}
"""
    with pytest.raises(CaseError) as caught:
        read_graph_text(text)
    assert sorted(fault.slug for fault in caught.value.faults) == [
        "ranking-repeats",
        "unknown-key",
        "unknown-name",
    ]
    assert "did you mean 'go'?" in str(caught.value)


def test_sixty_options_are_refused_with_the_count_of_states() -> None:
    """Sixty free options are too many, and the message says how many joint choices that would be."""
    options = ", ".join(f"o{k}: " for k in range(60))
    text = f"title: t\ndecision_makers:\n  a: {{options: {{{options}}}, preferences: {{statements: [o1]}}}}\n"
    with pytest.raises(TooLargeError, match="1,152,921,504,606,846,976"):
        read_graph_text(text)


def test_sixty_options_of_which_few_go_together_are_read() -> None:
    """What is counted is feasible states, not options."""
    names = [f"o{k}" for k in range(60)]
    options = ", ".join(f"{name}: " for name in names)
    text = (
        f"title: t\ndecision_makers:\n  a: {{options: {{{options}}}, preferences: {{statements: [o1]}}}}\n"
        f"infeasible: ['at most one of {', '.join(names)}']\n"
    )
    assert read_graph_text(text).states.count == 61


def test_a_source_must_be_a_row_of_the_record_known_by_as_of(tmp_path: Path) -> None:
    """Sources are held against the record beside the graph, as those of a scenario are."""
    (tmp_path / "moves.csv").write_bytes((ROOT / "cases/ukraine-2025/moves.csv").read_bytes())
    (tmp_path / "graph.yaml").write_text(
        "title: t\nas_of: 2025-02-13\ndecision_makers:\n"
        "  a: {options: {go: }, preferences: {statements: [go], sources: [U01, U70, U999]}}\n",
        encoding="utf-8",
    )
    assert sorted(fault.slug for fault in check_graph(tmp_path)) == ["date-after-as-of", "source-unknown"]


@pytest.mark.parametrize(
    "text",
    ["", "[]", "title: x", "title: x\ndecision_makers: {}", "a: &a [*a]", "title: 1\ndecision_makers: 3"],
)
def test_what_is_no_graph_is_refused(text: str, tmp_path: Path) -> None:
    """Whatever stands in graph.yaml, it is faults with places and never a traceback."""
    (tmp_path / "graph.yaml").write_text(text, encoding="utf-8")
    conflict, faults = graph_with_faults(tmp_path)
    assert conflict is None
    assert faults


def test_questions_about_what_is_not_there_are_refused(tmp_path: Path) -> None:
    """States, concepts and decision makers that are not there, and a case without a graph."""
    from parley.graph.analysis import GraphAsked

    new_graph(tmp_path / "new")
    for asked in (GraphAsked(why=("99",)), GraphAsked(where="shel"), GraphAsked(sort="nort")):
        with pytest.raises(UsageError):
            stability(tmp_path / "new", asked)
    with pytest.raises(UsageError, match="--derive"):
        stability("pie")


def test_what_a_state_is_in_the_scenario_must_be_there(tmp_path: Path) -> None:
    """A setting or an ending that the scenario has not is a fault, with the name that was meant."""
    for name in ("scenario.yaml", "moves.csv", "facts.csv"):
        (tmp_path / name).write_bytes((ROOT / "cases/ukraine-2025-plain" / name).read_bytes())
    text = (ROOT / "cases/ukraine-2025-plain/graph.yaml").read_text(encoding="utf-8")
    text = text.replace("energy_truce: in_force, us_aid: on}", "energy_truce: in_farce, us_aid: on}", 1)
    text = text.replace(
        "general_truce: {name: General truce,", "general_truce: {in_scenario: settlement:bare_freez,"
    )
    (tmp_path / "graph.yaml").write_text(text, encoding="utf-8")
    faults = check_graph(tmp_path)
    assert [fault.slug for fault in faults] == ["unknown-name", "unknown-name"]
    assert {fault.advice for fault in faults} == {
        "did you mean 'in_force'?",
        "did you mean 'settlement:bare_freeze'?",
    }
    with pytest.raises(CaseError):
        run(tmp_path)
