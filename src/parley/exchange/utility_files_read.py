"""Utility spaces as Genius (XML), GeniusWeb (JSON) and NegMAS (JSON, YAML) write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from parley.errors import CaseError, UsageError
from parley.exchange.utility_spaces import Space
from parley.files import Document
from parley.files.composing import compose_yaml
from parley.files.kept import parse_json
from parley.files.text import read_bytes, text_file

LARGEST = 5_000_000


def read_spaces(paths: Sequence[Path]) -> tuple[Space, ...]:
    """The utility spaces in files, one a party, in order; files that are a domain alone are passed over.

    Raises UsageError where a file is of no kind known here, or holds what is not a sum over discrete issues.
    """
    found = tuple(space for path in paths if (space := _space(path)) is not None)
    if len(found) < 2:
        raise UsageError(
            f"{len(found)} utility space{'' if len(found) == 1 else 's'} among {len(paths)} files: name "
            "one for "
            "each party, two at least"
        )
    return found


def _space(path: Path) -> Space | None:
    try:
        data = read_bytes(path, LARGEST)
    except CaseError as problem:
        raise UsageError(str(problem)) from None
    text = data.decode("utf-8-sig", "replace").lstrip()
    if text.startswith("<"):
        return _genius(path, text)
    held: Any = _json(path, text) if text.startswith(("{", "[")) else _yaml(path, data)
    if not isinstance(held, Mapping):
        raise UsageError(f"{path.name} is no utility space of Genius, GeniusWeb or NegMAS")
    if "LinearAdditiveUtilitySpace" in held:
        return _geniusweb(path, held["LinearAdditiveUtilitySpace"])
    if "issuesValues" in held or ("issues" in held and "weights" not in held):
        return None
    if "weights" in held and "values" in held:
        return _negmas(path, held)
    kind = next((str(key) for key in held if str(key).endswith("UtilitySpace")), str(held.get("type", "")))
    raise UsageError(
        f"{path.name}: expected a sum over discrete issues (LinearAdditive), got {kind or 'something else'}"
    )


def _json(path: Path, text: str) -> object:
    try:
        return parse_json(text)
    except ValueError as problem:
        raise UsageError(f"{path.name} is no JSON: {problem}") from None


def _yaml(path: Path, data: bytes) -> object:
    try:
        document: Document = compose_yaml(text_file(path, data))
    except CaseError as problem:
        raise UsageError(str(problem)) from None
    return document.data


def _genius(path: Path, text: str) -> Space | None:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise UsageError(
            f"{path.name} declares a document type, which no file of Genius does; it is not read"
        )
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as problem:
        raise UsageError(f"{path.name} is no XML: {problem}") from None
    space = root if root.tag == "utility_space" else root.find(".//utility_space")
    if space is None:
        raise UsageError(f"{path.name} has no utility_space, so it is no file of Genius")
    if root.tag == "negotiation_template" or space.find(".//weight") is None:
        return None
    issues = space.findall(".//issue")
    weights = {one.get("index", ""): _number(path, one.get("value")) for one in space.findall(".//weight")}
    total = sum(weights.get(issue.get("index", ""), 0.0) for issue in issues)
    worth: dict[str, dict[str, float]] = {}
    for issue in issues:
        name, kind = issue.get("name", ""), issue.get("type", "discrete")
        items = issue.findall("item")
        if kind != "discrete" or not items:
            raise UsageError(
                f"{path.name}: issue '{name}' is {kind}, and only discrete issues are read: cut its "
                "range into values"
            )
        said = {one.get("value", ""): _number(path, one.get("evaluation")) for one in items}
        # Genius divides what stands there by the largest of the issue.
        most = max(said.values())
        weight = weights.get(issue.get("index", ""), 0.0) / (total or 1.0)
        worth[name] = {value: weight * (one / most if most > 0 else 0.0) for value, one in said.items()}
    return Space(
        name=path.stem,
        worth=worth,
        reserved=_number(path, _value(space, "reservation"), 0.0),
        discount=_number(path, _value(space, "discount_factor"), 1.0),
    )


def _value(space: ElementTree.Element, tag: str) -> str | None:
    found = space.find(f".//{tag}")
    return None if found is None else found.get("value")


def _geniusweb(path: Path, held: Mapping[str, Any]) -> Space:
    worth: dict[str, dict[str, float]] = {}
    weights = held.get("issueWeights", {})
    for issue, said in held.get("issueUtilities", {}).items():
        table = said.get("discreteutils", {}).get("valueUtilities") if isinstance(said, Mapping) else None
        if table is None:
            raise UsageError(
                f"{path.name}: issue '{issue}' is not discrete, and only discrete issues are read: cut its "
                "range into values"
            )
        every = held.get("domain", {}).get("issuesValues", {}).get(issue, {}).get("values", table)
        weight = _number(path, weights.get(issue))
        worth[issue] = {str(value): weight * _number(path, table.get(value, 0.0)) for value in every}
    bid = held.get("reservationBid") or {}
    agreed = bid.get("issuevalues", {}) if isinstance(bid, Mapping) else {}
    reserved = sum(worth.get(issue, {}).get(str(value), 0.0) for issue, value in agreed.items())
    return Space(str(held.get("name", path.stem)), worth, reserved, None)


def _negmas(path: Path, held: Mapping[str, Any]) -> Space:
    issues = (held.get("outcome_space") or {}).get("issues") or held.get("issues") or []
    names = [str(issue.get("name", n)) for n, issue in enumerate(issues)] or [
        f"issue {n + 1}" for n in range(len(held["values"]))
    ]
    weights = [_number(path, one) for one in held["weights"]]
    worth: dict[str, dict[str, float]] = {}
    for name, weight, said in zip(names, weights, held["values"], strict=False):
        table = said.get("mapping") if isinstance(said, Mapping) else None
        if not isinstance(table, Mapping):
            kind = said.get("type", type(said).__name__) if isinstance(said, Mapping) else type(said).__name__
            raise UsageError(
                f"{path.name}: issue '{name}' has the value function {kind}, and only tables of values "
                "(TableFun) are read"
            )
        worth[name] = {str(value): weight * _number(path, one) for value, one in table.items()}
    reserved = held.get("reserved_value")
    return Space(
        name=str(held.get("name") or path.stem),
        worth=worth,
        reserved=_number(path, reserved, 0.0) if reserved not in (None, float("-inf"), "-.inf") else 0.0,
        discount=None,
    )


def _number(path: Path, said: object, otherwise: float | None = None) -> float:
    if said is None and otherwise is not None:
        return otherwise
    try:
        return float(str(said))
    except ValueError:
        raise UsageError(f"{path.name}: expected a number, got '{said}'") from None
