"""How signatories answer: in order or together, and how many of them must agree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from parley.files import Place
from parley.scenario.reading.diagnostics import Diagnostics


def read_agree(diag: Diagnostics, agree: int | None, signatories: Sequence[str], place: Place) -> int | None:
    """Read how many signatories must agree; None is all of them."""
    if agree is not None and not 1 <= agree <= len(signatories):
        diag.fault(place, "out-of-range", f"a number of signatories, 1 to {len(signatories)}", str(agree))
    return agree


def answers_form(together: bool, agree: int | None) -> dict[str, Any]:
    """Write how signatories answer, where it is not one after the other and all."""
    form: dict[str, Any] = {"answers": "together"} if together else {}
    return form if agree is None else {**form, "agree": agree}
