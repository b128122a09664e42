"""A solved case as a notebook holds it: looked at, selected from, drawn from, changed and solved again."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parley import workbench
from parley.case import Case
from parley.errors import OutputError, UsageError
from parley.game.size import DEFAULT_LIMIT
from parley.notebook.labelled import dataset_of
from parley.notebook.strategies import (
    ANALYST,
    Standpoint,
    answer_rows,
    standpoint,
    strategy_rows,
    value_function,
    worth_rows,
)
from parley.notebook.tables import deal_rows, ending_rows, path_rows
from parley.outlook import Outlook
from parley.outlook.belief_range import Played, solve_wide
from parley.playing import sample_histories
from parley.record import read_day
from parley.report.reading import Reading

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


@dataclass(frozen=True, repr=False)
class Solved:
    """A case and what comes of it; tables and arrays are made when they are first asked for."""

    run: workbench.Run
    memory_limit: int = DEFAULT_LIMIT

    def __repr__(self) -> str:
        return f"<Solved {self.outlook.case}: {self.outlook.title!r}, as of {self.outlook.as_of}>"

    @property
    def case(self) -> Case:
        """The case as it was solved."""
        return self.run.case

    @property
    def outlook(self) -> Outlook:
        """The outlook, typed."""
        return self.run.outlook

    @cached_property
    def dataset(self) -> xr.Dataset:
        """The outlook as labelled arrays."""
        return dataset_of(self.outlook)

    @cached_property
    def endings(self) -> pd.DataFrame:
        """Date, ending and probability, a row each; still fighting is among the endings."""
        return ending_rows(self.outlook)

    @cached_property
    def deals(self) -> pd.DataFrame:
        """The deal table of the first day."""
        assert self.run.deals is not None
        return deal_rows(self.run.deals)

    @cached_property
    def played(self) -> Played:
        """The solution itself, with its strategies and worths; the case is solved again for it, once."""
        return solve_wide(self.run.scenario, self.memory_limit)

    def sample_paths(self, count: int = 1, seed: int = 1) -> pd.DataFrame:
        """Histories drawn from equilibrium play, a row a round with its day and what happened.

        The last row of a path has its ending; UsageError for a count that makes no sense.
        """
        drawn = sample_histories(self.played.scenario, self.played.solution, count, seed)
        return path_rows(drawn, self._reading)

    def strategy(
        self,
        when: date | str | None = None,
        situation: Mapping[str, str] | None = None,
        belief: float | Mapping[str, float] | None = None,
        holder: str = ANALYST,
    ) -> pd.DataFrame:
        """What everybody does with the floor in the round of a day, a row for each action and disposition.

        `situation` sets parts of the most probable situation by name; `belief` is a holder's probability of
        the first disposition, or of kinds by name, of several hidden sides where there are such. Raises
        UsageError for names there are none of.
        """
        return strategy_rows(self.played, self._at(when, situation, belief, holder))

    def answers(
        self,
        when: date | str | None = None,
        situation: Mapping[str, str] | None = None,
        belief: float | Mapping[str, float] | None = None,
        holder: str = ANALYST,
    ) -> pd.DataFrame:
        """What everybody would say to what can be put to them; asked as `strategy` is."""
        return answer_rows(self.played, self._at(when, situation, belief, holder))

    def worths(
        self,
        when: date | str | None = None,
        situation: Mapping[str, str] | None = None,
        belief: float | Mapping[str, float] | None = None,
        holder: str = ANALYST,
    ) -> pd.DataFrame:
        """What going on is worth to every party as the round begins, in points; asked as `strategy` is."""
        return worth_rows(self.played, self._at(when, situation, belief, holder))

    def value_function(self, when: date | str | None = None) -> xr.DataArray:
        """Worths in every situation and at every belief as the round of a day begins, in points."""
        return value_function(self.played, _day(when))

    def _at(
        self,
        when: date | str | None,
        situation: Mapping[str, str] | None,
        belief: float | Mapping[str, float] | None,
        holder: str,
    ) -> Standpoint:
        return standpoint(self.played, _day(when), situation or {}, belief, holder)

    def with_changes(self, changes: Mapping[str, object]) -> Solved:
        """The case with other numbers by path, solved; no file is read again."""
        return solve(self.case, changes, memory_limit=self.memory_limit)

    def plot(self) -> Any:
        """Endings by date, as an Altair chart one can go on working with."""
        import altair

        return altair.Chart.from_dict(dict(self._figure.spec))

    def write(self, path: str | Path) -> Path:
        """Write the table of endings as `.csv` or `.parquet`; OutputError for what cannot be written."""
        target = Path(path)
        if target.suffix not in (".csv", ".parquet"):
            raise UsageError(f"{target}: expected a name that ends in .csv or .parquet")
        return _written(self.endings, target)

    def export(self, folder: str | Path, kind: str = "parquet") -> list[Path]:
        """Write every array of the outlook as a table of its own, as `parquet` or `csv`; returns the files.

        A row is one figure under the names of its coordinates, so that other programs need not know arrays.
        Raises UsageError for another kind, OutputError where files cannot be written.
        """
        if kind not in ("csv", "parquet"):
            raise UsageError(f"tables are written as csv or parquet, not {kind!r}")
        place = Path(folder)
        try:
            place.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise OutputError(f"{place}: {problem.strerror or problem}") from problem
        tables = {str(name): array.to_dataframe().reset_index() for name, array in self.dataset.items()}
        return [_written(table, place / f"{name}.{kind}") for name, table in tables.items()]

    @cached_property
    def _reading(self) -> Reading:
        return Reading(self.outlook, self.run.scenario)

    @cached_property
    def _figure(self) -> Any:
        from parley.report.outlook.endings import endings

        return endings(self._reading).figures[0]

    def _repr_html_(self) -> str:
        """What a notebook shows: the title, endings by date drawn as in the brief, and a few dates."""
        from parley.report.charts.still import still
        from parley.report.outlook.endings import endings

        section = endings(self._reading)
        picture = still(self._figure.spec, "endings", self._figure.alt)
        table = section.tables[0]
        head = "".join(f"<th>{html.escape(str(one))}</th>" for one in table.columns)
        rows = "".join(
            "<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>"
            for row in table.rows
        )
        title = html.escape(f"{self.outlook.title}, as of {self.outlook.as_of}")
        return (
            f"<section><h3>{title}</h3>{picture}<table><thead><tr>{head}</tr></thead>"
            f"<tbody>{rows}</tbody></table></section>"
        )


def _written(table: pd.DataFrame, target: Path) -> Path:
    """A table as the file its name asks for, whole or not at all."""
    begun = target.with_name(f".begun-{target.name}")
    try:
        if target.suffix == ".csv":
            table.to_csv(begun, index=False)
        else:
            import duckdb

            with duckdb.connect() as database:
                database.from_df(table).write_parquet(str(begun))
        begun.replace(target)
    except OSError as problem:
        begun.unlink(missing_ok=True)
        raise OutputError(f"{target}: {problem.strerror or problem}") from problem
    return target


def _day(when: date | str | None) -> date | None:
    """A day as a date; UsageError for words that are none."""
    return read_day(when, "the day") if isinstance(when, str) else when


def solve(
    case: str | Path | Case,
    changes: Mapping[str, object] | None = None,
    *,
    memory_limit: int = DEFAULT_LIMIT,
) -> Solved:
    """Solve a case; `changes` map scenario paths to new values, and `memory_limit` is in bytes.

    Raises as `workbench.run`: CaseError for faults, TooLargeError, SolutionError.
    """
    return Solved(workbench.run(case, changes, memory_limit=memory_limit), memory_limit)
