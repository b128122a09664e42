"""Exponential and logarithm of eight numbers at once, right to about one unit in the last place."""

from __future__ import annotations

from parley.solver.kernel.compiling import compiled
from parley.solver.kernel.numbers.lanes import (
    exponent_of,
    least,
    mantissa_of,
    most,
    pick,
    power_of_two,
    rounded,
)

LOG2_E = 1.4426950408889634
LN2_HIGH = 6.93147180369123816490e-01
LN2_LOW = 1.90821492927058770002e-10


@compiled
def exp(x):
    """e ** x, lane by lane; below -708 it is 0 to all purposes, above 708 it stays finite.

    x = n ln 2 + r with |r| <= ln 2 / 2, and a Taylor polynomial for e ** r (Cody and Waite 1980).
    """
    x = least(most(x, -708.0), 708.0)
    n = rounded(x * LOG2_E)
    r = (x - n * LN2_HIGH) - n * LN2_LOW
    # Two interleaved halves keep the chain of multiplications short.
    square = r * r
    even = 1.0 / 479001600.0 * square + 1.0 / 3628800.0
    odd = 1.0 / 6227020800.0 * square + 1.0 / 39916800.0
    even = even * square + 1.0 / 40320.0
    odd = odd * square + 1.0 / 362880.0
    even = even * square + 1.0 / 720.0
    odd = odd * square + 1.0 / 5040.0
    even = even * square + 1.0 / 24.0
    odd = odd * square + 1.0 / 120.0
    even = even * square + 0.5
    odd = odd * square + 1.0 / 6.0
    return ((odd * square * r + even * square) + r + 1.0) * power_of_two(n)


@compiled
def log(x):
    """Natural logarithm of positive normal numbers, lane by lane.

    x = m 2 ** n with m near 1, and the series of log((1 + s) / (1 - s)) for s = (m - 1) / (m + 1), its
    coefficients as in fdlibm.
    """
    n = exponent_of(x)
    m = mantissa_of(x)
    upper = m > 1.4142135623730951
    m = pick(upper, m * 0.5, m)
    n = pick(upper, n + 1.0, n)
    f = m - 1.0
    s = f / (f + 2.0)
    z = s * s
    w = z * z
    first = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01))
    second = z * (
        6.666666666666735130e-01
        + w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01))
    )
    half = 0.5 * f * f
    return n * LN2_HIGH - ((half - (s * (half + first + second) + n * LN2_LOW)) - f)
