"""`parley elicit` in a terminal: scripted answers typed into a pseudo-terminal."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pexpect
import pytest
from tests.eliciting.scripts import PIE, WAR

from parley.case import check_case

ROOT = Path(__file__).parents[2]
WIDE = (50, 400)
"""Rows and columns of a terminal in which no sentence is broken."""


def _talk(folder: Path, *options: str) -> pexpect.spawn[str]:
    """The program in a pseudo-terminal of its own."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "TERM": "dumb",
        "PROMPT_TOOLKIT_NO_CPR": "1",
    }
    command = ["-c", "from parley.cli.main import main; main()", "elicit", str(folder), *options]
    # The class takes no type where it runs, only where types are checked.
    started: pexpect.spawn[str] = pexpect.spawn(
        sys.executable,
        command,
        env=environment,
        encoding="utf-8",
        timeout=120,
        echo=False,
        dimensions=WIDE,
    )
    return started


def _answer(talk: pexpect.spawn[str], question: str, said: str) -> None:
    talk.expect_exact(question)
    talk.expect("> ")
    talk.send(f"{said}\r")


def _interrupt(talk: pexpect.spawn[str]) -> None:
    """Press Ctrl-C, and again where it fell into a moment in which Python lets it go by."""
    for _ in range(6):
        talk.sendintr()
        if talk.expect_exact(["what is answered is kept", pexpect.TIMEOUT], timeout=15) == 0:
            return
    pytest.fail("the interview does not end")


def test_an_interview_is_left_gone_on_with_and_writes_a_case(tmp_path: Path) -> None:
    """Two answers, one misread first; stopped with Ctrl-C; then all the rest, and a case that checks."""
    folder = tmp_path / "war"
    talk = _talk(folder, "--expert", "ada", "--on", "2025-01-07")
    _answer(talk, "What is this about", WAR["title"])
    _answer(talk, "From which day", "soon")
    talk.expect_exact("a day such as 2025-03-19 is expected")
    _answer(talk, "From which day", WAR["as_of"])
    talk.expect_exact("Up to which day")
    talk.expect("> ")
    _interrupt(talk)
    talk.expect(pexpect.EOF)
    talk = _talk(folder, "--expert", "ada", "--on", "2025-01-08")
    for question in list(WAR)[2:]:
        talk.expect("> ")
        talk.send(f"{WAR[question]}\r")
    talk.expect_exact("no faults; next: parley explain")
    talk.expect(pexpect.EOF)
    talk.close()
    assert talk.exitstatus == 0
    assert check_case(folder) == []


def test_an_answer_is_revised_and_a_contradiction_is_said(tmp_path: Path) -> None:
    """`--revise` asks one question again; what it now says against another answer is told at once."""
    folder = tmp_path / "pie"
    talk = _talk(folder)
    for question in PIE:
        talk.expect("> ")
        talk.send(f"{PIE[question]}\r")
    talk.expect(pexpect.EOF)
    talk = _talk(folder, "--revise", "likes/ann")
    _answer(talk, "Which of the packages would Ann like best?", "Fair split")
    talk.expect_exact("you put “Fair split” above “Ann takes it” for Ann, but the weights say the reverse")
    talk.expect_exact("wrote")
    talk.expect(pexpect.EOF)
    talk.close()
    assert talk.exitstatus == 0


@pytest.mark.parametrize("stop", [signal.SIGTERM])
def test_what_is_answered_survives_a_kill(tmp_path: Path, stop: signal.Signals) -> None:
    """Each answer is on the disk before the next question is put."""
    folder = tmp_path / "pie"
    talk = _talk(folder)
    _answer(talk, "What is this about", PIE["title"])
    talk.expect_exact("From which day")
    talk.kill(stop)
    talk.expect(pexpect.EOF)
    assert PIE["title"] in (folder / "elicitation.json").read_text(encoding="utf-8")
