"""Find the folder of a case: one of the user's own, or one that is shipped and named without its path."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from parley.errors import UsageError
from parley.files.dated import PREFIX
from parley.files.names import closest_name

PACKAGE = Path(__file__).parents[1]
SCENARIO_NAME = "scenario.yaml"
RECORD_NAME = "moves.csv"
GRAPH_NAME = "graph.yaml"
KINDS = (SCENARIO_NAME, RECORD_NAME, GRAPH_NAME)
"""Files of which a folder has at least one if it is a case."""


def shipped_cases(having: str = SCENARIO_NAME) -> dict[str, Path]:
    """Return the shipped cases that have a file, by name: in a wheel beside the package, else at the root.

    A case as of another date is named after the case: `winter-war-1940/as-of-1940-01-29`.
    """
    for folder in (PACKAGE / "cases", PACKAGE.parents[1] / "cases"):
        if folder.is_dir():
            found = [*folder.glob(f"*/{having}"), *folder.glob(f"*/{PREFIX}*/{having}")]
            return {path.relative_to(folder).as_posix(): path for path in sorted(one.parent for one in found)}
    return {}


def find_case(case: str | Path) -> Path:
    """Return the folder a case name means; a folder of the user's comes before a shipped case.

    Raises UsageError for a name that means none, and for what is no name at all.
    """
    if not isinstance(case, str | PathLike):
        raise UsageError(
            f"a case is named by its folder or its name, as text or a path; what came is {case!r}, "
            f"of the kind {type(case).__name__}"
        )
    name = Path(case)
    if "\0" in str(name):
        raise UsageError(f"the name of a case has no zero byte: {str(name)!r}")
    if name.is_dir():
        if name.as_posix() in _all_shipped() and not any((name / kind).exists() for kind in KINDS):
            raise UsageError(
                f"the folder '{name}' here is no case (it has none of {', '.join(KINDS)}) and hides the "
                f"shipped case of that name; go to another folder, or say {_all_shipped()[name.as_posix()]}"
            )
        return name
    if name.name in (SCENARIO_NAME, GRAPH_NAME) and name.is_file():
        return name.parent
    shipped, word = _all_shipped(), name.as_posix()
    if word in shipped:
        return shipped[word]
    if name.is_file():
        raise UsageError(f"'{word}' is a file; name the folder of a case, or its {SCENARIO_NAME}")
    beside = [str(entry) for entry in name.parent.iterdir() if entry.is_dir()] if name.parent.is_dir() else []
    near = closest_name(word, [*shipped, *beside])
    meant = f"; did you mean '{near}'?" if near else ""
    listed = ", ".join(sorted(shipped)) or "none"
    raise UsageError(f"no folder and no shipped case called '{word}'{meant} (shipped: {listed})")


def _all_shipped() -> dict[str, Path]:
    return {slug: path for kind in KINDS for slug, path in shipped_cases(having=kind).items()}
