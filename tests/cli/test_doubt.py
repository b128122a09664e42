"""What rests on a solution less good than usual says so, whichever verb shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from parley.cli.main import app
from parley.errors import SolutionError
from parley.outlook import certificate
from parley.solver import equilibrium

TINY = Path(__file__).parents[1] / "fuzz" / "tiny"
VERBS = {
    "weigh": (),
    "score": (),
    "advise": ("--for", "suderia"),
    "packages": (),
    "explain": (),
    "what-if": (),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_residual_far_above_the_usual_is_said(
    verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were what is usual less than nothing, every verb would say that this is above it."""
    monkeypatch.chdir(tmp_path)
    words = [verb, str(TINY), *VERBS[verb]]
    usual = CliRunner().invoke(app, words, catch_exceptions=False)
    monkeypatch.setattr(certificate, "USUAL_RESIDUAL", -1.0)
    doubted = CliRunner().invoke(app, words, catch_exceptions=False)
    assert usual.exit_code == doubted.exit_code == 0
    assert "far above the usual" not in usual.stderr
    assert "advice: The largest belief residual" in doubted.stderr
    assert doubted.stdout == usual.stdout or verb == "what-if", "which says it of each what-if as well"


@pytest.mark.parametrize("verb", ["weigh", "score"])
def test_nothing_is_weighed_by_a_solution_without_certificate(
    verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused, as a run is."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(equilibrium, "MOST_RESIDUAL", -1.0)
    with pytest.raises(SolutionError, match="where play leads"):
        CliRunner().invoke(app, [verb, str(TINY)], catch_exceptions=False)
    assert not list(tmp_path.rglob("*.json"))
