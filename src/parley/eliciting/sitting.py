"""A sitting: what one expert still has to answer for a case, each answer kept as soon as it is given."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from parley.eliciting.answers import FILE, Sheet, read_sheet, sheet_text
from parley.eliciting.contradictions import contradictions
from parley.eliciting.interview import next_question
from parley.eliciting.pooling import Pooling
from parley.eliciting.question import Question, parse
from parley.eliciting.writing import scenario_text
from parley.errors import CaseError, OutputError, UsageError
from parley.files import Folder
from parley.files.document import Mark

SCENARIO = "scenario.yaml"


@dataclass
class Sitting:
    """An interview of one expert about the case in a folder, on a day; `sheet` is what is answered so far."""

    folder: Path
    expert: str
    day: str
    sheet: Sheet

    @classmethod
    def begin(cls, folder: Path, expert: str, day: str) -> Sitting:
        """Begin or go on with an interview.

        Raises CaseError where kept answers or the scenario they went into cannot be read, UsageError for a
        file in place of a folder and for a scenario that no interview wrote.
        """
        if folder.exists() and not folder.is_dir():
            raise UsageError(f"{folder} is a file; name the folder of a case, new or begun")
        files = Folder(folder)
        if by_hand(files):
            raise UsageError(
                f"{folder} has a {SCENARIO} that no interview wrote (there is no {FILE} beside it), and "
                "answers would be written over what it says. Hold the interview in a new folder, such as "
                f"{folder}-asked, and take over by hand what you want of it"
            )
        _stated(files)
        return cls(folder, expert, day, read_sheet(folder))

    def question(self) -> Question | None:
        """What to ask next; None where all is answered."""
        return next_question(self.sheet, self.expert)

    def answer(self, question: Question, text: str) -> list[str]:
        """Keep an answer and return what it says against others; ValueError where it cannot be read."""
        known = {text for _, text in contradictions(self.sheet)}
        self.sheet = self.sheet.with_answer(question.id, self.expert, parse(question, text), self.day)
        self.keep()
        return [text for _, text in contradictions(self.sheet) if text not in known]

    def revise(self, prefix: str) -> None:
        """Forget this expert's answers whose questions begin so; UsageError where there are none."""
        sheet = self.sheet.without(prefix, self.expert)
        if sheet == self.sheet:
            asked = ", ".join(dict.fromkeys(question.split("/")[0] for question in self.sheet.given))
            raise UsageError(
                f"{self.expert} has no answer that begins with '{prefix}' (there are {asked or 'none'})"
            )
        self.sheet = sheet
        self.keep()

    def pool(self, how: Pooling) -> None:
        """Make several experts' numbers into one this way from now on."""
        self.sheet = replace(self.sheet, pooling=how)
        self.keep()

    def keep(self) -> None:
        """Write the answers, whole."""
        put(self.folder / FILE, sheet_text(self.sheet))

    def write_scenario(self) -> Path:
        """Write the scenario of a finished interview; UsageError where answers are missing.

        Raises CaseError where the scenario that stands there, which is kept but for what was asked, cannot be
        read.
        """
        if (
            question := next_question(
                self.sheet, self.sheet.experts[0] if self.sheet.experts else self.expert
            )
        ) is not None:
            raise UsageError(f"the interview is not finished: {question.text}")
        path = self.folder / SCENARIO
        put(path, scenario_text(self.sheet, _stated(Folder(self.folder))))
        return path


def by_hand(files: Folder) -> bool:
    """Whether a folder has a scenario that no interview wrote, which answers would overwrite."""
    return files.holds(SCENARIO) and not files.holds(FILE)


def _stated(files: Folder) -> str:
    """The text of the scenario in a folder, empty where there is none; CaseError where it cannot be kept."""
    if not files.holds(SCENARIO):
        return ""
    document = files.document(SCENARIO)
    faults = list(document.faults)
    if document.data is not None and not isinstance(document.data, dict):
        mark = document.values.get((), Mark(1, 1, 1))
        faults.append(document.fault_at(mark, "wrong-type", "a mapping of sections", "something else"))
    if faults:
        raise CaseError(faults)
    return files.prose(SCENARIO)


def put(path: Path, text: str) -> None:
    """Write a file whole, in the place of an earlier one."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except OSError as problem:
        raise OutputError(f"{path} could not be written: {problem.strerror}; it is as it was") from problem
