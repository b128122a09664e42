"""Find the name somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process, utils

LIKE_ENOUGH = 70.0


def closest_name(word: str, names: Iterable[str], like_enough: float = LIKE_ENOUGH) -> str | None:
    """Return the name most like the word, or None if none is like it; case and `_`/`-` do not count.

    `like_enough` is the least likeness that counts, in per cent of the letters shared in order.
    """

    def plain(text: str) -> str:
        return utils.default_process(text.replace("_", " ").replace("-", " "))

    choices = sorted(set(names))
    found = process.extractOne(word, choices, scorer=fuzz.ratio, processor=plain, score_cutoff=like_enough)
    return found[0] if found else None
