"""One event of somebody else's, before anything of it is judged."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from parley.record.exchange.incoming import LeftOut

NOTHING_KEPT: Mapping[str, str] = MappingProxyType({})
_ID = re.compile(r"[\w.-]{1,60}$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Raw:
    """What a row says, as text: actors and target as codes, an event as CAMEO code or PLOVER word.

    `kept` are cells this project wrote into an export of its own, of those a reader may take back.
    """

    line: int
    id: str
    date: str
    actor: str
    target: str
    cameo: str = ""
    event: str = ""
    text: str = ""
    source: str = ""
    url: str = ""
    kept: Mapping[str, str] = field(default_factory=lambda: NOTHING_KEPT)


@dataclass(frozen=True, slots=True)
class RowError:
    """A row that is left out before it says anything."""

    why: LeftOut
    line: int
    word: str = ""


def plain_id(name: str, otherwise: str) -> str:
    """An id as far as it can be one in a table; another where it cannot."""
    return name if _ID.match(name) else otherwise


def machine_words(actor: str, target: str, words: str) -> str:
    """What a machine said, as the sentence of a candidate."""
    return f"Machine-coded: {actor} towards {target or 'nobody named'}, {words}."
