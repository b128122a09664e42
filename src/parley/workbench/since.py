"""What an outlook rested on, kept beside it, and what has moved since the one before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from parley.case import Case
from parley.dealing import Remark
from parley.errors import UsageError
from parley.files.kept import read_json
from parley.files.text import sha256_of
from parley.outlook import Outlook
from parley.outlook.since import Inputs, Said, Since, Stated, since
from parley.record import known_on
from parley.scenario import all_numbers
from parley.workbench.running import Run
from parley.workbench.writing import as_text, write_whole

OUTLOOK_FILE, INPUTS_FILE = "outlook.json", "inputs.json"
DEALS_FILE, OUTSIDE_FILE = "deals.json", "outside-view.json"
LAST_OUTLOOK, LAST_INPUTS = "last-outlook.json", "last-inputs.json"


def inputs_of(case: Case, remarks: tuple[Remark, ...]) -> Inputs:
    """Every stated number, and every row of the record known on the day by a digest of what it says."""
    from parley.sensitivity.study.plan import code_version

    known = known_on(case.record, case.as_of)
    rows = {move.id: sha256_of(repr(replace(move, line=0))) for move in known.moves}
    rows |= {fact.id: sha256_of(repr(fact)) for fact in known.facts}
    numbers = {
        number.path: Stated(float(number.value), number.unit, number.per_days)
        for number in all_numbers(case.scenario)
        if number.stated
    }
    said = tuple(Said(one.kind, one.text, one.look_at) for one in remarks)
    return Inputs(numbers, rows, code_version(), said)


def since_last(result: Run, out: Path, folder: Path | None = None) -> tuple[Since | None, dict[Path, str]]:
    """What has moved since the outlook kept in a folder, and the files that keep the one before this.

    Without a `folder` the outlook in `out` counts as the last one if its inputs were others; if they were
    the same, the one it had kept. UsageError where `folder` holds no outlook of the case.
    """
    now = inputs_of(result.case, result.remarks)
    files = {out / INPUTS_FILE: as_text(now.document())}
    if folder is not None:
        before = _outlook(folder / OUTLOOK_FILE)
        if before is None or before.case != result.outlook.case:
            raise UsageError(
                f"{folder} holds no {OUTLOOK_FILE} of {result.outlook.case};"
                " name the folder of an earlier run"
            )
        return since(before, result.outlook, _inputs(folder / INPUTS_FILE), now), files
    before, then = _outlook(out / OUTLOOK_FILE), _inputs(out / INPUTS_FILE)
    if before is not None and before.case == result.outlook.case and _differs(before, result.outlook):
        files[out / LAST_OUTLOOK] = as_text(before.document())
        if then is not None:
            files[out / LAST_INPUTS] = as_text(then.document())
    else:
        before, then = _outlook(out / LAST_OUTLOOK), _inputs(out / LAST_INPUTS)
    if before is None or before.case != result.outlook.case:
        return None, files
    return since(before, result.outlook, then, now), files


def _differs(before: Outlook, after: Outlook) -> bool:
    return dict(before.input_hashes) != dict(after.input_hashes) or before.version != after.version


def _outlook(path: Path) -> Outlook | None:
    """The outlook in a file; None where there is none that this version reads."""
    try:
        return Outlook.read(read_json(path))
    except (OSError, ValueError):
        return None


def _inputs(path: Path) -> Inputs | None:
    try:
        return Inputs.read(read_json(path))
    except (OSError, ValueError):
        return None


def kept_run(case: Case, out: Path) -> Run | None:
    """The run of a case that a folder keeps, if its files, its changes and the code are still the same."""
    from parley.dealing import DealTable
    from parley.outside_view import OutsideView
    from parley.sensitivity.study.plan import code_version

    outlook, inputs = _outlook(out / OUTLOOK_FILE), _inputs(out / INPUTS_FILE)
    if outlook is None or inputs is None or inputs.code != code_version():
        return None
    if dict(outlook.input_hashes) != dict(case.input_hashes) or outlook.case != case.name:
        return None
    try:
        deals, outside = out / DEALS_FILE, out / OUTSIDE_FILE
        return Run(
            case,
            outlook,
            OutsideView.read(read_json(outside)) if outside.is_file() else None,
            DealTable.read(read_json(deals)) if deals.is_file() else None,
            tuple(Remark(one.kind, one.text, one.look_at) for one in inputs.remarks),
        )
    except (OSError, ValueError):
        return None


def keep_run(result: Run, out: Path) -> None:
    """Keep a run in a folder for `kept_run`, whole or not at all; raise OutputError otherwise."""
    found = {
        OUTLOOK_FILE: result.outlook.document(),
        INPUTS_FILE: inputs_of(result.case, result.remarks).document(),
        DEALS_FILE: result.deals and result.deals.document(),
        OUTSIDE_FILE: result.outside and result.outside.document(),
    }
    write_whole(out, {out / name: as_text(document) for name, document in found.items() if document})


def seconds_kept(out: Path) -> float:
    """For how many seconds the outlook in a folder was solved, whatever it rests on; 0 without one."""
    kept = _outlook(out / OUTLOOK_FILE)
    return 0.0 if kept is None else float(kept.solver.seconds)
