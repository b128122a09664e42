"""Hold theses against what was found."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from parley.record.rows import Assessment
from parley.theses.evidence import Evidence, Found, NotThereError, rows_of
from parley.theses.language import Kind, ThesisTest
from parley.theses.result import JudgedTest, JudgedThesis, Theses, Verdict
from parley.theses.stated import Stated

UNITS = {
    Kind.CHANCE: "percentage points",
    Kind.POINTS: "points",
    Kind.DAYS: "days",
    Kind.COUNT: "",
    Kind.LEVEL: "levels",
    Kind.BITS: "bits",
    Kind.FACTOR: "times",
    Kind.ANY: "",
}

TELLING = 0.05
"""Log-odds below which a move of the record is not taken to tell anything."""


def judge(case: str, title: str, stated: Sequence[Stated], evidence: Evidence) -> Theses:
    """Every thesis with its verdict, then the assessments of the record that no thesis takes up."""
    assessments = {one.id: one for one in evidence.record.assessments}
    found = [_thesis(one, assessments.get(one.assessment), evidence) for one in stated]
    taken = {one.assessment for one in stated}
    found += [_untested(one) for one in assessments.values() if one.id not in taken]
    counts = Counter(one.verdict.value for one in found)
    return Theses(case, title, evidence.as_of, dict(counts), tuple(found))


def _thesis(one: Stated, behind: Assessment | None, evidence: Evidence) -> JudgedThesis:
    tests = tuple(_judged(test, evidence) for test in one.tests)
    return JudgedThesis(
        id=one.id,
        says=one.says or (behind.text if behind else ""),
        holder=one.holder or (behind.holder if behind else ""),
        basis=behind.basis if behind else "",
        verdict=_together([test.verdict for test in tests]),
        tests=tests,
        note=one.note,
    )


def _untested(one: Assessment) -> JudgedThesis:
    return JudgedThesis(one.id, one.text, one.holder, one.basis, Verdict.UNTESTED, (), "")


def _together(verdicts: Sequence[Verdict]) -> Verdict:
    """One verdict of several: all borne out, none, or some of each; what is out of reach decides nothing."""
    reached = [one for one in verdicts if one is not Verdict.OUT_OF_REACH]
    if not verdicts:
        return Verdict.UNTESTED
    if not reached:
        return Verdict.OUT_OF_REACH
    if len(set(reached)) == 1:
        return reached[0] if len(reached) == len(verdicts) else Verdict.IN_PART
    return Verdict.IN_PART


def _judged(test: ThesisTest, evidence: Evidence) -> JudgedTest:
    try:
        found, said = _looked_at(test, evidence)
    except NotThereError as missing:
        return JudgedTest(test.text, Verdict.OUT_OF_REACH, "", None, "", str(missing), None, rows_of(test))
    except ValueError as problem:
        return JudgedTest(test.text, Verdict.OUT_OF_REACH, "", None, "", str(problem), None, rows_of(test))
    margin = None
    if isinstance(found, float) and test.relation not in ("is", "is not", "includes", "lacks"):
        margin = _margin(test, found)
        holds = _holds(test.relation, found, test.figure)
    else:
        holds = _fits(test, found)
    if not holds and _tells_nothing(test, found):
        silent = f"{said}: the record tells nothing either way"
        return JudgedTest(test.text, Verdict.OUT_OF_REACH, "", None, "", silent, None, rows_of(test))
    return JudgedTest(
        text=test.text,
        verdict=Verdict.BORNE_OUT if holds else Verdict.CONTRADICTED,
        found=said,
        margin=margin,
        unit="" if margin is None else UNITS.get(test.function.gives, ""),
        missing="",
        share_of_draws=evidence.share_of_draws(test, lambda value: _holds(test.relation, value, test.figure)),
        rows=rows_of(test),
    )


def _tells_nothing(test: ThesisTest, found: Found) -> bool:
    """Whether a factor on odds is so near to one that it speaks neither for a statement nor against it."""
    factor = test.function.gives is Kind.FACTOR and isinstance(found, float) and found > 0.0
    return factor and abs(math.log(float(found))) < TELLING  # type: ignore[arg-type]


def _looked_at(test: ThesisTest, evidence: Evidence) -> tuple[Found, str]:
    """What a test looks at, and the same in words; for a change, how far it goes the expected way."""
    found = evidence.find(test)
    if not test.way:
        return found, _words(test, found)
    before = evidence.figure(test, evidence.stated())
    assert isinstance(found, float)
    change = found - before if test.way == "rises" else before - found
    return change, f"{_words(test, before)} as stated, {_words(test, found)} then"


def _holds(relation: str, found: float, expected: float) -> bool:
    match relation:
        case "<":
            return found < expected
        case "<=":
            return found <= expected
        case ">":
            return found > expected
        case ">=":
            return found >= expected
    return abs(found - expected) <= 1e-9


def _margin(test: ThesisTest, found: float) -> float:
    """How far it holds or fails, in the unit a reader has."""
    sign = -1.0 if test.relation in ("<", "<=") else 1.0
    apart = sign * (found - test.figure) if test.relation != "=" else -abs(found - test.figure)
    return 100 * apart if test.function.gives is Kind.CHANCE else apart


def _fits(test: ThesisTest, found: Found) -> bool:
    words = {found} if isinstance(found, str) else {str(found)} if isinstance(found, float) else set(found)
    named = {_same(word) for word in words}
    wanted = _same(test.word)
    there = wanted in named or (test.relation == "includes" and any(w.startswith(wanted) for w in named))
    return not there if test.relation in ("is not", "lacks") else there


def _same(word: str) -> str:
    return word.casefold().replace("_", " ").strip()


def _words(test: ThesisTest, found: Found) -> str:
    if isinstance(found, tuple):
        return ", ".join(found) or "nothing"
    if isinstance(found, str):
        return found or "nothing"
    match test.function.gives:
        case Kind.CHANCE:
            return f"{100 * found:.1f} %"
        case Kind.POINTS:
            return f"{found:.1f} points"
        case Kind.DAYS:
            return f"{found:.0f} days"
        case Kind.COUNT:
            return f"{found:.0f}"
        case Kind.BITS:
            return f"{found:.1f} bits"
        case Kind.FACTOR:
            return f"{found:.2f} times"
    return f"{found:g}"
