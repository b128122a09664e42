"""Theses in the terminal: a verdict, what is said, and each test below it."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding

from parley.report.prose import Text, say
from parley.report.record.theses import said_by, test_words, theses_section
from parley.theses import Theses, Verdict

COLOURS = {
    Verdict.BORNE_OUT: "bold green",
    Verdict.CONTRADICTED: "bold red",
    Verdict.IN_PART: "bold yellow",
    Verdict.OUT_OF_REACH: "bold",
    Verdict.UNTESTED: "dim",
}


def print_theses(found: Theses, console: Console) -> None:
    """The verdicts first, a thesis after the other, and what the whole comes to."""
    section = theses_section(found)
    say(console, f"{found.title}, as of {found.as_of.isoformat()}", "bold")
    for sentence in section.lead:
        say(console, sentence)
    for one in found.theses:
        console.print()
        head = Text.assemble((one.verdict.value.upper(), COLOURS[one.verdict]), "  ", (one.id, "bold"))
        say(console, Text.assemble(head, "  ", said_by(one)))
        for test in one.tests:
            console.print(Padding(Text(test_words(test)), (0, 0, 0, 4)))
        if one.note:
            console.print(Padding(Text(one.note, "italic"), (0, 0, 0, 4)))
        if one.verdict is Verdict.UNTESTED and one.basis:
            console.print(Padding(Text(f"rests on: {one.basis}"), (0, 0, 0, 4)))
    console.print()
    for note in section.notes:
        say(console, note)
