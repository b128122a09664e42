"""The guides on judgement: every command of theirs does what it says, in a folder with a new case."""

from __future__ import annotations

import re
import shlex
from functools import cache
from itertools import takewhile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from parley.cli.main import app

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"
GUIDES = (
    "take-the-outside-view.md",
    "read-the-deal-table.md",
    "look-for-packages.md",
    "advise-a-party.md",
    "stamp-and-score-an-outlook.md",
)
FENCE = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
# What stands for a file or a name of the reader's own cannot be run as it is.
PLACEHOLDERS = ("FILE", "NAME", "PATH=VALUE", "DIR")
EVERY = tuple(sorted(path.name for path in HOW_TO.glob("*.md")))
SHOWN = re.compile(r"^```(?:sh|text|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
RUNNER = CliRunner()


def _commands(page: str) -> list[list[str]]:
    """The commands of a page that can be run as they stand, without what follows a `#`."""
    text = (HOW_TO / page).read_text(encoding="utf-8")
    lines = [line.partition("  #")[0].strip() for block in FENCE.findall(text) for line in block.splitlines()]
    wanted = [line for line in lines if line.startswith("parley ")]
    return [shlex.split(line)[1:] for line in wanted if not any(word in line for word in PLACEHOLDERS)]


@pytest.mark.slow
@pytest.mark.parametrize("page", GUIDES)
def test_every_command_of_a_guide_runs(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In order, in a folder where `mywar` is a new case."""
    monkeypatch.chdir(tmp_path)
    assert RUNNER.invoke(app, ["new", "mywar"]).exit_code == 0
    commands = _commands(page)
    assert commands
    for command in commands:
        # What would bring a package into range is solved again for each; other tests do that.
        if command[0] == "explain" and "--check" not in command:
            command = [*command, "--check", "0"]
        said = RUNNER.invoke(app, command)
        assert said.exit_code == 0, (command, said.exception)


def _shown(page: str) -> list[list[str]]:
    """Every command a page shows, whatever its names stand for, without remarks and what it is piped to."""
    text = (HOW_TO / page).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.removeprefix("$ ").strip() for block in SHOWN.findall(text) for line in block.splitlines()]
    # A statement of SQL may run over several lines; what it says is no option.
    whole = [line if line.count('"') % 2 == 0 else line.partition('"')[0] for line in lines]
    split = [shlex.split(line, comments=True)[1:] for line in whole if line.startswith("parley ")]
    return [list(takewhile(lambda word: word not in ("|", ">", "&"), words)) for words in split]


@cache
def _help(*words: str) -> str:
    """What `--help` of a command says; empty where there is no such command."""
    helped = RUNNER.invoke(app, [*words, "--help"], env={"COLUMNS": "200"})
    return helped.stdout if helped.exit_code == 0 else ""


@pytest.mark.parametrize("page", EVERY)
def test_every_command_of_every_guide_is_one_there_is(page: str) -> None:
    """Its first word is a command of the program, and its options are that command's."""
    for verb, *rest in _shown(page):
        assert _help(verb), (page, verb)
        known = _help(verb) + (_help(verb, rest[0]) if rest and rest[0].isalpha() else "")
        known += _help(verb, "make") if verb == "study" else ""
        for option in (word for word in rest if word.startswith("--")):
            assert option.partition("=")[0] in known, (page, verb, option)
