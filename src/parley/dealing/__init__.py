"""What parties would make of packages and acts, read off a solution, and the reasons behind it."""

from parley.dealing.acts import Act, Acts, Answer, acts_now
from parley.dealing.counsel import Advice, advise_party
from parley.dealing.position import Position, beginning, position_on
from parley.dealing.remarks import Remark, remarks
from parley.dealing.screen import EVERY, Candidate, Repair, Screen, screen
from parley.dealing.table import Deal, DealTable, Stance, deal_table
from parley.dealing.why import Change, Reasons, Taken, Why

__all__ = [
    "EVERY",
    "Act",
    "Acts",
    "Advice",
    "Answer",
    "Candidate",
    "Change",
    "Deal",
    "DealTable",
    "Position",
    "Reasons",
    "Remark",
    "Repair",
    "Screen",
    "Stance",
    "Taken",
    "Why",
    "acts_now",
    "advise_party",
    "beginning",
    "deal_table",
    "position_on",
    "remarks",
    "screen",
]
