"""What a comparison of what-ifs holds, as `what-if.json` has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from parley.outlook import BeliefCheck, Gist, Head, Outlook
from parley.outlook.result import Count, Probability
from parley.sensitivity.what_if.comparing import Difference, compare, is_noted
from parley.sensitivity.what_if.naming import Changes
from parley.sensitivity.what_if.redoing import Redone


@dataclass(frozen=True)
class Comparison(Gist):
    """One what-if beside the scenario as stated: its changes, its outlook, and the differences."""

    name: str
    """what it is called; several made together are joined by +"""
    note: str
    """what is supposed, in words"""
    changes: Mapping[str, object]
    """path of the scenario -> value"""
    redone: Redone
    """how much had to be solved again"""
    changes_nothing: bool
    """whether no difference is large enough to be told"""
    differences: tuple[Difference, ...]
    """the differences large enough to be told, largest first"""
    beliefs_settled: bool = True
    """whether every belief under it follows from the choices it rests on, to 1e-6 in log-odds"""
    residual: Count = 0.0
    """largest belief residual under it, in log-odds"""
    unsettled: Probability = 0.0
    """largest probability, over all dates, of standing where beliefs do not follow from choices to 1e-6"""
    residual_off_path: Count = 0.0
    """largest belief residual at nodes that one deviation from play leads to, in log-odds"""

    @property
    def certificate(self) -> BeliefCheck:
        """How nearly beliefs follow from choices under it."""
        return BeliefCheck(
            settled=self.beliefs_settled,
            residual=self.residual,
            residual_off_path=self.residual_off_path,
            unsettled=self.unsettled,
        )


def compared(asked: Changes, redone: Redone, stated: Outlook, changed: Outlook) -> Comparison:
    """Set an outlook under changes beside the one as stated."""
    noted = tuple(one for one in compare(stated, changed) if is_noted(one))
    return Comparison(
        **changed.gist,
        name=asked.name,
        note=asked.note,
        changes=dict(asked.changes),
        redone=redone,
        changes_nothing=not noted,
        differences=noted,
        beliefs_settled=changed.solver.settled,
        residual=changed.solver.residual,
        unsettled=changed.solver.unsettled,
        residual_off_path=changed.solver.residual_off_path,
    )


@dataclass(frozen=True)
class WhatIfs(Head):
    """The outlook as stated and every what-if compared with it."""

    stated: Gist
    """of the outlook as stated, what is compared"""
    what_ifs: tuple[Comparison, ...]
    """every what-if, in the order asked for"""
    certificate: BeliefCheck | None = None
    """how nearly beliefs follow from choices as stated; null in what earlier versions kept"""


def beside(stated: Outlook, comparisons: tuple[Comparison, ...]) -> WhatIfs:
    """All what-ifs of a case beside the outlook as stated."""
    return WhatIfs(
        **stated.head,
        stated=Gist(**stated.gist),
        what_ifs=comparisons,
        certificate=stated.solver.check,
    )
