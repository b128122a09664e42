"""`theses.yaml`: what observers say and how it is to be tested, read with every fault at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from parley.errors import CaseError, Fault
from parley.files import Document, Folder, Place, as_folder, closest_name
from parley.theses.language import Misstated, ThesisTest, parse

FILE = "theses.yaml"
LARGEST = 500_000
KEYS = ("says", "holder", "test", "tests", "assessment", "note")


@dataclass(frozen=True)
class Stated:
    """A thesis as the case has it; `assessment` is the row of assessments.csv that it takes up."""

    id: str
    says: str
    holder: str = ""
    tests: tuple[ThesisTest, ...] = ()
    assessment: str = ""
    note: str = ""


def read_theses(place: Path | Folder) -> tuple[Stated, ...]:
    """The theses of a case, none where it has no such file; CaseError with every fault."""
    theses, faults = theses_with_faults(place)
    if faults:
        raise CaseError(faults)
    return theses


def theses_with_faults(place: Path | Folder) -> tuple[tuple[Stated, ...], list[Fault]]:
    """The theses as far as they can be read, and what is wrong with them."""
    folder = as_folder(place)
    if not folder.holds(FILE):
        return (), []
    try:
        document = folder.document(FILE, LARGEST)
    except CaseError as problem:
        return (), problem.faults
    reader = _Reader(document, list(document.faults))
    return tuple(reader.read()), reader.faults


@dataclass
class _Reader:
    """Reads thesis after thesis and goes on after a fault."""

    document: Document
    faults: list[Fault] = field(default_factory=list)

    def fault(self, place: Place, expected: str, got: str, advice: str = "", *, at_key: bool = False) -> None:
        """Note a fault at a place."""
        mark = self.document.mark(place, at_key)
        self.faults.append(self.document.fault_at(mark, "thesis", expected, got, advice))

    def read(self) -> list[Stated]:
        """Every thesis that can be read."""
        data = self.document.data
        if not isinstance(data, dict):
            self.fault((), "a mapping: an id for each thesis", f"{type(data).__name__}")
            return []
        return [self._thesis(key, raw) for key, raw in data.items()]

    def _thesis(self, key: str, raw: object) -> Stated:
        if not isinstance(raw, Mapping):
            self.fault((key,), f"a mapping with {', '.join(KEYS)}", f"'{raw}'")
            return Stated(key, "")
        for name in raw:
            if name not in KEYS:
                near = closest_name(name, KEYS)
                advice = f"did you mean '{near}'?" if near else ""
                self.fault((key, name), f"one of {', '.join(KEYS)}", f"'{name}'", advice, at_key=True)
        if not raw.get("says") and not raw.get("assessment"):
            self.fault((key,), "says: the thesis in your own words", "nothing", at_key=True)
        return Stated(
            id=key,
            says=str(raw.get("says") or ""),
            holder=str(raw.get("holder") or ""),
            tests=tuple(self._tests(key, raw)),
            assessment=str(raw.get("assessment") or ""),
            note=str(raw.get("note") or ""),
        )

    def _tests(self, key: str, raw: Mapping[str, object]) -> list[ThesisTest]:
        found: list[ThesisTest] = []
        for name in ("test", "tests"):
            stated = raw.get(name)
            listed = stated if isinstance(stated, list) else [] if stated is None else [stated]
            for index, text in enumerate(listed):
                place: Place = (key, name, index) if isinstance(stated, list) else (key, name)
                test = parse(str(text))
                if isinstance(test, Misstated):
                    self.fault(place, test.expected, test.got, test.advice)
                else:
                    found.append(test)
        return found
