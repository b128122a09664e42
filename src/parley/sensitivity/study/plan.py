"""What a study is a study of, and the id that two runs of the same study share."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from importlib.metadata import version as version_of
from pathlib import Path

from parley import __version__
from parley.files.text import sha256_of
from parley.scenario.parts import Scenario
from parley.sensitivity.study.draws import Draws, Method

# What the figures of a draw come from: files, drawing and storage do not move them.
ROOMS = (
    "scenario",
    "game",
    "compiler",
    "solver",
    "outlook",
    "sensitivity/study/outcome.py",
    "sensitivity/study/draws.py",
    "sensitivity/study/levels",
)
LIBRARIES = ("numpy", "scipy", "numba")
PACKAGE = Path(__file__).parents[2]


@dataclass(frozen=True)
class Plan:
    """A study to be made: a case's scenario, with changes, and the draws of its numbers.

    `memory_limit` is in bytes and holds for each draw.
    """

    case: str
    scenario: Scenario
    draws: Draws
    memory_limit: int
    changes: Mapping[str, object]

    @property
    def count(self) -> int:
        """How many draws there are."""
        return len(self.draws.values)

    @property
    def marks(self) -> dict[str, str]:
        """What makes this study this study: two of them with the same marks give the same figures.

        The number of draws is no part of them where a longer study goes on from a shorter one.
        """
        method: Method = self.draws.method
        return {
            "scenario": numbers_mark(self.scenario),
            "numbers": sha256_of("\n".join(self.draws.paths)),
            "seed": str(self.draws.seed),
            "method": method if method == "sobol" else f"{method} of {self.count}",
            "memory limit": str(self.memory_limit),
            "version": code_version(),
        }

    @property
    def run_id(self) -> str:
        """The hash of the marks, sixteen hexadecimal digits."""
        return sha256_of(json.dumps(self.marks, sort_keys=True))[:16]


WORDS = frozenset({"title", "name", "in_sentence", "note", "what_ifs"})
EVIDENCE = frozenset({"sources", "said"})
"""What no figure of an outlook turns on: what things are called, what-ifs that are kept, what numbers rest
on."""


def scenario_mark(scenario: Scenario) -> str:
    """A fingerprint of a checked scenario: every number, range and default, with changes made to it, and
    every word.
    """
    return sha256_of(repr(scenario))


def numbers_mark(scenario: Scenario, *, evidence: bool = False) -> str:
    """A fingerprint of what the figures of a scenario turn on; with `evidence` also of what numbers rest
    on.
    """
    left_out = WORDS if evidence else WORDS | EVIDENCE
    # A note makes a number a judgement, so it is evidence too; what things are called is not.
    return sha256_of(_content(scenario, left_out - {"note"} if evidence else left_out))


def _content(part: object, left_out: frozenset[str]) -> str:
    if is_dataclass(part) and not isinstance(part, type):
        kept = [one.name for one in fields(part) if one.compare and one.name not in left_out]
        inside = ", ".join(f"{name}={_content(getattr(part, name), left_out)}" for name in kept)
        return f"{type(part).__name__}({inside})"
    if isinstance(part, Mapping):
        return "{" + ", ".join(f"{key!r}: {_content(one, left_out)}" for key, one in part.items()) + "}"
    if isinstance(part, tuple | list):
        return "[" + ", ".join(_content(one, left_out) for one in part) + "]"
    return repr(part)


@cache
def code_version() -> str:
    """Parley's version, a hash of the code that figures come from, and the numerical libraries'."""
    digest = hashlib.sha256()
    for room in ROOMS:
        place = PACKAGE / room
        for path in [place] if place.is_file() else sorted(place.rglob("*.py")):
            digest.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    libraries = " ".join(f"{name} {version_of(name)}" for name in LIBRARIES)
    return f"{__version__} ({digest.hexdigest()[:12]}), {libraries}"
