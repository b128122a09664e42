"""The corridor: one function per verb. Shells parse arguments and print; everything else is called from here.

>>> from parley import workbench
>>> result = workbench.run("ukraine-2025")
>>> result.outlook["still_fighting"][-1]
"""

from parley.workbench.running import (
    MOST_RESIDUAL,
    Outlook,
    Run,
    Written,
    brief_context,
    halve,
    open_case,
    outlook_of,
    require_certificate,
    run,
    write,
)

__all__ = [
    "MOST_RESIDUAL",
    "Outlook",
    "Run",
    "Written",
    "brief_context",
    "halve",
    "open_case",
    "outlook_of",
    "require_certificate",
    "run",
    "write",
]
