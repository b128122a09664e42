"""What a study of influence holds, and how it is kept as a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from parley.sensitivity.influence.evidence import Evidence
from parley.sensitivity.influence.outcomes import Outcome
from parley.sensitivity.influence.trials import Failure

HEAD = ("case", "title", "as_of", "version", "input_hashes", "parties", "plans")


@dataclass(frozen=True)
class Shares:
    """Sobol indices of one number, or of a group of them together, for one outcome, with half-widths of
    their 95 % intervals. Every number is anywhere in its range.
    """

    first: float
    first_margin: float
    total: float
    total_margin: float


@dataclass(frozen=True)
class NumberInfluence:
    """What one number does to one outcome.

    `slope` is the change of the outcome over the number's whole range at the rate at the stated value;
    `bend` how far it is off at twice the step (None: not looked at). `size`, `mean` and `spread` are the
    effects of moving it over its range with the others anywhere in theirs. All are in the outcome's unit.
    `shares` only where the number was among those that matter.
    """

    path: str
    group: str
    value: float
    low: float
    high: float
    unit: str
    per_days: float | None
    evidence: Evidence
    slope: float | None
    bend: float | None
    size: float
    mean: float
    spread: float
    shares: Shares | None
    lacking: float

    @property
    def raised(self) -> float:
        """Mean effect where moving the number up raises the outcome (see `lowered`)."""
        return (self.size + self.mean) / 2

    @property
    def lowered(self) -> float:
        """Mean effect, negative, where moving the number up lowers the outcome."""
        return (self.mean - self.size) / 2


@dataclass(frozen=True)
class GroupInfluence:
    """What all numbers about one thing do to an outcome together.

    `size` sums their effects; `shares` are the indices of the group as one, None where it was not among
    those that matter or the draws were too few.
    """

    group: str
    numbers: int
    size: float
    shares: Shares | None


@dataclass(frozen=True)
class OutcomeInfluence:
    """Everything about one outcome: as stated, its levels over the draws, its numbers, its groups.

    `numbers` come most influential first, `find_out_next` holds their paths, the most influential and worst
    sourced first. `levels` are p10, p50, p90, or None where no indices could be worked out.
    """

    outcome: Outcome
    stated: float
    levels: tuple[float, float, float] | None
    numbers: tuple[NumberInfluence, ...]
    groups: tuple[GroupInfluence, ...]
    find_out_next: tuple[str, ...]


@dataclass(frozen=True)
class Influence:
    """Which numbers carry the chosen outcomes of a case, and how it was found out."""

    head: Mapping[str, Any]
    outcomes: tuple[OutcomeInfluence, ...]
    seed: int
    draws: int
    solved: int
    trajectories: int
    bases: int
    failures: tuple[Failure, ...]

    def as_dict(self) -> dict[str, Any]:
        """The study as `influence.json` holds it."""
        return {
            **{key: self.head[key] for key in HEAD},
            **{key: getattr(self, key) for key in ("seed", "draws", "solved", "trajectories", "bases")},
            "failures": [asdict(one) for one in self.failures],
            "outcomes": [asdict(one) | {"name": str(one.outcome)} for one in self.outcomes],
        }

    @staticmethod
    def from_dict(kept: Mapping[str, Any]) -> Influence:
        """The study that a file holds."""
        return Influence(
            head={key: kept[key] for key in HEAD},
            outcomes=tuple(_outcome(one) for one in kept["outcomes"]),
            failures=tuple(Failure(**one) for one in kept["failures"]),
            **{key: kept[key] for key in ("seed", "draws", "solved", "trajectories", "bases")},
        )


def _outcome(kept: Mapping[str, Any]) -> OutcomeInfluence:
    return OutcomeInfluence(
        outcome=Outcome(**kept["outcome"]),
        stated=kept["stated"],
        levels=None if kept["levels"] is None else tuple(kept["levels"]),
        numbers=tuple(_number(one) for one in kept["numbers"]),
        groups=tuple(GroupInfluence(**{**one, "shares": _shares(one)}) for one in kept["groups"]),
        find_out_next=tuple(kept["find_out_next"]),
    )


def _number(kept: Mapping[str, Any]) -> NumberInfluence:
    evidence = kept["evidence"]
    return NumberInfluence(
        **{
            **kept,
            "evidence": Evidence(evidence["grade"], tuple(evidence["sources"]), evidence["note"]),
            "shares": _shares(kept),
        }
    )


def _shares(kept: Mapping[str, Any]) -> Shares | None:
    return None if kept["shares"] is None else Shares(**kept["shares"])
