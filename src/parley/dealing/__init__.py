"""What parties would make of packages and acts, read off a solution, and the reasons behind it."""

from parley.dealing.acts import Act, Acts, Answer, acts_now, acts_of
from parley.dealing.counsel import Advice, advise_party
from parley.dealing.explanation import Explanation
from parley.dealing.position import Position, beginning, position_on
from parley.dealing.remarks import Remark, remarks
from parley.dealing.remedies import Remedy, any_settlement, nearest_blocked, remedy
from parley.dealing.screening.screen import EVERY, Candidate, Repair, Screen, screen
from parley.dealing.standing import ALL, stand_at
from parley.dealing.table import Deal, DealTable, Stance, Under, deal_table, deals_at
from parley.dealing.wedge import Wedge, WedgeTable, wedges
from parley.dealing.why import Change, Reasons, Taken, Why

__all__ = [
    "ALL",
    "EVERY",
    "Act",
    "Acts",
    "Advice",
    "Answer",
    "Candidate",
    "Change",
    "Deal",
    "DealTable",
    "Explanation",
    "Position",
    "Reasons",
    "Remark",
    "Remedy",
    "Repair",
    "Screen",
    "Stance",
    "Taken",
    "Under",
    "Wedge",
    "WedgeTable",
    "Why",
    "acts_now",
    "acts_of",
    "advise_party",
    "any_settlement",
    "beginning",
    "deal_table",
    "deals_at",
    "nearest_blocked",
    "position_on",
    "remarks",
    "remedy",
    "screen",
    "stand_at",
    "wedges",
]
