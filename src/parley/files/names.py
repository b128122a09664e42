"""Find the name somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process, utils

LIKE_ENOUGH = 70.0
MOST_NAMED = 8
"""Of a longer list as many are named, and the others counted."""


def closest_name(word: str, names: Iterable[str], like_enough: float = LIKE_ENOUGH) -> str | None:
    """Return the name most like the word, or None if none is like it; case and `_`/`-` do not count.

    `like_enough` is the least likeness that counts, in per cent of the letters shared in order.
    """

    def plain(text: str) -> str:
        return utils.default_process(text.replace("_", " ").replace("-", " "))

    choices = sorted(set(names))
    found = process.extractOne(word, choices, scorer=fuzz.ratio, processor=plain, score_cutoff=like_enough)
    return found[0] if found else None


def few(names: Sequence[str]) -> list[str]:
    """Names for a sentence: all of them, or the first few and how many more there are."""
    more = len(names) - MOST_NAMED
    return list(names) if more <= 0 else [*names[:MOST_NAMED], f"{more:,} more"]


def listed_few(names: Sequence[str]) -> str:
    """Names with commas between them, or the first few and how many more there are."""
    if len(names) <= MOST_NAMED:
        return ", ".join(names)
    return f"{', '.join(names[:MOST_NAMED])} and {len(names) - MOST_NAMED:,} more"
