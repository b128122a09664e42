"""Every verb's screen holds at 80 and at 60 columns: lines fit, names are whole, figures keep their units."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from parley.cli.main import COMMANDS, app

TINY = Path(__file__).parents[1] / "fuzz" / "tiny"
GRAPH = Path(__file__).parents[2] / "cases" / "ukraine-2025-plain"
NAMES = {
    "name: Norland": "name: Northern Confederation of Free Harbours",
    "name: Suderia": "name: Southern Separatists",
}
VERBS = [
    "run CASE --out OUT",
    "run CASE --preview",
    "brief CASE --out OUT",
    "explain CASE",
    "explain CASE --party norland --why norland_terms",
    "packages CASE --out OUT",
    "advise CASE --for norland",
    "advise CASE --for suderia",
    "play CASE --as norland --seed 1 --did hold",
    "outside-view CASE",
    "outside-view --classes",
    "weigh CASE --out OUT",
    "what-if CASE",
    "what-if CASE --along parties.suderia.precision --points 3",
    "influence CASE --draws 24",
    "score CASE --out OUT",
    "stamp CASE --out OUT --on 2025-02-01",
    "estimate CASE parties.suderia.precision --points 5 --out OUT",
    "stability GRAPH",
    "stability CASE --derive",
    "check CASE",
    "check CASE --sources",
    "new OUT/new --record",
    "elicit OUT/asked --list",
    "cite CASE",
    "gambit CASE --to OUT/game.efg",
    "ledger CASE",
    "record compare CASE/moves.csv CASE/moves.csv",
    "record export CASE OUT/record.plover --to plover",
    "record import CASE/plover.jsonl CASE --from plover",
    "theses CASE",
]
KEPT_ELSEWHERE = {"calibrate", "serve", "study"}
"""Verbs that draw hundreds of times, or go on until they are stopped: held where they are tried."""
UNITS = r"(%|points?\b|pp\b|days?\b|weeks?\b|months?\b|GB\b|MB\b|bits?\b)"
PARTED = re.compile(rf"(?<![\w./-])\d[\d.,]*\n *{UNITS}(?![\w ]*:)")
UNBROKEN = re.compile(r"\bparley \w.*|\S*[/\\=:_.]\S*|\b[0-9a-f]{40,}")
"""Paths, addresses, ids, digests, commands: whoever copies them wants them in one piece."""


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny case with names as long as names get, an export of its record, and a run of it in `out`."""
    folder = Path(shutil.copytree(TINY, tmp_path_factory.mktemp("screens") / "case"))
    text = (folder / "scenario.yaml").read_text(encoding="utf-8")
    for short, long in NAMES.items():
        text = text.replace(short, long)
    (folder / "scenario.yaml").write_text(text, encoding="utf-8")
    to = str(folder / "plover.jsonl")
    assert CliRunner().invoke(app, ["record", "export", str(folder), to, "--to", "plover"]).exit_code == 0
    out = str(folder.parent / "out")
    assert CliRunner().invoke(app, ["run", str(folder), "--out", out]).exit_code == 0
    return folder


def test_every_verb_has_a_screen_here_or_elsewhere() -> None:
    """A new verb is added to the list."""
    assert {verb.split()[0] for verb in VERBS} | KEPT_ELSEWHERE == set(COMMANDS)


@pytest.mark.parametrize("verb", VERBS)
def test_a_screen_holds_at_any_width(verb: str, case: Path) -> None:
    """Lines fit but for paths and digests, no name is cut, no line begins with the unit of a figure."""
    places = {"CASE": str(case), "OUT": str(case.parent / "out"), "GRAPH": str(GRAPH)}
    words = [re.sub("CASE|OUT|GRAPH", lambda found: places[found[0]], word) for word in verb.split()]
    for width in (80, 60):
        shutil.rmtree(case.parent / "out" / "new", ignore_errors=True)
        ran = CliRunner().invoke(app, words, env={"COLUMNS": str(width)}, input="")
        assert ran.exit_code in (0, 130), ran.output
        said = ran.output
        wide = [line for line in said.splitlines() if len(line.rstrip()) > width]
        assert not [line for line in wide if len(_without_paths(line)) > width], wide
        assert "…" not in said.replace("     … ", "")
        assert not (parted := PARTED.search(said)), said[parted.start() - 60 : parted.end() + 60]
        for cut in ("Northern Confederatio\n", "Separatist\n", "Separatis ", "Confederat "):
            assert cut not in said


def _without_paths(line: str) -> str:
    """A line whose paths and addresses count for nothing, if one is all that does not fit."""
    return UNBROKEN.sub("", line).strip()
