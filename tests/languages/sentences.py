"""Every sentence that the code words in the language of a brief, found in the code itself."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import fields
from enum import Enum
from pathlib import Path

import parley
from parley.record.ledgers import LEDGERS, rules
from parley.record.ledgers.ledger import EMPTY
from parley.record.ledgers.rules.exchange import quid_pro_quo
from parley.report import phrases
from parley.report.record import asked, happened
from parley.theses import Verdict

SOURCE = Path(parley.__file__).parent
COUNTS = ("count", "counted")
WORDING = ("worded", "wordable", "rewordable")


def sentences() -> dict[str, str]:
    """English sentence -> its plural, or nothing where it has one form."""
    found = dict.fromkeys((*_of_tables(), *_literal()), "")
    for one, other in _counted():
        found.pop(other, None)
        found[one] = other
    return found


def _calls() -> Iterator[ast.Call]:
    for module in SOURCE.rglob("*.py"):
        text = module.read_text(encoding="utf-8")
        told = any(f"{name}(" in text for name in (*WORDING, *COUNTS)) or "wordable" in text
        for node in ast.walk(ast.parse(text)) if told else ():
            if isinstance(node, ast.Call):
                yield node


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _texts(node: ast.AST) -> Iterator[str]:
    """The texts a first argument may be: one, or either of two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)


def _literal() -> Iterator[str]:
    for node in _calls():
        if _called(node) in WORDING and node.args:
            yield from _texts(node.args[0])
        elif _called(node) == "map" and isinstance(node.args[0], ast.Name) and node.args[0].id == "wordable":
            for one in ast.walk(node.args[1]):
                yield from _texts(one)


def _counted() -> Iterator[tuple[str, str]]:
    for node in _calls():
        if _called(node) in COUNTS and len(node.args) > 1:
            nouns = [text for arg in node.args[1:3] for text in _texts(arg)]
            if nouns:
                yield nouns[0], nouns[1] if len(nouns) > 1 else f"{nouns[0]}s"
    yield from phrases.ANSWER_NOUNS.values()


def _of_tables() -> Iterator[str]:
    """What stands in tables of records: questions, headings and findings of the ledgers, verdicts."""
    for question in asked.QUESTIONS:
        yield question.question
        yield from question.columns
    yield from (*happened.AGAIN, *happened.RESTATED, *happened.EXCHANGED, "act")
    for module in pkgutil.walk_packages(rules.__path__, f"{rules.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and issubclass(value, Enum) and value.__module__ == module.name:
                yield from (str(one.value) for one in value)
    yield from (str(one.value) for one in Verdict)
    yield quid_pro_quo.rule
    for rule in LEDGERS.values():
        yield from (str(one.metadata[EMPTY]) for one in fields(rule.entry) if one.metadata.get(EMPTY))
