"""The principal branch of a choice: its point followed from a precision of nought to what it is.

With a precision of nought every option is as likely as any other and nothing is told, whatever is expected.
From there a branch of points leads on, which cannot end before the precision is what it is: it stays within
bounds, and the point it came from is the only one of its kind. It may turn back in precision on the way, and
forward again. It is followed by steps along its tangent and Newton steps square to it, round corners where
worths have kinks. That is the branch of McKelvey and Palfrey (1998), for one choice by itself.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from parley.game import Floats

Implied = Callable[[Floats, float], Floats]
"""What a point implies with such a part of the precision, not clipped."""

NEARLY, EXACT = 1e-9, 1e-12
FIRST_REACH, LONGEST_REACH, LEAST_REACH = 0.02, 0.5, 1e-6
NO_REACH = 10.0 * LEAST_REACH
"""A reach so short that a turn within it is a corner."""
BENT, STRAY = 0.3, 1.0
MOST_TRIES, MOST_WEIGHED, MOST_PEEKS = 8, 20000, 9
NUDGE = 1e-7
ASIDE = 0.1
"""Log-odds aside from "no news" at which options are compared: those alike there too are followed as one."""


@dataclass
class Branch:
    """A branch of points [n], each with the third root of the part of the precision as one entry more.

    Most happens while the part is small.

    `begin` is the point at a precision of nought; what is implied is clipped to `bounds`, low and high.
    `base` is the last point found on the branch, `straight` the tangent there and `tangent` the one followed,
    which is another beyond a corner. It is `lost` where it cannot be followed further.
    """

    implied: Implied
    begin: Floats
    bounds: tuple[Floats, Floats]
    reach: float = FIRST_REACH
    weighed: int = 0
    lost: bool = False
    base: Floats = field(init=False)
    straight: Floats = field(init=False)
    tangent: Floats = field(init=False)

    def run(self) -> tuple[Floats, float] | None:
        """The point at the whole precision and the gap there; nothing where the branch is lost."""
        ahead, upward = np.append(self.begin, 0.0), np.append(np.zeros(len(self.begin)), 1.0)
        turned = self._turn(self._weigh(ahead)[1], upward)
        if turned is None:
            return None
        self._stand(ahead, turned)
        found = None
        while found is None and not self.lost:
            found = self._go_on()
        return found

    def _stand(self, point: Floats, tangent: Floats) -> None:
        self.base, self.straight, self.tangent, self.peeks = point, tangent, tangent, 0

    def _go_on(self) -> tuple[Floats, float] | None:
        """Reach ahead once, and stand there if the branch does; its end, if that was it."""
        used, last = self.reach, False
        if self.base[-1] + self.reach * self.tangent[-1] >= 1.0:
            used, last = (1.0 - self.base[-1]) / self.tangent[-1], True
        ahead = self.base + used * self.tangent
        while True:
            point, gap, slopes, tries = self._correct(ahead, used, last)
            if point is None or last:
                break
            if point[-1] <= 1.0:
                break
            part = (1.0 - self.base[-1]) / (point[-1] - self.base[-1])
            ahead, last = self.base + part * (point - self.base), True
        if point is not None and last:
            return point[:-1], gap
        turned = None if point is None else self._turn(slopes, self.tangent)
        if point is not None and turned is not None and not self._bent(turned):
            if tries <= 2:
                self.reach = min(2.0 * self.reach, LONGEST_REACH)
            self._stand(point, turned)
        else:
            self._draw_in(used)
        return None

    def _draw_in(self, used: float) -> None:
        """Reach less far; where that is no way at all there is a corner: look what is beyond it."""
        self.reach = 0.25 * min(self.reach, used)
        turned = None
        while turned is None and (self.peeks or self.reach < LEAST_REACH) and not self.lost:
            if self.peeks >= MOST_PEEKS:
                self.lost = True
                return
            # The same distance beyond three times, each time with a longer reach from the base.
            aside, longer = 2.0 * LEAST_REACH * 10.0 ** (self.peeks // 3), 10.0 ** (self.peeks % 3)
            turned = self._turn(self._weigh(self.base + aside * self.straight)[1], self.straight)
            self.peeks += 1
            if turned is not None:
                self.tangent, self.reach = turned, 2.0 * aside * longer

    def _correct(self, ahead: Floats, used: float, last: bool) -> tuple[Floats | None, float, Floats, int]:
        """The point of the branch square to the tangent from ahead, its gap, slopes, and steps taken."""
        square = np.append(np.zeros(len(ahead) - 1), 1.0) if last else self.tangent
        if last:
            ahead = np.append(ahead[:-1], 1.0)
        point, before = ahead.copy(), math.inf
        for tries in range(MOST_TRIES + 1):
            gaps, slopes = self._weigh(point)
            gap = float(np.abs(gaps).max())
            if gap < (EXACT if last else NEARLY):
                return point, gap, slopes, tries
            # Where choices are steep the last digits are not to be had: as near as steps come is near enough.
            if last and gap < NEARLY and not gap < 0.5 * before:
                return point, gap, slopes, tries
            if tries == MOST_TRIES:
                break
            before = gap
            try:
                step = np.linalg.solve(np.vstack([slopes, square]), np.append(gaps, square @ (ahead - point)))
            except np.linalg.LinAlgError:
                break
            point = point + step
            if not np.abs(point - ahead).max() <= STRAY * max(used, NO_REACH):
                break
        return None, math.inf, slopes, MOST_TRIES

    def _weigh(self, point: Floats) -> tuple[Floats, Floats]:
        """The gap [n] at a point, and how fast it closes with each of its entries, [n, n + 1]."""
        self.weighed += 1
        self.lost = self.weighed > MOST_WEIGHED
        at, root = point[:-1], float(point[-1])
        part, more = max(root, 0.0) ** 3, max(root + NUDGE, 0.0) ** 3
        implied, columns, (low, high) = self.implied(at, part), [], self.bounds
        for n in range(len(at)):
            moved = at.copy()
            moved[n] += NUDGE
            columns.append(-(self.implied(moved, part) - implied) / NUDGE)
        columns.append(-(self.implied(at, more) - implied) / NUDGE)
        free = (implied > low) & (implied < high)
        slopes = np.stack(columns, axis=1) * free[:, None]
        slopes[:, :-1] += np.eye(len(at))
        return np.clip(implied, low, high) - at, slopes

    def _turn(self, slopes: Floats, along: Floats) -> Floats | None:
        """The tangent of the branch there, from the one before; nothing if there is none.

        A branch keeps its sense: the determinant of slopes and tangent keeps its sign, round corners and
        where the branch turns back in precision.
        """
        bordered, one = np.vstack([slopes, along]), np.append(np.zeros(len(slopes)), 1.0)
        sense = np.linalg.slogdet(bordered)[0] if np.isfinite(bordered).all() else 0.0
        if sense == 0.0:
            return None
        tangent = np.linalg.solve(bordered, one)
        length = np.abs(tangent).max()
        return np.asarray(sense * tangent / length) if 0.0 < length < math.inf else None

    def _bent(self, turned: Floats) -> bool:
        """Whether the branch has turned far from where it went before, and a shorter reach may tell why."""
        along = float(self.tangent @ turned)
        straight = along > BENT * float(np.linalg.norm(self.tangent) * np.linalg.norm(turned))
        return self.reach > NO_REACH and not straight
