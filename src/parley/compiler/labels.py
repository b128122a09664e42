"""Where every number of a game came from: stretches of its arrays, and the scenario paths behind them."""

from __future__ import annotations

from parley.compiler.actions import Actions
from parley.compiler.ground import paths_of
from parley.compiler.law import Law
from parley.scenario.parts import Scenario


def label(scenario: Scenario, actions: Actions, law: Law) -> dict[str, tuple[str, ...]]:
    """The scenario paths behind every named stretch of numbers."""
    labels: dict[str, tuple[str, ...]] = {**law.labels, **actions.labels}
    for name, party in scenario.parties.items():
        said = [one for one in scenario.statements.values() if one.by == name]
        breaches = tuple(n.path for one in said for n in one.breach.numbers)
        labels[f"flow[{name}]"] = (*paths_of(party.flow), *breaches)
        values = [
            path for options in party.values.values() for sums in options.values() for path in paths_of(sums)
        ]
        labels[f"package_worth[{name}]"] = (*values, party.loss_aversion.path)
        labels[f"discount[{name}]"] = (party.patience.number.path,) if party.patience.number else ()
        labels[f"precision[{name}]"] = (party.precision.path,) if party.precision else ()
        labels[f"prior[{name}]"] = tuple(n.path for one in party.beliefs.values() for n in one.values())
        if party.any_deal:
            fading = party.any_deal.half_life
            labels[f"bonus[{name}]"] = (*paths_of(party.any_deal.bonus), *((fading.path,) if fading else ()))
        labels[f"horizon[{name}]"] = paths_of(scenario.horizon_worth.get(name, ()))
        labels[f"floor[{name}]"] = paths_of(scenario.floor.chances.get(name, ()))
        labels[f"breakdown[{name}]"] = paths_of(scenario.breakdown_worth.get(name, ()))
        for walker, worths in scenario.walk_out_worth.items():
            labels[f"walk_out[{walker}][{name}]"] = paths_of(worths.get(name, ()))
    for track in scenario.theatre.values():
        for end, collapse in (("top", track.top), ("bottom", track.bottom)):
            worths = collapse.worth if collapse else {}
            labels[f"collapse[{track.id}.{end}]"] = tuple(
                p for terms in worths.values() for p in paths_of(terms)
            )
    for walker, worths in scenario.quit_worth.items():
        for name in scenario.parties:
            labels[f"outside[{walker}][{name}]"] = paths_of(worths.get(name, ()))
    labels["breakdown_chance"] = (scenario.breakdown_chance.path,)
    labels |= _of_aftermath(scenario)
    labels["analyst_prior"] = tuple(d.weight.path for side in scenario.sides for d in side.kinds)
    return {name: paths for name, paths in labels.items() if paths}


def _of_aftermath(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    options = [option for issue in scenario.issues.values() for option in issue.options]
    labels = {
        "aftermath.tilt": tuple(n.path for option in options for n in option.strength.values()),
        "aftermath.deterrence": tuple(o.deterrence.path for o in options if o.deterrence),
    }
    after = scenario.aftermath
    if after is not None:
        labels["aftermath.balance"] = paths_of(after.balance)
        labels["aftermath.precision"] = (after.precision.path,) if after.precision else ()
        for name, worths in (("wins", after.wins), ("loses", after.loses), ("cost", after.cost)):
            labels[f"aftermath.{name}"] = tuple(n.path for q in worths.values() for n in q.numbers)
    return labels
