"""From the answers of an interview to a scenario file; in a file a person wrote, everything else stays."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from parley.eliciting.answers import Sheet
from parley.eliciting.interview import NOBODY
from parley.eliciting.points import points_of, sides
from parley.eliciting.question import id_of

WEEKS_IN_A_QUARTER = 13.0
WEEKS_IN_A_MONTH = 365.25 / 12 / 7
BUSY = 0.9
"""Above this chance of somebody speaking in a week, rounds are made shorter."""
POINTS_WORSE = 10.0

Tree = dict[str, Any]


def scenario_text(sheet: Sheet, stated: str = "") -> str:
    """The scenario of a finished interview, or `stated` with what the interview says set in it.

    Numbers carry their range and who gave them. Keys the interview does not know, and comments, stay.
    """
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    ours = scenario_tree(sheet)
    if not stated.strip():
        written = CommentedMap(ours)
        written.yaml_set_start_comment(
            "Written by parley elicit from the answers in elicitation.json. It is yours to change: what you\n"
            "add, and comments, stay when the interview is revised."
        )
    else:
        written = yaml.load(stated)
        _merge(written, ours)
    out = io.StringIO()
    yaml.dump(written, out)
    return out.getvalue()


def scenario_tree(sheet: Sheet) -> Tree:
    """What the interview says, as the grammar of scenario.yaml has it."""
    parties, issues = sheet.names("parties"), sheet.names("issues")
    speaks = {party: sheet.number(f"speaks/{id_of(party)}") / WEEKS_IN_A_QUARTER for party in parties}
    busy = sum(speaks.values())
    tree: Tree = {
        "title": sheet.text("title"),
        "as_of": sheet.text("as_of"),
        "round": "7 days" if busy <= BUSY else "3 days" if busy <= 2 * BUSY else "1 days",
        "horizon": sheet.text("horizon"),
        "parties": {id_of(party): _party(sheet, party) for party in parties},
        "issues": {id_of(issue): _options(sheet, issue) for issue in issues},
        "plans": {id_of(plan): _plan(sheet, plan, issues) for plan in sheet.names("plans")},
        "table": {
            "floor": {
                id_of(party): f"{100 * chance:.3g} % per week" for party, chance in speaks.items() if chance
            },
            "settlement": {"signatories": [id_of(party) for party in sheet.names("signatories")]},
        },
        "endings": {"horizon": {id_of(party): _by_kind(sheet, party, "goes_on") for party in parties}},
    }
    return tree


def _party(sheet: Sheet, party: str) -> Tree:
    who, hidden, kinds = id_of(party), sheet.text("hidden"), sheet.names("kinds")
    tree: Tree = {"name": party, "patience": _patience(sheet, who), "precision": _precision(sheet)}
    if party == hidden and kinds:
        odds = sheet.number("odds/analyst", 50.0)
        tree["dispositions"] = {
            id_of(kinds[0]): {"name": kinds[0], "weight": _number(sheet, "odds/analyst", odds, unit=" %")},
            id_of(kinds[1]): {"name": kinds[1], "weight": f"{100 - odds:g} %"},
        }
    elif kinds and hidden != NOBODY and hidden:
        odds = sheet.number(f"odds/{who}", 50.0)
        value = _number(sheet, f"odds/{who}", odds, unit=" %")
        tree["beliefs"] = {id_of(hidden): {id_of(kinds[0]): value}}
    tree["values"] = _values(sheet, party)
    month = sheet.number(f"month/{who}")
    if month:
        spread = sheet.spread(f"month/{who}")
        ends = None if spread is None else (-spread[1] / WEEKS_IN_A_MONTH, -spread[0] / WEEKS_IN_A_MONTH)
        cost = _number(sheet, f"month/{who}", -month / WEEKS_IN_A_MONTH, ends, " per week")
        tree["flow"] = {"fighting": cost}
    return tree


def _patience(sheet: Sheet, who: str) -> Any:
    kept = sheet.number(f"later/{who}", 85.0) / 100
    if kept >= 1.0:
        return "unlimited"
    spread = sheet.spread(f"later/{who}")
    ends = None if spread is None else (spread[0] / 100, min(spread[1] / 100, 0.999))
    return {"yearly": _number(sheet, f"later/{who}", kept, ends)}


def _precision(sheet: Sheet) -> Any:
    def precision(errs: float) -> float:
        return math.log((1000.0 - errs) / errs) / POINTS_WORSE

    spread = sheet.spread("errs")
    ends = None if spread is None else (precision(spread[1]), precision(spread[0]))
    return _number(sheet, "errs", precision(sheet.number("errs", 2.5)), ends)


def _values(sheet: Sheet, party: str) -> Tree:
    """Points by issue and option; by kind where the party is the hidden one."""
    points = points_of(sheet).values
    mine = [who for who, _ in sides(sheet) if who.partition(".")[0] == id_of(party)]
    tree: Tree = {}
    for issue in sheet.names("issues"):
        key = id_of(issue)
        tree[key] = {}
        for option in sheet.names(f"options/{key}"):
            found = {who: points[who][key][id_of(option)] for who in mine}
            numbers = {
                who: _number(sheet, f"swing/{who}/{key}", value, ends) for who, (value, ends) in found.items()
            }
            tree[key][id_of(option)] = _kinds(numbers)
    return tree


def _by_kind(sheet: Sheet, party: str, question: str) -> Any:
    mine = [who for who, _ in sides(sheet) if who.partition(".")[0] == id_of(party)]
    numbers = {
        who: _number(
            sheet, f"{question}/{who}", sheet.number(f"{question}/{who}"), sheet.spread(f"{question}/{who}")
        )
        for who in mine
    }
    return _kinds(numbers)


def _kinds(numbers: Mapping[str, Any]) -> Any:
    """One number as it is, several by the kind after the dot."""
    if len(numbers) == 1:
        return next(iter(numbers.values()))
    return {who.partition(".")[2]: number for who, number in numbers.items()}


def _number(
    sheet: Sheet, question: str, value: float, ends: tuple[float, float] | None = None, unit: str = ""
) -> Any:
    """A number with its range and who gave it; bare where nobody was asked for it."""
    if unit == " %" and ends is None:
        ends = sheet.spread(question)
    note = sheet.note(question)
    said: Any = _figure(value, unit)
    if not note:
        return said
    long: Tree = {"value": said}
    if ends is not None and ends[0] < ends[1]:
        long["range"] = [_figure(min(ends[0], value), unit), _figure(max(ends[1], value), unit)]
    long["note"] = note
    return long


def _figure(value: float, unit: str) -> Any:
    rounded = float(f"{value:.4g}")
    return f"{rounded:g}{unit}" if unit else (int(rounded) if rounded.is_integer() else rounded)


def _options(sheet: Sheet, issue: str) -> Tree:
    options = sheet.names(f"options/{id_of(issue)}")
    return {id_of(option): {"name": option} for option in options}


def _plan(sheet: Sheet, plan: str, issues: list[str]) -> Tree:
    terms = {id_of(i): id_of(sheet.text(f"plan/{id_of(plan)}/{id_of(i)}")) for i in issues}
    return {"name": plan, "terms": terms}


def _merge(written: Any, ours: Mapping[str, Any]) -> None:
    """Set what the interview says, key by key; what is so already, and comments, are not touched."""
    for key, value in ours.items():
        known = written.get(key)
        if isinstance(value, Mapping) and isinstance(known, dict):
            _merge(known, value)
        elif isinstance(known, dict) and "value" in known and not isinstance(value, Mapping):
            known["value"] = value
        elif isinstance(value, list) and isinstance(known, CommentedSeq):
            _renew(known, value)
        elif known != value:
            written[key] = value


def _renew(known: CommentedSeq, value: list[Any]) -> None:
    """Put other items into a list; what stands after its last item stays after the last."""
    if list(known) == value:
        return
    after = known.ca.items.pop(len(known) - 1, None)
    known[:] = value
    if after is not None:
        known.ca.items[len(value) - 1] = after
