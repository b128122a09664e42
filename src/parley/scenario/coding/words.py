"""Read the small words of a coding: names, days, lists, clauses and readings; report what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from parley.files import Place
from parley.scenario.coding.parts import Match, Sight
from parley.scenario.reading.desk import Desk
from parley.scenario.reading.saying import described
from parley.vocabulary import ACTS, EXTENTS

CLAUSES = ("actor", "act", "extent", "issue", "option", "target")
SIGHT = ("part", "at", "error", "chances")
_PER_CENT = re.compile(r"\s*([0-9.]+)\s*%\s*")
_EXTENTS = tuple(dict.fromkeys(extent for extents in EXTENTS.values() for extent in extents))


@dataclass
class CodingDesk(Desk):
    """The desk a coding is read at."""

    def wrong(self, place: Place, expected: str, raw: object) -> None:
        """Report a value of the wrong kind."""
        self.fault(place, "wrong-type", expected, described(raw))

    def mapping(self, raw: object, place: Place) -> dict[str, Any]:
        """A mapping, or an empty one where there is none or it is at fault."""
        if raw is None:
            return {}
        if not isinstance(raw, dict):
            self.wrong(place, "a mapping", raw)
            return {}
        return raw

    def keys(self, raw: Mapping[str, Any], place: Place, known: tuple[str, ...]) -> None:
        """Report keys that are not known here."""
        for key in raw:
            self.resolve(key, known, (*place, key), "a key", "unknown-key", at_key=True)

    def text(self, raw: object, place: Place) -> str:
        """A word or a sentence; empty where there is none."""
        if raw is None:
            return ""
        if isinstance(raw, dict | list):
            self.wrong(place, "text", raw)
            return ""
        return str(raw)

    def words(self, raw: object, place: Place) -> list[str]:
        """One word or a list of words."""
        if isinstance(raw, list):
            return [self.text(word, (*place, index)) for index, word in enumerate(raw)]
        word = self.text(raw, place)
        return [word] if word else []

    def day(self, raw: object, place: Place) -> date | None:
        """A day such as 2025-02-12."""
        try:
            return date.fromisoformat(str(raw))
        except ValueError:
            self.fault(place, "bad-date", "a day such as 2025-02-12", described(raw))
            return None

    def match(self, raw: object, place: Place) -> Match:
        """The clauses of a rule; at least one must be there."""
        clauses = self.mapping(self.mapping(raw, place).get("when"), (*place, "when"))
        here = (*place, "when")
        if not clauses:
            expected = "at least one clause (when: " + ", ".join(CLAUSES) + ")"
            self.fault(place, "missing-key", expected, "no 'when'", at_key=True)
        self.keys(clauses, here, CLAUSES)
        found = {key: tuple(self.words(clauses.get(key), (*here, key))) for key in CLAUSES}
        for key, known in (("act", ACTS), ("extent", _EXTENTS)):
            for word in found[key]:
                self.resolve(word, known, (*here, key), f"an {key} of the record")
        return Match(**found)

    def sight(self, raw: Mapping[str, Any], place: Place, settings: Mapping[str, tuple[str, ...]]) -> Sight:
        """A reading: where a part stands and the chance that it is a step off, or the chance under each."""
        if place[0] != "readings":
            self.keys(raw, place, SIGHT)
        part = self.text(raw.get("part"), (*place, "part"))
        self.resolve(part, settings, (*place, "part"), "a track, lever, condition or accord")
        known = settings.get(part, ())
        if "chances" in raw:
            stated = self.mapping(raw["chances"], (*place, "chances"))
            for name in stated:
                self._setting(str(name), known, part, (*place, "chances", name), at_key=True)
            chances = {str(k): self.chance(v, (*place, "chances", k)) for k, v in stated.items()}
            if stated and not any(chances.values()):
                self.fault((*place, "chances"), "out-of-range", "one chance above 0 at least", "none")
            return Sight(part, chances)
        if "at" not in raw:
            self.fault(place, "missing-key", "where the part stands (at), or chances", "neither", at_key=True)
            return Sight(part, {})
        at = self.text(raw["at"], (*place, "at"))
        self._setting(at, known, part, (*place, "at"))
        error = self.chance(raw.get("error", 0.0), (*place, "error"))
        return Sight(part, a_step_off(at, error, known) if at in known else {})

    def _setting(
        self, word: str, known: tuple[str, ...], part: str, place: Place, at_key: bool = False
    ) -> None:
        if known:
            self.resolve(word, known, place, f"where {part} can stand", "unknown-setting", at_key=at_key)

    def chance(self, raw: object, place: Place) -> float:
        """A chance, as a number from 0 to 1 or in per cent."""
        percent = _PER_CENT.fullmatch(raw) if isinstance(raw, str) else None
        if percent is None and (isinstance(raw, bool) or not isinstance(raw, int | float)):
            self.wrong(place, "a chance such as 20 %", raw)
            return 0.0
        value = float(percent[1]) / 100 if percent else float(raw)  # type: ignore[arg-type]
        if not 0.0 <= value <= 1.0:
            self.fault(place, "out-of-range", "a chance from 0 to 1", described(raw))
            return 0.0
        return value


def a_step_off(at: str, error: float, settings: tuple[str, ...]) -> dict[str, float]:
    """The chance of reading `at` under each true setting, if a reading is one step off with chance `error`.

    An error falls on either neighbour alike, and on the only one where there is one.
    """
    here = settings.index(at)
    chances = {at: 1.0 - error if len(settings) > 1 else 1.0}
    for true in (here - 1, here + 1):
        if 0 <= true < len(settings):
            neighbours = (true > 0) + (true < len(settings) - 1)
            chances[settings[true]] = error / neighbours
    return chances
