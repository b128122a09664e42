"""Names of actions, endings and answers: one grammar, taken apart in one module."""

from __future__ import annotations

import json
import pickle
import re
from pathlib import Path

import pytest

from parley.compiler import compile_game
from parley.game.names import (
    BREAKDOWN,
    STILL_FIGHTING,
    Action,
    ActionKind,
    Answer,
    AnswerKind,
    Ending,
    EndingKind,
    Name,
    Sighting,
)
from parley.scenario import read_scenario

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "parley"
TAKES_APART = re.compile(r"""partition\(["']:["']|split\(["']:["']""")
KINDS = "|".join([*ActionKind, *EndingKind, *AnswerKind])
BUILDS = re.compile(rf"""f["'](?:{KINDS}):\{{""")


def test_an_action_knows_its_parts() -> None:
    """Kind, subject and setting of an action are those it was made of."""
    made = Action.of(ActionKind.SET, "us_aid", "paused")
    assert made == "set:us_aid:paused"
    assert (made.kind, made.subject, made.setting) == (ActionKind.SET, "us_aid", "paused")
    assert Action.of(ActionKind.HOLD) == "hold"
    assert Action.parse("offer:frozen_line").subject == "frozen_line"


def test_an_answer_knows_what_it_answers() -> None:
    """An answer is a kind and the whole action."""
    made = Answer.to("propose:truce", AnswerKind.WALK_OUT)
    assert (made.kind, made.action) == (AnswerKind.WALK_OUT, "propose:truce")
    assert Answer.parse(str(made)).action.kind is ActionKind.PROPOSE


def test_an_ending_knows_whether_it_settles() -> None:
    """A settlement settles; a collapse, a breakdown and fighting on do not."""
    assert Ending.settlement("line").settles
    assert not any(one.settles for one in (Ending.collapse("south"), BREAKDOWN, STILL_FIGHTING))
    assert Ending.parse("collapse:south").about == "south"


def test_a_reading_says_where_a_part_stands() -> None:
    """A sighting is a part and a setting; every part of a name can be called otherwise."""
    seen = Sighting.joined("front", "3")
    assert (seen.part, seen.setting) == ("front", "3")
    assert Name("a:b").renamed(str.upper) == "A:B"


@pytest.mark.parametrize(
    "text", ["", "hold:on", "offer", "offer:", "set:aid", "set:aid:", "wave:flag", "offer:a:b"]
)
def test_what_names_no_action_is_refused(text: str) -> None:
    """A kind that is none, a part too few or too many: ValueError."""
    with pytest.raises(ValueError, match=r"not"):
        Action.parse(text)


@pytest.mark.parametrize("text", ["", "victory", "settlement", "settlement:", "collapse", "breakdown:talks"])
def test_what_names_no_ending_is_refused(text: str) -> None:
    """A kind that is none, a part too few or too many: ValueError."""
    with pytest.raises(ValueError, match=r"not"):
        Ending.parse(text)


@pytest.mark.parametrize("text", ["accept", "accept:", "accept:wave:flag", "shrug:offer:a"])
def test_what_names_no_answer_is_refused(text: str) -> None:
    """An answer to nothing, to no action, or of no kind: ValueError."""
    with pytest.raises(ValueError, match=r"not"):
        Answer.parse(text)


def test_a_name_is_its_text_in_files_and_other_processes() -> None:
    """As a key of JSON, and pickled for a worker, a name stays what it is."""
    ending = Ending.settlement("line")
    assert json.loads(json.dumps({ending: 1})) == {"settlement:line": 1}
    assert type(pickle.loads(pickle.dumps(ending))) is Ending


@pytest.mark.parametrize("case", ["ukraine-2025", "ukraine-2025-plain", "pie"])
def test_everything_in_a_compiled_game_is_named_by_the_grammar(case: str) -> None:
    """Each action and each ending of a shipped case can be parsed."""
    structure = compile_game(read_scenario(ROOT / "cases" / case)).structure
    assert [Action.parse(name) for name in structure.actions] == list(structure.actions)
    assert [Ending.parse(name) for name in structure.endings] == list(structure.endings)


def test_nobody_else_takes_names_apart_or_puts_them_together() -> None:
    """Outside `game/names.py` no module cuts a text at its colon or writes an action or ending by hand.

    The table of CAMEO codes in `vocabulary.py` has colons of its own.
    """
    offenders = [
        f"{path.relative_to(SOURCE)}:{number}"
        for path in sorted(SOURCE.rglob("*.py"))
        if path not in (SOURCE / "game" / "names.py", SOURCE / "vocabulary.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if TAKES_APART.search(line) or BUILDS.search(line)
    ]
    assert offenders == []
