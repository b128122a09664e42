"""The tutorial by interview is the interview: its questions are asked in its order, and its answers check."""

from __future__ import annotations

import re
from pathlib import Path

import pexpect
from tests.cli.test_elicit import _answer, _talk

from parley.case import check_case
from parley.eliciting.sitting import Sitting

PAGE = Path(__file__).parents[2] / "docs" / "tutorials" / "by-interview.md"
ANSWER = re.compile(r"^(?:\[[^\]]*\] )?> (.*)$")


def _page() -> tuple[list[list[str]], list[str]]:
    """The questions of the page, each as its lines with the answer last, and what is printed at the end."""
    blocks = re.findall(r"^```text\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    asked = [part.strip().splitlines() for block in blocks[:-1] for part in block.split("\n\n")]
    return asked, blocks[-1].splitlines()


def test_the_page_typed_into_a_terminal_is_a_case(tmp_path: Path) -> None:
    """The program asks what the page says it asks, takes what it answers, and ends with what it prints."""
    asked, printed = _page()
    talk = _talk(tmp_path / "mywar", "--expert", "ada", "--on", "2025-01-07")
    for text, *_, last in asked:
        said = ANSWER.match(last)
        assert said is not None
        # A long question is broken where the terminal ends.
        _answer(talk, text[:40], said[1])
    assert printed[0] == "wrote mywar/scenario.yaml" and printed[1].startswith(
        "no faults; next: parley explain"
    )
    talk.expect_exact("wrote ")
    talk.expect_exact("no faults; next: parley explain")
    talk.expect(pexpect.EOF)
    talk.close()
    assert talk.exitstatus == 0
    assert check_case(tmp_path / "mywar") == []


def test_the_page_is_a_whole_interview(tmp_path: Path) -> None:
    """Question by question, word for word, up to a case without faults."""
    asked, _ = _page()
    sitting = Sitting.begin(tmp_path, "ada", "2025-01-07")
    for text, *_, last in asked:
        question = sitting.question()
        assert question is not None
        assert question.text == text
        said = ANSWER.match(last)
        assert said is not None
        assert sitting.answer(question, said[1]) == []
    assert sitting.question() is None
    sitting.write_scenario()
    assert check_case(tmp_path) == []
