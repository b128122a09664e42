"""The parts of a scenario, one noun a module: its form in the file, the checked part, reading and writing.

Every name of a checked part has been resolved and every default filled in; the compiler trusts them.
"""

from parley.scenario.parts.aftermath import Aftermath
from parley.scenario.parts.events import Becoming, Event
from parley.scenario.parts.hidden import Disposition, Side, Unknown
from parley.scenario.parts.instruments.accords import ACCORD_SETTINGS, Accord
from parley.scenario.parts.instruments.bargains import Bargain
from parley.scenario.parts.instruments.conditions import LADDER, Condition
from parley.scenario.parts.instruments.levers import Lever
from parley.scenario.parts.instruments.payments import Gesture, Transfer
from parley.scenario.parts.instruments.statements import Statement
from parley.scenario.parts.issues import Issue, Option
from parley.scenario.parts.parties import AnyDeal, Party, Patience
from parley.scenario.parts.plans import Plan
from parley.scenario.parts.table import Floor, Turn
from parley.scenario.parts.theatre import Collapse, Jump, Track
from parley.scenario.parts.what_ifs import WhatIf
from parley.scenario.parts.whole import BeliefGrid, Scenario

__all__ = [
    "ACCORD_SETTINGS",
    "LADDER",
    "Accord",
    "Aftermath",
    "AnyDeal",
    "Bargain",
    "Becoming",
    "BeliefGrid",
    "Collapse",
    "Condition",
    "Disposition",
    "Event",
    "Floor",
    "Gesture",
    "Issue",
    "Jump",
    "Lever",
    "Option",
    "Party",
    "Patience",
    "Plan",
    "Scenario",
    "Side",
    "Statement",
    "Track",
    "Transfer",
    "Turn",
    "Unknown",
    "WhatIf",
]
