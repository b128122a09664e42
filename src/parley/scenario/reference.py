"""Write the reference pages that follow from the grammar.

Run as `python -m parley.scenario.reference docs/reference`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parley.scenario.coding import coding_schema
from parley.scenario.coding.coding_forms import (
    CodingForm,
    CountingForm,
    MatchForm,
    ReadingForm,
    RuleForm,
    SightForm,
)
from parley.scenario.parts.aftermath import AftermathForm, WarWorthForm
from parley.scenario.parts.endings import BreakdownForm, EndingsForm
from parley.scenario.parts.events import BecomesForm, EventForm
from parley.scenario.parts.hidden import DispositionForm, UnknownForm
from parley.scenario.parts.instruments.accords import AccordForm, LeaveForm
from parley.scenario.parts.instruments.bargains import BargainForm
from parley.scenario.parts.instruments.conditions import ConditionCostsForm, ConditionForm
from parley.scenario.parts.instruments.levers import LeverForm
from parley.scenario.parts.instruments.payments import GestureForm, TransferForm
from parley.scenario.parts.instruments.statements import StatementForm
from parley.scenario.parts.issues import IssueForm, OptionForm, PieForm
from parley.scenario.parts.parties import AnyDealForm, PartyForm, PatienceForm
from parley.scenario.parts.plans import PlanForm, SettlementForm
from parley.scenario.parts.table import AlternationForm, BreakOffForm, TableForm, TalksForm, TurnForm
from parley.scenario.parts.tabling import TablingForm
from parley.scenario.parts.theatre import CollapseForm, EndsForm, JumpForm, StepForm, TrackForm
from parley.scenario.parts.what_ifs import WhatIfForm
from parley.scenario.parts.whole import GridForm, RoundsForm, ScenarioForm
from parley.scenario.quantities.forms import ForEachForm, LevelForm, LongNumber, TermForm
from parley.scenario.reading.form import Form
from parley.scenario.schema import json_schema

BEGIN = "<!-- begin: generated from the grammar; change it there -->"
END = "<!-- end: generated -->"

Forms = Mapping[str, type[Form]]
SCENARIO_FORMS: Forms = {
    "the file": ScenarioForm,
    "round (of a list)": RoundsForm,
    "belief_grid": GridForm,
    "parties.*": PartyForm,
    "parties.*.patience": PatienceForm,
    "parties.*.dispositions.*": DispositionForm,
    "parties.*.any_deal": AnyDealForm,
    "unknowns.*": UnknownForm,
    "issues.* (with a name of its own)": IssueForm,
    "issues.* (a pie)": PieForm,
    "an option": OptionForm,
    "plans.* (the long form)": PlanForm,
    "theatre.*": TrackForm,
    "theatre.*.step": StepForm,
    "theatre.*.step.jumps.*": JumpForm,
    "theatre.*.collapse": EndsForm,
    "theatre.*.collapse.top, bottom": CollapseForm,
    "levers.*": LeverForm,
    "conditions.*": ConditionForm,
    "conditions.*.costs": ConditionCostsForm,
    "accords.*": AccordForm,
    "accords.*.leave": LeaveForm,
    "bargains.*": BargainForm,
    "statements.*": StatementForm,
    "events.*": EventForm,
    "events.*.becomes.*": BecomesForm,
    "gestures.*": GestureForm,
    "transfers.*": TransferForm,
    "table": TableForm,
    "table.turns.*": TurnForm,
    "table.floor (a fixed order)": AlternationForm,
    "table.settlement": SettlementForm,
    "table.tabling": TablingForm,
    "table.talks": TalksForm,
    "table.talks.break_off, reopen": BreakOffForm,
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
CODING_FORMS: Forms = {
    "the file": CodingForm,
    "rules.*": RuleForm,
    "rules.*.when": MatchForm,
    "moves.*": CountingForm,
    "counts_as (a reading)": SightForm,
    "readings.*": ReadingForm,
}


@dataclass(frozen=True)
class Grammar:
    """One kind of file an analyst writes: its forms by place, and its JSON Schema."""

    forms: Forms
    schema: Callable[[], dict[str, Any]]

    def tables(self) -> str:
        """Return a table for every form: key, whether it is required, what stands under it."""
        return "\n".join(line for title, form in self.forms.items() for line in _table(title, form))

    def page_with_tables(self, page: str) -> str:
        """Put the tables between the markers of a page."""
        head, _, rest = page.partition(BEGIN)
        _, _, tail = rest.partition(END)
        return f"{head}{BEGIN}\n\n{self.tables()}\n{END}{tail}"

    def schema_text(self) -> str:
        """Return the JSON Schema as its file has it."""
        return json.dumps(self.schema(), indent=2, ensure_ascii=False) + "\n"


GRAMMARS: Mapping[str, Grammar] = {
    "scenario": Grammar(SCENARIO_FORMS, json_schema),
    "coding": Grammar(CODING_FORMS, coding_schema),
}


def _table(title: str, form: type[Form]) -> Iterator[str]:
    yield f"### {title}\n"
    yield f"{form.__doc__}\n".replace("\n    ", " ")
    yield "| key | | what stands there |"
    yield "|---|---|---|"
    needed = form.model_json_schema(by_alias=True).get("required", ())
    for key, holds in form.keys().items():
        yield f"| `{key}` | {'required' if key in needed else ''} | {holds} |"
    yield ""


def main(folder: Path) -> None:
    """Bring the reference pages in a folder into step with the grammar."""
    for name, grammar in GRAMMARS.items():
        page = folder / f"{name}.md"
        page.write_text(grammar.page_with_tables(page.read_text(encoding="utf-8")), encoding="utf-8")
        (folder / f"{name}.schema.json").write_text(grammar.schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
