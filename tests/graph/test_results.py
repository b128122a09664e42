"""What the verb gives: a document that fits its schema, tables, pages, exchange, and the two lenses."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import jsonschema
import numpy as np
import numpy.typing as npt
import pytest
from tests.dealing.extended_case import EXTENDED

from parley import workbench
from parley.cli.main import main
from parley.errors import CaseError, UsageError
from parley.graph.analysis import GraphAsked, analyse
from parley.graph.concepts.stability import CONCEPTS, Concept, stability
from parley.graph.derived import derive
from parley.graph.document import document_of
from parley.graph.gmcr_plus import gmcr_plus, graph_text_from
from parley.graph.model.conflict import Conflict
from parley.graph.stating.graph_file import read_graph, read_graph_text
from parley.report.charts.style import SCHEMA
from parley.report.graph.stability_sections import all_sections
from parley.report.results import result_schema
from parley.scenario import read_scenario, read_scenario_text

ROOT = Path(__file__).parents[2]
FILED = sorted(path.parent for path in (ROOT / "benchmarks/known_graphs").glob("*/graph.yaml"))
EVERYTHING = GraphAsked(coalitions=True, paths=True, sweep=True, inverse="1", why=("1", "2"))
PARTIAL = """
title: Partly known
decision_makers:
  a: {options: {x: , y: }, preferences: {partial: [YNN > NNN, YYN > NNY]}}
  b: {options: {z: {one_way: taken}}, preferences: {ranking: [1, 2, much, rest]}}
perception:
  b: {unseen: [YY-], ascribes: {a: {statements: [not x]}}}
status_quo: 1
"""


def _gmcr(*makers: dict[str, object], direction: str = "both") -> str:
    """A GMCR+ file with one option."""
    named = [{"name": f"m{number}", "preferences": [], **maker} for number, maker in enumerate(makers)]
    options = [{"name": "a", "permittedDirection": direction}]
    return json.dumps({"options": options, "decisionMakers": named})


@pytest.fixture(scope="module", params=[*FILED], ids=lambda folder: folder.name)
def conflict(request: pytest.FixtureRequest) -> Conflict:
    """A filed conflict."""
    return read_graph(request.param)


def _check(document: dict[str, object]) -> None:
    plain = json.loads(json.dumps(document))
    errors = list(jsonschema.Draft202012Validator(result_schema("stability")).iter_errors(plain))
    assert [f"{error.json_path}: {error.message[:80]}" for error in errors] == []


def test_the_document_of_everything_fits_its_schema(conflict: Conflict) -> None:
    """With all that can be asked, every part has the form the schema states."""
    asked = EVERYTHING if conflict.status_quo is not None else GraphAsked(coalitions=True, sweep=True)
    document = document_of(analyse(conflict, asked), "case", {"graph.yaml": "0"})
    _check(document.document())
    for concept in document.concepts:
        held = stability(conflict).equilibria(Concept(concept))
        assert document.equilibria[concept] == [int(one) + 1 for one in np.flatnonzero(held)]


def test_the_document_of_a_partly_known_hypergame_fits_its_schema() -> None:
    """Unknown pairs, unseen states and strength have their places too."""
    found = analyse(read_graph_text(PARTIAL), GraphAsked(coalitions=True, paths=True, why=("1", "8")))
    document = document_of(found)
    _check(document.document())
    assert document.states[0].ranks[0] is None
    assert any("b" in part.unseen_by for part in document.states)


def test_every_chart_of_a_page_is_sound(conflict: Conflict) -> None:
    """Each picture is a Vega-Lite specification whose rows are complete, and each table is even."""
    asked = EVERYTHING if conflict.status_quo is not None else GraphAsked(sweep=True)
    analysis = analyse(conflict, asked)
    sections = all_sections(analysis, document_of(analysis), whole=True)
    for section in sections:
        for figure in section.figures:
            assert figure.spec["$schema"] == SCHEMA
            assert figure.alt
        for table in section.tables:
            assert {len(row) for row in table.rows} <= {len(table.columns)}
    assert any(section.figures for section in sections)


def test_csv_has_a_line_for_each_state_and_opens_as_a_table(conflict: Conflict) -> None:
    """As many cells as headings, and the equilibria where they should be."""
    analysis = analyse(conflict, GraphAsked(listed=0))
    rows = list(
        csv.DictReader(io.StringIO(workbench.StabilityRun(Path("."), analysis, document_of(analysis)).csv()))
    )
    assert len(rows) == conflict.states.count
    held = {int(row["state"]) for row in rows if row["equilibrium_seq"] == "1"}
    assert held == {int(one) + 1 for one in np.flatnonzero(analysis.stability.equilibria(Concept.SEQ))}


def test_a_page_of_states_and_a_filter_list_what_was_asked(conflict: Conflict) -> None:
    """Pages together list every state once; a statement and a ranking choose and order them."""
    whole = analyse(conflict, GraphAsked(listed=0)).listed
    paged = [
        state
        for page in range(1, conflict.states.count + 2)
        for state in analyse(conflict, GraphAsked(listed=3, page=page)).listed
    ]
    assert paged == list(whole)
    first = conflict.makers[0]
    ordered = analyse(conflict, GraphAsked(listed=0, sort=first.id)).listed
    levels = [int(first.preference.levels[state]) for state in ordered]
    assert levels == sorted(levels, reverse=True)


def test_a_model_goes_to_gmcr_plus_and_back(conflict: Conflict, tmp_path: Path) -> None:
    """Exported and imported again, a model has the same states and, unless merged, the same stability."""
    exported = gmcr_plus(conflict)
    (tmp_path / "there.gmcr").write_text(exported.text, encoding="utf-8")
    back = read_graph_text(graph_text_from(tmp_path / "there.gmcr"))
    if conflict.states.merged:
        assert exported.lost
        assert back.states.count == len(conflict.full)
        return
    assert not [line for line in exported.lost if "names" not in line]
    assert (back.states.masks == conflict.states.masks).all()
    ours, theirs = stability(conflict), stability(back)
    for concept in CONCEPTS:
        assert (ours.stable[concept] == theirs.stable[concept]).all()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '"x"',
        '{"options": []}',
        _gmcr(),
        _gmcr({"options": [1]}),
        _gmcr({"options": [0]}, {"options": [0]}),
        _gmcr({"options": [0], "preferences": [[[5, "Y"]]]}),
        _gmcr({"options": [0], "preferences": [[[0, "?"]]]}),
        _gmcr({"options": [0]}, direction="up"),
        _gmcr({"options": [0], "name": 3}),
        "[" * 5000,
    ],
)
def test_what_is_no_gmcr_file_is_refused(text: str, tmp_path: Path) -> None:
    """Whatever stands in the file, it is one fault with what was expected, and no folder is left behind."""
    (tmp_path / "bad.gmcr").write_text(text, encoding="utf-8")
    with pytest.raises(CaseError) as caught:
        workbench.new_graph(tmp_path / "made", tmp_path / "bad.gmcr")
    assert {fault.slug for fault in caught.value.faults} == {"not-gmcr"}
    assert not (tmp_path / "made").exists()


def test_what_gmcr_plus_cannot_hold_is_not_written() -> None:
    """Graph form, and rankings with unknown pairs, have no place in that format."""
    with pytest.raises(UsageError, match="complete"):
        gmcr_plus(read_graph_text(PARTIAL))
    with pytest.raises(UsageError, match="named states"):
        gmcr_plus(
            read_graph_text(
                "title: t\nstates: [a, b]\ndecision_makers:\n  x: "
                "{moves: {a: b}, preferences: {ranking: [a, b]}}\n"
            )
        )


def test_a_derived_graph_has_the_postures_and_plans_of_its_scenario() -> None:
    """Levers, conditions, accords and consent become options, and what is lost is listed."""
    scenario = workbench.open_case("ukraine-2025-plain").scenario
    made = derive(scenario)
    ids = {option.id for option in made.conflict.states.options}
    assert {"set_us_aid_paused", "demand_end_us_support", "concede_end_us_support"} <= ids
    assert {"agree_energy_truce_russia", "accept_bare_freeze_ukraine"} <= ids
    quo = made.conflict.status_quo
    assert quo is not None
    assert made.settled[quo] == -1
    assert made.conflict.states.name(quo) == "The war goes on"
    assert {int(one) for one in np.unique(made.settled)} == {-1, 0, 1, 2, 3, 4}
    lost = " ".join(made.conflict.lost)
    assert all(word in lost for word in ("chance", "dates", "beliefs", "theatre", "maximalist"))
    # Consent alone is worth nothing; a settlement is worth the plan to everybody, whoever signed it.
    levels = made.conflict.makers[0].preference.levels
    same = (made.settled == 2) & (made.posture == made.posture[quo])
    assert len(np.unique(levels[same])) == 1


def test_a_disposition_that_is_not_there_is_refused() -> None:
    """The name is suggested; a scenario that hides nothing has none."""
    scenario = workbench.open_case("ukraine-2025-plain").scenario
    with pytest.raises(UsageError, match="did you mean 'pragmatic'"):
        derive(scenario, "pragmatc")
    assert (
        derive(scenario, "pragmatic").conflict.makers[0].preference.levels.tolist()
        != derive(scenario, "maximalist").conflict.makers[0].preference.levels.tolist()
    )
    with pytest.raises(UsageError):
        workbench.stability("ukraine-2025-plain", source=workbench.GraphSource(disposition="pragmatic"))


def test_a_scenario_with_too_many_packages_is_refused() -> None:
    """Two hundred divisions of a pie are no graph."""
    with pytest.raises(UsageError, match="packages"):
        workbench.stability("pie", source=workbench.GraphSource(derive=True))


@pytest.mark.slow
def test_the_two_lenses_on_the_shipped_case() -> None:
    """Stated and derived: each row says who holds it, and why the graph does not where it does not."""
    stated = workbench.lenses("ukraine-2025-plain")
    derived = workbench.lenses("ukraine-2025-plain", workbench.GraphSource(derive=True))
    for found in (stated, derived):
        assert found.rows
        for row in found.rows:
            assert row.verdict in ("both", "graph", "game", "neither")
            assert bool(row.because) == ("seq" not in row.concepts)
        json.dumps(found.document())
    assert {row.name for row in stated.rows if row.verdict == "graph"} == {
        "Energy truce, the condition standing"
    }
    assert any(row.ending and row.verdict == "game" for row in derived.rows)
    assert derived.lost
    assert not stated.lost


def _run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["parley", *words])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


def test_the_command_writes_files_and_prints_what_other_programs_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """--json is one document, --csv one table, --out a page that reaches for nothing, --export a file."""
    workbench.new_graph(tmp_path / "case")
    case = str(tmp_path / "case")
    assert _run(monkeypatch, "stability", case, "--json", "--out", str(tmp_path / "out")) == 0
    _check(json.loads(capsys.readouterr().out))
    page = (tmp_path / "out/stability.html").read_text(encoding="utf-8")
    assert "default-src &#39;none&#39;" in page
    assert "What nobody would leave" in page
    _check(json.loads((tmp_path / "out/stability.json").read_text(encoding="utf-8")))
    assert _run(monkeypatch, "stability", case, "--csv", "--export", str(tmp_path / "x.gmcr")) == 0
    assert len(list(csv.reader(io.StringIO(capsys.readouterr().out)))) == 13
    assert json.loads((tmp_path / "x.gmcr").read_text(encoding="utf-8"))["options"]
    assert _run(monkeypatch, "check", case) == 0
    assert "12 states" in capsys.readouterr().out
    assert _run(monkeypatch, "check", "--schema", "graph") == 0
    assert json.loads(capsys.readouterr().out)["title"] == "A Parley graph model"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--concept", "nsh"], 2, "concepts are"),
        (["--attitude", "e"], 2, "no attitude"),
        (["--json", "--csv"], 2, "one of them"),
        (["--why", "sttlement"], 2, "did you mean 'settlement'"),
        (["--inverse", "YYYY"], 2, "cannot be"),
        (["--where", "withdraw and"], 2, "end of the statement"),
        (["--set", "x=1"], 2, "--derive"),
        (["--lenses"], 2, "in_scenario"),
        (["--derive"], 3, "scenario.yaml"),
        (["--sort", "nort"], 2, "did you mean 'north'"),
    ],
)
def test_the_command_says_what_it_cannot_do(
    words: list[str],
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """A sentence and an exit code, never a traceback."""
    workbench.new_graph(tmp_path / "case")
    assert _run(monkeypatch, "stability", str(tmp_path / "case"), *words) == code
    assert said in " ".join(capsys.readouterr().err.split())


def test_faults_of_scenario_and_graph_come_together(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """`check` lists the faults of both files at once."""
    scenario = (ROOT / "cases/pie/scenario.yaml").read_text(encoding="utf-8")
    (tmp_path / "scenario.yaml").write_text(scenario.replace("horizon:", "horizn:"), encoding="utf-8")
    (tmp_path / "graph.yaml").write_text("title: x\n", encoding="utf-8")
    assert _run(monkeypatch, "check", str(tmp_path)) == 3
    said = capsys.readouterr().err
    assert "scenario.yaml" in said
    assert "graph.yaml" in said


SCENARIOS = sorted(path.parent for path in ROOT.glob("tests/claims/games/*/scenario.yaml"))


@pytest.mark.parametrize("folder", SCENARIOS, ids=lambda folder: folder.name)
def test_a_graph_is_derived_from_any_scenario_or_refused_with_a_reason(folder: Path) -> None:
    """Every small scenario at hand gives a graph in which the first day is a state, or a sentence why not."""
    scenario = read_scenario(folder)
    try:
        made = derive(scenario)
    except UsageError as refused:
        assert "packages" in str(refused) or "hidden" in str(refused)
        return
    quo = made.conflict.status_quo
    assert quo is not None
    assert made.conflict.states.name(quo) == "The war goes on"
    assert len(made.conflict.makers) == len(scenario.parties)
    assert made.conflict.lost


def test_a_graph_is_derived_from_an_extended_scenario_under_any_kinds() -> None:
    """Several hidden sides, three kinds, turns: the weightiest kinds unless others are named."""
    scenario = read_scenario_text(EXTENDED)
    plain, other = derive(scenario), derive(scenario, "hard+weary")
    assert "the North is mild and the South is fresh and “Fortune” is fair" in " ".join(plain.conflict.lost)
    assert any("turns" in one for one in plain.conflict.lost)
    assert any("signatures" in one for one in plain.conflict.lost)
    north, patron = plain.conflict.makers[0].preference, plain.conflict.makers[2].preference
    here, quo = int(np.flatnonzero(plain.settled == 0)[0]), plain.conflict.status_quo
    assert quo is not None
    # Mild: signing `here` is worth 70, going on the horizon's 40; hard: 30 against 40.
    assert north.levels[here] > north.levels[quo]
    assert other.conflict.makers[0].preference.levels[here] < other.conflict.makers[0].preference.levels[quo]
    # The patron signs nothing; the horizon is worth 20 to it, any deal 6.
    assert patron.levels[here] < patron.levels[quo]
    with pytest.raises(UsageError, match="did you mean 'weary'"):
        derive(scenario, "south.wery")


def test_levers_with_several_keys_and_votes_are_choices_of_all_who_have_a_say() -> None:
    """A lever moves once all its keys are turned; two consents of three settle where two are enough."""
    text = EXTENDED.replace("switch_cost: 1}", "switch_cost: 1, consent: [south]}").replace(
        "    signatories: [north, south]\n", "    signatories: [north, south, patron]\n    agree: 2\n"
    )
    made = derive(read_scenario_text(text))
    ids = [option.id for option in made.conflict.states.options]
    assert "consent_aid_off_south" in ids
    masks = made.conflict.states.masks

    def taken(name: str) -> npt.NDArray[np.bool_]:
        return np.asarray((masks >> np.uint64(ids.index(name)) & np.uint64(1)) == 1)

    both = taken("set_aid_off") & taken("consent_aid_off_south")
    assert set(np.unique(made.posture[both])) == {1}
    assert set(np.unique(made.posture[~both])) == {0}
    yes = sum(taken(f"accept_here_{party}").astype(int) for party in ("north", "south", "patron"))
    assert ((made.settled == 0) == (yes >= 2)).all()
