"""Read coding.yaml: every fault at once, or a checked coding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from parley.errors import CaseError, Fault, UsageError
from parley.files import Document, Place, compose_yaml, read_text
from parley.record import Record
from parley.scenario.coding.checking import check_against_record
from parley.scenario.coding.menu import Menu, menus, settings
from parley.scenario.coding.parts import ANSWERS, CODING_FILE, NOTHING, Coding, Counting, Rule, StatedReading
from parley.scenario.coding.words import CodingDesk
from parley.scenario.parts import Scenario
from parley.scenario.reader import LARGEST_SCENARIO, SCENARIO_FILE, read_document

TOP = ("from", "start", "coder", "actors", "rules", "moves", "readings")
COUNTING = ("counts_as", "by", "to", "answers", "coder", "reason")
NO_CHANGES: Mapping[str, object] = {}


def read_coding(
    folder: Path, scenario: Scenario, record: Record, changes: Mapping[str, object] = NO_CHANGES
) -> Coding:
    """Read a case's coding; raise CaseError with all its faults, UsageError where there is none.

    `scenario` is the case's own, with `changes` by path made; the coding carries the one that is weighed.
    """
    if not (folder / CODING_FILE).is_file():
        raise UsageError(
            f"{folder} has no {CODING_FILE}, which says what recorded moves count as in the game; "
            "docs/reference/coding.md shows how to write one"
        )
    coding, faults = coding_with_faults(folder, scenario, record, changes)
    if faults or coding is None:
        raise CaseError(faults)
    return coding


def coding_with_faults(
    folder: Path, scenario: Scenario, record: Record, changes: Mapping[str, object] = NO_CHANGES
) -> tuple[Coding | None, list[Fault]]:
    """Read a case's coding as far as it can be read, and list its faults instead of raising them."""
    try:
        document = compose_yaml(read_text(folder / CODING_FILE, LARGEST_SCENARIO))
        stated = compose_yaml(read_text(folder / SCENARIO_FILE, LARGEST_SCENARIO))
    except CaseError as problem:
        return None, problem.faults
    reader = _Reader(CodingDesk(document), scenario)
    coding = reader.read(stated, changes)
    faults = [*document.faults, *(fault for _, fault in reader.desk.faults)]
    if coding is not None and not faults:
        faults += check_against_record(coding, record, document)
    return coding, faults


@dataclass
class _Reader:
    """Reads the sections of one file in turn; faults are collected on the desk."""

    desk: CodingDesk
    scenario: Scenario
    coder: str = ""
    menus: Mapping[str, Menu] = field(default_factory=dict)
    settings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def read(self, stated: Document, changes: Mapping[str, object]) -> Coding | None:
        """Read all sections; None where the file is no mapping or its scenario cannot be weighed."""
        data = self.desk.document.data
        if not isinstance(data, dict):
            self.desk.wrong((), "a mapping with rules or moves", data)
            return None
        self.desk.keys(data, (), TOP)
        begins = self._begins(data)
        start = self.desk.mapping(data.get("start"), ("start",))
        weighed = self._weighed(stated, changes, start, begins)
        known = weighed or self.scenario
        self.menus, self.settings = menus(known), settings(known)
        self.coder = self.desk.text(data.get("coder"), ("coder",))
        party_of = self._actors(self.desk.mapping(data.get("actors"), ("actors",)))
        rules = tuple(
            Rule(name, self.desk.match(raw, ("rules", name)), self._counting(raw, ("rules", name)))
            for name, raw in self.desk.mapping(data.get("rules"), ("rules",)).items()
        )
        exceptions = {
            name: self._counting(raw, ("moves", name))
            for name, raw in self.desk.mapping(data.get("moves"), ("moves",)).items()
        }
        readings = tuple(
            self._reading(name, raw)
            for name, raw in self.desk.mapping(data.get("readings"), ("readings",)).items()
        )
        if begins is None or weighed is None:
            return None
        return Coding(begins, weighed, party_of, rules, exceptions, readings, start)

    def _begins(self, data: Mapping[str, Any]) -> date | None:
        """The day on which the first round begins."""
        if "from" not in data:
            expected = "the day on which the weighed game begins, such as from: 2025-02-12"
            self.desk.fault((), "missing-key", expected, "no 'from'")
            return None
        begins = self.desk.day(data["from"], ("from",))
        if begins is not None and begins > self.scenario.as_of:
            expected = f"a day not after as_of of the scenario, {self.scenario.as_of}"
            self.desk.fault(("from",), "date-after-as-of", expected, f"{begins}")
            return None
        return begins

    def _weighed(
        self,
        stated: Document,
        changes: Mapping[str, object],
        start: Mapping[str, Any],
        begins: date | None,
    ) -> Scenario | None:
        """The scenario spoken from the first day of the record that is weighed, up to the same horizon."""
        if begins is None:
            return None
        end = self.scenario.as_of + timedelta(days=self.scenario.rounds * self.scenario.round_days)
        moved = {**changes, **start, "as_of": begins.isoformat(), "horizon": end.isoformat()}
        scenario, faults = read_document(stated, moved)
        for fault in faults:
            path = next((path for path in start if f" with {path} " in fault.file), None)
            place: Place = ("from",) if path is None else ("start", path)
            expected = f"{fault.expected} (in {SCENARIO_FILE}, spoken from {begins})"
            self.desk.fault(place, fault.slug, expected, fault.got, fault.advice, at_key=path is not None)
        return None if faults else scenario

    def _actors(self, stated: Mapping[str, Any]) -> dict[str, str]:
        """The party of every actor of the record that is named."""
        party_of: dict[str, str] = {}
        for party, codes in stated.items():
            self.desk.resolve(party, self.scenario.parties, ("actors", party), "a party", at_key=True)
            for index, code in enumerate(self.desk.words(codes, ("actors", party))):
                if code in party_of:
                    place = ("actors", party, index)
                    self.desk.fault(place, "duplicate-name", "each actor under one party", f"'{code}'")
                party_of[code] = party
        return party_of

    def _counting(self, raw: object, place: Place) -> Counting:
        """What a rule or an exception says its moves count as."""
        stated = self.desk.mapping(raw, place)
        keys = COUNTING if place[0] == "moves" else ("when", *COUNTING)
        self.desk.keys(stated, place, keys)
        if "counts_as" not in stated:
            expected = "what the move counts as (counts_as: an action, an answer, a reading, or nothing)"
            self.desk.fault(place, "missing-key", expected, "no 'counts_as'", at_key=True)
        here = (*place, "counts_as")
        counts_as = stated.get("counts_as")
        sight = None
        if isinstance(counts_as, dict):
            sight, counts_as = self.desk.sight(counts_as, here, self.settings), ""
        word = self.desk.text(counts_as, here)
        by = self.desk.text(stated.get("by"), (*place, "by"))
        if by:
            self.desk.resolve(by, self.scenario.parties, (*place, "by"), "a party")
        self._check_word(word, by, here)
        answers = self._answers(stated.get("answers"), word, (*place, "answers"))
        coder = self.desk.text(stated.get("coder"), (*place, "coder")) or self.coder
        reason = self.desk.text(stated.get("reason"), (*place, "reason"))
        to = self.desk.text(stated.get("to"), (*place, "to"))
        return Counting(word, sight, by, to, answers, coder, reason)

    def _check_word(self, word: str, by: str, place: Place) -> None:
        """Report a word that is no answer and no action of anybody, or of the party named."""
        if not word or word == NOTHING or word in ANSWERS:
            return
        if by in self.menus:
            self.desk.resolve(word, (*self.menus[by], *ANSWERS, NOTHING), place, f"an action of {by}")
            return
        known = dict.fromkeys(name for menu in self.menus.values() for name in menu)
        self.desk.resolve(word, (*known, *ANSWERS, NOTHING), place, "an action of the game")

    def _answers(self, raw: object, word: str, place: Place) -> dict[str, str]:
        """Answers to an action that no move states; only who is asked can answer."""
        stated = self.desk.mapping(raw, place)
        asked = {party for menu in self.menus.values() for party in menu.get(word, ())}
        for party, says in stated.items():
            self.desk.resolve(party, sorted(asked), (*place, party), f"a party asked by {word}", at_key=True)
            self.desk.resolve(str(says), ANSWERS, (*place, party), "an answer")
        return {party: str(says) for party, says in stated.items()}

    def _reading(self, name: str, raw: object) -> StatedReading:
        """A reading that rests on facts: a day, a part, where it stands, and how sure that is."""
        place: Place = ("readings", name)
        stated = self.desk.mapping(raw, place)
        self.desk.keys(
            stated, place, ("date", "part", "at", "error", "chances", "sources", "coder", "reason")
        )
        day = self.desk.day(stated.get("date"), (*place, "date")) or self.scenario.as_of
        sight = self.desk.sight(stated, place, self.settings)
        sources = tuple(self.desk.words(stated.get("sources"), (*place, "sources")))
        coder = self.desk.text(stated.get("coder"), (*place, "coder")) or self.coder
        return StatedReading(name, day, sight, sources, coder, self.desk.text(stated.get("reason"), place))
