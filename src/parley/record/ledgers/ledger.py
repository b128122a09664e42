"""What every ledger is: rows with the moves and sources behind them, under a stated rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from datetime import date

from parley.errors import UsageError
from parley.files import closest_name
from parley.record.as_of import known_on
from parley.record.parties import doers
from parley.record.rows import Move, Record

Cell = str | int | float | None


@dataclass(frozen=True)
class Options:
    """The judgements inside the rules, each with the default the three shipped cases settled."""

    window_days: int = field(
        default=30, metadata={"help": "days within which something that comes back counts as a return"}
    )
    counter_days: int = field(
        default=14, metadata={"help": "days within which a counter-demand counts as one"}
    )
    lever_days: int = field(
        default=60,
        metadata={"help": "days within which a demand for the same lever counts as learnt from it"},
    )
    nearness: float = field(
        default=0.6, metadata={"help": "how alike two options must be, from 0 to 1, to suggest they are one"}
    )
    calls_open_talks: bool = field(
        default=False, metadata={"help": "whether a telephone call counts as the first meeting of talks"}
    )


@dataclass(frozen=True)
class Line:
    """One line of a ledger: its cells, and the ids and sources it rests on."""

    cells: tuple[Cell, ...]
    ids: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Ledger:
    """A table worked out of a record as it stood on a day, with the rule that made it."""

    name: str
    title: str
    rule: str
    as_of: date
    options: dict[str, Cell]
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """What a rule found: lines, and what they come to in a sentence or two."""

    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()


Rule = Callable[[Record, date, Options], Found]
LedgerOf = Callable[[Record, date, Options], Ledger]


def ledger(
    name: str, title: str, rule: str, columns: tuple[str, ...], uses: tuple[str, ...] = ()
) -> Callable[[Rule], LedgerOf]:
    """Make a rule a ledger: it is given only what was known on the day, and prints what it used."""

    def wrap(find: Rule) -> LedgerOf:
        def build(record: Record, as_of: date, options: Options) -> Ledger:
            found = find(known_on(record, as_of), as_of, options)
            used: dict[str, Cell] = {option: getattr(options, option) for option in uses}
            return Ledger(name, title, rule, as_of, used, columns, found.lines, found.notes)

        build.__name__ = find.__name__
        build.__doc__ = find.__doc__
        return build

    return wrap


def line(cells: tuple[Cell, ...], *behind: Move | Iterable[Move]) -> Line:
    """A line that rests on these moves, each named once."""
    moves: dict[str, Move] = {}
    for part in behind:
        for move in (part,) if isinstance(part, Move) else part:
            moves[move.id] = move
    sources = tuple(dict.fromkeys(move.source for move in moves.values()))
    return Line(cells, tuple(moves), sources)


def names(moves: Iterable[Move]) -> str:
    """The ids of moves, for a cell."""
    return " ".join(move.id for move in moves)


def listed(words: Iterable[str]) -> str:
    """Words for a cell."""
    return " ".join(words)


def issues(move: Move) -> str:
    """The issues of a move, for a cell."""
    return "; ".join(move.issue)


def by(move: Move) -> str:
    """Who acts in a move, for a cell."""
    return listed(doers(move))


def counted(number: float, noun: str) -> str:
    """A number with its noun: `1 package`, `2 packages`."""
    return f"{number:g} {noun}" if number == 1 else f"{number:g} {noun}s"


def days(first: Move, second: Move) -> int:
    """Days from the end of one move to the start of another; overlapping moves are 0 days apart."""
    return max(0, (second.date - first.last_date).days)


def read_options(settings: Iterable[str]) -> Options:
    """Options from `name=value` words; raises UsageError naming the options there are."""
    known = {spec.name: getattr(Options(), spec.name) for spec in fields(Options)}
    chosen: dict[str, int | float | bool] = {}
    for setting in settings:
        name, _, text = setting.partition("=")
        name = name.strip().replace("-", "_")
        if name not in known:
            near = closest_name(name, known)
            hint = f"did you mean {near}?" if near else f"there are {', '.join(known)}"
            raise UsageError(f"no ledger option is called {name}; {hint}")
        chosen[name] = _setting(name, text.strip(), known[name])
    return Options(**chosen)  # type: ignore[arg-type]  # each value has the type of its default


def _setting(name: str, text: str, default: int | float | bool) -> int | float | bool:
    if isinstance(default, bool):
        if text.lower() in ("yes", "true", "no", "false"):
            return text.lower() in ("yes", "true")
        raise UsageError(f"{name} is yes or no, not {text or 'nothing'}")
    try:
        value = type(default)(text)
    except ValueError:
        value = type(default)(-1)
    limit = 1.0 if isinstance(default, float) else 36_525
    if not 0 <= value <= limit:
        kind = "a number from 0 to 1" if isinstance(default, float) else "a whole number of days"
        raise UsageError(f"{name} is {kind}, not {text or 'nothing'}")
    return value
