"""What is found out about a case by many solves, as tables: estimates from the record, and studies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parley import workbench
from parley.case import Case
from parley.report.charts.still import still
from parley.sensitivity.study import Method
from parley.sensitivity.study.store import open_to_read

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Estimate:
    """Numbers of a case estimated from its record."""

    run: workbench.EstimateRun

    @cached_property
    def table(self) -> pd.DataFrame:
        """A row for each number: stated, estimate, interval (nan where it goes on beyond the range), p."""
        import pandas as pd

        names = [
            f.name for f in fields(type(self.run.estimation.numbers[0])) if f.name not in ("paths", "profile")
        ]
        rows = [[getattr(one, name) for name in names] for one in self.run.estimation.numbers]
        return pd.DataFrame(rows, columns=names).set_index("name")

    @cached_property
    def profile(self) -> pd.DataFrame:
        """The likelihood profiles, long: number, value, log_likelihood."""
        import pandas as pd

        rows = [
            (one.name, point.value, point.log_likelihood)
            for one in self.run.estimation.numbers
            for point in one.profile
        ]
        return pd.DataFrame(rows, columns=["number", "value", "log_likelihood"])

    @cached_property
    def coverage(self) -> pd.DataFrame:
        """How often such intervals hold the truth, a row for each number; empty where it was not asked."""
        import pandas as pd

        found = self.run.estimation.coverage
        return pd.DataFrame([] if found is None else [one.document() for one in found.numbers])

    def plot(self) -> Any:
        """The profiles beside each other, as an Altair chart one can go on working with."""
        import altair

        return altair.hconcat(*(altair.Chart.from_dict(dict(one.spec)) for one in self._section.figures))

    @cached_property
    def _section(self) -> Any:
        from parley.report.inference.estimation import estimation

        return estimation(self.run.estimation, self.run.scenario)

    def _repr_html_(self) -> str:
        """What a notebook shows: the profiles as drawn in the page, and the table."""
        pictures = "".join(still(one.spec, one.id, one.alt) for one in self._section.figures)
        return f"<section>{pictures}{self.table.drop(columns=['geometric', 'at_end']).to_html()}</section>"


def estimate(
    case: str | Path | Case,
    numbers: str | Sequence[str] = "precision",
    *,
    level: float = 0.95,
    check: int = 0,
    seed: int = 1,
) -> Estimate:
    """Estimate up to three numbers of a case from its record by maximum likelihood.

    Each is a path, or `precision` for one of all parties, and may carry a range to look in
    (`parties.usa.precision=0.05..2`). `check` records drawn from the model count how often such intervals
    hold the truth. Raises as `workbench.estimate`.
    """
    from parley.inference.estimation import Settings

    asked = [numbers] if isinstance(numbers, str) else list(numbers)
    request = workbench.EstimateRequest(settings=Settings(level=level), check=check, seed=seed)
    return Estimate(workbench.estimate(case, asked, request))


def recovery(
    case: str | Path | Case, numbers: str | Sequence[str] = "precision", records: int = 100, *, seed: int = 1
) -> pd.DataFrame:
    """Whether numbers could be learnt from a record: the same estimate made of records the model draws.

    A row for each number: the value drawn with, the median estimate, and how often intervals of 95 % hold the
    truth, with an exact interval of that share. Needs no record. Raises as `workbench.recovery`.
    """
    import pandas as pd

    asked = [numbers] if isinstance(numbers, str) else list(numbers)
    found = workbench.recovery(case, asked, records, seed)
    return pd.DataFrame([one.document() for one in found.numbers]).assign(records=found.records)


@dataclass(frozen=True)
class Study:
    """A finished study of a case: its draws, their figures, and what they say together."""

    run: workbench.StudyRun

    def query(self, sql: str) -> pd.DataFrame:
        """The answer to a statement of SQL that asks; raises UsageError where it cannot be given.

        The tables are draws, assumptions, endings, worths, durability and beliefs.
        """
        import pandas as pd

        with open_to_read(self.run.place) as tables:
            answer = tables.query(sql)
        return pd.DataFrame(answer.rows, columns=list(answer.columns))

    @cached_property
    def assumptions(self) -> pd.DataFrame:
        """A row for each draw, a column for each number that was drawn, in its own unit."""
        found = self.query("SELECT draw, path, value FROM assumptions ORDER BY draw, path")
        return found.pivot(index="draw", columns="path", values="value")

    @cached_property
    def endings(self) -> pd.DataFrame:
        """Date, ending, and its mean and quantiles over the draws, a row each."""
        import pandas as pd

        summary = self.run.summary
        rows = [
            (day, str(name), *(path[t] for path in band.levels.values()))
            for name, band in summary.endings.items()
            for t, day in enumerate(summary.days)
        ]
        levels = list(next(iter(summary.endings.values())).levels)
        table = pd.DataFrame(rows, columns=["date", "ending", *levels])
        return table.assign(date=pd.to_datetime(table["date"]))

    def export(self, folder: str | Path, kind: str = "parquet") -> list[Path]:
        """Write every table as `parquet` or `csv`, each file whole."""
        with open_to_read(self.run.place, reach=(Path(folder),)) as tables:
            return tables.export(Path(folder), kind)


def study(
    case: str | Path | Case,
    draws: int = 512,
    *,
    seed: int = 1,
    method: Method = "sobol",
    out: str | Path | None = None,
    workers: int | None = None,
) -> Study:
    """Solve many draws of the ranges of a case, durably, and sum them up; the same study is gone on with.

    Kept in `out`, by default `out/<case>/study`. Raises as `workbench.study`.
    """
    place = None if out is None else Path(out)
    opened = workbench.open_case(case)
    folder = place or Path("out") / opened.name / "study"
    asked = workbench.StudyAsked(
        draws=draws, seed=seed, method=method, workers=workers, resume=folder.exists()
    )
    return Study(workbench.study(opened, asked, out=place))
