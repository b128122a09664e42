"""Faults of events, bargains, turns, accords and offers, each at its place with what to do."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.compiler.scenes import WAR, changed

from parley.errors import CaseError
from parley.scenario import read_scenario_text

ELECTION = {"states": ["ahead", "won"], "becomes": {"won": {"on": "2025-01-20", "after": ["ahead"]}}}
BARGAIN = {"sets": {"aid": "off"}, "proposers": ["patron"], "signatories": ["south"]}
STATEMENT = {
    "by": "patron",
    "if": {"front": {"at_least": 3}},
    "then": {"aid": "off"},
    "within": "28 days",
    "breach": 5,
}
TURN = {"floor": {"north": "30 % per week"}}


def _with(base: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {**base, **changes}


@pytest.mark.parametrize(
    ("changes", "slug", "said"),
    [
        (
            {"events.e": {"states": ["ahead"], "becomes": {"ahead": {"chance": 0}}}},
            "out-of-range",
            "two states or more",
        ),
        ({"events.e": _with(ELECTION, start="gone")}, "unknown-setting", "a state of e"),
        ({"events.e": _with(ELECTION, becomes={"wan": {"on": "2025-01-20"}})}, "unknown-setting", "'won'"),
        ({"events.e": _with(ELECTION, becomes={"won": {"on": "2024-01-20"}})}, "date-before-as-of", "start"),
        ({"events.e": _with(ELECTION, becomes={"won": {"on": "2026-01-20"}})}, "date-beyond-horizon", ""),
        ({"events.e": _with(ELECTION, becomes={"won": {"chance": "5 %"}})}, "unit-missing", "per round"),
        ({"events.e": _with(ELECTION, becomes={"won": {}})}, "missing-key", "'chance'"),
        ({"events.e": _with(ELECTION, becomes={})}, "missing-key", "at least one state"),
        (
            {
                "events.e": {
                    "states": ["a", "b", "c"],
                    "becomes": {"b": {"on": "2025-01-20"}, "c": {"on": "2025-01-20", "after": ["a"]}},
                }
            },
            "missing-key",
            "all states of a day but one",
        ),
        (
            {"events.e": _with(ELECTION, becomes={"won": {"chance": "120 % per 2 weeks"}})},
            "out-of-range",
            "a chance per time",
        ),
        ({"events.aid": ELECTION}, "duplicate-name", "levers"),
        ({"bargains.b": _with(BARGAIN, sets={"aide": "off"})}, "unknown-name", "'aid'"),
        ({"bargains.b": _with(BARGAIN, sets={"aid": "of"})}, "unknown-setting", "'off'"),
        ({"bargains.b": _with(BARGAIN, sets={"front": "1"})}, "unknown-name", "a lever, accord or condition"),
        ({"bargains.b": _with(BARGAIN, signatories=["suoth"])}, "signatory-unknown", "'south'"),
        ({"bargains.b": _with(BARGAIN, signatories=[])}, "missing-key", "signatory"),
        ({"table.turns": {"deeds": TURN}}, "unknown-key", "either 'floor' or 'turns'"),
        ({"table.floor": None}, "missing-key", "or 'turns'"),
        (
            {"table.floor": None, "table.turns": {"deeds": _with(TURN, acts=["gesture"])}},
            "unknown-name",
            "'gestures'",
        ),
        (
            {"table.floor": None, "table.turns": {"deeds": {"floor": {"north": "130 % per week"}}}},
            "out-of-range",
            "a chance per time",
        ),
        ({"accords.truce.runs": "21 days"}, "unknown-key", "either 'lasts' or 'runs'"),
        ({"accords.truce.lasts": None, "accords.truce.runs": "5 years"}, "out-of-range", "at most 26 rounds"),
        ({"accords.truce.binds": {"land": "lien"}}, "unknown-option", "'line'"),
        ({"levers.aid.consent": ["suoth"]}, "signatory-unknown", "'south'"),
        (
            {"theatre.front.step.jumps": {"j": {"by": 0, "chance": "1 % per week"}}},
            "out-of-range",
            "other than 0",
        ),
        (
            {"theatre.front.step.jumps": {"j": {"by": 2, "chance": "95 % per week"}}},
            "law-of-motion-range",
            "jumps.j",
        ),
        ({"conditions.no_force.costs": {"withdraw": 1}}, "missing-key", "withdraw"),
        ({"table.tabling": {"by": ["nroth"]}}, "unknown-name", "'north'"),
        ({"table.tabling": {"by": []}}, "missing-key", "at least one party"),
        ({"table.tabling": {"by": ["north"], "stands_for": 4}}, "unit-missing", "days"),
        (
            {
                "table.tabling": {"by": ["north"]},
                "parties.patron.flow": {"t": {"add": "1 per week", "when": {"tabled_north": "spilt"}}},
            },
            "unknown-setting",
            "'split'",
        ),
        ({"statements.s": _with(STATEMENT, within=None)}, "missing-key", "'within' and 'until'"),
        ({"statements.s": _with(STATEMENT, then={"aid": "of"})}, "unknown-setting", "'off'"),
        ({"statements.s": _with(STATEMENT, by="patrn")}, "unknown-name", "'patron'"),
        ({"statements.s": {k: v for k, v in STATEMENT.items() if k != "if"}}, "missing-key", "'if'"),
        ({"table.settlement.agree": 4}, "out-of-range", "1 to 3"),
        ({"table.settlement.answers": "at_once"}, "wrong-type", "together"),
        ({"table.talks": {"start": "shut"}}, "unknown-setting", "broken_off"),
        ({"table.talks": {"break_off": {"by": ["nroth"]}}}, "unknown-name", "'north'"),
        ({"table.talks": {}, "events.talks": ELECTION}, "duplicate-name", "channel"),
        ({"endings.quit": {"nroth": {"north": 1}}}, "unknown-name", "'north'"),
        ({"unknowns": {"odds": {"kinds": {"even": {"weight": 1}}}}}, "disposition-count", "two or more"),
        ({"table.settlement.unratified": {"south": 1}}, "missing-key", "ratified"),
        ({"table.settlement.ratified": {"mild": "80 %", "hard": "90 %"}}, "split-misplaced", "one chance"),
    ],
)
def test_a_fault_says_where_what_and_what_to_do(changes: dict[str, Any], slug: str, said: str) -> None:
    """The fault has the stated kind, and says what was expected or what to do in words of the file."""
    with pytest.raises(CaseError) as caught:
        read_scenario_text(json.dumps(changed(WAR, changes)))
    faults = caught.value.faults
    assert [fault.slug for fault in faults] == [slug]
    assert said in f"{faults[0].expected} {faults[0].got} {faults[0].advice}"
    assert faults[0].line > 0


def test_an_accord_that_a_bargain_brings_about_needs_nobody_to_propose_it() -> None:
    """With nobody to propose it the accord is a fault, and no fault once a bargain sets it in force."""
    accord = {"signatories": ["north", "south"], "proposers": [], "lasts": "30 days"}
    with pytest.raises(CaseError) as caught:
        read_scenario_text(json.dumps(changed(WAR, {"accords.pause": accord})))
    assert {fault.slug for fault in caught.value.faults} == {"accord-unreachable"}
    both = {"accords.pause": accord, "bargains.b": _with(BARGAIN, sets={"pause": "in_force"})}
    scenario = read_scenario_text(json.dumps(changed(WAR, both)))
    assert scenario.accords["pause"].proposers == ()
