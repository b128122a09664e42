"""What rests on a solution less good than usual says so, whichever verb shows it; what does not, does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.entry import write_entry
from typer.testing import CliRunner

from parley.cli.main import app
from parley.errors import SolutionError
from parley.solver import equilibrium

WORDS = "far above the usual"
VERBS = {
    "run": (),
    "what-if": (),
    "what-if --along": ("--along", "parties.second.precision", "--points", "3"),
    "weigh": (),
    "weigh --blind": ("--blind",),
    "score": (),
    "advise": ("--for", "second"),
    "packages": (),
    "explain": (),
    "influence": ("--outcome", "worth:second", "--draws", "20"),
    "influence --markdown": ("--outcome", "worth:second", "--draws", "20", "--markdown"),
    "study": ("--draws", "2", "--workers", "1"),
    "theses": (),
    "stability": ("--derive", "--lenses"),
    "estimate": ("parties.second.precision", "--points", "5"),
    "calibrate": ("--draws", "100"),
    "play": ("--as", "second"),
}
WITHOUT_JSON = {"play", "influence --markdown"}
PAGES = {
    "run": "brief.html",
    "weigh": "weighing.html",
    "score": "scores.html",
    "packages": "packages.html",
    "study": "study/study.html",
    "estimate": "estimate.html",
    "calibrate": "calibration.html",
}


@pytest.fixture(scope="module")
def doubtful(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case whose beliefs do not follow from choices at some nodes."""
    return write_entry(tmp_path_factory.mktemp("doubtful") / "entry", sound=False)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same case where all is as usual."""
    return write_entry(tmp_path_factory.mktemp("sound") / "entry", sound=True)


def _said(verb: str, case: Path, *more: str) -> str:
    """What a verb prints of a case, in one line."""
    words = [verb.split()[0], str(case), *VERBS[verb], *more]
    found = CliRunner().invoke(app, words, input="rest\n" * 20, catch_exceptions=False)
    assert found.exit_code == 0, found.stderr
    return found.stdout if more else " ".join(found.stdout.split())


@pytest.mark.parametrize("verb", VERBS)
def test_a_residual_far_above_the_usual_is_said(
    verb: str, doubtful: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the terminal, on the page it writes, and by a field of its JSON."""
    monkeypatch.chdir(tmp_path)
    assert WORDS in _said(verb, doubtful)
    if verb in PAGES:
        assert WORDS in (tmp_path / "out" / "entry" / PAGES[verb]).read_text(encoding="utf-8")


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb not in WITHOUT_JSON])
def test_json_says_it_by_a_field(
    verb: str, doubtful: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`certificate` (of an outlook: `solver`) says whether, and how far off."""
    monkeypatch.chdir(tmp_path)
    found = json.loads(_said(verb, doubtful, "--json"))
    certificate = found["solver"] if verb == "run" else found["certificate"]
    assert certificate["residual"] > 1.0
    if "solutions" in certificate:
        assert 0 < certificate["unsettled"] <= certificate["solutions"]
    else:
        assert certificate["settled"] is False


@pytest.mark.parametrize("verb", VERBS)
def test_nothing_is_said_where_all_is_as_usual(
    verb: str, sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the same case with beliefs that follow from choices."""
    monkeypatch.chdir(tmp_path)
    assert WORDS not in _said(verb, sound)
    for page in tmp_path.rglob("*.html"):
        assert WORDS not in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("verb", ["weigh", "score"])
def test_nothing_is_weighed_by_a_solution_without_certificate(
    verb: str, sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused, as a run is."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(equilibrium, "MOST_RESIDUAL", -1.0)
    with pytest.raises(SolutionError, match="where play leads"):
        CliRunner().invoke(app, [verb, str(sound)], catch_exceptions=False)
    assert not list(tmp_path.rglob("*.json"))
