"""The words of the record: acts, extents, marks of verification, and the event codes they stand for.

Names and tables only; the one function spells out a table. `docs/reference/record.md` explains each word.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Act(StrEnum):
    """What a move is: one of eighteen acts."""

    OFFER = "OFFER"
    DEMAND = "DEMAND"
    CONDITION = "CONDITION"
    CONCEDE = "CONCEDE"
    GESTURE = "GESTURE"
    PROMISE = "PROMISE"
    ACCEPT = "ACCEPT"
    EVADE = "EVADE"
    REJECT = "REJECT"
    THREAT = "THREAT"
    LEVER = "LEVER"
    FORCE = "FORCE"
    MEET = "MEET"
    READOUT = "READOUT"
    STATEMENT = "STATEMENT"
    AGREE = "AGREE"
    IMPLEMENT = "IMPLEMENT"
    CONTEXT = "CONTEXT"


ACTS: tuple[str, ...] = tuple(act.value for act in Act)

# `up` of an OFFER or DEMAND says that it goes beyond the earlier row it points to; `marker` of an
# EVADE, REJECT or STATEMENT that it restates a standing position without opening a new one.
EXTENTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        Act.OFFER: ("partial", "package", "final", "up"),
        Act.DEMAND: ("marker", "request", "deadline", "up"),
        Act.CONDITION: ("marker",),
        Act.CONCEDE: ("full", "partial", "in_principle"),
        Act.GESTURE: (),
        Act.PROMISE: ("partial",),
        Act.ACCEPT: ("full", "partial", "in_principle"),
        Act.EVADE: ("in_principle", "implicit", "marker"),
        Act.REJECT: ("partial", "implicit", "marker"),
        Act.THREAT: ("deadline", "up"),
        Act.LEVER: ("on", "off", "up", "down"),
        Act.FORCE: ("on", "up", "down", "off"),
        Act.MEET: ("held", "planned", "broken_off"),
        Act.READOUT: ("own", "other's"),
        Act.STATEMENT: ("marker",),
        Act.AGREE: ("text", "announced", "oral"),
        Act.IMPLEMENT: ("comply", "breach", "lapse"),
        Act.CONTEXT: (),
    }
)

# What a move does to those it is addressed to. A LEVER `on` may be aid or a ban, so it has to say which;
# any other act may say `withholds` where its words do not: half of a country's minerals taken by an OFFER.
GIVES, WITHHOLDS = "gives", "withholds"
POLARITIES = (GIVES, WITHHOLDS)

# In the group of an actor: who brings others together owes no answer to what they ask of each other.
MEDIATOR = "mediator"

PRECISIONS = ("day", "range", "month", "approx", "ongoing")
VERIFICATIONS = ("seen", "partial", "gk", "machine")
CONFIDENCES = ("H", "M", "L")
# Stages of the PA-X codebook: pre-negotiation, ceasefire, partial and comprehensive substance,
# implementation, renewal, other.
PAX_STAGES = ("Pre", "Cea", "SubPar", "SubComp", "Imp", "Ren", "Oth")
# The reason a party itself gives for what it asks or offers.
JUSTIFICATIONS = ("peace", "security", "justice", "law", "humanity", "reciprocity", "domestic")
CEASEFIRE_CLASSES = ("cessation_of_hostilities", "preliminary", "definitive")
READOUT_CELLS = ("present", "wider", "narrower", "differs", "absent")
FACT_KINDS = ("party", "issue_option", "aim", "parameter")
ASSESSMENT_KINDS = (
    "motive",
    "belief",
    "causal",
    "forecast",
    "evaluation",
    "comparison",
    "strategy",
    "norm",
    "fact",
)
ASSESSMENT_CONFIDENCES = ("high", "moderate", "low")

# The bands of ICD 203, in per cent.
LIKELIHOOD_BANDS: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "almost no chance": (1, 5),
        "very unlikely": (5, 20),
        "unlikely": (20, 45),
        "roughly even": (45, 55),
        "likely": (55, 80),
        "very likely": (80, 95),
        "almost certain": (95, 99),
    }
)

# The words ICD 203 itself has beside these, and what they are called here.
LIKELIHOOD_WORDS: Mapping[str, str] = MappingProxyType(
    {
        **{band: band for band in LIKELIHOOD_BANDS},
        "roughly even chance": "roughly even",
        "almost certainly": "almost certain",
        "remote": "almost no chance",
        "highly improbable": "very unlikely",
        "improbable": "unlikely",
        "improbable (improbably)": "unlikely",
        "improbably": "unlikely",
        "roughly even odds": "roughly even",
        "probable": "likely",
        "probable (probably)": "likely",
        "probably": "likely",
        "highly probable": "very likely",
        "nearly certain": "almost certain",
    }
)

# A coder writes this where the giver asked nothing in return: the only conditionality without IF or UNTIL.
NONE_ASKED = "none asked"

# Polarity of a LEVER and its extent -> CAMEO code; the entry with an empty extent serves the others. A LEVER
# whose polarity nobody stated has no code: 072 and 163 would be a guess.
LEVER_CAMEO: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        (GIVES, ""): "070",
        (GIVES, "on"): "072",
        (GIVES, "off"): "085",
        (GIVES, "down"): "085",
        (WITHHOLDS, ""): "163",
        (WITHHOLDS, "off"): "1622",
        (WITHHOLDS, "down"): "162",
    }
)

# (act, extent) -> CAMEO code; the entry with an empty extent serves every extent that is not listed.
DEFAULT_CAMEO: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        (Act.OFFER, ""): "030",
        (Act.DEMAND, ""): "100",
        (Act.CONDITION, ""): "105",
        (Act.CONCEDE, ""): "080",
        (Act.GESTURE, ""): "0841",
        (Act.PROMISE, ""): "033",
        (Act.ACCEPT, ""): "030",
        (Act.EVADE, ""): "014",
        (Act.REJECT, ""): "120",
        (Act.THREAT, ""): "130",
        (Act.LEVER, ""): "",
        (Act.FORCE, ""): "190",
        (Act.FORCE, "down"): "087",
        (Act.FORCE, "off"): "0871",
        (Act.MEET, ""): "046",
        (Act.READOUT, ""): "010",
        (Act.STATEMENT, ""): "010",
        (Act.AGREE, ""): "057",
        (Act.IMPLEMENT, "comply"): "0841",
        (Act.IMPLEMENT, "breach"): "196",
        (Act.IMPLEMENT, "lapse"): "",
        (Act.IMPLEMENT, ""): "0841",
        (Act.CONTEXT, ""): "",
    }
)

# CAMEO code -> PLOVER event/mode/context. A code that is not listed is read by its longest listed
# beginning; codes of root 01, mere statements, have no PLOVER event and are dropped there.
PLOVER_BY_CAMEO: Mapping[str, str] = MappingProxyType(
    {
        "02": "REQUEST/-/-",
        "03": "AGREE/-/-",
        "0311": "AGREE/-/economic",
        "032": "AGREE/-/diplomatic",
        "033": "AGREE/-/-",
        "0332": "AGREE/-/military",
        "0341": "AGREE/-/political_institutions",
        "0342": "AGREE/-/executive",
        "0353": "AGREE/-/rights_freedoms",
        "0356": "AGREE/-/military",
        "036": "AGREE/-/diplomatic",
        "037": "AGREE/-/diplomatic",
        "039": "AGREE/-/diplomatic",
        "04": "CONSULT/-/-",
        "041": "CONSULT/phone/-",
        "042": "CONSULT/visit/-",
        "043": "CONSULT/visit/-",
        "044": "CONSULT/third-party/-",
        "045": "CONSULT/-/diplomatic",
        "046": "CONSULT/-/diplomatic",
        "05": "SUPPORT/-/diplomatic",
        "06": "COOPERATE/-/-",
        "064": "COOPERATE/-/intelligence",
        "07": "AID/-/-",
        "072": "AID/-/military",
        "08": "CONCEDE/-/-",
        "0832": "CONCEDE/-/executive",
        "084": "RETREAT/release/-",
        "0841": "RETREAT/release/legal",
        "085": "CONCEDE/-/economic",
        "0863": "RETREAT/access/-",
        "087": "RETREAT/-/military",
        "0871": "RETREAT/ceasefire/military",
        "0874": "RETREAT/disarm/military",
        "10": "REQUEST/-/-",
        "101": "REQUEST/assist/-",
        "1011": "REQUEST/assist/economic",
        "1012": "REQUEST/assist/military",
        "102": "REQUEST/assist/diplomatic",
        "103": "REQUEST/assist/-",
        "1032": "REQUEST/assist/military",
        "1034": "REQUEST/assist/peacekeeping",
        "104": "REQUEST/change/-",
        "105": "REQUEST/change/legal",
        "1053": "REQUEST/yield/legal",
        "1055": "REQUEST/yield/diplomatic",
        "1056": "REQUEST/yield/military",
        "106": "REQUEST/meet/diplomatic",
        "107": "REQUEST/meet/diplomatic",
        "108": "REQUEST/meet/diplomatic",
        "11": "ACCUSE/disapprove/-",
        "12": "REJECT/-/-",
        "1211": "REJECT/assist/economic",
        "1212": "REJECT/assist/military",
        "1222": "REJECT/assist/military",
        "1224": "REJECT/assist/peacekeeping",
        "1243": "REJECT/yield/legal",
        "1245": "REJECT/yield/diplomatic",
        "1246": "REJECT/yield/military",
        "125": "REJECT/meet/diplomatic",
        "127": "REJECT/meet/diplomatic",
        "13": "THREATEN/-/-",
        "1311": "THREATEN/relations/-",
        "1312": "THREATEN/restrict/economic",
        "138": "THREATEN/violence/military",
        "139": "THREATEN/relations/diplomatic",
        "14": "PROTEST/-/-",
        "15": "MOBILIZE/-/-",
        "152": "MOBILIZE/troops/military",
        "16": "SANCTION/-/-",
        "1622": "SANCTION/discontinue/military",
        "163": "COERCE/restrict/diplomatic",
        "164": "SANCTION/withdraw/diplomatic",
        "17": "COERCE/-/-",
        "173": "COERCE/arrest/legal",
        "18": "ASSAULT/-/-",
        "181": "ASSAULT/abduct/-",
        "19": "ASSAULT/-/military",
        "192": "COERCE/seize/military",
        "194": "ASSAULT/heavy-weapons/military",
        "195": "ASSAULT/heavy-weapons/military",
        "196": "ASSAULT/-/legal; military",
        "20": "ASSAULT/-/-",
    }
)

# Root of a machine-coded event -> (candidate act, candidate extent, whether a person must choose).
ACT_BY_CAMEO_ROOT: Mapping[str, tuple[str, str, bool]] = MappingProxyType(
    {
        "01": (Act.STATEMENT, "", False),
        "02": (Act.DEMAND, "request", False),
        "03": (Act.OFFER, "", True),
        "04": (Act.MEET, "", False),
        "05": (Act.STATEMENT, "", True),
        "057": (Act.AGREE, "", False),
        "06": (Act.LEVER, "on", True),
        "07": (Act.LEVER, "on", False),
        "08": (Act.CONCEDE, "", True),
        "09": (Act.STATEMENT, "", True),
        "10": (Act.DEMAND, "", False),
        "11": (Act.STATEMENT, "", False),
        "12": (Act.REJECT, "", False),
        "13": (Act.THREAT, "", False),
        "14": (Act.CONTEXT, "", True),
        "15": (Act.FORCE, "up", True),
        "16": (Act.LEVER, "off", False),
        "17": (Act.LEVER, "", True),
        "18": (Act.FORCE, "", False),
        "19": (Act.FORCE, "", False),
        "20": (Act.FORCE, "", False),
    }
)

# Words that say there is nobody or nothing, in any case of letters; they are no code of an actor.
NOBODY = frozenset(
    {
        "NULL",
        "NONE",
        "NAN",
        "NA",
        "N/A",
        "NIL",
        "UNKNOWN",
        "UNDEFINED",
        "NO",
        "NOBODY",
        "TBD",
        "TRUE",
        "FALSE",
    }
)

# Every event code of CAMEO (Schrodt 2012) as its first two digits and what may follow: `1` is 1 alone,
# `1:1-4` is 1 and 11 to 14.
_CAMEO_TABLE = """
01 0 1 2 3 4 5 6 7 8 9|02 0 1:1-4 2 3:1-4 4:1-4 5:1-6 6 7 8|03 0 1:1-4 2 3:1-4 4:1-4 5:1-6 6 7 8 9
04 0 1 2 3 4 5 6|05 0 1 2 3 4 5 6 7|06 0 1 2 3 4|07 0 1 2 3 4 5|08 0 1:1-4 2 3:1-4 4:1-2 5 6:1-3 7:1-4
09 0 1 2 3 4|10 0 1:1-4 2 3:1-4 4:1-4 5:1-6 6 7 8|11 0 1 2:1-5 3 4 5 6|12 0 1:1-4 2:1-4 3:1-4 4:1-6 5 6 7 8 9
13 0 1:1-3 2:1-4 3 4 5 6 7 8:1-5 9|14 0 1:1-4 2:1-4 3:1-4 4:1-4 5:1-4|15 0 1 2 3 4 5|16 0 1 2:1-3 3 4 5 6:1-3
17 0 1:1-2 2:1-4 3 4 5 6|18 0 1 2:1-3 3:1-4 4 5 6|19 0 1 2 3 4 5:1-2 6|20 0 1 2 3 4:1-2
"""


def _cameo_codes() -> frozenset[str]:
    codes = set()
    for entry in _CAMEO_TABLE.strip().replace("\n", "|").split("|"):
        root, *rest = entry.split()
        for part in rest:
            digit, _, span = part.partition(":")
            first, _, last = span.partition("-")
            codes.add(root + digit)
            codes |= {f"{root}{digit}{n}" for n in range(int(first), int(last) + 1)} if span else set()
    return frozenset(codes)


CAMEO_CODES = _cameo_codes()

# PLOVER event -> CAMEO root with the same candidate act, for events that carry no CAMEO code.
CAMEO_ROOT_BY_PLOVER: Mapping[str, str] = MappingProxyType(
    {
        "AGREE": "03",
        "CONSULT": "04",
        "SUPPORT": "05",
        "COOPERATE": "06",
        "AID": "07",
        "CONCEDE": "08",
        "RETREAT": "08",
        "REQUEST": "10",
        "ACCUSE": "11",
        "REJECT": "12",
        "THREATEN": "13",
        "PROTEST": "14",
        "MOBILIZE": "15",
        "SANCTION": "16",
        "COERCE": "17",
        "ASSAULT": "19",
        "STATEMENT": "01",
    }
)
