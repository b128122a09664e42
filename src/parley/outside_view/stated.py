"""What a case states of the outside view: `outside_view.yaml`, read with every fault at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from parley.errors import CaseError, Fault
from parley.files import Document, Folder, Place, as_folder, closest_name
from parley.outside_view.classes import KINDS, ReferenceClass, merged, shipped_classes
from parley.outside_view.life_table import EDGES, life_table, selected
from parley.outside_view.war_lists import FORMATS, WHERE, wars_in

FILE = "outside_view.yaml"
LARGEST = 100_000
KEYS = ("war_began", "class", "bands", "counts_as", "weight", "reason", "note")
LIST_KEYS = ("list", "format", "name", "where")


@dataclass(frozen=True)
class StatedView:
    """A reference class for a war that began on a day.

    `counts_as` maps endings of the model to a kind of the class (or to None: none of them); `weight` is that
    of the class in the pool, 0 where nothing is pooled; `reason` says why the model differs from it.
    """

    war_began: date
    reference: ReferenceClass
    counts_as: Mapping[str, str | None] = field(default_factory=dict)
    weight: float = 0.0
    reason: str = ""


def read_stated(place: Path | Folder) -> StatedView | None:
    """What a case states; None where it has no such file; CaseError with every fault."""
    view, faults = stated_with_faults(place)
    if faults:
        raise CaseError(faults)
    return view


def stated_with_faults(place: Path | Folder) -> tuple[StatedView | None, list[Fault]]:
    """What a case states as far as it can be read, and what is wrong with it."""
    folder = as_folder(place)
    if not folder.holds(FILE):
        return None, []
    try:
        document = folder.document(FILE, LARGEST)
    except CaseError as problem:
        return None, problem.faults
    reader = _Reader(document, folder, list(document.faults))
    return reader.read(), reader.faults


LARGEST_AGE = 1e6
"""Months; no band of ages begins later."""


@dataclass
class _Reader:
    """Reads the keys in turn and goes on after a fault."""

    document: Document
    folder: Folder
    faults: list[Fault]

    def fault(
        self, place: Place, expected: str, got: object, advice: str = "", *, at_key: bool = False
    ) -> None:
        """Note a fault at a place."""
        mark = self.document.mark(place, at_key)
        self.faults.append(self.document.fault_at(mark, "outside-view", expected, f"{got}", advice))

    def read(self) -> StatedView | None:
        """All keys; None where there is a fault."""
        data = self.document.data
        if not isinstance(data, dict):
            self.fault((), f"a mapping with {', '.join(KEYS[:2])}", type(data).__name__)
            return None
        self._keys(data, KEYS, ())
        began = self._day(data.get("war_began"))
        reference = self._class(data.get("class", "interstate 1816-2007"))
        if reference is not None and "bands" in data:
            reference = self._merged(reference, data["bands"])
        counts_as = self._counts_as(data.get("counts_as", {}))
        weight = self._weight(data.get("weight", 0))
        if self.faults or began is None or reference is None:
            return None
        return StatedView(began, reference, counts_as, weight, str(data.get("reason") or ""))

    def _keys(self, data: Mapping[str, object], known: tuple[str, ...], place: Place) -> None:
        for key in data:
            if key not in known:
                near = closest_name(key, known)
                advice = f"did you mean '{near}'?" if near else ""
                self.fault((*place, key), f"one of {', '.join(known)}", f"'{key}'", advice, at_key=True)

    def _day(self, raw: object) -> date | None:
        if raw is None:
            self.fault((), "war_began: the first day of the war", "nothing", "such as: war_began: 2022-02-24")
            return None
        try:
            return date.fromisoformat(str(raw))
        except ValueError:
            self.fault(("war_began",), "a day such as 2022-02-24", f"'{raw}'")
            return None

    def _class(self, raw: object) -> ReferenceClass | None:
        if isinstance(raw, dict):
            return self._from_list(raw)
        classes = shipped_classes()
        if not isinstance(raw, str) or raw not in classes:
            near = closest_name(str(raw), classes)
            advice = (
                f"did you mean '{near}'?" if near else "a class of your own is a mapping: list, format, where"
            )
            self.fault(("class",), f"one of {', '.join(classes)}", f"'{raw}'", advice)
            return None
        return classes[raw]

    def _from_list(self, raw: Mapping[str, object]) -> ReferenceClass | None:
        self._keys(raw, LIST_KEYS, ("class",))
        form, name_of_list = str(raw.get("format", "")), str(raw.get("list", ""))
        path = self.folder.where(name_of_list)
        if form not in FORMATS:
            near = closest_name(form, FORMATS)
            advice = f"did you mean '{near}'?" if near else ""
            self.fault(("class", "format"), f"one of {', '.join(FORMATS)}", f"'{form}'", advice)
            return None
        if not path.is_file():
            advice = f"the list is to be had from {WHERE[form]}"
            self.fault(
                ("class", "list"),
                "the path of a war list, from the folder of the case",
                raw.get("list"),
                advice,
            )
            return None
        where = raw.get("where") or {}
        if not isinstance(where, dict):
            self.fault(("class", "where"), "a mapping of columns to rules", where)
            return None
        try:
            every = wars_in(self.folder.table(name_of_list, fallback="cp1252"), form)
            wars = selected(every, {key: str(rule) for key, rule in where.items()})
        except CaseError as problem:
            self.faults += problem.faults
            return None
        except ValueError as problem:
            self.fault(("class", "where"), "columns of the list", problem)
            return None
        if not wars:
            self.fault(("class", "where"), "a filter that some war meets", f"none of {len(every)} does")
            return None
        name = str(raw.get("name") or path.stem)
        rules = "; ".join(f"{key} {rule}" for key, rule in where.items())
        note = f"{len(wars)} of {len(every)} wars" + (f": {rules}" if rules else "")
        return life_table(
            wars, name, f"worked out from {path.name} ({form}), which its owner keeps", EDGES, note
        )

    def _merged(self, reference: ReferenceClass, raw: object) -> ReferenceClass | None:
        numbers = (
            [float(edge) for edge in raw if isinstance(edge, int | float) and abs(edge) < LARGEST_AGE]
            if isinstance(raw, list)
            else []
        )
        if not isinstance(raw, list) or len(numbers) != len(raw):
            self.fault(("bands",), "ages in months at which bands begin, such as [0, 12, 36]", raw)
            return None
        try:
            return merged(reference, numbers)
        except ValueError as problem:
            self.fault(("bands",), "ages at which bands of the class begin", problem)
            return None

    def _counts_as(self, raw: object) -> dict[str, str | None]:
        if not isinstance(raw, dict):
            self.fault(("counts_as",), "a mapping of endings to kinds", raw)
            return {}
        for ending, kind in raw.items():
            if kind not in (*KINDS, None, "nothing"):
                near = closest_name(str(kind), KINDS)
                advice = f"did you mean '{near}'?" if near else ""
                self.fault(("counts_as", ending), f"{', '.join(KINDS)} or nothing", f"'{kind}'", advice)
        return {str(e): None if k == "nothing" else k for e, k in raw.items()}

    def _weight(self, raw: object) -> float:
        number = None
        if isinstance(raw, int | float) and not isinstance(raw, bool) and 0 <= raw <= 1:
            number = float(raw)
        if isinstance(raw, str) and raw.strip().endswith("%"):
            try:
                number = float(raw.strip()[:-1]) / 100
            except ValueError:
                number = None
        if number is None or not 0 <= number <= 1:
            self.fault(("weight",), "a part from 0 to 1, or in per cent", f"'{raw}'")
            return 0.0
        return number
