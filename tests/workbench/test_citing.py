"""What to cite: what a case makes use of, no more, and each work once."""

from __future__ import annotations

import re
from pathlib import Path

from typer.testing import CliRunner

from parley.cli.main import app
from parley.workbench import cite

MODEL = Path(__file__).parents[2] / "docs" / "explanation" / "the-model.md"


def test_a_case_cites_what_it_uses() -> None:
    """A pie split in peace rests on no theory of war; a war with a hidden side does."""
    pie, war = ({one.key for one in cite(name)} for name in ("pie", "ukraine-2025"))
    assert pie == {"parley", "mckelvey1998", "signorino1999", "rubinstein1982"}
    assert pie | {"smith2004", "powell2004", "powell2006"} <= war


def test_every_work_is_in_the_literature_of_the_model() -> None:
    """Author and year of each work stand in the list that the page on the model ends with."""
    listed = MODEL.read_text(encoding="utf-8").partition("## Literature")[2]
    for one in cite()[1:]:
        surname = one.fields["author"].partition(",")[0]
        assert re.search(rf"{surname}, .*\({one.fields['year']}\)", listed), one.key


def test_the_command_prints_text_or_entries() -> None:
    """Each work once, under a key of its own."""
    runner = CliRunner()
    said = runner.invoke(app, ["cite", "pie"])
    assert said.exit_code == 0
    assert (
        "Rubinstein, Ariel (1982). Perfect equilibrium in a bargaining model. Econometrica 50, 97\u2013109."
        in said.stdout
    )
    keys = re.findall(r"^@\w+\{([a-z0-9]+),$", runner.invoke(app, ["cite", "--bibtex"]).stdout, re.MULTILINE)
    assert len(keys) == len(set(keys)) == len(cite())
    assert "koszegi2006" in keys
