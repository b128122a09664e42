"""What-ifs: named changes to the scenario, by path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from parley.scenario.quantities.pen import block_map
from parley.scenario.reading.form import Form


class WhatIfForm(Form):
    """Named changes with a note."""

    note: str = Field(default="", description="what the question is, in words")
    changes: dict[str, Any] = Field(description="path -> new value")


WhatIfWords = Annotated[
    Annotated[dict[str, Any], Tag("<changes>")] | Annotated[WhatIfForm, Tag("<what if>")],
    Discriminator(lambda raw: "<what if>" if isinstance(raw, dict) and "changes" in raw else "<changes>"),
]


@dataclass(frozen=True)
class WhatIf:
    """Named changes to the scenario, by path, in the words of the file."""

    id: str
    note: str
    changes: Mapping[str, object]


def read_what_if(name: str, form: WhatIfForm | Mapping[str, object]) -> WhatIf:
    """Read named changes; a note may stand beside the paths."""
    if isinstance(form, WhatIfForm):
        return WhatIf(name, form.note, dict(form.changes))
    changes = {path: value for path, value in form.items() if path != "note"}
    return WhatIf(name, str(form.get("note", "")), changes)


def what_if_form(what_if: WhatIf) -> Any:
    """Write named changes."""
    form: dict[str, Any] = {"note": what_if.note} if what_if.note else {}
    form["changes"] = block_map(what_if.changes)
    return block_map(form)
