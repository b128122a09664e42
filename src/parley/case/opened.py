"""A case as it was opened: scenario, record and coding, read once, and the hash of the very bytes read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from parley.case.calling import called_as_recorded
from parley.errors import UsageError
from parley.files import Folder
from parley.outside_view import StatedView
from parley.record import Record, day_to_read, read_day
from parley.scenario import LARGEST_SCENARIO, SCENARIO_FILE, read_scenario
from parley.scenario.coding import CODING_FILE, Coding, read_coding
from parley.scenario.parts import Scenario

README = "README.md"
NO_CHANGES: Mapping[str, object] = {}


@dataclass(frozen=True)
class RecordedCase:
    """What was recorded of a case, whether or not there is a sound scenario beside it."""

    files: Folder
    record: Record

    @property
    def folder(self) -> Path:
        """Where the case stands."""
        return self.files.path

    @property
    def name(self) -> str:
        """What the case is called: its folder's name."""
        return self.files.name

    @property
    def stated_day(self) -> date | None:
        """The scenario's `as_of`; None where there is no scenario.

        Raises CaseError where the file does not parse and UsageError where it states no day: reading on to
        the end of the record instead would show what the scenario must not know.
        """
        if not self.files.holds(SCENARIO_FILE):
            return None
        data = self.files.document(SCENARIO_FILE, LARGEST_SCENARIO).data
        stated = data.get("as_of") if isinstance(data, dict) else None
        if stated is None:
            raise UsageError(f"{self.name}: scenario.yaml states no as_of; say which day with --as-of")
        return read_day(str(stated), "as_of in scenario.yaml")

    def day_to_read(self, asked: str = "") -> date:
        """The day to read the record on: the one asked for, else the scenario's, else the last move's.

        Raises UsageError for a word that is no day, and for a record without moves.
        """
        return read_day(asked, "--as-of") if asked else day_to_read(self.record, self.stated_day)


@dataclass(frozen=True, repr=False)
class Case(RecordedCase):
    """A sound case. Whatever is worked out from it opens none of its files again.

    `stated` is the scenario as the file has it, `scenario` the one with `changes` by path made, which is
    what is solved; they are one where nothing is changed. `outside` is what the case
    states of the outside view.
    """

    stated: Scenario
    scenario: Scenario
    changes: Mapping[str, object]
    stated_coding: Coding | None = None
    outside: StatedView | None = None

    def __repr__(self) -> str:
        changed = f", {len(self.changes)} changed" if self.changes else ""
        moves = f", {len(self.record.moves)} moves" if self.record.moves else ""
        return f"<Case {self.record.case}: {self.scenario.title!r}, as of {self.as_of}{moves}{changed}>"

    @property
    def as_of(self) -> date:
        """The day the case speaks from."""
        return self.scenario.as_of

    @property
    def has_coding(self) -> bool:
        """Whether there is a coding of the record."""
        return self.files.holds(CODING_FILE)

    @cached_property
    def coding(self) -> Coding:
        """What recorded moves count as in the game, with the changes made.

        Raises UsageError where there is no coding, CaseError where the changes leave it with faults.
        """
        return self.coding_of(self.record)

    def coding_of(self, record: Record) -> Coding:
        """The coding, held against a record that may go on beyond the case's own."""
        if self.stated_coding is not None and not self.changes and record is self.record:
            return self.stated_coding
        coding = read_coding(self.files, self.scenario, record, self.changes)
        return replace(coding, scenario=called_as_recorded(coding.scenario, self.record.cast))

    @property
    def coding_data(self) -> object:
        """The coding as data, its comments and layout aside; None where there is none."""
        return self.files.document(CODING_FILE, LARGEST_SCENARIO).data if self.has_coding else None

    @property
    def input_hashes(self) -> dict[str, str]:
        """The SHA-256 of the bytes that were read of every file, and of the changes, by name."""
        return self.files.hashes | changes_hash(self.changes)

    @property
    def readme(self) -> str:
        """What the case says of itself in prose; empty if it says nothing."""
        return self.files.prose(README)

    def with_changes(self, changes: Mapping[str, object]) -> Case:
        """The case as stated with other changes by path; raise CaseError with the faults they bring in."""
        changed = self.stated
        if changes:
            changed = called_as_recorded(read_scenario(self.files, changes), self.record.cast)
        return replace(self, scenario=changed, changes=dict(changes))


def changes_hash(changes: Mapping[str, object]) -> dict[str, str]:
    """The fingerprint of changes by path, under the name it has among those of files; none for none."""
    if not changes:
        return {}
    said = json.dumps(dict(changes), sort_keys=True, default=str)
    return {"changes": hashlib.sha256(said.encode()).hexdigest()}
