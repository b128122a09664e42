"""How alike two options are: a suggestion for a person, never a finding."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[a-z]+|\d+(?:[.,]\d+)*")
_EMPTY_WORDS = frozenset(
    (
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "it",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
    )
)
_FROM_TO = re.compile(r"from:.*?\bto:(.*)", re.DOTALL)


@lru_cache(maxsize=65_536)
def words_of(option: str) -> frozenset[str]:
    """The words of an option that say something; of a concession those of the position it arrives at."""
    text = option.lower()
    if moved := _FROM_TO.match(text):
        text = moved[1]  # a concession stands for the position it arrives at
    found = _WORD.findall(text)
    return frozenset(_stem(word) for word in found if word not in _EMPTY_WORDS) or frozenset(found)


def _stem(word: str) -> str:
    # Enough to let 'strikes' meet 'strike' and 'prisoners' meet 'prisoner'.
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def nearness(first: str, second: str) -> float:
    """How alike two options are in their words, from 0 to 1.

    The mean of the share of the shorter text that is covered and the share of all words that is common:
    a term that returns inside a longer list stays near, two long lists with one common word do not.
    """
    one, two = words_of(first), words_of(second)
    if not one or not two:
        return 0.0
    common, shorter = len(one & two), min(len(one), len(two))
    overlap = common / len(one | two)
    # One word alone is in too many longer options to say anything by being there.
    return 0.5 * (common / shorter + overlap) if shorter > 1 else overlap
