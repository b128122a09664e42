"""What to cite: the papers behind the methods a case makes use of, and Parley itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from parley import __version__
from parley.case import Case, open_case
from parley.scenario.parts import Scenario


@dataclass(frozen=True)
class Reference:
    """A work, and what of a case rests on it; `fields` are those of BibTeX, `kind` its type of entry."""

    key: str
    kind: str
    fields: Mapping[str, str]
    used_for: str

    @property
    def text(self) -> str:
        """The reference as a list of literature has it."""
        said = self.fields
        if self.kind == "software":
            return f"{said['author']} ({said['year']}). {said['title']}. Version {said['version']}."
        pages = said["pages"].replace("--", "\u2013")
        where = f"{said['journal']} {said['volume']}, {pages}"
        return f"{said['author']} ({said['year']}). {said['title']}. {where}."

    @property
    def bibtex(self) -> str:
        """The reference as an entry of BibTeX."""
        lines = [f"  {name} = {{{_escaped(value)}}}," for name, value in self.fields.items()]
        return "\n".join((f"@{self.kind}{{{self.key},", *lines, "}"))


def _escaped(text: str) -> str:
    return re.sub(r"([&%#_])", r"\\\1", text)


def _article(used_for: str, author: str, year: int, title: str, journal: str, where: str) -> Reference:
    volume, pages = where.split(": ")
    # The first name is the key; accents and other marks have no place in one.
    plain = unicodedata.normalize("NFKD", re.split(r"[, ]", author, maxsplit=1)[0])
    key = "".join(letter for letter in plain.lower() if letter.isascii() and letter.isalpha())
    said = {"author": author, "year": str(year), "title": title, "journal": journal}
    found = said | {"volume": volume, "pages": pages}
    return Reference(f"{key}{year}", "article", MappingProxyType(found), used_for)


def _loses(scenario: Scenario) -> bool:
    return any(party.loss_aversion.value > 0 for party in scenario.parties.values())


def _always(scenario: Scenario) -> bool:
    return True


WORKS: tuple[tuple[Callable[[Scenario], bool], Reference], ...] = (
    (
        _always,
        _article(
            "the equilibrium: choices that are better are more probable",
            "McKelvey, Richard D. and Palfrey, Thomas R.",
            1998,
            "Quantal response equilibria for extensive form games",
            "Experimental Economics",
            "1: 9--41",
        ),
    ),
    (
        _always,
        _article(
            "weighing a strategic model against what was recorded",
            "Signorino, Curtis S.",
            1999,
            "Strategic interaction and the statistical analysis of international conflict",
            "American Political Science Review",
            "93: 279--297",
        ),
    ),
    (
        _always,
        _article(
            "bargaining with delay, and worth of going on",
            "Rubinstein, Ariel",
            1982,
            "Perfect equilibrium in a bargaining model",
            "Econometrica",
            "50: 97--109",
        ),
    ),
    (
        lambda scenario: bool(scenario.theatre),
        _article(
            "a war fought while it is bargained about, its state moving by chance",
            "Smith, Alastair and Stam, Allan C.",
            2004,
            "Bargaining and the nature of war",
            "Journal of Conflict Resolution",
            "48: 783--813",
        ),
    ),
    (
        lambda scenario: bool(scenario.sides),
        _article(
            "what is learnt of a hidden side from offers, answers and fighting",
            "Powell, Robert",
            2004,
            "Bargaining and learning while fighting",
            "American Journal of Political Science",
            "48: 344--361",
        ),
    ),
    (
        lambda scenario: scenario.aftermath is not None,
        _article(
            "whether a settlement is kept once it shifts the balance",
            "Powell, Robert",
            2006,
            "War as a commitment problem",
            "International Organization",
            "60: 169--203",
        ),
    ),
    (
        _loses,
        _article(
            "the extra weight on losses against a reference",
            "Kahneman, Daniel and Tversky, Amos",
            1979,
            "Prospect theory: an analysis of decision under risk",
            "Econometrica",
            "47: 263--291",
        ),
    ),
    (
        lambda scenario: _loses(scenario) and bool(scenario.conditions),
        _article(
            "reference points that follow what is expected",
            "Kőszegi, Botond and Rabin, Matthew",
            2006,
            "A model of reference-dependent preferences",
            "Quarterly Journal of Economics",
            "121: 1133--1165",
        ),
    ),
)


def cite(case: str | Path | Case | None = None) -> tuple[Reference, ...]:
    """What to cite for a case, Parley first; every method of the model where no case is given.

    A method counts as used where the scenario states something that calls it in: a hidden side, a theatre,
    an aftermath, loss aversion. Raises CaseError for a case with faults.
    """
    said = {
        "author": "The Parley authors",
        "year": "2026",
        "title": "Parley: a workbench for negotiations held while a war goes on",
        "version": __version__,
    }
    own = Reference("parley", "software", MappingProxyType(said), "the program")
    if case is None:
        return (own, *(work for _, work in WORKS))
    scenario = open_case(case).scenario
    return (own, *(work for uses, work in WORKS if uses(scenario)))
