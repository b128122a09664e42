"""Text for a terminal that is not broken where a hard space holds a figure and its sign together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import text
from rich.console import Group

if TYPE_CHECKING:
    from rich.console import Console, JustifyMethod, OverflowMethod
    from rich.containers import Lines

_HARD = "\N{NO-BREAK SPACE}"
_HELD, _HELD_SPACE = "\ue000", "\ue001"  # letters of private use, as wide as a space


class Text(text.Text):
    """Rich text in which a hard space is no place to break a line, nor a space before a per cent."""

    def wrap(
        self,
        console: Console,
        width: int,
        *,
        justify: JustifyMethod | None = None,
        overflow: OverflowMethod | None = None,
        tab_size: int = 8,
        no_wrap: bool | None = None,
    ) -> Lines:
        """Break into lines of a width, as rich does, with hard spaces as letters."""
        held = self.copy()
        held.plain = self.plain.replace(_HARD, _HELD).replace(" %", f"{_HELD_SPACE}%")
        lines = text.Text.wrap(
            held, console, width, justify=justify, overflow=overflow, tab_size=tab_size, no_wrap=no_wrap
        )
        for line in lines:
            line.plain = line.plain.replace(_HELD, _HARD).replace(_HELD_SPACE, " ")
        return lines


def say(console: Console, said: str | text.Text, style: str = "") -> None:
    """Print a paragraph; given to the console by itself it would be made rich's own text again."""
    console.print(Group(said if isinstance(said, text.Text) else Text(said, style=style)))
