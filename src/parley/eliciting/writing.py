"""From the answers of an interview to a scenario file; in a file a person wrote, everything else stays."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from parley.eliciting.aftermath import aftermath_tree, strength_of
from parley.eliciting.answers import Sheet
from parley.eliciting.figures import WEEKS_IN_A_MONTH, Tree, number
from parley.eliciting.interview import NOBODY, odds_of
from parley.eliciting.points import points_of, sides
from parley.eliciting.question import id_of
from parley.eliciting.talks import round_of, table_tree
from parley.eliciting.theatre import at_the_line, theatre_tree
from parley.errors import UsageError

POINTS_WORSE = 10.0


def scenario_text(sheet: Sheet, stated: str = "") -> str:
    """The scenario of a finished interview, or `stated` with what the interview says set in it.

    Numbers carry their range and who gave them. Keys the interview does not know, and comments, stay.
    Raises UsageError where it is YAML that cannot be written back.
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
        try:
            written = yaml.load(stated)
        except (YAMLError, ValueError, TypeError) as problem:
            said = str(problem).splitlines()[0] if str(problem) else type(problem).__name__
            raise UsageError(
                f"the scenario that stands there uses YAML into which answers cannot be written ({said}): "
                "write it out without merges (<<) and anchors, or hold the interview in a new folder"
            ) from None
        _drop_other_floor(written, ours)
        _merge(written, ours)
    out = io.StringIO()
    yaml.dump(written, out)
    return out.getvalue()


def scenario_tree(sheet: Sheet) -> Tree:
    """What the interview says, as the grammar of scenario.yaml has it."""
    parties, issues = sheet.names("parties"), sheet.names("issues")
    theatre, aftermath = theatre_tree(sheet), aftermath_tree(sheet, parties)
    return {
        "title": sheet.text("title"),
        "as_of": sheet.text("as_of"),
        "round": round_of(sheet),
        "horizon": sheet.text("horizon"),
        "parties": {id_of(party): _party(sheet, party) for party in parties},
        "issues": {id_of(issue): _options(sheet, issue) for issue in issues},
        "plans": {id_of(plan): _plan(sheet, plan, issues) for plan in sheet.names("plans")},
        **({"theatre": theatre} if theatre else {}),
        "table": table_tree(sheet),
        "endings": {
            "horizon": {
                id_of(party): at_the_line(sheet, party, _by_kind(sheet, party, "goes_on"))
                for party in parties
            }
        },
        **({"aftermath": aftermath} if aftermath else {}),
    }


def _party(sheet: Sheet, party: str) -> Tree:
    who, hidden, kinds = id_of(party), sheet.text("hidden"), sheet.names("kinds")
    tree: Tree = {"name": party, "patience": _patience(sheet, who), "precision": _precision(sheet)}
    if party == hidden and kinds:
        tree["dispositions"] = {
            id_of(kind): {"name": kind, "weight": odds}
            for kind, odds in zip(kinds, _odds(sheet, "analyst", kinds), strict=True)
        }
    elif kinds and hidden != NOBODY and hidden:
        odds = _odds(sheet, who, kinds)[:-1]
        said = {id_of(kind): one for kind, one in zip(kinds, odds, strict=False)}
        tree["beliefs"] = {id_of(hidden): said}
    tree["values"] = _values(sheet, party)
    month = sheet.number(f"month/{who}")
    if month:
        spread = sheet.spread(f"month/{who}")
        ends = None if spread is None else (-spread[1] / WEEKS_IN_A_MONTH, -spread[0] / WEEKS_IN_A_MONTH)
        cost = number(sheet, f"month/{who}", -month / WEEKS_IN_A_MONTH, ends, " per week")
        tree["flow"] = {"fighting": cost}
    return tree


def _odds(sheet: Sheet, who: str, kinds: list[str]) -> list[Any]:
    """How likely somebody thinks each kind: as was said, what is left for the last one."""
    asked = [odds_of(who, kind, kinds) for kind in kinds[:-1]]
    values = [sheet.number(question, 100.0 / len(kinds)) for question in asked]
    said = [number(sheet, question, value, unit=" %") for question, value in zip(asked, values, strict=True)]
    return [*said, f"{max(0.0, 100.0 - sum(float(f'{value:.4g}') for value in values)):g} %"]


def _patience(sheet: Sheet, who: str) -> Any:
    kept = sheet.number(f"later/{who}", 85.0) / 100
    if kept >= 1.0:
        return "unlimited"
    spread = sheet.spread(f"later/{who}")
    ends = None if spread is None else (spread[0] / 100, min(spread[1] / 100, 0.999))
    return {"yearly": number(sheet, f"later/{who}", kept, ends)}


def _precision(sheet: Sheet) -> Any:
    def precision(errs: float) -> float:
        return math.log((1000.0 - errs) / errs) / POINTS_WORSE

    spread = sheet.spread("errs")
    ends = None if spread is None else (precision(spread[1]), precision(spread[0]))
    return number(sheet, "errs", precision(sheet.number("errs", 2.5)), ends)


def _points(points: Mapping[str, Any], who: str, issue: str, option: str) -> Any:
    """What an option is worth to a side; UsageError where its ranking, changed by hand, has another."""
    found = points.get(who, {}).get(issue, {}).get(id_of(option))
    if found is None:
        raise UsageError(
            f"the answers in elicitation.json do not fit each other: {who} has not ranked “{option}” of "
            f"{issue}; ask again with --revise order/{who}/{issue}"
        )
    return found


def _values(sheet: Sheet, party: str) -> Tree:
    """Points by issue and option; by kind where the party is the hidden one."""
    points = points_of(sheet).values
    mine = [who for who, _ in sides(sheet) if who.partition(".")[0] == id_of(party)]
    tree: Tree = {}
    for issue in sheet.names("issues"):
        key = id_of(issue)
        tree[key] = {}
        for option in sheet.names(f"options/{key}"):
            found = {who: _points(points, who, key, option) for who in mine}
            numbers = {
                who: number(sheet, f"swing/{who}/{key}", value, ends) for who, (value, ends) in found.items()
            }
            tree[key][id_of(option)] = _kinds(numbers)
    return tree


def _by_kind(sheet: Sheet, party: str, question: str) -> Any:
    mine = [who for who, _ in sides(sheet) if who.partition(".")[0] == id_of(party)]
    numbers = {
        who: number(
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


def _options(sheet: Sheet, issue: str) -> Tree:
    options = sheet.names(f"options/{id_of(issue)}")
    tree: Tree = {id_of(option): {"name": option} for option in options}
    for option in options:
        if (strength := strength_of(sheet, issue, option)) is not None:
            tree[id_of(option)]["strength"] = strength
    return tree


def _plan(sheet: Sheet, plan: str, issues: list[str]) -> Tree:
    terms = {id_of(i): id_of(sheet.text(f"plan/{id_of(plan)}/{id_of(i)}")) for i in issues}
    return {"name": plan, "terms": terms}


def _drop_other_floor(written: Any, ours: Tree) -> None:
    """Where the floor goes by turns now and went by chance before, or the other way, the old one goes."""
    table = written.get("table")
    known = table.get("floor") if isinstance(table, dict) else None
    if isinstance(known, dict) and ("alternate" in known) != ("alternate" in ours["table"]["floor"]):
        del table["floor"]


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
