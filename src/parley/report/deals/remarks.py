"""What is out of the ordinary, as a section of the brief."""

from __future__ import annotations

from collections.abc import Sequence

from parley.dealing import Remark
from parley.languages import reworded, worded
from parley.report.context import Section


def remarked(remarks: Sequence[Remark]) -> tuple[Section, ...]:
    """A section with a sentence for each remark; none where all is as usual."""
    if not remarks:
        return ()
    return (
        Section(
            id="remarks",
            title=worded("What is out of the ordinary"),
            lead=tuple(_sentence(remark) for remark in remarks),
        ),
    )


def _sentence(remark: Remark) -> str:
    text = f"{reworded(remark.text)}; {reworded(remark.look_at)}"
    return f"{text[:1].upper()}{text[1:]}."
