"""What is found about a case as tables of pandas: ledgers, deals, influence, endings, sample paths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING

from parley import workbench
from parley.case import Case, RecordedCase
from parley.dealing import DealTable
from parley.game.names import Ending
from parley.outlook import Outlook
from parley.playing import History
from parley.report.reading import Reading
from parley.report.seat.story import told

if TYPE_CHECKING:
    import pandas as pd


def ledgers(case: str | Path | RecordedCase, *, as_of: str = "") -> dict[str, pd.DataFrame]:
    """Every ledger of a case by name: a row an entry, its moves and sources last.

    Raises UsageError for an empty record.
    """
    import pandas as pd

    from parley.record.ledgers.ledger import cells_of

    return {
        one.name: pd.DataFrame(
            [(*cells_of(entry), " ".join(entry.ids), " ".join(entry.sources)) for entry in one.entries],
            columns=[*one.columns, "moves", "cites"],
        )
        for one in workbench.ledger(case, as_of=as_of).ledgers
    }


def influence(
    case: str | Path | Case, outcomes: Sequence[str] = (), *, draws: int = 2000, seed: int = 1
) -> pd.DataFrame:
    """What each stated number with a range does to each outcome: a row for each of both.

    Outcomes are named as on the command line; `draws` is the most solves. Raises as `workbench.influence`.
    """
    import pandas as pd

    from parley.sensitivity.influence import Settings

    found = workbench.influence(case, outcomes, settings=Settings(draws, seed)).influence
    rows = [
        {"outcome": outcome.name, "stated": outcome.stated}
        | {field.name: getattr(number, field.name) for field in fields(number) if field.name != "shares"}
        | {f"share_{name}": share for name, share in (asdict(number.shares) if number.shares else {}).items()}
        for outcome in found.outcomes
        for number in outcome.numbers
    ]
    return pd.DataFrame(rows)


def deal_rows(deals: DealTable) -> pd.DataFrame:
    """The deal table: a row for each package and signatory, for the hidden party one for each disposition."""
    import pandas as pd

    rows = [
        {
            "package": deal.package,
            "name": deal.name,
            "party": stance.party,
            "disposition": stance.disposition,
            "signing": stance.signing,
            "going_on": stance.going_on,
            "gain": stance.gain,
            "would_sign": stance.would_sign,
            "says_yes": stance.says_yes,
        }
        for deal in deals.deals
        for stance in deal.stances
    ]
    return pd.DataFrame(rows)


def ending_rows(outlook: Outlook) -> pd.DataFrame:
    """The outlook as a long table: date, ending (`still_fighting` among them), probability."""
    import pandas as pd

    paths = [*outlook.endings.items(), (Ending("still_fighting"), outlook.still_fighting)]
    rows = [
        (day, str(name), chance)
        for name, path in paths
        for day, chance in zip(outlook.rounds, path, strict=True)
    ]
    table = pd.DataFrame(rows, columns=["date", "ending", "probability"])
    return table.assign(date=pd.to_datetime(table["date"]))


def path_rows(histories: Iterable[History], reading: Reading) -> pd.DataFrame:
    """Sample paths as a table that reads as a story: a row a round, and a last one for how it ended."""
    import pandas as pd

    rows: list[dict[str, object]] = []
    for number, one in enumerate(histories, start=1):
        head = {"path": number, "disposition": one.disposition}
        for step in one.steps:
            belief = {f"belief_{name}": chance for name, chance in step.belief.items()}
            rows.append({**head, "date": step.day, "what": told(step, reading), **belief})
        rows.append(
            {**head, "date": one.ended, "what": f"{reading.ending(one.ending)}.", "ending": one.ending}
        )
    table = pd.DataFrame(rows)
    return table.assign(date=pd.to_datetime(table["date"]))
