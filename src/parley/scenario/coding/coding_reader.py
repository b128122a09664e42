"""Read coding.yaml: every fault at once, or a checked coding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from parley.errors import CaseError, Fault, UsageError
from parley.files import Document, Folder, Place, as_folder
from parley.record import Record
from parley.scenario.coding.checking import check_against_record
from parley.scenario.coding.coding_forms import CodingForm, CountingForm, ReadingForm, SightForm
from parley.scenario.coding.menu import Menu, falls, menus, settings
from parley.scenario.coding.parts import (
    ANSWERS,
    CODING_FILE,
    NOT_RATIFIED,
    NOTHING,
    Coding,
    Counting,
    Rule,
    StatedReading,
)
from parley.scenario.coding.words import CodingDesk
from parley.scenario.parts import Scenario
from parley.scenario.reader import LARGEST_SCENARIO, SCENARIO_FILE, read_document
from parley.scenario.reading.saying import described
from parley.scenario.reading.shape import shaped

NO_CHANGES: Mapping[str, object] = {}


def read_coding(
    place: Path | Folder, scenario: Scenario, record: Record, changes: Mapping[str, object] = NO_CHANGES
) -> Coding:
    """Read a case's coding; raise CaseError with all its faults, UsageError where there is none.

    `scenario` is the case's own, with `changes` by path made; the coding carries the one that is weighed.
    """
    folder = as_folder(place)
    if not folder.holds(CODING_FILE):
        raise UsageError(
            f"{folder.path} has no {CODING_FILE}, which says what recorded moves count as in the game; "
            "docs/reference/coding.md shows how to write one"
        )
    coding, faults = coding_with_faults(folder, scenario, record, changes)
    if faults or coding is None:
        raise CaseError(faults)
    return coding


def coding_with_faults(
    place: Path | Folder, scenario: Scenario, record: Record, changes: Mapping[str, object] = NO_CHANGES
) -> tuple[Coding | None, list[Fault]]:
    """Read a case's coding as far as it can be read, and list its faults instead of raising them."""
    folder = as_folder(place)
    try:
        document = folder.document(CODING_FILE, LARGEST_SCENARIO)
        stated = folder.document(SCENARIO_FILE, LARGEST_SCENARIO)
    except CaseError as problem:
        return None, problem.faults
    reader = _Reader(CodingDesk(document), scenario)
    coding = reader.read(stated, changes)
    faults = [*document.faults, *(fault for _, fault in reader.desk.faults)]
    if coding is not None and not faults:
        faults += check_against_record(coding, record, document)
    return coding, faults


def _lengths_by_day(scenario: Scenario) -> list[object]:
    """The lengths of rounds, each until the day on which the next takes its place."""
    pace = scenario.pace
    ends = [scenario.as_of + timedelta(days=pace.until(one.start)) for one in pace.later]
    words = [f"{days!r} days" for days in pace.lengths]
    dated = [{"length": one, "until": end.isoformat()} for one, end in zip(words, ends, strict=False)]
    return [*dated, words[-1]]


@dataclass
class _Reader:
    """Reads the sections of one file in turn; faults are collected on the desk."""

    desk: CodingDesk
    scenario: Scenario
    coder: str = ""
    menus: Mapping[str, Menu] = field(default_factory=dict)
    settings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    falls: tuple[str, ...] = ()

    def read(self, stated: Document, changes: Mapping[str, object]) -> Coding | None:
        """Read all sections; None where the file is no mapping or its scenario cannot be weighed."""
        data = self.desk.document.data
        if not isinstance(data, dict):
            self.desk.fault((), "wrong-type", "a mapping with rules or moves", described(data))
            return None
        form = shaped(self.desk, CodingForm, data, ())
        if form is None:
            return None
        begins, start = self._begins(form), form.start or {}
        weighed = self._weighed(stated, changes, start, begins)
        known = weighed or self.scenario
        self.menus, self.settings, self.falls = menus(known), settings(known), falls(known)
        self.coder = form.coder or ""
        party_of = self._actors(form.actors or {})
        rules = tuple(
            Rule(name, self.desk.match(rule.when, ("rules", name)), self._counting(rule, ("rules", name)))
            for name, rule in (form.rules or {}).items()
        )
        exceptions = {
            name: self._counting(move, ("moves", name)) for name, move in (form.moves or {}).items()
        }
        readings = tuple(self._reading(name, reading) for name, reading in (form.readings or {}).items())
        if begins is None or weighed is None:
            return None
        return Coding(begins, weighed, party_of, rules, exceptions, readings, start)

    def _begins(self, form: CodingForm) -> date | None:
        """The day on which the first round begins."""
        if self.desk.is_broken(("from",)):
            return None
        begins = self.desk.day(form.begins, ("from",))
        if begins is not None and begins > self.scenario.as_of:
            expected = f"a day not after as_of of the scenario, {self.scenario.as_of}"
            self.desk.fault(("from",), "date-after-as-of", expected, f"{begins}")
            return None
        return begins

    def _weighed(
        self,
        stated: Document,
        changes: Mapping[str, object],
        start: Mapping[str, object],
        begins: date | None,
    ) -> Scenario | None:
        """The scenario spoken from the first day of the record that is weighed, up to the same horizon."""
        if begins is None:
            return None
        end = self.scenario.last_day
        moved = {**changes, **start, "as_of": begins.isoformat(), "horizon": end.isoformat()}
        if "round" not in start and not self.scenario.pace.alike:
            moved["round"] = _lengths_by_day(self.scenario)
        scenario, faults = read_document(stated, moved)
        for fault in faults:
            path = next((path for path in start if f" with {path} " in fault.file), None)
            place: Place = ("from",) if path is None else ("start", path)
            expected = f"{fault.expected} (in {SCENARIO_FILE}, spoken from {begins})"
            self.desk.fault(place, fault.slug, expected, fault.got, fault.advice, at_key=path is not None)
        return None if faults else scenario

    def _actors(self, stated: Mapping[str, list[str]]) -> dict[str, str]:
        """The party of every actor of the record that is named."""
        party_of: dict[str, str] = {}
        for party, codes in stated.items():
            self.desk.resolve(party, self.scenario.parties, ("actors", party), "a party", at_key=True)
            for index, code in enumerate(codes):
                if code in party_of:
                    place = ("actors", party, index)
                    self.desk.fault(place, "duplicate-name", "each actor under one party", f"'{code}'")
                party_of[code] = party
        return party_of

    def _counting(self, form: CountingForm, place: Place) -> Counting:
        """What a rule or an exception says its moves count as."""
        here = (*place, "counts_as")
        word, sight, by = "", None, form.by or ""
        if isinstance(form.counts_as, SightForm):
            sight = self.desk.sight(form.counts_as, here, self.settings)
        else:
            word = form.counts_as
        if by:
            self.desk.resolve(by, self.scenario.parties, (*place, "by"), "a party")
        self._check_word(word, by, here)
        answers = self._answers(form.answers or {}, word, (*place, "answers"))
        return Counting(word, sight, by, form.to or "", answers, form.coder or self.coder, form.reason or "")

    def _check_word(self, word: str, by: str, place: Place) -> None:
        """Report a word that is no answer and no action of anybody, or of the party named."""
        if not word or word == NOTHING or word in ANSWERS or word in self.falls:
            return
        if word == NOT_RATIFIED:
            if not any(plan.offering.ratified for plan in self.scenario.plans.values()):
                expected = "a plan whose signatures may not hold (`ratified`), where a move undoes them"
                self.desk.fault(place, "answer-idle", expected, "none in the scenario")
            return
        if by in self.menus:
            self.desk.resolve(word, (*self.menus[by], *ANSWERS, NOTHING), place, f"an action of {by}")
            return
        known = dict.fromkeys(name for menu in self.menus.values() for name in menu)
        words = (*known, *ANSWERS, NOTHING, *self.falls)
        self.desk.resolve(word, words, place, "an action of the game, or an ending of the fighting")

    def _answers(self, stated: Mapping[str, str], word: str, place: Place) -> dict[str, str]:
        """Answers to an action that no move states; only who is asked can answer."""
        asked = {party for menu in self.menus.values() for party in menu.get(word, ())}
        for party, says in stated.items():
            self.desk.resolve(party, sorted(asked), (*place, party), f"a party asked by {word}", at_key=True)
            self.desk.resolve(says, ANSWERS, (*place, party), "an answer")
        return dict(stated)

    def _reading(self, name: str, form: ReadingForm) -> StatedReading:
        """A reading that rests on facts: a day, a part, where it stands, and how sure that is."""
        place: Place = ("readings", name)
        day = self.desk.day(form.date, (*place, "date")) or self.scenario.as_of
        sight = self.desk.sight(form, place, self.settings)
        coder = form.coder or self.coder
        return StatedReading(name, day, sight, tuple(form.sources or ()), coder, form.reason or "")
