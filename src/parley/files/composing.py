"""Compose a YAML 1.2 file once into plain data and marks, refusing what could do harm.

Scalars follow the YAML 1.2 core schema, so `no`, `on` and `2025-03-19` are text. Keys are always text,
as written. All duplicate keys are reported; the first of them counts.
"""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.composer import MaxDepthExceededError
from ruamel.yaml.error import MarkedYAMLError, ReusedAnchorWarning
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from parley.errors import CONTROLS, CaseError, Fault
from parley.files.document import Document, Mark, Place, dotted
from parley.files.text import TextFile, control_fault

MOST_NODES = 50_000
DEEPEST = 40
STANDARD_TAG = "tag:yaml.org,2002:"
CORE_TAGS = {
    STANDARD_TAG + kind for kind in ("null", "bool", "int", "float", "str", "seq", "map", "timestamp")
}

Scalar = str | int | float | bool | None


def compose_yaml(source: TextFile) -> Document:
    """Compose a YAML file; raise CaseError if it does not parse, is nested too deeply or expands too far."""
    file = str(source.path)
    blank = Document(file, None, tuple(source.text.splitlines()), {}, {})
    node = _composed(source.text, blank)
    walk = _Walk(blank)
    data = None if node is None else walk.data_of(node, ())
    return Document(file, data, blank.lines, walk.values, walk.keys, tuple(walk.faults))


def _composed(text: str, blank: Document) -> Node | None:
    """Parse the text into nodes, turning whatever the parser does on bad input into one fault."""
    expected = "a YAML 1.2 document"
    try:
        return _parsed(text)
    except MarkedYAMLError as problem:
        at = problem.problem_mark or problem.context_mark
        mark = Mark(at.line + 1, at.column + 1, 1) if at else Mark(1, 1, 1)
        if isinstance(problem, MaxDepthExceededError):
            raise CaseError([_too_deep(blank, mark)]) from None
        got = ", ".join(part for part in (problem.problem, problem.context) if part)
        if problem.context and problem.context_mark:
            got += f" that starts on line {problem.context_mark.line + 1}"
        raise CaseError([blank.fault_at(mark, "yaml-syntax", expected, got, _syntax_advice(got))]) from None
    except ReusedAnchorWarning:
        got = "the same anchor defined twice"
        raise CaseError([blank.fault_at(Mark(1, 1, 1), "yaml-syntax", expected, got)]) from None
    except RecursionError:
        raise CaseError([_too_deep(blank, Mark(1, 1, 1))]) from None
    except (
        Exception
    ) as problem:  # a parser fed arbitrary bytes fails in arbitrary ways; none is a crash of ours
        got = str(problem).splitlines()[0] if str(problem) else type(problem).__name__
        raise CaseError([blank.fault_at(Mark(1, 1, 1), "yaml-syntax", expected, got)]) from None


def _parsed(text: str) -> Node | None:
    """The nodes of a text."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", ReusedAnchorWarning)
        reader = YAML(typ="safe", pure=True)
        # What lies deeper costs time with the square of its depth, and is not read.
        reader.max_depth = DEEPEST + 1
        node: Node | None = reader.compose(text)
        return node


def _syntax_advice(problem: str) -> str:
    if "'\\t'" in problem:
        return "indent with spaces, not tabs"
    if "mapping values are not allowed" in problem:
        return "put quotes around text that contains ': '"
    if "stream end" in problem or "',' or" in problem:
        return "close the bracket or brace that was opened"
    return ""


def _too_deep(document: Document, mark: Mark) -> Fault:
    expected = f"at most {DEEPEST} levels of nesting"
    return document.fault_at(mark, "too-deep", expected, "deeper nesting", "write it flatter")


@dataclass
class _Walk:
    """A walk over the nodes that gathers data, marks and faults; aliases are followed, within bounds."""

    document: Document
    values: dict[Place, Mark] = field(default_factory=dict)
    keys: dict[Place, Mark] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    nodes: int = 0

    def data_of(self, node: Node, place: Place) -> object:
        """Return the plain data of a node and remember where it and its children stand."""
        mark = self._mark_of(node)
        self.values[place] = mark
        self.nodes += 1
        if self.nodes > MOST_NODES:
            expected = f"at most {MOST_NODES:,} values once every alias is followed"
            advice = "write the values out, or use fewer aliases (*name)"
            top = self.keys.get(place[:1], mark)
            fault = self.document.fault_at(top, "alias-bomb", expected, "more", advice)
            raise CaseError([*self.faults, fault])
        if len(place) > DEEPEST:
            raise CaseError([*self.faults, _too_deep(self.document, mark)])
        if node.tag not in CORE_TAGS:
            advice = f"remove {node.tag}"
            self.faults.append(
                self.document.fault_at(mark, "yaml-tag", "a plain value", f"tag {node.tag}", advice)
            )
        if isinstance(node, MappingNode):
            return self._mapping(node, place)
        if isinstance(node, ScalarNode):
            self._look_for_controls(str(node.value), mark)
        if isinstance(node, SequenceNode):
            return [self.data_of(child, (*place, index)) for index, child in enumerate(node.value)]
        return _scalar(node)

    def _mapping(self, node: MappingNode, place: Place) -> dict[str, object]:
        data: dict[str, object] = {}
        for key_node, value_node in node.value:
            key_mark = self._mark_of(key_node)
            if not isinstance(key_node, ScalarNode):
                got = "a list or a mapping as a key"
                self.faults.append(self.document.fault_at(key_mark, "wrong-type", "a name as key", got))
                continue
            key = str(key_node.value)
            self._look_for_controls(key, key_mark)
            child = (*place, key)
            if key in data:
                self._repeated(key_mark, child)
                continue
            self.keys[child] = key_mark
            data[key] = self.data_of(value_node, child)
        return data

    def _look_for_controls(self, text: str, mark: Mark) -> None:
        """A control character may also be written as an escape, which the text of the file does not show."""
        found = CONTROLS.search(text)
        if found:
            line = self.document.lines[mark.line - 1] if mark.line <= len(self.document.lines) else ""
            self.faults.append(control_fault(self.document.file, mark.line, mark.column, line, found[0]))

    def _repeated(self, mark: Mark, place: Place) -> None:
        first = self.keys[place].line
        expected = f"each key once under {dotted(place[:-1])}" if place[:-1] else "each key once"
        got = f"'{place[-1]}' again (first on line {first})"
        self.faults.append(
            self.document.fault_at(mark, "duplicate-key", expected, got, "keep one of the two")
        )

    def _mark_of(self, node: Node) -> Mark:
        start, end = node.start_mark, node.end_mark
        line = self.document.lines[start.line] if start.line < len(self.document.lines) else ""
        stop = end.column if end.line == start.line else len(line)
        return Mark(start.line + 1, start.column + 1, max(1, stop - start.column))


_INTEGER = re.compile(r"[-+]?[0-9]+")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", "+.inf"), float("inf")),
    "-.inf": float("-inf"),
    ".nan": float("nan"),
}
MOST_DIGITS = 40


def _scalar(node: Node) -> Scalar:
    """Resolve a scalar by the YAML 1.2 core schema; quoted text and text tagged as such stay text."""
    text = str(node.value)
    if (
        not isinstance(node, ScalarNode)
        or node.style is not None
        or node.tag == STANDARD_TAG + "str"
        or len(text) > MOST_DIGITS
    ):
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text
