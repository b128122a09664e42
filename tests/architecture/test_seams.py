"""Where rooms meet, results have types: what is still `Any` there is counted, with the reason."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "parley"
ROOMS = ("outlook", "dealing", "outside_view", "sensitivity", "inference", "report", "workbench")

DOCUMENT = "a document of JSON on its way to a file"
DRAWING = "a chart is a Vega-Lite specification, which is data"
WEIGHING = "the document of a weighing on its way to a file, which a test holds to its type"
LEDGERS = "ledgers, whose entries are of every kind"
LIBRARY = "what a library without types takes or gives"
LEFT = {
    "workbench/theses.py": (2, "entries of ledgers and moments of the weighing, as documents have them"),
    "outlook/result.py": (2, "the head and the gist of an outlook, as arguments of another result"),
    "sensitivity/influence/screening.py": (1, LIBRARY),
    "sensitivity/what_if/redoing.py": (1, "any two parts of games are compared"),
    "sensitivity/study/conducting/cluster.py": (2, LIBRARY),
    "sensitivity/study/store/ledger.py": (2, "the header of a ledger as it is read from the disk"),
    "sensitivity/study/store/tables.py": (1, "rows of a database"),
    "report/calling.py": (1, "parts of a scenario of every kind"),
    "report/charts/still.py": (3, DRAWING),
    "report/charts/style.py": (1, DRAWING),
    "report/context.py": (1, DRAWING),
    "report/graph/lens.py": (1, DOCUMENT),
    "report/inference/weighing/document.py": (4, WEIGHING),
    "report/inference/weighing/meetings.py": (1, WEIGHING),
    "report/inference/weighing/others.py": (2, WEIGHING),
    "report/inference/weighing/stakes.py": (1, WEIGHING),
    "report/page.py": (1, DRAWING),
    "report/record/asked.py": (1, LEDGERS),
    "report/record/moves.py": (1, DRAWING),
    "report/record/tables.py": (1, LEDGERS),
    "report/results.py": (1, DOCUMENT),
    "workbench/attached.py": (4, "findings of every kind, kept as documents"),
    "workbench/recording.py": (2, LEDGERS),
    "workbench/score.py": (3, DOCUMENT),
    "workbench/stability.py": (1, DOCUMENT),
    "workbench/study.py": (1, "a method as an earlier study's header has it"),
    "workbench/weigh.py": (3, WEIGHING),
    "workbench/writing.py": (3, DOCUMENT),
}
"""Module -> how many public functions and annotated names still say Any, and why. It may only go down."""

ELSEWHERE = {
    "cli": (2, "what the library of the command line hands over"),
    "eliciting": (10, "a scenario on its way to YAML"),
    "exchange": (1, "files of other programs, before they are checked"),
    "files": (1, DOCUMENT),
    "graph": (8, "graph.yaml before it is checked, and documents of other programs"),
    "notebook": (2, "frames, whose library is loaded when it is asked for"),
    "record": (8, LEDGERS),
    "scenario": (88, "YAML as it stands before it is checked, and as it is written back"),
    "solver": (55, "arguments of compiled code, whose types numba infers"),
    "theses": (2, "entries of ledgers and moments of the weighing, as documents have them"),
    "web": (8, "what a form sends, and work of every kind that waits for its turn"),
}
"""The same inside the rooms below and above these, room by room. It may only go down."""


def _annotations(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.AnnAssign):
        yield node.annotation
    elif isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
        named = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
        yield from (one.annotation for one in named if one.annotation is not None)
        if node.returns is not None:
            yield node.returns


def _untyped(path: Path) -> int:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return sum(
        any(
            isinstance(part, ast.Name) and part.id == "Any"
            for annotation in _annotations(node)
            for part in ast.walk(annotation)
        )
        for node in ast.walk(tree)
    )


def test_what_is_still_any_where_rooms_meet_is_counted_and_has_a_reason() -> None:
    """No module of these rooms says Any in more places than are listed, and every listed one has a reason."""
    found = Counter(
        {
            str(path.relative_to(SOURCE)): _untyped(path)
            for room in ROOMS
            for path in sorted((SOURCE / room).rglob("*.py"))
        }
    )
    more = {name: count for name, count in found.items() if count > LEFT.get(name, (0, ""))[0]}
    assert more == {}
    assert all(reason for _, reason in LEFT.values())
    assert {name for name in LEFT if name not in found} == set(), "gone: take it off the list"


def test_what_is_any_inside_the_other_rooms_is_counted_by_room() -> None:
    """No other room says Any in more places than are listed, each with a reason, and no room is left out."""
    rooms = [path for path in sorted(SOURCE.iterdir()) if path.is_dir() and path.name not in ROOMS]
    found = {room.name: sum(_untyped(path) for path in room.rglob("*.py")) for room in rooms}
    assert {room: n for room, n in found.items() if n > ELSEWHERE.get(room, (0, ""))[0]} == {}
