"""A utility space as all these programs mean it: issues, what each value adds, and no agreement."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from parley.errors import UsageError

POINTS = 100.0
"""A utility of one in points."""


@dataclass(frozen=True)
class Space:
    """One party's utilities, 0 to 1 in all: `worth` maps issue -> value -> what it adds, weight included.

    `reserved` is the utility of no agreement; `discount` what a utility is multiplied by at the deadline,
    None where nobody discounts.
    """

    name: str
    worth: Mapping[str, Mapping[str, float]]
    reserved: float
    discount: float | None


def identifiers(names: Iterable[str]) -> dict[str, str]:
    """A name of Parley's for each name of another program, all different: letters, digits and underscores."""
    found: dict[str, str] = {}
    for name in names:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        word = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_") or "value"
        word = word if word[0].isalpha() else f"v{word}"
        taken = set(found.values())
        found[name] = next(w for w in (word, *(f"{word}_{n}" for n in range(2, 10_000))) if w not in taken)
    return found


def require_same_issues(spaces: Iterable[Space]) -> None:
    """Refuse utility spaces that are not of one domain, with what differs."""
    first, *others = spaces
    for other in others:
        if set(other.worth) != set(first.worth):
            odd = sorted(set(other.worth) ^ set(first.worth))
            raise UsageError(
                f"{first.name} and {other.name} are not of one domain: issue '{odd[0]}' is in one only"
            )
        for issue, values in first.worth.items():
            if odd := sorted(set(values) ^ set(other.worth[issue])):
                raise UsageError(
                    f"{first.name} and {other.name} differ on issue '{issue}': '{odd[0]}' is in one only"
                )
