"""Write the reference pages that follow from the grammar.

Run as `python -m parley.scenario.reference docs/reference`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from parley.scenario.forms import ScenarioForm
from parley.scenario.forms.amounts import ForEachForm, LevelForm, LongNumber, TermForm
from parley.scenario.forms.base import Form
from parley.scenario.forms.ground import (
    CollapseForm,
    EndsForm,
    IssueForm,
    OptionForm,
    PieForm,
    PlanForm,
    StepForm,
    TrackForm,
)
from parley.scenario.forms.instruments import (
    AccordForm,
    ConditionCostsForm,
    ConditionForm,
    GestureForm,
    LeaveForm,
    LeverForm,
    TransferForm,
)
from parley.scenario.forms.parties import AnyDealForm, DispositionForm, PartyForm, PatienceForm
from parley.scenario.forms.scenario import (
    AftermathForm,
    AlternationForm,
    BreakdownForm,
    EndingsForm,
    GridForm,
    SettlementForm,
    TableForm,
    WarWorthForm,
    WhatIfForm,
)
from parley.scenario.schema import json_schema

PAGE = "scenario.md"
SCHEMA = "scenario.schema.json"
BEGIN = "<!-- begin: generated from the grammar; change it there -->"
END = "<!-- end: generated -->"

FORMS: dict[str, type[Form]] = {
    "the file": ScenarioForm,
    "belief_grid": GridForm,
    "parties.*": PartyForm,
    "parties.*.patience": PatienceForm,
    "parties.*.dispositions.*": DispositionForm,
    "parties.*.any_deal": AnyDealForm,
    "issues.* (with a name of its own)": IssueForm,
    "issues.* (a pie)": PieForm,
    "an option": OptionForm,
    "plans.* (the long form)": PlanForm,
    "theatre.*": TrackForm,
    "theatre.*.step": StepForm,
    "theatre.*.collapse": EndsForm,
    "theatre.*.collapse.top, bottom": CollapseForm,
    "levers.*": LeverForm,
    "conditions.*": ConditionForm,
    "conditions.*.costs": ConditionCostsForm,
    "accords.*": AccordForm,
    "accords.*.leave": LeaveForm,
    "gestures.*": GestureForm,
    "transfers.*": TransferForm,
    "table": TableForm,
    "table.floor (a fixed order)": AlternationForm,
    "table.settlement": SettlementForm,
    "endings": EndingsForm,
    "endings.breakdown": BreakdownForm,
    "aftermath": AftermathForm,
    "aftermath.worth.*": WarWorthForm,
    "what_if.* (with a note)": WhatIfForm,
    "a number (the long form)": LongNumber,
    "a term": TermForm,
    "a term's for_each": ForEachForm,
    "a track in when": LevelForm,
}


def grammar_tables() -> str:
    """Return a table for every form of the grammar: key, whether it is required, what stands under it."""
    return "\n".join(line for title, form in FORMS.items() for line in _table(title, form))


def _table(title: str, form: type[Form]) -> Iterator[str]:
    yield f"### {title}\n"
    yield f"{form.__doc__}\n".replace("\n    ", " ")
    yield "| key | | what stands there |"
    yield "|---|---|---|"
    for name, info in form.model_fields.items():
        required = "required" if info.is_required() else ""
        yield f"| `{info.alias or name}` | {required} | {info.description} |"
    yield ""


def page_with_tables(page: str) -> str:
    """Put the tables between the markers of a page."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n\n{grammar_tables()}\n{END}{tail}"


def schema_text() -> str:
    """Return the JSON Schema as its file has it."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def main(folder: Path) -> None:
    """Bring the reference pages in a folder into step with the grammar."""
    page = folder / PAGE
    page.write_text(page_with_tables(page.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / SCHEMA).write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
