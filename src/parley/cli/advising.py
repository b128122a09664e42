"""What commands say beside their answer: advice on a scenario that may not mean what its author means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from parley.scenario.parts import Scenario


def say_advice(scenario: Scenario) -> None:
    """Print the advice there is on a sound scenario, a line each, on standard error."""
    from parley.compiler.advice import advise

    for advice in advise(scenario):
        typer.echo(f"advice: {advice}", err=True)
