"""Whether a name wants `the` before it inside an English sentence."""

from __future__ import annotations

_BEFORE = ("United ", "European Union", "Soviet ")
_AFTER = frozenset(
    (
        "administration", "agency", "alliance", "allies", "americans", "army", "assembly", "authority",
        "bloc", "boers", "bosniaks", "brigade", "brigades", "british", "chinese", "clans", "coalition",
        "command", "commission", "committee", "commonwealth", "communists", "confederation", "contras",
        "council", "court", "croats", "dutch", "emirates", "empire", "employers", "federation", "fighters",
        "finns", "forces", "french", "front", "germans", "government", "greeks", "group", "guarantors",
        "guerrillas", "houthis", "insurgents", "islands", "japanese", "junta", "kingdom", "kurds", "league",
        "loyalists", "mediators", "militias", "movement", "mujahideen", "nationalists", "nations",
        "opposition", "organisation", "organization", "owners", "partisans", "party", "players", "powers",
        "protectorate", "rebels", "regime", "republic", "republicans", "royalists", "russians",
        "sandinistas", "separatists", "serbs", "soviets", "spanish", "state", "states", "strikers",
        "syrians", "taliban", "tamils", "tribes", "turks", "ukrainians", "union", "unionists", "unions",
        "workers",
    )
)  # fmt: skip
_ALONE = ("North", "South", "East", "West", "Entente", "Axis", "Porte", "Netherlands", "Philippines")
_BARE_BEFORE = ("North ", "South ", "East ", "West ")
_HAS_ONE = ("the ", "The ", "a ", "A ", "an ", "An ", "my ", "our ")


def with_article(name: str) -> str:
    """A name as it stands inside a sentence: the United States, the Separatists, but Ukraine."""
    if name.startswith(("The ", "A ", "An ")):
        return name[0].lower() + name[1:]
    words = name.split()
    if name in _ALONE:
        return f"the {name}"
    if (
        not words
        or name.startswith(_HAS_ONE)
        or (name.startswith(_BARE_BEFORE) and words[-1].lower() not in _AFTER)
    ):
        return name
    # What stands behind a preposition or in brackets says nothing of the article: Republic of Korea.
    head = next(
        (words[:at] for at, word in enumerate(words) if at and (word == "of" or word[0] == "(")), words
    )
    return f"the {name}" if name.startswith(_BEFORE) or head[-1].lower() in _AFTER else name


def at_start(text: str) -> str:
    """A text as a sentence begins with it; the rest of it is left as it is."""
    return text[:1].upper() + text[1:]
