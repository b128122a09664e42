"""What each party can ever do in a scenario's game, and who is asked for consent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from parley.game.names import Action, ActionKind, Ending
from parley.scenario.parts import Scenario
from parley.scenario.parts.instruments.statements import STATEMENT_SETTINGS
from parley.scenario.parts.table import TALKS, TALKS_SETTINGS
from parley.scenario.parts.tabling import tabled_by, tabled_settings, turned_down_by

Menu = Mapping[str, tuple[str, ...]]
"""Actions of a party, each with the parties that are asked, in order."""


def menus(scenario: Scenario) -> Mapping[str, Menu]:
    """The menu of every party; one that never has the floor has an empty one."""
    return {
        party: dict(_all_of(scenario, party)) if party in scenario.speakers else {}
        for party in scenario.parties
    }


def falls(scenario: Scenario) -> tuple[Ending, ...]:
    """The endings that fighting alone can come to, by the names the compiler gives them."""
    ends = (end for track in scenario.theatre.values() for end in (track.top, track.bottom) if end)
    return tuple(dict.fromkeys(Ending.collapse(end.known_as) for end in ends))


def _all_of(scenario: Scenario, party: str) -> Iterator[tuple[Action, tuple[str, ...]]]:
    """Every action of a party with those who are asked, by the names the compiler gives them."""
    if scenario.holding:
        yield Action.of(ActionKind.HOLD), ()
    for plan in scenario.plans.values():
        if party in plan.proposers:
            yield Action.of(ActionKind.OFFER, plan.id), _others(plan.signatories, party)
        tabling = scenario.tabling
        for other in tabling.by if tabling and tabling.open_to_take else ():
            if other != party and other in plan.proposers and party in plan.signatories:
                asked = tuple(name for name in _others(plan.signatories, party) if name != other)
                yield Action.of(ActionKind.TAKE, plan.id), asked
                break
        if turned_down_by(scenario.tabling, party, plan):
            yield Action.of(ActionKind.TURN_DOWN, plan.id), ()
    for accord in scenario.accords.values():
        if party in accord.proposers:
            yield Action.of(ActionKind.PROPOSE, accord.id), _others(accord.signatories, party)
        if party in accord.leavers:
            yield Action.of(ActionKind.LEAVE, accord.id), ()
    for condition in scenario.conditions.values():
        steps = {
            ActionKind.DEMAND: condition.claimant,
            ActionKind.REBUFF: condition.target,
            ActionKind.CONCEDE: condition.target,
        }
        if condition.withdraw:
            steps[ActionKind.WITHDRAW] = condition.claimant
        yield from ((Action.of(act, condition.id), ()) for act, by in steps.items() if by == party)
    for bargain in scenario.bargains.values():
        if party in bargain.proposers:
            yield Action.of(ActionKind.BARGAIN, bargain.id), _others(bargain.signatories, party)
    for lever in scenario.levers.values():
        if lever.holder == party:
            asked = _others(lever.consent, party)
            yield from ((Action.of(ActionKind.SET, lever.id, setting), asked) for setting in lever.settings)
    for gesture in scenario.gestures.values():
        if gesture.by == party:
            yield Action.of(ActionKind.GESTURE, gesture.id), ()
    for statement in scenario.statements.values():
        if statement.by == party:
            yield Action.of(ActionKind.STATE, statement.id), ()
    yield from _of_talks(scenario, party)
    for transfer in scenario.transfers.values():
        if transfer.by == party:
            yield Action.of(ActionKind.PAY, transfer.id), _others(transfer.signatories, party)


def _of_talks(scenario: Scenario, party: str) -> Iterator[tuple[Action, tuple[str, ...]]]:
    """What can be done about the talks themselves."""
    if scenario.talks is not None:
        for kind, channel in (
            (ActionKind.BREAK_OFF, scenario.talks.break_off),
            (ActionKind.REOPEN, scenario.talks.reopen),
        ):
            if party in channel.by:
                yield Action.of(kind), _others(channel.consent, party)
    if party in scenario.quit_worth:
        yield Action.of(ActionKind.QUIT), ()


def _others(signatories: tuple[str, ...], party: str) -> tuple[str, ...]:
    return tuple(name for name in signatories if name != party)


def settings(scenario: Scenario) -> Mapping[str, tuple[str, ...]]:
    """The settings of every part of the situation, a track's levels among them, in order."""
    from parley.scenario.parts import ACCORD_SETTINGS, LADDER

    tracks = {
        track.id: tuple(str(level) for level in range(track.lowest, track.highest + 1))
        for track in scenario.theatre.values()
    }
    levers = {lever.id: lever.settings for lever in scenario.levers.values()}
    return {
        **tracks,
        **levers,
        **dict.fromkeys(scenario.conditions, LADDER),
        **dict.fromkeys(scenario.accords, ACCORD_SETTINGS),
        **{event.id: event.states for event in scenario.events.values()},
        **dict.fromkeys(scenario.statements, STATEMENT_SETTINGS),
        **({TALKS: TALKS_SETTINGS} if scenario.talks else {}),
        **{
            tabled_by(party): tabled_settings(scenario.plans, party)
            for party in (scenario.tabling.by if scenario.tabling else ())
        },
    }


def coding_choices(scenario: Scenario) -> tuple[tuple[Action, ...], tuple[Ending, ...]]:
    """Every action that some party can take, each once, and every ending that fighting can come to."""
    every = (Action(act) for menu in menus(scenario).values() for act in menu)
    return tuple(dict.fromkeys(every)), falls(scenario)
