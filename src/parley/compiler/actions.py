"""Everything a party with the floor can do, where it can do it, whose consent it needs and where it leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import numpy as np

from parley.compiler.ground import Ground, paths_of
from parley.compiler.packages import Packages, list_repeats
from parley.game import NONE, Flags, Floats, Ints
from parley.game.names import Action, ActionKind
from parley.scenario.parts import ACCORD_SETTINGS, LADDER
from parley.scenario.parts.plans import Offering
from parley.scenario.parts.table import TALKS, TALKS_SETTINGS
from parley.scenario.parts.tabling import tabled_by, tabled_settings, turned_down_by
from parley.scenario.quantities import Quantity, Terms

OPEN, DEMANDED, EXPECTED, CONCEDED = range(len(LADDER))


@dataclass(frozen=True)
class Window:
    """The days on which something can be done: from `starts` to before `ends`, None leaves a side open."""

    starts: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class Answering:
    """How signatories answer: together or in order, and how many must agree (None: all)."""

    together: bool = False
    agree: int | None = None


@dataclass
class Actions:
    """Actions being listed; `next_posture` entries are [s], NONE where the action is not available."""

    ground: Ground
    parties: list[str]
    names: list[Action] = field(default_factory=list)
    party: list[int] = field(default_factory=list)
    next_posture: list[Ints] = field(default_factory=list)
    package: list[int] = field(default_factory=list)
    signers: list[tuple[str, ...]] = field(default_factory=list)
    reservation: list[bool] = field(default_factory=list)
    cost: list[dict[str, Quantity]] = field(default_factory=list)
    gain: list[dict[str, Quantity]] = field(default_factory=list)
    refused: list[dict[str, Quantity]] = field(default_factory=list)
    unratified: list[dict[str, Quantity]] = field(default_factory=list)
    ratified: list[Terms] = field(default_factory=list)
    window: list[Window] = field(default_factory=list)
    needed: list[int] = field(default_factory=list)
    together: list[bool] = field(default_factory=list)
    labels: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def postures(self) -> Ints:
        """The posture of every situation, shape [s]."""
        return np.arange(self.ground.situations) % self.ground.postures

    def add(
        self,
        name: Action,
        by: str,
        available: Flags,
        *,
        component: str | None = None,
        setting: int = 0,
        sets: Mapping[str, int | Ints] | None = None,
        package: int = NONE,
        signers: tuple[str, ...] = (),
        reservation: bool = False,
        cost: dict[str, Quantity] | None = None,
        gain: dict[str, Quantity] | None = None,
        offering: Offering | None = None,
        answering: Answering | None = None,
        window: Window | None = None,
    ) -> None:
        """List one action: where it is available [s], what it changes, who must agree, costs and gains."""
        if not available.any():
            return
        ground = self.ground
        here = self.postures
        single: Mapping[str, int | Ints] = {component: setting} if component else {}
        for part, index in (sets or single).items():
            here = here + (index - ground.setting[part]) * ground.stride[part]
        self.names.append(name)
        self.party.append(self.parties.index(by))
        self.next_posture.append(np.where(available, here, NONE))
        self.package.append(package)
        asked = tuple(s for s in signers if s != by)
        how = answering or Answering()
        needed = None if how.agree is None else how.agree - (by in signers)
        self.signers.append(() if needed == 0 else asked)
        self.needed.append(len(asked) if needed is None else needed)
        self.together.append(how.together)
        self.reservation.append(reservation)
        self.cost.append(cost or {})
        self.gain.append(gain or {})
        terms = offering or Offering()
        self.refused.append({by: terms.refused} if terms.refused else {})
        self.unratified.append(dict(terms.unratified))
        self.ratified.append(terms.ratified or ())
        self.window.append(window or Window())
        lists = (self.cost, self.gain, self.refused, self.unratified)
        paid = [quantity for listed in lists for quantity in listed[-1].values()]
        paths = [number.path for quantity in paid for number in quantity.numbers]
        if paths := [*paths, *paths_of(self.ratified[-1])]:
            self.labels[f"action[{by}:{name}]"] = tuple(paths)

    def payments(self, kind: str) -> Floats:
        """What is paid at a `kind` of moment (cost, gain, refused, unratified) as an array [i, h, a]."""
        listed: list[dict[str, Quantity]] = getattr(self, kind)
        result = np.zeros((len(self.parties), self.ground.dispositions, len(self.names)))
        for a, payments in enumerate(listed):
            for party, quantity in payments.items():
                result[self.parties.index(party), :, a] = self.ground.by_profile(quantity)
        return result if kind == "gain" else -result

    def signer_table(self) -> tuple[Ints, Ints]:
        """Index among joint actions [a] and who answers in order [j, k], padded with NONE."""
        joint = [a for a, signers in enumerate(self.signers) if signers]
        longest = max((len(self.signers[a]) for a in joint), default=1)
        table = np.full((len(joint), longest), NONE, dtype=np.int64)
        index = np.full(len(self.names), NONE, dtype=np.int64)
        for j, a in enumerate(joint):
            index[a] = j
            for k, signer in enumerate(self.signers[a]):
                table[j, k] = self.parties.index(signer)
        return index, table


def list_actions(ground: Ground, packages: Packages) -> Actions:
    """All actions of all parties that can ever have the floor, each party's `hold` first."""
    scenario = ground.scenario
    actions = Actions(ground, list(scenario.parties))
    everywhere = np.ones(ground.situations, dtype=np.bool_)
    for party in scenario.parties:
        if party not in scenario.speakers:
            continue
        if scenario.holding:
            actions.add(Action.of(ActionKind.HOLD), party, everywhere)
        _list_offers(actions, packages, party)
        _list_tabled(actions, packages, party)
        _list_accords(actions, party)
        _list_conditions(actions, party)
        _list_levers(actions, party)
        _list_bargains(actions, party)
        _list_payments(actions, party)
        _list_statements(actions, party)
        _list_channel(actions, party)
        if party in scenario.quit_worth:
            actions.add(Action.of(ActionKind.QUIT), party, everywhere)
    return actions


def _list_offers(actions: Actions, packages: Packages, party: str) -> None:
    plans = list(actions.ground.scenario.plans.values())
    menu = [x for x, plan in enumerate(plans) if party in plan.proposers]
    offered = np.ones((len(plans), actions.ground.postures), dtype=np.bool_)
    for q, repeated in enumerate(list_repeats(packages, menu, plans)):
        offered[list(repeated), q] = False
    available = offered[:, actions.postures]
    for x in menu:
        plan = plans[x]
        actions.add(
            Action.of(ActionKind.OFFER, plan.id),
            party,
            available[x] & actions.ground.holds(plan.when) & actions.ground.talking,
            package=x,
            cost={party: plan.offering.cost} if plan.offering.cost else None,
            offering=plan.offering,
            answering=Answering(plan.offering.together, plan.offering.agree),
            window=Window(plan.starts, plan.ends),
            signers=plan.signatories,
            reservation=plan.reservation,
        )


def _list_tabled(actions: Actions, packages: Packages, party: str) -> None:
    """Plans of others that lie on the table and can be taken up, for whoever tabled one has agreed to it; or
    turned down for good."""
    ground = actions.ground
    tabling, plans = ground.scenario.tabling, ground.scenario.plans
    others = [other for other in tabling.by if other != party] if tabling and tabling.open_to_take else []
    for x, plan in enumerate(plans.values()):
        by = next((other for other in others if other in plan.proposers), None)
        if by is None or party not in plan.signatories or plan.reservation:
            continue
        lying = ground.setting[tabled_by(by)] == tabled_settings(plans, by).index(plan.id)
        actions.add(
            Action.of(ActionKind.TAKE, plan.id),
            party,
            lying & ground.talking,
            package=x,
            signers=tuple(one for one in plan.signatories if one != by),
            offering=replace(plan.offering, refused=None),
            window=Window(None, plan.ends),
        )
    for plan in plans.values():
        tablers = turned_down_by(tabling, party, plan)
        lies = {
            tabled_by(by): ground.setting[tabled_by(by)] == tabled_settings(plans, by).index(plan.id)
            for by in tablers
        }
        if lies:
            actions.add(
                Action.of(ActionKind.TURN_DOWN, plan.id),
                party,
                np.any(list(lies.values()), axis=0) & ground.talking,
                sets={part: np.where(there, 0, ground.setting[part]) for part, there in lies.items()},
            )


def _list_accords(actions: Actions, party: str) -> None:
    ground = actions.ground
    for accord in ground.scenario.accords.values():
        in_force = ground.setting[accord.id] >= 1
        if party in accord.proposers:
            actions.add(
                Action.of(ActionKind.PROPOSE, accord.id),
                party,
                ~in_force & ground.holds(accord.when) & ground.talking,
                component=accord.id,
                setting=ground.index(accord.id, ACCORD_SETTINGS[1]),
                signers=accord.signatories,
                answering=Answering(accord.together, accord.agree),
                cost={party: accord.propose_cost},
            )
        if party in accord.leavers:
            actions.add(
                Action.of(ActionKind.LEAVE, accord.id),
                party,
                in_force,
                component=accord.id,
                setting=0,
                cost={party: accord.leave_cost},
            )


def _list_conditions(actions: Actions, party: str) -> None:
    ground = actions.ground
    for condition in ground.scenario.conditions.values():
        rung = ground.setting[condition.id]
        standing = np.isin(rung, [DEMANDED, EXPECTED])
        steps = {
            ActionKind.DEMAND: (condition.claimant, rung == OPEN, DEMANDED),
            ActionKind.REBUFF: (condition.target, standing, OPEN),
            ActionKind.CONCEDE: (
                condition.target,
                standing | (rung == OPEN) if condition.unasked else standing,
                CONCEDED,
            ),
            **({ActionKind.WITHDRAW: (condition.claimant, standing, OPEN)} if condition.withdraw else {}),
        }
        for act, (by, available, to) in steps.items():
            if by == party:
                cost = {by: condition.costs[act]} if act in condition.costs else {}
                actions.add(
                    Action.of(act, condition.id), by, available, component=condition.id, setting=to, cost=cost
                )


def _list_levers(actions: Actions, party: str) -> None:
    ground = actions.ground
    for lever in ground.scenario.levers.values():
        if lever.holder != party:
            continue
        for index, setting in enumerate(lever.settings):
            available = (ground.setting[lever.id] != index) & ground.holds(lever.when)
            cost = {party: lever.switch_cost[setting]} if setting in lever.switch_cost else {}
            actions.add(
                Action.of(ActionKind.SET, lever.id, setting),
                party,
                available,
                component=lever.id,
                setting=index,
                signers=lever.consent,
                cost=cost,
            )


def _list_bargains(actions: Actions, party: str) -> None:
    ground = actions.ground
    for bargain in ground.scenario.bargains.values():
        if party not in bargain.proposers:
            continue
        to = {part: ground.index(part, setting) for part, setting in bargain.sets.items()}
        changes = np.any([ground.setting[part] != index for part, index in to.items()], axis=0)
        actions.add(
            Action.of(ActionKind.BARGAIN, bargain.id),
            party,
            changes & ground.holds(bargain.when) & ground.talking,
            sets=to,
            signers=bargain.signatories,
            answering=Answering(bargain.together, bargain.agree),
            cost={party: bargain.cost},
            gain=dict(bargain.worth),
            window=Window(bargain.starts, bargain.ends),
        )


def _list_payments(actions: Actions, party: str) -> None:
    ground = actions.ground
    for gesture in ground.scenario.gestures.values():
        if gesture.by == party:
            available = ground.holds(gesture.when)
            actions.add(Action.of(ActionKind.GESTURE, gesture.id), party, available, gain=dict(gesture.worth))
    for transfer in ground.scenario.transfers.values():
        if transfer.by == party:
            actions.add(
                Action.of(ActionKind.PAY, transfer.id),
                party,
                ground.holds(transfer.when) & ground.talking,
                signers=transfer.signatories,
                gain=dict(transfer.worth),
            )


def _list_channel(actions: Actions, party: str) -> None:
    ground, talks = actions.ground, actions.ground.scenario.talks
    if talks is None:
        return
    for kind, channel, available, to in (
        (ActionKind.BREAK_OFF, talks.break_off, ground.talking, TALKS_SETTINGS[1]),
        (ActionKind.REOPEN, talks.reopen, ~ground.talking, TALKS_SETTINGS[0]),
    ):
        if party in channel.by:
            actions.add(
                Action.of(kind),
                party,
                available,
                component=TALKS,
                setting=ground.index(TALKS, to),
                signers=channel.consent,
                cost={party: channel.cost},
            )


def _list_statements(actions: Actions, party: str) -> None:
    ground = actions.ground
    for statement in ground.scenario.statements.values():
        if statement.by == party:
            actions.add(
                Action.of(ActionKind.STATE, statement.id),
                party,
                (ground.setting[statement.id] == 0) & ground.holds(statement.when),
                component=statement.id,
                setting=1,
                cost={party: statement.cost},
                window=Window(None, statement.until),
            )
