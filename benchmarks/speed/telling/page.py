"""Write the measured parts of the page on speed, and its pictures, from the last results that were kept.

python benchmarks/speed/telling/page.py
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
for folder in (ROOT, ROOT / "src"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

from benchmarks.speed import batches, growth  # noqa: E402
from benchmarks.speed.cases import CASE, SHELL, STEPS  # noqa: E402
from benchmarks.speed.common_game.sizes import SCALES, game_at  # noqa: E402
from benchmarks.speed.limits import machine  # noqa: E402
from benchmarks.speed.limits.roofline import least  # noqa: E402
from benchmarks.speed.measuring import Row  # noqa: E402
from benchmarks.speed.telling.filing import RESULTS, Results, kept_as, last_kept, read  # noqa: E402
from benchmarks.speed.telling.pictures import draw_growth  # noqa: E402

from parley.compiler import compile_game  # noqa: E402
from parley.game import Game  # noqa: E402
from parley.scenario import read_scenario  # noqa: E402

PAGE = ROOT / "docs" / "explanation" / "speed.md"
PICTURES = ROOT / "docs" / "pictures"
EXP, MEMORY = "exp in C, vector code, 1 core", "memory, a = b + s c, 1 core"


def parts(results: Results) -> dict[str, str]:
    """Every measured part of the page, by the name of its markers."""
    rows = results.rows
    return {
        "machine": _machine(results),
        "limits": _table(("", "one core", "all cores"), _limits(rows)),
        "least": _table(
            ("game", "exponentials", "at this rate", "bytes moved", "at this rate"), _least(rows)
        ),
        "common game": _table(("", *(scale.name for scale in SCALES)), _common_game(rows)),
        "batches": _table(("", "together", ""), _batches(rows)),
        "steps": _table(("step", "seconds", "of solving"), _steps(rows)),
        "shell": _table(("command", "seconds", "lowest"), _shell(rows)),
        "growth": _table(("axis", "time grows with its power", "memory"), _growth(rows)),
        "whole": _whole(rows),
    }


def _machine(results: Results) -> str:
    told = results.machine
    versions = ", ".join(f"{name} {told['versions'][name]}" for name in ("numpy", "numba"))
    return (
        f"Measured on {results.when[:10]}: {told['processor']}, {told['cores']} cores, {told['system']}, "
        f"Python {told['python']}, {versions}; last kept as `{kept_as(results)}`.\n"
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [" | ".join(heads), " | ".join("---" if not k else "---:" for k in range(len(heads)))]
    return "".join(f"| {line} |\n" for line in [*lines, *(" | ".join(row) for row in rows)])


def _of(rows: Sequence[Row], bench: str) -> dict[str, Row]:
    return {row.name: row for row in rows if row.bench == bench}


def _limits(rows: Sequence[Row]) -> Iterable[Sequence[str]]:
    found = _of(rows, machine.BENCH)
    kinds = dict.fromkeys(name.rpartition(", ")[0] for name in found)
    for kind in kinds:
        rates = [row for name, row in found.items() if name.startswith(kind)]
        told = [f"{max(row.values):.2g} {row.unit.replace('G/s', 'billion a second')}" for row in rates]
        yield kind, *told, *[""] * (2 - len(told))


def _games() -> Iterable[tuple[str, Game]]:
    yield from ((f"common game {scale.name}", game_at(scale)) for scale in SCALES)
    yield "the Ukraine case", compile_game(read_scenario(CASE))


def _least(rows: Sequence[Row]) -> Iterable[Sequence[str]]:
    found = _of(rows, machine.BENCH)
    if EXP not in found:
        return
    rates = max(found[EXP].values) * 1e9, max(found[MEMORY].values) * 1e9
    for name, game in _games():
        counted = least(game)
        arithmetic, memory = counted.milliseconds(*rates)
        moved = f"{counted.bytes / 1e6:,.3g} MB"
        yield name, f"{counted.exponentials / 1e6:,.3g} million", _ms(arithmetic), moved, _ms(memory)


def _common_game(rows: Sequence[Row]) -> Iterable[Sequence[str]]:
    by_scale = [_of(rows, f"common game {scale.name}") for scale in SCALES]
    for way in dict.fromkeys(name for found in by_scale for name in found):
        shown = [found.get(way) for found in by_scale]
        yield way, *("" if row is None else _with_ratio(row) for row in shown)


def _with_ratio(row: Row) -> str:
    if row.ratio is None:
        return _ms(row.median)
    return (
        f"{_ms(row.median)} ({row.ratio:.2g} x)"
        if row.ratio < 100
        else f"{_ms(row.median)} ({row.ratio:.0f} x)"
    )


def _batches(rows: Sequence[Row]) -> Iterable[Sequence[str]]:
    for row in rows:
        if row.bench.startswith(batches.BENCH):
            what = f"{row.bench.partition(': ')[2]}, {row.name}"
            yield what, f"{row.median:,.3g} {row.unit}", row.told


def _steps(rows: Sequence[Row]) -> Iterable[Sequence[str]]:
    for name, row in _of(rows, STEPS).items():
        yield name, f"{row.median:.2f}", "" if row.ratio is None else f"{row.ratio:.0%}"


def _shell(rows: Sequence[Row]) -> Iterable[Sequence[str]]:
    for name, row in _of(rows, SHELL).items():
        yield f"`{name}`", f"{row.median:.2f}", f"{min(row.values):.2f}"


def _growth(rows: Sequence[Row]) -> Iterable[Sequence[str]]:
    for name, row in _of(rows, growth.SLOPES).items():
        yield name, f"{row.figures['time']:.2f}", f"{row.figures['memory']:.2f}"


def _whole(rows: Sequence[Row]) -> str:
    found = _of(rows, growth.BENCH).get(growth.WHOLE_NAME)
    if found is None:
        return ""
    peak = f"{(found.peak or 0) / 1000:.1f} GB at most"
    return f"{found.told.partition(', residual')[0]}: {found.median:.0f} seconds, {peak}.\n"


def _ms(milliseconds: float) -> str:
    return f"{milliseconds:.2g} ms" if milliseconds < 10 else f"{milliseconds:,.0f} ms"


def kept_until(path: Path) -> Results:
    """All that was measured on the machine of a file of results, up to its moment."""
    newest = read(path)
    return last_kept(newest.machine, path.parent, newest.when) or newest


def renewed(text: str, results: Results) -> str:
    """The page with its measured parts as these results have them."""
    for name, new in parts(results).items():
        between = re.compile(rf"(?<=<!-- {name}: begin -->\n).*?(?=<!-- {name}: end -->)", re.DOTALL)
        text = between.sub(f"\n{new}\n".replace("\\", r"\\"), text)
    return text


def main() -> int:
    """Write the page's measured parts and draw its pictures."""
    kept = kept_until(max(RESULTS.glob("*.json")))
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8"), kept), encoding="utf-8")
    draw_growth(kept.rows, PICTURES)
    print(f"wrote {PAGE.relative_to(ROOT)} from the results of {kept.when}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
