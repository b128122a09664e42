"""Write the parts of a scenario as the grammar has them, nothing left to a default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from parley.scenario.filled.amounts import Pen, block_map, flow_list, flow_map, is_default, when_form
from parley.scenario.parts import (
    Accord,
    Aftermath,
    Collapse,
    Condition,
    Gesture,
    Issue,
    Lever,
    Option,
    Party,
    Track,
    Transfer,
)
from parley.scenario.quantities import Number, Quantity, Terms, When
from parley.scenario.reading.desk import title_of
from parley.scenario.reading.sections.instruments import negated

Amounts = Mapping[str, Number | Quantity | Terms | None]


def party_form(pen: Pen, party: Party, issues: Mapping[str, Issue]) -> Any:
    """Write a party; what a pie's shares are worth to it stands with the pie."""
    path = f"parties.{party.id}"
    patience: Any = party.patience.kind
    if party.patience.number is not None:
        patience = flow_map({party.patience.kind: pen.number(party.patience.number)})
    form: dict[str, Any] = {"name": party.name, "patience": patience}
    form["precision"] = "perfect" if party.precision is None else pen.number(party.precision)
    if party.dispositions:
        form["dispositions"] = block_map(
            {
                one.id: flow_map({"weight": pen.number(one.weight), "name": one.name})
                for one in party.dispositions
            }
        )
    if party.beliefs:
        about = next(iter(party.beliefs.values())).path.split(".")[3]
        form["beliefs"] = flow_map(
            {about: flow_map({name: pen.number(number) for name, number in party.beliefs.items()})}
        )
    form["values"] = block_map(
        {
            issue: numbers_map(pen, options)
            for issue, options in party.values.items()
            if party.id not in (issues[issue].split or ())
        }
    )
    if party.any_deal:
        deal: dict[str, Any] = {"bonus": pen.quantity(party.any_deal.bonus)}
        if party.any_deal.half_life:
            deal["half_life"] = pen.number(party.any_deal.half_life)
        form["any_deal"] = flow_map(deal)
    form["loss_aversion"] = pen.number(party.loss_aversion)
    form["reference"] = flow_map(party.reference)
    form["flow"] = pen.terms(party.flow, f"{path}.flow")
    amounts: Amounts = {
        "precision": party.precision,
        "loss_aversion": party.loss_aversion,
        "flow": party.flow,
    }
    return block_map(form, defaulted(amounts))


def numbers_map(pen: Pen, numbers: Mapping[str, Quantity]) -> Any:
    """Write amounts by name."""
    return block_map({name: pen.quantity(one) for name, one in numbers.items()}, defaulted(numbers))


def worth_map(pen: Pen, worth: Mapping[str, Terms], path: str) -> Any:
    """Write sums by party."""
    form = {party: pen.terms(terms, f"{path}.{party}") for party, terms in worth.items()}
    return block_map(form, defaulted(worth))


def defaulted(amounts: Amounts) -> tuple[str, ...]:
    """Return the keys under which nothing was stated."""
    return tuple(key for key, amount in amounts.items() if is_default(amount))


def issue_form(pen: Pen, issue: Issue) -> Any:
    """Write an issue with its options, or a pie with its shares."""
    if issue.split and issue.worth:
        pie: dict[str, Any] = {
            "name": issue.name,
            "split": flow_list(list(issue.split)),
            "shares": flow_list(list(issue.shares)),
            "worth": pen.number(issue.worth),
            "reservation": "yes" if issue.reservation else "no",
        }
        return block_map(pie, defaulted({"worth": issue.worth}))
    options: dict[str, Any] = {}
    for option in issue.options:
        form: dict[str, Any] = {"name": option.name}
        if option.strength:
            form["strength"] = flow_map({who: pen.number(one) for who, one in option.strength.items()})
        if option.deterrence:
            form["deterrence"] = pen.number(option.deterrence)
        options[option.id] = flow_map(form)
    paths = [number.path for option in issue.options for number in _option_numbers(option)]
    short = not any(path.startswith(f"issues.{issue.id}.options.") for path in paths)
    if short and issue.name == title_of(issue.id):
        return block_map(options)
    return block_map({"name": issue.name, "options": block_map(options)})


def _option_numbers(option: Option) -> list[Number]:
    return [*option.strength.values(), *([option.deterrence] if option.deterrence else [])]


def track_form(pen: Pen, track: Track) -> Any:
    """Write a track with its law of motion and its ends."""
    path = f"theatre.{track.id}"
    steps = {
        "up": pen.terms(track.up, f"{path}.step.up"),
        "down": pen.terms(track.down, f"{path}.step.down"),
    }
    form: dict[str, Any] = {
        "name": track.name,
        "from": track.lowest,
        "to": track.highest,
        "start": track.start,
        "unit": track.unit,
        "step": block_map(steps, defaulted({"up": track.up, "down": track.down})),
    }
    ends = {end: getattr(track, end) for end in ("top", "bottom") if getattr(track, end) is not None}
    if ends:
        forms = {end: _collapse_form(pen, one, f"{path}.collapse.{end}") for end, one in ends.items()}
        form["collapse"] = block_map(forms)
    return block_map(form)


def _collapse_form(pen: Pen, collapse: Collapse, path: str) -> Any:
    if collapse.terms is not None:
        return flow_map({"of": collapse.of, "terms": collapse.terms})
    return block_map({"of": collapse.of, "worth": worth_map(pen, collapse.worth, f"{path}.worth")})


def _with_when(form: dict[str, Any], when: When) -> dict[str, Any]:
    if when.posture or when.levels:
        form["when"] = when_form(when)
    return form


def lever_form(pen: Pen, lever: Lever) -> Any:
    """Write a lever; one cost for all moves stays one."""
    costs = list(lever.switch_cost.values())
    path = f"levers.{lever.id}.switch_cost"
    first = costs[0].numbers[0].path
    single = first == path or (len(costs[0].numbers) > 1 and first.rpartition(".")[0] == path)
    form: dict[str, Any] = {
        "name": lever.name,
        "holder": lever.holder,
        "settings": flow_list(list(lever.settings)),
        "start": lever.start,
        "switch_cost": pen.quantity(costs[0]) if single else numbers_map(pen, lever.switch_cost),
    }
    defaults = ("switch_cost",) if single and is_default(costs[0]) else ()
    return block_map(_with_when(form, lever.when), defaults)


def condition_form(pen: Pen, condition: Condition) -> Any:
    """Write a condition."""
    keys = ("name", "issue", "option", "claimant", "target", "start")
    form: dict[str, Any] = {key: getattr(condition, key) for key in keys}
    form["sets_in"] = pen.terms(condition.sets_in, f"conditions.{condition.id}.sets_in")
    form["costs"] = numbers_map(pen, condition.costs)
    return block_map(form, defaulted({"sets_in": condition.sets_in}))


def accord_form(pen: Pen, accord: Accord) -> Any:
    """Write an accord."""
    form: dict[str, Any] = {
        "name": accord.name,
        "signatories": flow_list(list(accord.signatories)),
        "proposers": flow_list(list(accord.proposers)),
    }
    if accord.lasts is not None:
        form["lasts"] = pen.number(accord.lasts)
    leave = {"by": flow_list(list(accord.leavers)), "cost": pen.quantity(accord.leave_cost)}
    form["leave"] = flow_map(leave)
    form["propose_cost"] = pen.quantity(accord.propose_cost)
    form["start"] = accord.start
    return block_map(_with_when(form, accord.when), defaulted({"propose_cost": accord.propose_cost}))


def gesture_form(pen: Pen, gesture: Gesture) -> Any:
    """Write a gesture; the worth to its maker is stated as its cost."""
    own = gesture.worth[gesture.by]
    cost = Quantity(tuple(negated(number) for number in own.numbers))
    others = {party: one for party, one in gesture.worth.items() if party != gesture.by}
    form: dict[str, Any] = {"name": gesture.name, "by": gesture.by, "cost": pen.quantity(cost)}
    form["worth"] = numbers_map(pen, others)
    return block_map(_with_when(form, gesture.when), defaulted({"cost": cost}))


def transfer_forms(pen: Pen, transfers: Mapping[str, Transfer]) -> dict[str, Any]:
    """Write transfers; those of one family become the family again."""
    families: dict[str, list[Transfer]] = {}
    for transfer in transfers.values():
        path = next(iter(transfer.worth.values())).numbers[0].path
        families.setdefault(path.split(".")[1], []).append(transfer)
    return {name: _transfer(pen, name, members) for name, members in families.items()}


def _transfer(pen: Pen, name: str, members: list[Transfer]) -> Any:
    first = members[0]
    form: dict[str, Any] = {
        "name": first.name,
        "by": first.by,
        "signatories": flow_list(list(first.signatories)),
    }
    if first.id == name:
        form["worth"] = numbers_map(pen, first.worth)
    else:
        # The first member gives nothing to the first party and so the whole to the second.
        whole = list(first.worth.values())[1]
        form["name"] = first.name.removesuffix(" 0 %")
        form["split"] = flow_list(list(first.worth))
        form["steps"] = len(members) - 1
        form["worth"] = pen.quantity(whole)
    return block_map(_with_when(form, first.when))


def aftermath_form(pen: Pen, aftermath: Aftermath) -> Any:
    """Write the aftermath."""
    worth: dict[str, Any] = {}
    for party in aftermath.wins:
        columns = {key: getattr(aftermath, key)[party] for key in ("wins", "loses", "cost")}
        worth[party] = numbers_map(pen, columns)
    form: dict[str, Any] = {
        "opportunist": aftermath.opportunist,
        "precision": "perfect" if aftermath.precision is None else pen.number(aftermath.precision),
        "balance": pen.terms(aftermath.balance, "aftermath.balance"),
        "worth": block_map(worth),
    }
    return block_map(form, defaulted({"precision": aftermath.precision, "balance": aftermath.balance}))
