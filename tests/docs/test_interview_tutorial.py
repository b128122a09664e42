"""The tutorial by interview is the interview: its questions are asked in its order, and its answers check."""

from __future__ import annotations

import re
from pathlib import Path

from parley.case import check_case
from parley.eliciting.sitting import Sitting

PAGE = Path(__file__).parents[2] / "docs" / "tutorials" / "by-interview.md"
ANSWER = re.compile(r"^(?:\[[^\]]*\] )?> (.*)$")


def test_the_page_is_a_whole_interview(tmp_path: Path) -> None:
    """Question by question, word for word, up to a case without faults."""
    blocks = re.findall(r"^```text\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    asked = [part.strip().splitlines() for block in blocks[:-1] for part in block.split("\n\n")]
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
