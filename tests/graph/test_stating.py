"""A graph.yaml means what the reference says it does."""

from __future__ import annotations

import random
import re
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from parley.errors import CaseError
from parley.files import TextFile, compose_yaml
from parley.graph.concepts.stability import CONCEPTS, stability
from parley.graph.graph_reference import GRAPH_GRAMMAR
from parley.graph.model.conflict import Conflict
from parley.graph.model.preference import BETTER, EQUAL, UNKNOWN, WORSE
from parley.graph.stating import STARTER
from parley.graph.stating.formula import StatementError, parsed, truth
from parley.graph.stating.graph_file import read_graph, read_graph_text
from parley.graph.stating.graph_schema import graph_schema
from parley.graph.stating.statebook import book_of

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"
FILED = sorted(path.parent for path in (ROOT / "benchmarks/known_graphs").glob("*/graph.yaml"))


def _one(preferences: str, more: str = "") -> Conflict:
    """Two decision makers with two options and one; the first prefers as asked, states are 1 to 8."""
    return read_graph_text(
        "title: t\ndecision_makers:\n"
        f"  a: {{options: {{x: , y: }}, preferences: {preferences}}}\n"
        "  b: {options: {z: }, preferences: {ranking: [rest]}}\n" + more
    )


def _levels(preferences: str, more: str = "") -> list[int]:
    found: list[int] = _one(preferences, more).makers[0].preference.levels.tolist()
    return found


def test_states_are_numbered_with_the_first_option_changing_fastest() -> None:
    """NNN is 1, YNN 2, NYN 3, and so on, as in the literature."""
    states = _one("{ranking: [rest]}").states
    assert [states.pattern(one) for one in range(8)] == [
        "NNN",
        "YNN",
        "NYN",
        "YYN",
        "NNY",
        "YNY",
        "NYY",
        "YYY",
    ]


def test_a_ranking_has_ties_gaps_and_a_rest() -> None:
    """States by number, name or pattern; a list or a pattern is a tie, `rest` is all that is not named."""
    assert _levels("{ranking: [8, [YNN, 3], rest, --Y]}".replace("8, ", "")) == [1, 2, 2, 1, 0, 0, 0, 0]
    assert _levels("{ranking: [top, NNN, rest]}", "states: {top: YYY}") == [1, 0, 0, 0, 0, 0, 0, 2]


def test_much_in_a_ranking_cuts_tiers() -> None:
    """What stands below `much` is much worse than everything above it, and nothing else is."""
    preference = _one("{ranking: [1, 2, much, 3, rest]}").makers[0].preference
    assert preference.levels.tolist() == [3, 2, 1, 0, 0, 0, 0, 0]
    assert preference.much_below.tolist() == [-1, -1, 1, 1]


def test_statements_are_lexicographic() -> None:
    """The first statement outweighs all others together."""
    assert _levels("{statements: [x, y, z]}") == [0, 4, 2, 6, 1, 5, 3, 7]
    assert _levels("{statements: [x, y, z], much: 1}") == [0, 4, 2, 6, 1, 5, 3, 7]
    preference = _one("{statements: [x, y, z], much: 1}").makers[0].preference
    assert preference.much_below.tolist() == [-1, -1, -1, -1, 3, 3, 3, 3]


def test_seventy_statements_do_not_overflow() -> None:
    """The first of seventy still outweighs the sixty-nine others."""
    texts = ", ".join(["x", *(["not x"] * 69)])
    assert _levels(f"{{statements: [{texts}]}}") == [0, 1] * 4


def test_weights_and_points_are_exact() -> None:
    """A tenth and two tenths are three tenths, thirds add up, and differences of `much` are strength."""
    assert _levels("{weights: {x: 0.1, y: 0.2, z: 0.3}}") == [0, 1, 2, 3, 3, 4, 5, 6]
    assert _levels("{weights: {x: 1/3, y: -1}}") == [2, 3, 0, 1] * 2
    points = "{points: {---: 0}}".replace("---: 0", ", ".join(f"{n}: {n % 3}" for n in range(1, 9)))
    preference = _one(points[:-1] + ", much: 2}").makers[0].preference
    assert preference.levels.tolist() == [1, 2, 0, 1, 2, 0, 1, 2]
    assert preference.much_below.tolist() == [-1, -1, 0]


def test_a_partial_preference_has_what_follows_and_nothing_else() -> None:
    """Chains are transitive, ~ is carried along, and all other pairs are unknown."""
    relation = _one("{partial: [1 > 2 > 3, 3 ~ 4, 4 > 5]}").makers[0].preference.relation
    assert relation is not None
    assert relation[4, 0] == BETTER
    assert relation[0, 4] == WORSE
    assert relation[2, 3] == EQUAL
    assert relation[1, 3] == WORSE
    assert relation[0, 5] == UNKNOWN
    assert (relation.diagonal() == EQUAL).all()


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("x and not y", {"YN"}),
        ("x or y", {"YN", "NY", "YY"}),
        ("x if y", {"NN", "YN", "YY"}),
        ("x iff y", {"NN", "YY"}),
        ("not x if y", {"NN", "YN", "NY"}),
        ("(x or y) and not (x and y)", {"YN", "NY"}),
        ("Y-- or NN-", {"YN", "YY", "NN"}),
        ("!x & y | x", {"NY", "YN", "YY"}),
    ],
)
def test_a_statement_holds_where_logic_says(text: str, holds: set[str]) -> None:
    """`not` binds most, then `and`, `or`, `if`, `iff`; a pattern is a statement."""
    book = book_of(_one("{ranking: [rest]}"))
    found = {book.states.pattern(int(s))[:2] for s in np.flatnonzero(book.inside(text))}
    assert found == holds


def test_statements_agree_with_logic_worked_out_one_state_at_a_time() -> None:
    """Random statements hold where Python's own logic says they do."""
    draw = random.Random(5)

    def build(depth: int) -> tuple[str, str]:
        if depth == 0 or draw.random() < 0.2:
            name = draw.choice("xyz")
            return name, name
        kind = draw.choice(("not", "and", "or", "if", "iff"))
        a, b = build(depth - 1), build(depth - 1)
        if kind == "not":
            return f"(not {a[0]})", f"(not {a[1]})"
        python = {"and": "({} and {})", "or": "({} or {})", "if": "({} or not {})", "iff": "({} == {})"}[kind]
        return f"({a[0]} {kind} {b[0]})", python.format(a[1], b[1])

    values = {"x": [False, True] * 4, "y": [False, False, True, True] * 2, "z": [False] * 4 + [True] * 4}
    for _ in range(100):
        ours, theirs = build(4)
        found = truth(parsed(ours), lambda word: np.array(values[word])).tolist()
        wanted = [bool(eval(theirs, {}, {name: values[name][s] for name in "xyz"})) for s in range(8)]
        assert found == wanted, ours


@pytest.mark.parametrize("text", ["", "x and", "not", "(x", "x)", "x y", "x > y", "((", "x and and y", "?"])
def test_a_statement_that_cannot_be_read_is_refused(text: str) -> None:
    """Nothing but a statement passes for one."""
    with pytest.raises(StatementError):
        parsed(text)


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("at most one of x, y, z", 4),
        ("at least one of x, y, z", 7),
        ("exactly one of x, y and z", 3),
        ("x needs y", 6),
        ("x excludes y, z", 5),
        ("YY-", 6),
        ("x and not z", 6),
    ],
)
def test_what_is_infeasible_is_not_counted(line: str, count: int) -> None:
    """Each way of ruling states out leaves as many as it should."""
    conflict = _one("{ranking: [rest]}", f"infeasible: ['{line}']\n")
    assert conflict.states.count == count


def test_a_one_way_option_may_hang_on_a_statement() -> None:
    """Taken back freely, never, or only where the statement does not hold at the state that is left."""
    text = (
        "title: t\ndecision_makers:\n"
        "  a: {options: {x: {one_way: WAY}}, preferences: {ranking: [rest]}}\n"
        "  b: {options: {z: }, preferences: {ranking: [rest]}}\n"
    )
    back = {}
    for way in ("taken", "dropped", "{way: taken, while: z}"):
        reach = read_graph_text(text.replace("WAY", way)).reaches[0]
        back[way] = [reach.targets(state).tolist() for state in range(4)]
    assert back["taken"] == [[1], [], [3], []]
    assert back["dropped"] == [[], [0], [], [2]]
    assert back["{way: taken, while: z}"] == [[1], [0], [3], []]


def test_merged_states_are_reached_and_left_as_their_parts_are() -> None:
    """Merged states come last, are entered from wherever a part is, and left wherever a part leads."""
    conflict = _one("{ranking: [rest]}", "merged: {gone: {is: x and z, name: Gone}}\n")
    assert conflict.states.count == 7
    assert conflict.states.name(6) == "Gone"
    assert conflict.states.pattern(6) == "Y-Y"
    # From NNN nobody gets there in one step; from YNN b does, from NNY a does.
    assert 6 not in conflict.reaches[0].targets(0)
    assert 6 in conflict.reaches[1].targets(1)
    assert 6 in conflict.reaches[0].targets(4)
    assert sorted(conflict.reaches[1].targets(6).tolist()) == [1, 3]


def test_graph_form_and_option_form_of_one_conflict_agree() -> None:
    """The same conflict, its moves listed one by one, has the same stability everywhere."""
    for folder in FILED:
        stated = read_graph(folder)
        names = [f"s{n}" for n in range(1, stated.states.count + 1)]
        lines = ["title: t", f"states: [{', '.join(names)}]", "decision_makers:"]
        for maker, reach in zip(stated.makers, stated.reaches, strict=True):
            moves = ", ".join(
                f"s{s + 1}: [{', '.join(f's{t + 1}' for t in reach.targets(s).tolist())}]"
                for s in range(stated.states.count)
                if len(reach.targets(s))
            )
            levels = maker.preference.levels
            ranks = ", ".join(
                f"[{', '.join(names[s] for s in np.flatnonzero(levels == level))}]"
                for level in range(int(levels.max()), -1, -1)
            )
            lines += [f"  {maker.id}:", f"    moves: {{{moves}}}", f"    preferences: {{ranking: [{ranks}]}}"]
        listed = read_graph_text("\n".join(lines) + "\n")
        ours, theirs = stability(stated), stability(listed)
        for concept in CONCEPTS:
            assert (ours.stable[concept] == theirs.stable[concept]).all(), folder.name


@pytest.mark.parametrize("folder", [*FILED, STARTER, ROOT / "cases/ukraine-2025"], ids=lambda f: f.name)
def test_a_sound_graph_fits_the_schema(folder: Path) -> None:
    """The schema that editors use accepts what the reader accepts."""
    text = (folder / "graph.yaml").read_text(encoding="utf-8")
    read_graph_text(text)
    data = compose_yaml(TextFile(Path("a"), text, "")).data
    validator = jsonschema.Draft202012Validator(graph_schema())
    assert [error.json_path for error in validator.iter_errors(data)] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("statements:", "statement:"),
        ("title: Two", "titel: Two"),
        ("options:", "opts:"),
        ("status_quo:", "status-quo:"),
        ("statements: [withdraw, not shell, not recognise]", "statements: 3"),
    ],
)
def test_the_schema_shows_what_an_editor_should_underline(old: str, new: str) -> None:
    """What the reader refuses for its keys or types does not fit the schema either."""
    text = (STARTER / "graph.yaml").read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    with pytest.raises(CaseError):
        read_graph_text(text)
    data = compose_yaml(TextFile(Path("a"), text, "")).data
    assert not jsonschema.Draft202012Validator(graph_schema()).is_valid(data)


def test_the_reference_is_in_step_with_the_grammar() -> None:
    """If this fails: python -m parley.graph.graph_reference docs/reference."""
    page = (REFERENCE / "graph.md").read_text(encoding="utf-8")
    assert page == GRAPH_GRAMMAR.page_with_tables(page)
    assert "|  |\n" not in GRAPH_GRAMMAR.tables()
    assert (REFERENCE / "graph.schema.json").read_text(encoding="utf-8") == GRAPH_GRAMMAR.schema_text()


def test_the_example_of_the_reference_is_sound() -> None:
    """The graph on the page reads as it stands."""
    page = (REFERENCE / "graph.md").read_text(encoding="utf-8")
    [example] = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    assert read_graph_text(example).states.count == 9
