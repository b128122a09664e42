"""The judgements inside the rules of the ledgers, each with its default."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields

from parley.errors import UsageError
from parley.files import closest_name


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
