"""Write a plan or a what-if into a scenario file: every line and comment of it stays as it was."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode

from parley.errors import CaseError, OutputError, UsageError
from parley.files import read_text
from parley.scenario.reader import LARGEST_SCENARIO, SCENARIO_FILE, read_scenario_text
from parley.scenario.reading.form import NAME_PATTERN


@dataclass(frozen=True)
class NewPlan:
    """A plan to write: its id, options by issue, who signs it in which order, and where it comes from."""

    id: str
    terms: Mapping[str, str]
    signatories: Sequence[str]
    note: str


def add_plan(folder: Path, plan: NewPlan) -> Path:
    """Write a plan at the end of the plans of a scenario, whole or not at all; return the file.

    Raises UsageError where the file has no block of plans to add to (the message has the lines to paste), and
    CaseError where the scenario with the plan would have faults; the file then stays as it was.
    """
    if not re.fullmatch(NAME_PATTERN, plan.id):
        raise UsageError(f"a plan's id is letters, digits, - and _, with a letter first, not '{plan.id}'")
    path = folder / SCENARIO_FILE
    source = read_text(path, LARGEST_SCENARIO)
    text = with_plan(source.text, plan)
    try:
        read_scenario_text(text)
    except CaseError as problem:
        raise CaseError(list(problem.faults)) from None
    _replace(path, text)
    return path


def with_plan(text: str, plan: NewPlan) -> str:
    """The text of a scenario with a plan added after the last one."""
    return _with_block(text, "plans", "plans", lambda indent: _lines(plan, indent))


def with_what_if(text: str, name: str, note: str, changes: Mapping[str, object]) -> str:
    """The text of a scenario with a what-if added after the last one; UsageError where it cannot be added."""

    def lines(indent: str) -> str:
        inner = indent + "  "
        said = "".join(f"{inner}  {path}: {_value(value)}\n" for path, value in changes.items())
        noted = f"{inner}note: {_word(note)}\n" if note else ""
        return f"{indent}{name}:\n{noted}{inner}changes:\n{said}"

    return _with_block(text, "what_if", "what-ifs", lines)


def _with_block(text: str, section: str, called: str, lines_of: Callable[[str], str]) -> str:
    """A text with lines, written at an indent, added at the end of a section."""
    root = YAML().compose(text)
    node = _block(root, section)
    if node is None:
        if isinstance(root, MappingNode) and any(key.value == section for key, _ in root.value):
            raise UsageError(
                f"the {called} of this scenario do not stand one below the other, so none is added; paste\n"
                + lines_of("  ")
            )
        return text.rstrip("\n") + f"\n\n{section}:\n" + lines_of("  ")
    indent = " " * node.value[0][0].start_mark.column
    lines = text.split("\n")
    last = _last_line(node)
    return "\n".join([*lines[: last + 1], lines_of(indent).rstrip("\n"), *lines[last + 1 :]])


def _block(root: object, section: str) -> MappingNode | None:
    """The mapping of a section, if it is written one below the other."""
    if not isinstance(root, MappingNode):
        return None
    for key, value in root.value:
        if key.value == section and isinstance(value, MappingNode) and not value.flow_style and value.value:
            return value
    return None


def _last_line(node: MappingNode) -> int:
    """The line the last scalar of a block stands on; its end mark may lie after blank lines and comments."""
    value = node.value[-1][1]
    while isinstance(value, MappingNode) and not value.flow_style and value.value:
        value = value.value[-1][1]
    end = value.end_mark
    return int(end.line if end.column else end.line - 1)


def _lines(plan: NewPlan, indent: str) -> str:
    inner = indent + "  "
    terms = ", ".join(f"{_word(issue)}: {_word(option)}" for issue, option in plan.terms.items())
    return (
        f"{indent}{plan.id}:\n"
        f"{inner}terms: {{{terms}}}\n"
        f"{inner}signatories: [{', '.join(_word(party) for party in plan.signatories)}]\n"
        f"{inner}note: {_word(plan.note)}\n"
    )


def _value(value: object) -> str:
    """A value as YAML has it; what is made of several is written as JSON, which is YAML too."""
    return _word(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _word(word: str) -> str:
    """A word as YAML has it, quoted where it could mean something else."""
    return word if re.fullmatch(r"[A-Za-z][A-Za-z0-9_.-]*", word) else json.dumps(word, ensure_ascii=False)


def _replace(path: Path, text: str) -> None:
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode & 0o777)
        Path(name).replace(path)
    except OSError as problem:
        raise OutputError(f"{path} could not be written: {problem.strerror}; it is as it was") from problem
