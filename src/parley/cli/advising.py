"""What commands say beside their answer: advice on a scenario, and findings a brief had to leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parley.cli.legible import tell

if TYPE_CHECKING:
    from parley.scenario.parts import Scenario
    from parley.workbench import Written


def say_advice(scenario: Scenario) -> None:
    """Print the advice there is on a sound scenario, a line each, on standard error."""
    from parley.compiler.advice import advise

    for advice in advise(scenario):
        tell(f"advice: {advice}", err=True)


def say_left_out(written: Written) -> None:
    """Print which earlier findings no longer hold and why, a line each, on standard error."""
    for one in written.left_out:
        tell(str(one), err=True)
