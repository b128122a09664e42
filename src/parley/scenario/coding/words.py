"""Read the small words of a coding: days, chances, clauses and readings; report what is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from parley.files import Place
from parley.scenario.coding.coding_forms import EXTENT_WORDS, PER_CENT, MatchForm, SightForm
from parley.scenario.coding.parts import Match, Sight
from parley.scenario.reading.diagnostics import Diagnostics
from parley.scenario.reading.saying import described
from parley.vocabulary import ACTS


@dataclass
class CodingDesk(Diagnostics):
    """The diag a coding is read at."""

    def is_touched(self, place: Place) -> bool:
        """Tell whether a place, or something above or below it, could not be read."""
        return self.is_broken(place) or any(broken[: len(place)] == place for broken in self.broken)

    def day(self, raw: object, place: Place) -> date | None:
        """A day such as 2025-02-12."""
        try:
            return date.fromisoformat(str(raw))
        except ValueError:
            self.fault(place, "bad-date", "a day such as 2025-02-12", described(raw))
            return None

    def match(self, form: MatchForm | None, place: Place) -> Match:
        """The clauses of a rule; at least one must be there."""
        here = (*place, "when")
        found = {key: tuple(words) for key, words in form or () if words}
        if not found and not self.is_touched(here):
            expected = "at least one clause (when: " + ", ".join(MatchForm.keys()) + ")"
            got = "no 'when'" if form is None else "no clause"
            self.fault(place, "missing-key", expected, got, at_key=True)
        for key, known in (("act", ACTS), ("extent", EXTENT_WORDS)):
            for index, word in enumerate(found.get(key, ())):
                listed: Place = (*here, key, index)
                at = listed if listed in self.document.values else listed[:-1]
                if not self.is_broken(listed):
                    self.resolve(word, known, at, f"an {key} of the record")
        return Match(**found)

    def sight(self, form: SightForm, place: Place, settings: Mapping[str, tuple[str, ...]]) -> Sight:
        """A reading: where a part stands and the chance that it is a step off, or the chance under each."""
        self.resolve(form.part, settings, (*place, "part"), "a track, lever, condition or accord")
        known = settings.get(form.part, ())
        if form.chances is not None:
            for name in form.chances:
                self._setting(name, known, form.part, (*place, "chances", name), at_key=True)
            chances = {
                name: self.chance(raw, (*place, "chances", name)) for name, raw in form.chances.items()
            }
            if not any(chances.values()):
                self.fault((*place, "chances"), "out-of-range", "one chance above 0 at least", "none")
            return Sight(form.part, chances)
        if form.at is None:
            if not (self.is_touched((*place, "at")) or self.is_touched((*place, "chances"))):
                expected = "where the part stands (at), or chances"
                self.fault(place, "missing-key", expected, "neither", at_key=True)
            return Sight(form.part, {})
        self._setting(form.at, known, form.part, (*place, "at"))
        error = self.chance(form.error, (*place, "error"))
        return Sight(form.part, a_step_off(form.at, error, known) if form.at in known else {})

    def _setting(
        self, word: str, known: tuple[str, ...], part: str, place: Place, at_key: bool = False
    ) -> None:
        if known:
            self.resolve(word, known, place, f"where {part} can stand", "unknown-setting", at_key=at_key)

    def chance(self, raw: object, place: Place) -> float:
        """A chance, as a number from 0 to 1 or in per cent."""
        percent = re.fullmatch(PER_CENT, raw) if isinstance(raw, str) else None
        if percent is None and (isinstance(raw, bool) or not isinstance(raw, int | float)):
            self.fault(place, "wrong-type", "a chance such as 20 %", described(raw))
            return 0.0
        value = float(percent[1]) / 100 if percent else float(cast(float, raw))
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
