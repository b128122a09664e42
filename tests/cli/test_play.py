"""`parley play` in a terminal: a chair is taken, choices are typed into a pseudo-terminal, the story ends."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest
from tests.dealing.test_table import HIDDEN

ROOT = Path(__file__).parents[2]
WIDE = (50, 400)
"""Rows and columns of a terminal in which no sentence is broken."""


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A small war in which one side may be either."""
    folder = tmp_path / "small"
    folder.mkdir()
    (folder / "scenario.yaml").write_text(HIDDEN, encoding="utf-8")
    return folder


def _talk(case: Path, *options: str) -> pexpect.spawn[str]:
    """The program in a pseudo-terminal of its own."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "TERM": "dumb",
        "PROMPT_TOOLKIT_NO_CPR": "1",
    }
    command = ["-c", "from parley.cli.main import main; main()", "play", str(case), *options]
    return pexpect.spawn(
        sys.executable,
        command,
        env=environment,
        encoding="utf-8",
        timeout=120,
        echo=False,
        dimensions=WIDE,
    )


def _say(talk: pexpect.spawn[str], word: str) -> None:
    talk.expect("> ")
    talk.send(f"{word}\r")


def test_a_chair_is_taken_and_the_story_ends(case: Path) -> None:
    """What the model thinks comes when asked for; a slip is said; undo, and the end beside the outlook."""
    talk = _talk(case, "--as", "north", "--kind", "hard", "--seed", "3")
    talk.expect_exact("You sit for the North. What the others do not know of you: hard. Seed 3.")
    talk.expect_exact("you have the floor")
    talk.expect_exact("1) hold")
    _say(talk, "?")
    talk.expect("the model would take it .* of the time")
    _say(talk, "hodl")
    talk.expect_exact("did you mean hold?")
    _say(talk, "1")
    _say(talk, "u")
    talk.expect_exact("you have the floor")
    _say(talk, "m")
    _say(talk, "r")
    for part in (
        "How it ended",
        "The model's outlook gave that",
        "What was hidden",
        "Who came to believe what",
    ):
        talk.expect_exact(part)
    talk.expect_exact("What the model would have done")
    talk.expect(pexpect.EOF)
    talk.wait()
    assert talk.exitstatus == 0


def test_a_story_that_is_left_says_how_to_go_on(case: Path) -> None:
    """The command that is printed leads to the very choice at which one stopped."""
    talk = _talk(case, "--as", "north", "--kind", "mild", "--seed", "3")
    _say(talk, "hold")
    _say(talk, "q")
    talk.expect(r"to go on: parley play \S+ (.*)\r\n")
    words = str(talk.match[1]).split()  # type: ignore[index]
    talk.expect(pexpect.EOF)
    talk.wait()
    assert talk.exitstatus == 130
    assert words == ["--as", "north", "--seed", "3", "--kind", "mild", "--did", "hold"]
    again = _talk(case, *words)
    again.expect_exact("North holds")
    _say(again, "r")
    again.expect_exact("How it ended")
    again.expect(pexpect.EOF)


def test_what_is_typed_does_not_steer_the_terminal(case: Path) -> None:
    """An escape or a zero byte that comes in is shown, not sent on."""
    command = [
        sys.executable,
        "-c",
        "from parley.cli.main import main; main()",
        "play",
        str(case),
        "--as",
        "south",
    ]
    ran = subprocess.run(command, input=b"a\x1b[31m\x00b\nq\n", capture_output=True, timeout=120)
    assert b"is none of them" in ran.stdout
    assert b"\x1b[31m" not in ran.stdout and b"\x00" not in ran.stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "whose chair? say --as with one of north, south"),
        (("--as", "nroth"), "did you mean 'north'"),
        (("--as", "south", "--kind", "mild"), "it hides nothing"),
        (("--as", "north", "--kind", "wild"), "it may be mild, hard"),
        (("--as", "south", "--did", "sing"), "cannot choose 'sing'"),
    ],
)
def test_what_cannot_be_played_is_said(case: Path, options: tuple[str, ...], said: str) -> None:
    """A party, kind or choice there is not is a sentence, and the exit code of a wrong use."""
    talk = _talk(case, *options)
    talk.expect_exact(said)
    talk.expect(pexpect.EOF)
    talk.wait()
    assert talk.exitstatus == 2
