"""Statements about options: `a and not b`, `a if b`, `a iff b`, patterns such as `Y-N`.

`a if b` holds unless b does and a does not; `a iff b` where both do or neither. `not` binds most, then `and`,
`or`, `if`, `iff`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from parley.files import closest_name
from parley.graph.model.states import Cube, Flags, Masks
from parley.scenario.reading.saying import clipped

PATTERN = re.compile(r"[YN-]*[YN][YN-]*")
WORDS = ("and", "or", "not", "if", "iff")
_TOKEN = re.compile(r"\s*([()&|,]|[A-Za-z0-9_-]+|\S)")
DEEPEST = 60


@dataclass(frozen=True)
class Atom:
    """A name or a pattern."""

    word: str


@dataclass(frozen=True)
class Not:
    """What holds where something does not."""

    inner: Formula


@dataclass(frozen=True)
class Both:
    """What holds where two things do."""

    left: Formula
    right: Formula


@dataclass(frozen=True)
class Either:
    """What holds where at least one of two things does."""

    left: Formula
    right: Formula


Formula: TypeAlias = Atom | Not | Both | Either
Look: TypeAlias = Callable[[str], Flags]


class StatementError(ValueError):
    """A statement that cannot be read; says what was expected, what came, and perhaps what to do."""

    def __init__(self, slug: str, expected: str, got: str, advice: str = ""):
        super().__init__(got)
        self.slug, self.expected, self.got, self.advice = slug, expected, got, advice


def parsed(text: str) -> Formula:
    """Read a statement; raise StatementError with what is wrong."""
    parser = _Parser([token for token in _TOKEN.findall(text) if token])
    found = parser.iff(0)
    if parser.rest:
        raise StatementError(
            "bad-statement",
            "and, or, if, iff or the end of the statement",
            f"'{parser.rest[0]}'",
            "names have no blanks; put brackets around what belongs together",
        )
    return found


class _Parser:
    """Recursive descent over the tokens that are left."""

    def __init__(self, tokens: Sequence[str]):
        self.rest = list(tokens)

    def iff(self, depth: int) -> Formula:
        left = self.conditional(depth)
        while self._took("iff"):
            right = self.conditional(depth)
            left = Either(Both(left, right), Both(Not(left), Not(right)))
        return left

    def conditional(self, depth: int) -> Formula:
        left = self.either(depth)
        while self._took("if"):
            left = Either(left, Not(self.either(depth)))
        return left

    def either(self, depth: int) -> Formula:
        left = self.both(depth)
        while self._took("or", "|"):
            left = Either(left, self.both(depth))
        return left

    def both(self, depth: int) -> Formula:
        left = self.negated(depth)
        while self._took("and", "&"):
            left = Both(left, self.negated(depth))
        return left

    def negated(self, depth: int) -> Formula:
        if depth > DEEPEST:
            raise StatementError(
                "bad-statement", f"at most {DEEPEST} brackets and nots inside each other", "more"
            )
        if self._took("not", "!"):
            return Not(self.negated(depth + 1))
        if self._took("("):
            inner = self.iff(depth + 1)
            if not self._took(")"):
                got = f"'{self.rest[0]}'" if self.rest else "the end of the statement"
                raise StatementError("bad-statement", "a closing bracket", got)
            return inner
        if not self.rest:
            raise StatementError("bad-statement", "a name or a pattern", "the end of the statement")
        word = self.rest.pop(0)
        if not re.fullmatch(r"[A-Za-z0-9_-]+", word) or word in WORDS:
            raise StatementError("bad-statement", "a name or a pattern", f"'{word}'")
        return Atom(word)

    def _took(self, *words: str) -> bool:
        if self.rest and self.rest[0] in words:
            self.rest.pop(0)
            return True
        return False


def atoms(formula: Formula) -> list[str]:
    """The names and patterns of a statement, in its order."""
    if isinstance(formula, Atom):
        return [formula.word]
    if isinstance(formula, Not):
        return atoms(formula.inner)
    return atoms(formula.left) + atoms(formula.right)


def truth(formula: Formula, look: Look) -> Flags:
    """Where a statement holds, if `look` says where each of its names does."""
    if isinstance(formula, Atom):
        return look(formula.word)
    if isinstance(formula, Not):
        return ~truth(formula.inner, look)
    left, right = truth(formula.left, look), truth(formula.right, look)
    return left & right if isinstance(formula, Both) else left | right


def cube_of(word: str) -> Cube:
    """The joint choices a pattern stands for."""
    care = sum(1 << at for at, letter in enumerate(word) if letter != "-")
    return Cube(care, sum(1 << at for at, letter in enumerate(word) if letter == "Y"))


def meaning(word: str, options: Mapping[str, int], more: Sequence[str] = ()) -> Cube | str:
    """What a word means: a cube of joint choices, or a name among `more`; StatementError if nothing."""
    if word in options:
        return Cube(1 << options[word], 1 << options[word])
    if word in more:
        return word
    if PATTERN.fullmatch(word) and options:
        if len(word) != len(options):
            raise wrong_length(word, options)
        return cube_of(word)
    near = closest_name(word, [*options, *more])
    known = ", ".join([*options, *more])
    raise StatementError(
        "unknown-name",
        f"an option or a state ({clipped(known, 80)})",
        f"'{word}'",
        f"did you mean '{near}'?" if near else "",
    )


def wrong_length(word: str, options: Mapping[str, int]) -> StatementError:
    """What to say of a pattern with too few or too many letters."""
    return StatementError(
        "pattern-length",
        f"a pattern of {len(options)} letters, one for each option ({clipped(', '.join(options), 70)})",
        f"'{word}', of {len(word)}",
        "Y where an option is taken, N where it is not, - where it does not matter",
    )


@dataclass(frozen=True)
class Stated:
    """A statement about options as a rule over joint choices."""

    formula: Formula
    options: Mapping[str, int]

    @property
    def needs(self) -> int:
        """How many options must be known, counted from the first."""
        found = [meaning(word, self.options) for word in atoms(self.formula)]
        return max((cube.needs for cube in found if isinstance(cube, Cube)), default=0)

    def holds(self, masks: Masks) -> Flags:
        """Of which joint choices the statement is true, shape of the masks."""

        def look(word: str) -> Flags:
            cube = meaning(word, self.options)
            return cube.holds(masks) if isinstance(cube, Cube) else np.zeros(len(masks), dtype=np.bool_)

        return truth(self.formula, look)


_LISTED = re.compile(r"(at most one|at least one|exactly one) of\s+(.+)", re.IGNORECASE | re.DOTALL)
_PAIRED = re.compile(r"(\S+)\s+(needs|excludes)\s+(.+)", re.IGNORECASE | re.DOTALL)


def ruled_out(text: str, options: Mapping[str, int]) -> list[Stated | Cube]:
    """What a line under `infeasible` rules out; StatementError if it cannot be read.

    `at most one of a, b, c`, `at least one of ...`, `exactly one of ...`, `a needs b`, `a excludes b`, a
    pattern, or any statement that cannot be.
    """
    if listed := _LISTED.fullmatch(text.strip()):
        bits = [_bit(word, options) for word in _names(listed[2])]
        kind = listed[1].lower()
        found: list[Stated | Cube] = []
        if kind != "at least one":
            found += [Cube(a | b, a | b) for at, a in enumerate(bits) for b in bits[at + 1 :] if a != b]
        if kind != "at most one":
            found.append(Cube(sum(set(bits)), 0))
        return found
    if paired := _PAIRED.fullmatch(text.strip()):
        one, others = _bit(paired[1], options), [_bit(word, options) for word in _names(paired[3])]
        wanted = paired[2].lower() == "excludes"
        return [Cube(one | other, one | (other if wanted else 0)) for other in others if one != other]
    formula = parsed(text)
    for word in atoms(formula):
        meaning(word, options)
    return [Stated(formula, options)]


def _names(text: str) -> list[str]:
    return [word for word in re.split(r"[\s,]+(?:and\s+|or\s+)?", text.strip().removesuffix(".")) if word]


def _bit(word: str, options: Mapping[str, int]) -> int:
    if word not in options:
        near = closest_name(word, options)
        listed = ", ".join(options)
        raise StatementError(
            "unknown-name",
            f"an option ({clipped(listed, 80)})",
            f"'{word}'",
            f"did you mean '{near}'?" if near else "",
        )
    return 1 << options[word]
