"""How far two coders agree: Krippendorff's alpha and Cohen's kappa for nominal codes.

Both are exact in rational arithmetic, so a published value can be compared digit by digit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from fractions import Fraction
from itertools import permutations


def krippendorff_alpha(units: Sequence[Sequence[Hashable | None]]) -> Fraction | None:
    """Alpha for nominal codes; `units[u][c]` is what coder c gave unit u, None where nothing.

    Units with fewer than two codes carry no pair and are left out. Nothing where codes do not vary:
    then chance alone would agree fully, and alpha is undefined (Krippendorff 2011).
    """
    coincidences: Counter[tuple[Hashable, Hashable]] = Counter()
    for unit in units:
        codes = [code for code in unit if code is not None]
        if len(codes) > 1:
            share = Fraction(1, len(codes) - 1)
            for pair in permutations(codes, 2):
                coincidences[pair] += share  # type: ignore[assignment]  # Counter of exact fractions
    totals: Counter[Hashable] = Counter()
    for (first, _), count in coincidences.items():
        totals[first] += count
    number = sum(totals.values())
    agreed = sum(count for (first, second), count in coincidences.items() if first == second)
    by_chance = sum(count * (count - 1) for count in totals.values())
    if not number or number * (number - 1) == by_chance:
        return None
    observed = Fraction(number - agreed) / number
    expected = Fraction(number * (number - 1) - by_chance) / (number * (number - 1))
    return 1 - observed / expected


def cohen_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> Fraction | None:
    """Kappa of two coders over the units both coded; nothing where both always used one same code."""
    number = len(pairs)
    if not number:
        return None
    observed = Fraction(sum(first == second for first, second in pairs), number)
    ours, theirs = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    expected = sum(Fraction(ours[code] * theirs[code], number * number) for code in ours)
    return None if expected == 1 else (observed - expected) / (1 - expected)
