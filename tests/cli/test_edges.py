"""Output in any encoding, and what happens when something nobody foresaw goes wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from parley.cli.main import app

ROOT = Path(__file__).parents[2]
BROKEN = """
import sys
import parley.cli.main as shell
def _break(): raise {problem}
shell.app = _break
sys.argv = ["parley", "run", "/secret/place", "--set", "parties.x=1"]
shell.main()
"""


def _parley(*words: str, encoding: str = "utf-8", program: str = "") -> subprocess.CompletedProcess[bytes]:
    run = program or "from parley.cli.main import main; main()"
    path = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": encoding}
    return subprocess.run(
        [sys.executable, "-c", run, *words], cwd=ROOT, env=path, capture_output=True, check=False
    )


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "latin-1"])
def test_a_narrow_encoding_prints_the_nearest_letters(encoding: str) -> None:
    """A ledger full of typographic letters is printed, in an encoding that lacks some of them."""
    ran = _parley("ledger", "ukraine-2025", "quid-pro-quo", encoding=encoding)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.decode(encoding)


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_data_in_a_narrow_encoding_is_still_json(encoding: str) -> None:
    """What an encoding lacks is escaped as JSON escapes it."""
    ran = _parley("ledger", "ukraine-2025", "--json", encoding=encoding)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout.decode(encoding))


@pytest.mark.parametrize("verb", ["explain", "packages", "advise", "run"])
@pytest.mark.parametrize("memory", ["inf", "-1", "nan"])
def test_a_limit_that_is_no_size_is_refused_by_every_verb(verb: str, memory: str) -> None:
    """One kind of memory option for all of them, which says what it expects."""
    whom = ("--for", "ann") if verb == "advise" else ()
    ran = CliRunner().invoke(app, [verb, "pie", *whom, "--memory", memory])
    assert ran.exit_code == 2
    assert "expected gigabytes" in ran.output


class TestTheLastNet:
    """What nobody foresaw is a sentence, an exit code and a report without the case."""

    @pytest.mark.parametrize("problem", ["ZeroDivisionError('Anna')", "RecursionError('Anna')"])
    def test_an_unforeseen_error_is_a_sentence(self, problem: str, tmp_path: Path) -> None:
        """No traceback, exit code 70, and a file that holds neither message nor arguments."""
        program = f"import tempfile; tempfile.tempdir = {str(tmp_path)!r}\n" + BROKEN.format(problem=problem)
        ran = _parley(program=program)
        assert ran.returncode == 70
        assert b"Traceback" not in ran.stderr
        (report,) = tmp_path.glob("parley-report-*.txt")
        assert str(report) in ran.stderr.decode()
        text = report.read_text(encoding="utf-8")
        assert problem.partition("(")[0] in text
        assert not any(word in text for word in ("Anna", "secret", "parties.x"))

    def test_an_engine_that_throws_no_exception_is_caught_too(self, tmp_path: Path) -> None:
        """Some engines throw what is no Exception; that is a sentence as well."""
        program = f"import tempfile; tempfile.tempdir = {str(tmp_path)!r}\n"
        program += "class Panic(BaseException): pass\n" + BROKEN.format(problem="Panic('x')")
        ran = _parley(program=program)
        assert ran.returncode == 70
        assert b"Traceback" not in ran.stderr

    def test_memory_that_ran_out_is_said(self) -> None:
        """Running out of memory names what can be done."""
        ran = _parley(program=BROKEN.format(problem="MemoryError()"))
        assert ran.returncode == 70
        assert b"--memory" in ran.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("run", "pie", "--memory", "inf"),
        ("run", "pie", "--memory", "-1"),
        ("run", "pie", "--memory", "nan"),
        ("run", "pie", "--memory", "0"),
        ("what-if", "pie", "--along", "parties.ann.precision=0.1..1", "--points", "1000000000"),
        ("study", "pie", "--draws", "1000000000000"),
        ("study", "pie", "--memory", "inf"),
        ("influence", "pie", "--seed", "99999999999999999999"),
    ],
    ids=" ".join,
)
def test_a_figure_that_makes_no_sense_is_said(words: tuple[str, ...]) -> None:
    """An option out of all bounds is a sentence and exit code 2, at once."""
    ran = _parley(*words)
    assert ran.returncode == 2, ran.stderr
    assert b"Traceback" not in ran.stderr


def test_a_number_of_a_case_with_many_plans_is_followed() -> None:
    """Two hundred divisions of a pie are more than there are colours; the most probable few are shown."""
    ran = _parley("what-if", "pie", "--along", "parties.ann.precision=0.1..1", "--points", "3")
    assert ran.returncode == 0, ran.stderr
    assert "such changes more" in " ".join(ran.stdout.decode().split())
